"""The stand-ins that the steps are tested on."""

from tests.steps.conftest import cluster, serve_stand_ins, world

__all__ = ["cluster", "serve_stand_ins", "world"]
