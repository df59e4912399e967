"""Webhooks: payloads, signatures and deliveries."""
