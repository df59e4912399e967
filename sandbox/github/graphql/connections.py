"""Connections: pages of a list with cursors, and GitHub's rules for asking for them."""

import base64
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeVar

from graphql import (
    FieldNode,
    FragmentSpreadNode,
    InlineFragmentNode,
    SelectionSetNode,
)

from remediation.model import JsonObject
from sandbox.github.graphql.context import Info
from sandbox.github.world.refusal import Kind, Refused

T = TypeVar("T")
MAX_PAGE = 100
LISTING = {"nodes", "edges", "pageInfo"}
CURSOR = "cursor:v2:"


def connect(
    info: Info,
    items: Sequence[T],
    arguments: Mapping[str, Any],
    *,
    edge: Callable[[T], JsonObject] | None = None,
) -> JsonObject:
    """A connection over `items`, `edge` giving what an edge has besides its node and cursor.

    GitHub checks here, in the field, not in validation: a mutation whose answer asks wrongly was still done.
    Counting needs no `first`; listing does, and at most 100.
    """
    first, last = arguments.get("first"), arguments.get("last")
    if first is None and last is None and LISTING & _selected(info):
        _refuse(
            "MISSING_PAGINATION_BOUNDARIES",
            "You must provide a `first` or `last` value to properly paginate the"
            f" `{info.field_name}` connection.",
        )
    for name, size in (("first", first), ("last", last)):
        if size is not None and not 0 <= size <= MAX_PAGE:
            _refuse(
                "EXCESSIVE_PAGINATION",
                f"Requesting {size} records on the `{info.field_name}` connection exceeds the `{name}` limit"
                f" of {MAX_PAGE} records.",
            )
    start, stop = 0, len(items)
    if arguments.get("after"):
        start = _position(arguments["after"])
    if arguments.get("before"):
        stop = min(stop, _position(arguments["before"]) - 1)
    if first is not None:
        stop = min(stop, start + first)
    elif last is not None:
        start = max(start, stop - last)
    page = items[start:stop]
    edges = [
        {"node": item, "cursor": _cursor(start + index + 1), **(edge(item) if edge else {})}
        for index, item in enumerate(page)
    ]
    return {
        "nodes": list(page),
        "edges": edges,
        "totalCount": len(items),
        "pageInfo": {
            "startCursor": edges[0]["cursor"] if edges else None,
            "endCursor": edges[-1]["cursor"] if edges else None,
            "hasNextPage": stop < len(items),
            "hasPreviousPage": start > 0,
        },
    }


def _selected(info: Info) -> set[str]:
    names: set[str] = set()
    pending: list[SelectionSetNode | None] = [node.selection_set for node in info.field_nodes]
    while pending:
        selections = pending.pop()
        for selection in selections.selections if selections else ():
            if isinstance(selection, FieldNode):
                names.add(selection.name.value)
            elif isinstance(selection, FragmentSpreadNode):
                pending.append(info.fragments[selection.name.value].selection_set)
            elif isinstance(selection, InlineFragmentNode):
                pending.append(selection.selection_set)
    return names


def _cursor(position: int) -> str:
    return base64.b64encode(f"{CURSOR}{position}".encode()).decode()


def _position(cursor: str) -> int:
    try:
        return int(base64.b64decode(cursor).decode().removeprefix(CURSOR))
    except ValueError:
        message = f"`{cursor}` does not appear to be a valid cursor."
        raise Refused(422, message, kind="INVALID_CURSOR_ARGUMENTS") from None


def _refuse(kind: Kind, message: str) -> None:
    raise Refused(422, message, kind=kind)


def ordered(
    items: Iterable[T], order: Mapping[str, str] | None, keys: Mapping[str, Callable[[T], Any]]
) -> list[T]:
    """Items by the `orderBy` argument; without one, as they came."""
    if order is None:
        return list(items)
    return sorted(items, key=keys[order["field"]], reverse=order["direction"] == "DESC")
