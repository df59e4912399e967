"""Scenarios: a world, events over time, and what must be true at the end, on the sandbox or a cluster."""
