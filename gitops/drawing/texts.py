"""How much room a node needs: the same text takes the same room, whatever font shows it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from textwrap import wrap

from gitops.drawing.boxes import Box
from gitops.graph.model import Edge, Kind, Node

WIDTH = 208.0
SLANT = 14.0
"""How far the sides of a gate reach out."""
PAD_X, PAD_Y = 14.0, 11.0
TITLE, LINE = 18.0, 15.0
"""Height of a line of a title, and of a line below it."""
CONTAINER = 25.0
"""Height of a container in its pod's box, with the gap above it."""
TITLE_CHARACTER, CHARACTER = 7.4, 6.0
"""Width of a character, on average."""
LABEL_LINE = 13.0
"""Height of a line of a label."""
POINT = 12.0
_LABEL_CHARACTERS = 24
_BETWEEN_CONDITIONS = re.compile(r"(?<=,) | (?=or )")
_AROUND_LABEL = 18.0
_DIAMOND_HEIGHT = 46.0
_TALL_PILL = 34.0
DOT = 16.0
"""Room for the dot before a title."""
DOTTED: frozenset[Kind] = frozenset({"step", "pod", "again"})


@dataclass(frozen=True, slots=True)
class Lines:
    """A node's text, broken into lines."""

    title: tuple[str, ...]
    below: tuple[str, ...]

    @property
    def height(self) -> float:
        """All lines together."""
        return len(self.title) * TITLE + len(self.below) * LINE

    @property
    def width(self) -> float:
        """The longest line."""
        titles = (len(line) * TITLE_CHARACTER for line in self.title)
        return max((*titles, *(len(line) * CHARACTER for line in self.below)), default=0.0)


def lines_of(node: Node) -> Lines:
    """Break a node's text into lines that fit."""
    room = WIDTH - 2 * PAD_X
    title = wrap(node.title, int((room - (DOT if node.kind in DOTTED else 0)) / TITLE_CHARACTER))
    below = [part for line in node.lines for part in wrap(line, int(room / CHARACTER))]
    return Lines(tuple(title), tuple(below))


def label_of(edge: Edge) -> list[str]:
    """Break an edge's label into lines, if possible between its conditions."""
    conditions = _BETWEEN_CONDITIONS.split(edge.label)
    parts = [part for each in conditions for part in wrap(each, _LABEL_CHARACTERS, break_long_words=False)]
    lines: list[str] = []
    for part in parts:
        if lines and len(lines[-1]) + len(part) < _LABEL_CHARACTERS:
            lines[-1] = f"{lines[-1]} {part}"
        else:
            lines.append(part)
    return lines


def labels_width(edges: Iterable[Edge]) -> float:
    """Give the room for the labels of edges, and around them."""
    longest = max((len(line) for edge in edges for line in label_of(edge)), default=0)
    return longest * CHARACTER + _AROUND_LABEL if longest else 0.0


def size_of(node: Node) -> Box:
    """Give the room that a node needs, at the origin."""
    if node.kind == "point":
        return Box(0, 0, POINT, POINT)
    lines = lines_of(node)
    if node.kind == "choice":
        # A line fits into a diamond where the diamond is as wide as the line.
        return Box(0, 0, lines.width + 64, _DIAMOND_HEIGHT + (len(lines.title) - 1) * TITLE * 1.6)
    if node.kind in {"start", "end"}:
        return Box(0, 0, lines.width + 2 * _TALL_PILL, max(lines.height + 12, _TALL_PILL))
    containers = len(node.containers) * CONTAINER + (PAD_Y / 2 if node.containers else 0)
    return Box(0, 0, WIDTH, lines.height + 2 * PAD_Y + containers)
