"""An event that somebody asks about: what sensors get of it, and why the others get nothing."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from sandbox.evaluator.event import Event, Origin, event_from_webhook
from sandbox.evaluator.resource_payload import change_from_payload
from sandbox.evaluator.resource_source import ResourceSource


@dataclass(frozen=True, kw_only=True)
class Happened:
    """An event, and how people call it.

    Attributes:
        name: GitHub's name of the event, or that of the event source.
        delivery: The GUID of the webhook's delivery; empty for what no webhook tells.
        about: What tells it from others of its name.
        event: What sensors get.
        elsewhere: Why dependencies on other event sources get nothing.
        refusals: Why those on its own event source get nothing, if they do not.
    """

    name: str
    delivery: str = ""
    about: str
    event: Event
    elsewhere: str
    refusals: Mapping[Origin, str] = field(default_factory=dict)

    def why_not(self, origin: Origin) -> str:
        """Say why a dependency that listens there does not get the event."""
        return self.refusals.get(origin, self.elsewhere)


def posted_webhook(headers: Iterable[tuple[str, str]], body: bytes, origins: frozenset[Origin]) -> Happened:
    """Give what the GitHub event source makes of a webhook.

    Args:
        headers: Names in any case, with values.
        body: The bytes of the request.
        origins: Where events of GitHub come from.

    Raises:
        RefusedWebhook: The event source answers 400.
    """
    event = event_from_webhook(headers, body, origins=origins)
    delivery = event.text("body", "X-GitHub-Delivery")
    return Happened(
        name=event.text("body", "X-GitHub-Event"),
        delivery=delivery,
        about=delivery,
        event=event,
        elsewhere="no webhook of GitHub comes from there",
    )


def changed_object(payload: bytes, sources: Sequence[ResourceSource]) -> Happened:
    """Give what a resource EventSource makes of a changed object.

    Args:
        payload: The object, or what is published about it, as JSON.
        sources: The events of the EventSource, at least one.

    Raises:
        Misuse: The payload is neither.
    """
    change = change_from_payload(payload)
    metadata = change.body["metadata"]
    refusals = {each.origin: each.refusal(change) for each in sources}
    takes = [each for each in sources if refusals[each.origin] is None] or sources
    return Happened(
        name=sources[0].origin.event_source,
        about=f"{change.type} of {change.body['kind']} {metadata.get('namespace')}/{metadata['name']}",
        event=replace(
            takes[0].event(change),
            origins=frozenset(origin for origin, refusal in refusals.items() if refusal is None),
        ),
        elsewhere="no change of an object comes from there",
        refusals={origin: refusal for origin, refusal in refusals.items() if refusal},
    )
