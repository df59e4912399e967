"""Places, and the room between them."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from gitops.graph.model import Edge

GAP = 46.0
"""Between two rows: an arrow with its label."""
STRIP = 24.0
"""More of it, where a line comes in from the side."""
SPACE = 20.0
"""Between things side by side."""
LANE = 15.0
"""Between lines that run up and down."""
PAD = 22.0
HEAD = 34.0
"""Height of a frame's title."""


@dataclass(frozen=True, slots=True)
class Box:
    """A place: its left upper corner, width and height."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Its right side."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """Its lower side."""
        return self.y + self.height

    @property
    def middle(self) -> float:
        """Half way from left to right."""
        return self.x + self.width / 2

    @property
    def centre(self) -> float:
        """Half way from top to bottom."""
        return self.y + self.height / 2

    def holds(self, other: "Box") -> bool:
        """Tell whether another box is inside."""
        across = self.x <= other.x and other.right <= self.right
        return across and self.y <= other.y and other.bottom <= self.bottom

    def moved(self, x: float, y: float) -> "Box":
        """Give the same box elsewhere."""
        return replace(self, x=self.x + x, y=self.y + y)


@dataclass(frozen=True, kw_only=True, slots=True)
class Arranged:
    """Something with all that stands in it."""

    width: float
    height: float
    axis: float
    """How far from its left side its main line runs."""
    boxes: Mapping[str, Box]
    """The place of each node and of each frame, by id."""
    lanes: Mapping[Edge, float] = field(default_factory=dict)
    """Where an edge that leaves the main line runs up or down."""

    def moved(self, x: float, y: float) -> "Arranged":
        """Give the same elsewhere."""
        boxes = {id_: box.moved(x, y) for id_, box in self.boxes.items()}
        lanes = {edge: lane + x for edge, lane in self.lanes.items()}
        return replace(self, boxes=boxes, lanes=lanes)

    def with_lanes(self, lanes: Mapping[Edge, float]) -> "Arranged":
        """Give the same with more lanes."""
        return replace(self, lanes={**self.lanes, **lanes})
