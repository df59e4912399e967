"""When an event happens: conditions on the world, checked against a snapshot."""

from fnmatch import fnmatchcase
from typing import Annotated

from pydantic import Field

from remediation.model import Model
from remediation.settings import Role
from runner.snapshot import Snapshot
from sandbox.agents.described import Described


class PlayIs(Described):
    """A task's play has come to a point."""

    task: int
    waiting: str | None = None
    """Display name of the gate that it waits at."""
    cycle: int | None = None
    phase: str | None = None

    def met(self, world: Snapshot) -> bool:
        """Tell whether a play is there."""
        return any(
            play.task == self.task
            and self.waiting in {None, play.waiting}
            and self.cycle in {None, play.cycle}
            and self.phase in {None, play.phase}
            for play in world.plays
        )


class AgentIs(Described):
    """An agent has a CodeRun in a phase."""

    task: int
    role: Role
    phase: str | None = None

    def met(self, world: Snapshot) -> bool:
        """Tell whether such a CodeRun is there and not being deleted."""
        return any(
            run.task == self.task
            and run.role == self.role
            and not run.deleting
            and self.phase in {None, run.phase}
            for run in world.code_runs
        )


class RunIs(Described):
    """A loop's run has come to a phase."""

    name: str = "*"
    """Glob pattern."""
    task: int | None = None
    phase: str | None = None
    """A phase, or nothing for any run that has ended."""

    def met(self, world: Snapshot) -> bool:
        """Tell whether such a run is there."""
        return any(
            fnmatchcase(run.name, self.name)
            and self.task in {None, run.task}
            and (run.ended if self.phase is None else run.phase == self.phase)
            for run in world.loops
        )


class After(Described):
    """Everything that must be true before an event happens; nothing means at once."""

    seconds: Annotated[float, Field(ge=0, le=600)] = 0
    """Seconds since the event before."""
    play: PlayIs | None = None
    agent: AgentIs | None = None
    run: RunIs | None = None

    @property
    def looks(self) -> bool:
        """Whether the world has to be looked at."""
        return any((self.play, self.agent, self.run))

    def told(self) -> str:
        """Write the conditions for a message."""
        return ", ".join(f"{name} {value}" for name, value in self if isinstance(value, Model))

    def met(self, world: Snapshot) -> bool:
        """Tell whether the world is as it must be."""
        return all(condition.met(world) for condition in (self.play, self.agent, self.run) if condition)
