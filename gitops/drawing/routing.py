"""The lines of the edges: straight down the main line, at right angles elsewhere."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from gitops.drawing.boxes import STRIP, Arranged, Box
from gitops.drawing.shapes import Point
from gitops.drawing.texts import LABEL_LINE, SLANT, label_of, labels_width
from gitops.graph.model import Edge, Node

Anchor: TypeAlias = Literal["start", "end"]
_BESIDE = 8.0
"""Between a line and its label."""
_ABOVE = 5.0
_BELOW = 18.0
"""From a node down to the label of a line that leaves it."""
_UNDER = 10.0
"""From a node down to a line that passes below it."""
_NEARLY = 8.0
"""A line so little off its target's height runs straight."""
_OFF = 44.0
"""How far from the middle a line from the side comes in, if there is room."""
_LEVEL = 2
"""Points of a line that leaves a node to the side."""
_CORNER = 24.0
"""How far from the side a line leaves that cannot leave to that side."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """An edge in its place."""

    edge: Edge
    points: tuple[Point, ...]
    label: Point
    """Where the first line of its label begins, or ends if that is the anchor."""
    anchor: Anchor = "start"


def lines(edges: Sequence[Edge], nodes: Mapping[str, Node], arranged: Arranged) -> list[Line]:
    """Find the line of each edge whose nodes have a place."""
    routing = _Routing(edges, nodes, arranged)
    return [routing.line(edge) for edge in edges if edge.source in arranged.boxes]


@dataclass(frozen=True, slots=True)
class _Routing:
    edges: Sequence[Edge]
    nodes: Mapping[str, Node]
    arranged: Arranged

    def line(self, edge: Edge) -> Line:
        source, target = self.arranged.boxes[edge.source], self.arranged.boxes[edge.target]
        return self._down(edge, source, target) if edge.route == "down" else self._side(edge, source, target)

    def _down(self, edge: Edge, source: Box, target: Box) -> Line:
        """Straight down. Lines that part have their labels where they arrive, others where they leave."""
        top = self._top(source, target)
        parting = sum(other.source == edge.source and other.route == "down" for other in self.edges) > 1
        label = (
            _above(edge, target.middle + _BESIDE, top)
            if parting
            else (source.middle + _BESIDE, source.bottom + _BELOW)
        )
        begin, tip = (source.middle, source.bottom), (target.middle, target.y)
        turn = ((source.middle, top - STRIP), (target.middle, top - STRIP))
        points = (begin, tip) if abs(source.middle - target.middle) < 1 else (begin, *turn, tip)
        return Line(edge=edge, points=points, label=label)

    def _side(self, edge: Edge, source: Box, target: Box) -> Line:
        """Out to one side, along a lane, and in from the left, or from above if it comes around."""
        lane = self.arranged.lanes[edge]
        out = self._out(edge, source, lane)
        free = not self._between((lane, target.centre), target.x, edge)
        level = edge.route != "around" and free
        into = self._from_left(target, lane) if level else self._from_above(source, target, lane)
        left = lane < source.middle
        x, y = out[-2]
        if edge.route == "aside" and self._has_label_at_target(edge, lane - x):
            label = _above(edge, lane + _BESIDE, target.centre)
        elif len(out) == _LEVEL:
            label = _above(edge, source.x - _BESIDE if left else source.right + _BESIDE, y)
        else:
            label = (x - _BESIDE if left else x + _BESIDE, y + LABEL_LINE)
        return Line(edge=edge, points=(*out, *into), label=label, anchor="end" if left else "start")

    def _out(self, edge: Edge, source: Box, lane: float) -> tuple[Point, ...]:
        """Leave a node to the side of a lane; if something stands there, downwards and below that."""
        y = source.centre if edge.route == "around" else self._height(edge, source)
        left = lane < source.middle
        side, inward = (source.x, 1) if left else (source.right, -1)
        blocking = self._between((side, y), lane, edge)
        if not blocking:
            return (side + inward * self._slant(edge.source, source, y), y), (lane, y)
        x, below = side + inward * _CORNER, max(box.bottom for box in (source, *blocking)) + _UNDER
        return (x, source.bottom), (x, below), (lane, below)

    def _has_label_at_target(self, edge: Edge, room: float) -> bool:
        """Tell whether a label belongs where a line arrives: others part from it, or it has no room."""
        lanes = self.arranged.lanes
        parting = any(
            other.source == edge.source and other.target != edge.target and lane == lanes[edge]
            for other, lane in lanes.items()
        )
        return parting or room <= labels_width([edge]) - _BESIDE

    def _from_left(self, target: Box, lane: float) -> tuple[Point, ...]:
        return (lane, target.centre), (target.x, target.centre)

    def _from_above(self, source: Box, target: Box, lane: float) -> tuple[Point, ...]:
        turn = self._top(source, target) - STRIP / 2
        off = min(_OFF, target.width / 4) if target.width > _OFF else 0.0
        into = target.middle + (off if lane > target.middle else -off)
        return (lane, turn), (into, turn), (into, target.y)

    def _between(self, begin: Point, end: float, edge: Edge) -> list[Box]:
        """Give the nodes that stand in the way of a level line."""
        x, y = begin
        left, right = sorted((x, end))
        others = (self.arranged.boxes[id_] for id_ in self.nodes if id_ not in {edge.source, edge.target})
        return [box for box in others if box.y < y < box.bottom and box.x < right and left < box.right]

    def _top(self, source: Box, target: Box) -> float:
        """Give the upper side of the target, or of the outermost frame around it that an edge enters."""
        entered = [
            box.y
            for id_, box in self.arranged.boxes.items()
            if id_ not in self.nodes and box.holds(target) and not box.holds(source)
        ]
        return min(entered, default=target.y)

    def _height(self, edge: Edge, source: Box) -> float:
        """Spread the lines that leave a node to one side over that side, in the order of their targets."""
        if self.nodes[edge.source].kind in {"choice", "point"}:
            return source.centre
        targets = {
            other.target for other in self.edges if other.source == edge.source and other.route == edge.route
        }
        ordered = sorted(targets, key=lambda target: self.arranged.boxes[target].centre)
        y = source.y + source.height * (ordered.index(edge.target) + 1) / (len(ordered) + 1)
        straight = self.arranged.boxes[edge.target].centre
        return straight if abs(straight - y) < _NEARLY else y

    def _slant(self, id_: str, box: Box, y: float) -> float:
        """Give how far within its box a gate's side is at a height."""
        if self.nodes[id_].kind != "gate":
            return 0.0
        return SLANT * abs(y - box.centre) / (box.height / 2)


def _above(edge: Edge, x: float, y: float) -> Point:
    """Give where a label begins that ends above a line."""
    return x, y - _ABOVE - LABEL_LINE * (len(label_of(edge)) - 1)
