"""What a sensor is to us: the events that it accepts, and the run that each of them becomes."""

from dataclasses import dataclass

from remediation.identifiers import DELIVERY

EVENT_PATH = "headers.X-Github-Event.0"


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
    """Take the first part of the text that matches; another argument holds the whole text to a pattern."""


DELIVERY_ARGUMENT = Argument(name="delivery", path="headers.X-Github-Delivery.0", pattern=DELIVERY)
"""What every sensor passes on: the GUID that a redelivery shares with the first delivery."""


@dataclass(frozen=True, kw_only=True)
class Sensor:
    """One sensor: an event of GitHub becomes a run of one WorkflowTemplate."""

    name: str
    event: str
    """GitHub's name of the event, as in the header `X-GitHub-Event`."""
    conditions: tuple[Condition, ...]
    """What must be true besides the arguments' patterns."""
    prefix: str
    """The run is named by this and the delivery's GUID, so a redelivery creates nothing."""
    template: str
    """The WorkflowTemplate."""
    identifiers: tuple[Argument, ...]
    """What the run is told, besides the delivery."""

    @property
    def arguments(self) -> tuple[Argument, ...]:
        """Everything that the run is told."""
        return (*self.identifiers, DELIVERY_ARGUMENT)

    @property
    def run_name(self) -> str:
        """The pattern of the names of its runs."""
        return f"{self.prefix}-{DELIVERY}"
