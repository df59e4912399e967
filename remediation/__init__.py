"""Settings, models, pure decisions, errors and clients: the layer that everything else stands on."""
