"""The event side of the sandbox: what the GitHub event source and the sensors' pods do in a cluster."""

from sandbox.gateway.gateway import Gateway

__all__ = ["Gateway"]
