"""Why a CI run is red: from a raw log to a verdict that saves a maintainer from opening the log."""
