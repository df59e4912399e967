"""One machine instead of a cluster: stand-ins that speak HTTP, keep state and enforce what the real ones enforce."""
