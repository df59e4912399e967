"""One verb per file: the typed functions that pods run."""
