"""What the stand-in remembers: accounts, repositories, commits, pull requests. State only, no rules."""
