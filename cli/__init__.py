"""The `remedy` command."""
