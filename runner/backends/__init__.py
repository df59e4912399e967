"""Where scenarios are played: one machine without a cluster, or a real cluster."""
