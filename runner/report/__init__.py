"""The report: one self-contained HTML page about a scenario that was played."""
