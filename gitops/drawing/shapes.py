"""Shapes that all pictures have in common."""

from collections.abc import Sequence
from itertools import pairwise
from math import hypot
from typing import TypeAlias

Point: TypeAlias = tuple[float, float]

_HEADS = {
    (1, 0): "m-5 -4l5 4l-5 4",
    (-1, 0): "m5 -4l-5 4l5 4",
    (0, 1): "m-4 -5l4 5l4 -5",
    (0, -1): "m-4 5l4 -5l4 5",
}
"""The head of an arrow, drawn from its tip, by its direction."""
_RADIUS = 8.0


def arrow(points: Sequence[Point]) -> str:
    """Give the path of an arrow along points at right angles to each other; its corners are round.

    Args:
        points: From its beginning to its tip.
    """
    corners = [point for point, after in pairwise(points) if point != after] + [points[-1]]
    path = [f"M{_at(corners[0])}"]
    for before, corner, after in zip(corners, corners[1:], corners[2:], strict=False):
        path.append(f"L{_at(_towards(corner, before))}Q{_at(corner)} {_at(_towards(corner, after))}")
    return f"{''.join(path)}L{_at(corners[-1])}{_HEADS[_direction(corners[-2], corners[-1])]}"


def _towards(corner: Point, point: Point) -> Point:
    """Give where the round corner begins: at most half way to the next one."""
    length = hypot(point[0] - corner[0], point[1] - corner[1])
    share = min(_RADIUS, length / 2) / length
    return corner[0] + (point[0] - corner[0]) * share, corner[1] + (point[1] - corner[1]) * share


def _direction(before: Point, tip: Point) -> tuple[int, int]:
    across, down = tip[0] - before[0], tip[1] - before[1]
    return (1 if across > 0 else -1, 0) if abs(across) > abs(down) else (0, 1 if down > 0 else -1)


def _at(point: Point) -> str:
    return f"{point[0]:.1f} {point[1]:.1f}"
