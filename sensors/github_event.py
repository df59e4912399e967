"""What all sensors have in common that react to events of GitHub."""

from remediation.identifiers import DELIVERY
from sensors import event_source
from sensors.filters import literal
from sensors.sensor import Accepted, Argument, Condition, Given

EVENT_PATH = "headers.X-Github-Event.0"
DELIVERY_ARGUMENT = Argument(name="delivery", path="headers.X-Github-Delivery.0", pattern=DELIVERY)
"""The GUID that a redelivery shares with the first delivery."""
_GUID = '{{ index .Input.headers "X-Github-Delivery" 0 }}'


def github_event(
    name: str, *, event: str, prefix: str, conditions: tuple[Condition, ...], arguments: tuple[Given, ...]
) -> Accepted:
    """Accept events of one type.

    Args:
        name: Of the dependency.
        event: GitHub's name of the event, as in the header `X-GitHub-Event`.
        prefix: The run is named by this and the delivery's GUID, so a redelivery creates nothing.
        conditions: What must be true besides the arguments' patterns.
        arguments: What the run is told, besides the delivery.
    """
    return Accepted(
        name=name,
        event_source=event_source.NAME,
        event_name=event_source.EVENT,
        conditions=(Condition(path=EVENT_PATH, pattern=literal(event)), *conditions),
        arguments=(*arguments, DELIVERY_ARGUMENT),
        run_name=f"{prefix}-{_GUID}",
        run_pattern=f"{prefix}-{DELIVERY}",
    )
