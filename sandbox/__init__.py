"""One machine instead of a cluster: stand-ins over HTTP that keep state and enforce what the real ones do."""
