"""What of Argo Workflows this engine supports; anything else is refused by name."""
