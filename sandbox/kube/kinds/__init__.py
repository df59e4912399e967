"""The rules of built-in types, one family a file."""
