"""What the runner tells whoever watches."""

from typing import Protocol

from runner.history import History
from runner.record import Record
from runner.scenario import Scenario


class Screen(Protocol):
    """Somebody who watches a scenario."""

    def begins(self, scenario: Scenario, history: History, *, backend: str) -> None:
        """The scenario is about to be set up."""

    def says(self, text: str) -> None:
        """The runner is busy with something that takes a moment."""

    def looks(self) -> None:
        """Something may have changed."""

    def ends(self, record: Record) -> None:
        """The scenario has been played."""


class NoScreen:
    """Nobody watches."""

    def begins(self, scenario: Scenario, history: History, *, backend: str) -> None:
        """Do nothing."""

    def says(self, text: str) -> None:
        """Do nothing."""

    def looks(self) -> None:
        """Do nothing."""

    def ends(self, record: Record) -> None:
        """Do nothing."""
