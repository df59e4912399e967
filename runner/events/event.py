"""The base of every event."""

from abc import abstractmethod
from typing import ClassVar

from runner.conditions import After
from runner.record import Lane
from runner.scene import Scene
from sandbox.agents.described import Described


class Event(Described):
    """Something that somebody does."""

    lane: ClassVar[Lane] = "github"
    """Where it happens."""
    after: After = After()
    """When it happens: at once, or when the world is as described."""

    @abstractmethod
    def perform(self, scene: Scene) -> str:
        """Do it, and tell it in one sentence."""
