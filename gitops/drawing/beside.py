"""What stands beside the main line: decisions in one column, the steps that they lead to in the next."""

from collections.abc import Iterable, Mapping, Sequence
from math import inf
from statistics import fmean

from gitops.drawing.boxes import LANE, SPACE, Arranged, Box
from gitops.drawing.texts import labels_width
from gitops.graph.model import Edge

Column = Sequence[Arranged]


def beside(
    columns: Sequence[Column],
    edges: Iterable[Edge],
    boxes: Mapping[str, Box],
    rows: Sequence[Box],
    *,
    top: float,
) -> list[Arranged]:
    """Find places for columns: beyond the rows that they stand beside, half way between what leads to them.

    Args:
        columns: What stands in them, from left to right, each at the origin.
        edges: Those that may lead to it.
        boxes: What is placed already.
        rows: The room that the rows of the main line take.
        top: Nothing may stand above it.

    Returns:
        The same in its place, with the lanes of the edges that lead to it.
    """
    inward = [[edge for edge in edges if _enters(edge, column)] for column in map(_boxes, columns)]
    sources = [boxes[edge.source].centre for each in inward for edge in each if edge.source in boxes]
    placed = [_stack(columns[:2][-1])]
    if len(columns) > 1:
        placed.insert(0, _facing(columns[0], _boxes(placed[0]), inward[1]))
    for number, column in enumerate(columns[2:], start=2):
        placed.append(_facing(column, _boxes(placed[-1]), inward[number]))
    everything = [box for column in placed for box in _boxes(column).values()]
    middle = fmean(box.centre for box in _boxes(placed[0]).values())
    down = max(fmean(sources or [rows[-1].centre]) - middle, top - min(box.y for box in everything))
    upper = min(down + min(box.y for box in everything), *sources, rows[-1].centre) - SPACE
    lower = down + max(box.bottom for box in everything) + SPACE
    x = max(row.right for row in rows if row.bottom > upper and row.y < lower)
    found: list[Arranged] = []
    for number, column in enumerate(placed):
        x, lanes = _channel(inward[number], x, _boxes(column), fanned_out=number > 0)
        found += [each.moved(x, down).with_lanes(lanes) for each in column]
        x += max(each.width for each in column)
    return found


def _channel(
    edges: Sequence[Edge], x: float, targets: Mapping[str, Box], *, fanned_out: bool
) -> tuple[float, dict[Edge, float]]:
    """Find lanes before a column.

    What comes from the main line has its labels where it leaves that, and a lane for each target. What fans
    out further right has a lane for each source, and its labels where it arrives.
    """
    labels = labels_width(edges)
    ordered = sorted(edges, key=lambda edge: targets[edge.target].centre)
    keys = list(dict.fromkeys(edge.source if fanned_out else edge.target for edge in ordered))
    start = x + LANE if fanned_out else x + max(labels, LANE)
    lanes = {edge: start + LANE * keys.index(edge.source if fanned_out else edge.target) for edge in edges}
    return x + LANE * (len(keys) + 1) + max(labels, LANE), lanes


def _stack(column: Column) -> list[Arranged]:
    y = 0.0
    found: list[Arranged] = []
    for each in column:
        found.append(each.moved(0.0, y))
        y += each.height + SPACE
    return found


def _facing(column: Column, neighbours: Mapping[str, Box], edges: Sequence[Edge]) -> list[Arranged]:
    """Place each thing half way between those that it is joined to, and below the one before it."""
    found: list[Arranged] = []
    y = -inf
    for each in column:
        pairs = [(edge.source, edge.target) for edge in edges if {edge.source, edge.target} & {*each.boxes}]
        faced = fmean(neighbours[end].centre for pair in pairs for end in pair if end in neighbours)
        y = max(y, faced - each.height / 2)
        found.append(each.moved(0.0, y))
        y += each.height + SPACE
    return found


def _enters(edge: Edge, column: Mapping[str, Box]) -> bool:
    return edge.target in column and edge.source not in column


def _boxes(column: Iterable[Arranged]) -> dict[str, Box]:
    return {id_: box for each in column for id_, box in each.boxes.items()}
