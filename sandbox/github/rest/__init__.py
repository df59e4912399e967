"""The REST API: one file per resource, one list of routes."""
