"""Where everything stands: the main line from top to bottom on one axis, beside it what it may lead to."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from gitops.drawing.beside import beside
from gitops.drawing.boxes import GAP, HEAD, LANE, PAD, SPACE, STRIP, Arranged, Box
from gitops.drawing.texts import CHARACTER, TITLE_CHARACTER, labels_width, size_of
from gitops.graph.model import Aside, Edge, Frame, Item, Route


def arrange(item: Item, edges: Sequence[Edge], *, border: bool = True) -> Arranged:
    """Find a place for a node, or for a frame with all that stands in it.

    Args:
        item: The node or the frame.
        edges: All edges of the graph.
        border: Whether a frame has a border and a title.
    """
    if isinstance(item, Frame):
        return _Arranging(item, edges, border=border).arranged()
    box = size_of(item)
    return Arranged(width=box.width, height=box.height, axis=box.middle, boxes={item.id: box})


@dataclass
class _Arranging:
    """A frame that fills from top to bottom."""

    frame: Frame
    edges: Sequence[Edge]
    border: bool
    boxes: dict[str, Box] = field(default_factory=dict)
    lanes: dict[Edge, float] = field(default_factory=dict)
    rows: list[Box] = field(default_factory=list)
    """The room that each row takes."""
    free: float = 0.0
    """Below it nothing stands beside the main line."""

    def arranged(self) -> Arranged:
        rows = [[arrange(item, self.edges) for item in row] for row in self.frame.rows]
        reach = max(map(_axis, rows))
        past = self._own("past")
        targets = _targets(past)
        axis = self._pad + labels_width(past) + LANE * len(targets) + reach
        self.lanes |= {edge: axis - reach - LANE * (1 + targets.index(edge.target)) for edge in past}
        y = self.free = HEAD if self.border else 0.0
        for number, row in enumerate(rows):
            if self._is_entered_from_the_side(row):
                self.free = y = y + STRIP
            self._place_row(row, axis, y)
            for aside in self.frame.asides:
                if aside.last == number:
                    self._place_aside(aside)
            y = max(self.rows[-1].bottom, self.free) + GAP
        return self._bordered(axis, y - GAP + self._pad)

    @property
    def _pad(self) -> float:
        return PAD if self.border else 0.0

    def _own(self, route: Route) -> list[Edge]:
        return [edge for edge in self.edges if edge.frame == self.frame.id and edge.route == route]

    def _is_entered_from_the_side(self, row: Sequence[Arranged]) -> bool:
        return any(edge.target in each.boxes for edge in self._own("around") for each in row)

    def _place_row(self, row: Sequence[Arranged], axis: float, y: float) -> None:
        x = axis - _axis(row)
        self.rows.append(Box(x, y, _width(row), max(each.height for each in row)))
        for each in row:
            self._put(each.moved(x, y))
            x += each.width + SPACE

    def _place_aside(self, aside: Aside) -> None:
        columns = [[arrange(item, self.edges) for item in column] for column in aside.columns]
        top = max(self.rows[0].y, self.free)
        for each in beside(columns, self._own("aside"), self.boxes, self.rows, top=top):
            self._put(each)
            self.free = max(self.free, *(box.bottom + SPACE for box in each.boxes.values()))

    def _put(self, placed: Arranged) -> None:
        self.boxes |= placed.boxes
        self.lanes |= placed.lanes

    def _bordered(self, axis: float, height: float) -> Arranged:
        around = self._own("around")
        targets = _targets(around)
        labels = (self.boxes[edge.source].middle + labels_width([edge]) for edge in self._own("down"))
        right = max(*(box.right for box in self.boxes.values()), *labels, 0.0) + labels_width(around)
        self.lanes |= {edge: right + LANE * (1 + targets.index(edge.target)) for edge in around}
        width = right + LANE * len(targets) + self._pad
        if self.border:
            width = max(width, axis + len(self.frame.note) * CHARACTER + PAD)
            width = max(width, len(self.frame.title) * TITLE_CHARACTER + 2 * PAD)
            self.boxes[self.frame.id] = Box(0.0, 0.0, width, height)
        return Arranged(width=width, height=height, axis=axis, boxes=self.boxes, lanes=self.lanes)


def _width(row: Sequence[Arranged]) -> float:
    return sum(each.width + SPACE for each in row) - SPACE


def _axis(row: Sequence[Arranged]) -> float:
    """Give how far from its left side a row is crossed by the main line."""
    return row[0].axis if len(row) == 1 else _width(row) / 2


def _targets(edges: Sequence[Edge]) -> list[str]:
    return list(dict.fromkeys(edge.target for edge in edges))
