"""The graph of a template: nodes in frames, and the edges between them; where they stand is not said here."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

Kind: TypeAlias = Literal["start", "step", "pod", "gate", "again", "choice", "point", "end"]
"""`again` calls a template that it is part of; at a `choice` something else than an answer decides; in a
`point` several ways meet, or begin."""
Route: TypeAlias = Literal["down", "past", "aside", "around"]
"""How an edge runs in its frame: to the next row; past rows; to what stands beside the main line; or from
there around the far side to a row, above or below."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Node:
    """A step, or a place where ways part or meet."""

    id: str
    kind: Kind
    title: str = ""
    lines: tuple[str, ...] = ()
    """What is said below the title."""
    containers: tuple[str, ...] = ()
    """The containers of a pod, if it has several, in order."""
    role: str = ""
    """The agent that it is about: `rex`, `cleo`, `tess`, or empty."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Aside:
    """What stands beside the main line: decisions in one column, the steps that they lead to in the next."""

    last: int
    """The last of the rows from which ways lead here."""
    columns: "tuple[tuple[Item, ...], ...]"


@dataclass(frozen=True, kw_only=True, slots=True)
class Frame:
    """A template of steps: rows that follow each other; what stands in one row runs side by side."""

    id: str
    title: str = ""
    note: str = ""
    rows: "tuple[tuple[Item, ...], ...]"
    asides: tuple[Aside, ...] = ()

    def items(self) -> Iterator["Item"]:
        """Give what stands directly in it, in reading order."""
        for row in self.rows:
            yield from row
        for aside in self.asides:
            for column in aside.columns:
                yield from column


Item: TypeAlias = Node | Frame


@dataclass(frozen=True, kw_only=True, slots=True)
class Edge:
    """A way from one node to another."""

    source: str
    target: str
    label: str = ""
    route: Route
    frame: str
    """The frame in which it runs."""
    back: bool = False
    """Whether it leads back to a template that begins again."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Graph:
    """The graph of a WorkflowTemplate."""

    title: str
    description: str
    main: Frame
    """From the start to the end; it is drawn without a border."""
    exit: Frame | None
    """What runs at the end, whatever happened."""
    edges: tuple[Edge, ...]
