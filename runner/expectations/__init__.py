"""What must be true at the end: one kind of expectation per file, each with its own check."""
