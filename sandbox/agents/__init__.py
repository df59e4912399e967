"""Scripted agents: a controller for CodeRuns that works, fails, hangs or pushes as a scenario says."""
