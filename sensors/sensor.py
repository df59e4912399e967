"""What a sensor is to us: the kinds of event that it accepts, and the run that each of them becomes."""

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, kw_only=True)
class Condition:
    """A place in the event, and the pattern that the whole text there must match."""

    path: str
    """Where, in gjson's syntax, from `headers` or `body` on."""
    pattern: str


@dataclass(frozen=True, kw_only=True)
class Argument(Condition):
    """An argument of the run: an identifier that the event holds, and its pattern.

    Argo expands `{{...}}` in arguments, so none of them may be text that people write. Each argument is a
    condition too: an event whose identifier does not match becomes no run.
    """

    name: str
    """The parameter of the WorkflowTemplate."""
    part: bool = False
    """Take the first part of the text that matches; another condition holds the whole text to a pattern."""
    default: str | None = None
    """Taken where the event has nothing at that place that matches, which is then no condition."""

    @property
    def is_condition(self) -> bool:
        """Whether an event without such an identifier becomes no run."""
        return not self.part and self.default is None


@dataclass(frozen=True, kw_only=True)
class Constant:
    """An argument of the run that is the same for every event of its kind."""

    name: str
    """The parameter of the WorkflowTemplate."""
    value: str


Given: TypeAlias = Argument | Constant


@dataclass(frozen=True, kw_only=True)
class Accepted:
    """A kind of event that a sensor accepts: one dependency, and one trigger that creates a run."""

    name: str
    """Of the dependency; people see it in the answers of `remedy replay`."""
    event_source: str
    event_name: str
    conditions: tuple[Condition, ...]
    """What must be true besides the arguments' patterns."""
    arguments: tuple[Given, ...]
    """Everything that the run is told."""
    run_name: str
    """The run's name, as a Go template over the event: the same event twice has the same name."""
    run_pattern: str
    """The pattern of such names."""

    @property
    def all_conditions(self) -> tuple[Condition, ...]:
        """Everything that must be true."""
        told = (each for each in self.arguments if isinstance(each, Argument) and each.is_condition)
        return (*self.conditions, *told)


@dataclass(frozen=True, kw_only=True)
class Sensor:
    """One sensor: events become runs of one WorkflowTemplate."""

    name: str
    template: str
    """The WorkflowTemplate."""
    accepts: tuple[Accepted, ...]
    """Any of these."""
