"""Where a task's play stands."""

from typing import Literal

from runner.expectations.finding import Ending, Expectation, enumeration
from runner.snapshot import Play

_FIELDS = ("stage", "phase", "cycle", "waiting")


class PlayStands(Expectation):
    """The stage, phase, cycle and waiting gate of a task's only play."""

    that: Literal["play"]
    task: int
    stage: str | None = None
    phase: str | None = None
    cycle: int | None = None
    waiting: str | None = None
    """Display name of the gate, or empty for none."""

    def sentence(self) -> str:
        """Say what must be true."""
        said = [
            f"is in stage {self.stage}" if self.stage is not None else "",
            f"is {self.phase}" if self.phase is not None else "",
            f"is in QA cycle {self.cycle}" if self.cycle is not None else "",
            f"waits at {self.waiting or 'no gate'}" if self.waiting is not None else "",
        ]
        return f"the play of task {self.task} {enumeration(filter(None, said))}"

    def fault(self, ending: Ending) -> str:
        """Say what is true instead."""
        plays = [play for play in ending.after.plays if play.task == self.task]
        if len(plays) != 1:
            return f"{len(plays)} plays of task {self.task}: {enumeration(play.name for play in plays)}"
        return enumeration(self._differences(plays[0])).removeprefix("none")

    def _differences(self, play: Play) -> list[str]:
        return [
            f"{name} is {getattr(play, name) or 'none'}"
            for name in _FIELDS
            if getattr(self, name) not in {None, getattr(play, name)}
        ]
