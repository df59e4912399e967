"""Who is calling, what they may do, and how often: authentication, permissions and rate limits."""
