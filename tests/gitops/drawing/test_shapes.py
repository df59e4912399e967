"""Arrows have round corners and a head in the direction in which they run."""

import pytest

from gitops.drawing.shapes import Point, arrow


@pytest.mark.parametrize(
    ("points", "path"),
    [
        ([(0, 0), (0, 20)], "M0.0 0.0L0.0 20.0m-4 -5l4 5l4 -5"),
        ([(0, 20), (0, 0)], "M0.0 20.0L0.0 0.0m-4 5l4 -5l4 5"),
        ([(0, 0), (20, 0)], "M0.0 0.0L20.0 0.0m-5 -4l5 4l-5 4"),
        ([(20, 0), (0, 0)], "M20.0 0.0L0.0 0.0m5 -4l-5 4l5 4"),
        ([(0, 0), (20, 0), (20, 30)], "M0.0 0.0L12.0 0.0Q20.0 0.0 20.0 8.0L20.0 30.0m-4 -5l4 5l4 -5"),
        ([(0, 0), (4, 0), (4, 4)], "M0.0 0.0L2.0 0.0Q4.0 0.0 4.0 2.0L4.0 4.0m-4 -5l4 5l4 -5"),
    ],
)
def test_arrows(points: list[Point], path: str) -> None:
    assert arrow(points) == path


def test_points_at_the_same_place_make_no_corner() -> None:
    assert arrow([(0, 0), (9, 0), (9, 0), (20, 0)]) == arrow([(0, 0), (9, 0), (20, 0)])
