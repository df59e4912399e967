"""What Go's standard library does with JSON, numbers, patterns and text, where Python's does otherwise."""
