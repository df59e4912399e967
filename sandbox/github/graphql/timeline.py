"""Resolvers of a pull request's timeline: who put which label on or took it off, and when."""

from collections.abc import Callable

from remediation.model import JsonObject
from sandbox.github.graphql.connections import connect
from sandbox.github.graphql.context import Fields, Info, plain
from sandbox.github.shapes.templates import timestamp
from sandbox.github.world.refusal import refuse_unprocessable
from sandbox.github.world.repositories import LabeledEvent, LabelEvent, PullRequest, UnlabeledEvent

ITEM_TYPES: dict[str, type[LabelEvent]] = {
    "LABELED_EVENT": LabeledEvent,
    "UNLABELED_EVENT": UnlabeledEvent,
}
# GitHub would list everything, and an empty list is documented nowhere: no answer here may look complete.
UNTYPED = f"itemTypes must name what is wanted of the timeline; here it has {' and '.join(ITEM_TYPES)}."


def timeline(
    pull: PullRequest, info: Info, *, item_types: list[str] | None = None, **arguments: object
) -> JsonObject:
    """The items of these types, oldest first; the schema knows no other types, so it refuses them."""
    if not item_types:
        refuse_unprocessable(UNTYPED)
    kinds = tuple(ITEM_TYPES[name] for name in item_types)
    return connect(info, [event for event in pull.label_events if isinstance(event, kinds)], arguments)


_LABEL_EVENT: dict[str, Callable[[LabelEvent], object]] = {
    "id": lambda event: event.node_id,
    "createdAt": lambda event: timestamp(event.created_at),
    "actor": lambda event: event.actor,
    "label": lambda event: event.label,
    "labelable": lambda event: event.issue,
}

LABEL_EVENT: Fields = plain(_LABEL_EVENT)
