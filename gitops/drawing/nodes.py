"""What a node looks like: a box for a step, six sides for a gate, a diamond for a decision."""

from collections.abc import Iterator

from gitops.drawing.boxes import Box
from gitops.drawing.markup import Markup, tag
from gitops.drawing.texts import CONTAINER, DOT, DOTTED, LINE, PAD_X, PAD_Y, SLANT, TITLE, lines_of
from gitops.graph.model import Node

_BASELINE = 13.0
"""From the top of a line down to the foot of its letters."""
_NUMBER = 18.0
"""Room for the number of a container."""


def drawn(node: Node, box: Box) -> Markup:
    """Draw a node in its place."""
    return tag("g", _outline(node, box), list(_text(node, box)), list(_containers(node, box)))


def _outline(node: Node, box: Box) -> Markup:
    look = f"{node.kind} {node.role}".strip()
    match node.kind:
        case "gate":
            return _polygon(look, _six_sides(box))
        case "choice":
            corners = (
                (box.x, box.centre),
                (box.middle, box.y),
                (box.right, box.centre),
                (box.middle, box.bottom),
            )
            return _polygon(look, corners)
        case "point":
            return tag("circle", cx=box.middle, cy=box.centre, r=box.width / 2, class_=look)
    radius = {"start": box.height / 2, "end": box.height / 2, "again": 18}.get(node.kind, 7)
    look = look.replace("pod", "step")
    return tag("rect", x=box.x, y=box.y, width=box.width, height=box.height, rx=radius, class_=look)


def _six_sides(box: Box) -> tuple[tuple[float, float], ...]:
    left, right = box.x + SLANT, box.right - SLANT
    return (
        (left, box.y),
        (right, box.y),
        (box.right, box.centre),
        (right, box.bottom),
        (left, box.bottom),
        (box.x, box.centre),
    )


def _polygon(look: str, corners: tuple[tuple[float, float], ...]) -> Markup:
    return tag("polygon", points=" ".join(f"{x:.1f},{y:.1f}" for x, y in corners), class_=look)


def _text(node: Node, box: Box) -> Iterator[Markup]:
    """Write title and lines: from the left behind a dot, or in the middle."""
    lines = lines_of(node)
    dotted = node.kind in DOTTED
    containers = len(node.containers) * CONTAINER + (PAD_Y / 2 if node.containers else 0)
    y = box.y + (box.height - containers - lines.height) / 2
    x = box.x + PAD_X if dotted else box.middle
    look = ("" if dotted else " middle") + (" on-dark" if node.kind in {"start", "end"} else "")
    if dotted:
        colour = node.role or ("again" if node.kind == "again" else "")
        yield tag("circle", cx=x + 4, cy=y + TITLE / 2, r=4.5, class_=f"dot {colour}".strip())
        x += DOT
    for line in lines.title:
        yield tag("text", line, x=x, y=y + _BASELINE, class_=f"name{look}")
        y += TITLE
    for line in lines.below:
        yield tag("text", line, x=x, y=y + _BASELINE - 2, class_=f"below{look}")
        y += LINE


def _containers(node: Node, box: Box) -> Iterator[Markup]:
    """List the containers of a pod in order."""
    y = box.bottom - PAD_Y - len(node.containers) * CONTAINER
    for number, name in enumerate(node.containers, start=1):
        x, width, height = box.x + PAD_X, box.width - 2 * PAD_X, CONTAINER - 4
        yield tag("rect", x=x, y=y + 4, width=width, height=height, rx=5, class_="container")
        yield tag("text", number, x=x + 8, y=y + 19, class_="below")
        yield tag("text", name, x=x + 8 + _NUMBER, y=y + 19)
        y += CONTAINER
