"""The whole graph as one SVG file that needs nothing else: no script, no font, no image."""

from collections.abc import Iterator
from importlib import resources

from gitops.drawing.arranging import arrange
from gitops.drawing.boxes import GAP, PAD, Arranged, Box
from gitops.drawing.markup import Markup, tag
from gitops.drawing.nodes import drawn
from gitops.drawing.palette import themed
from gitops.drawing.routing import Line, lines
from gitops.drawing.shapes import arrow
from gitops.drawing.texts import CHARACTER, LABEL_LINE, TITLE_CHARACTER, label_of
from gitops.graph.model import Edge, Frame, Graph, Node
from remediation.play import FAILED, RESTART

MARGIN = 28.0
REMARK = "Where no label fits, the template ends."
_HEADING = 64.0
_FOOT = 30.0


def picture(graph: Graph) -> str:
    """Draw a graph: the main line from top to bottom, and below it what runs at the end in any case."""
    main = arrange(graph.main, graph.edges, border=False).moved(MARGIN, MARGIN + _HEADING)
    width, height = main.width, MARGIN + _HEADING + main.height
    drawings = [*_drawing(graph.main, graph.edges, main)]
    if graph.exit:
        below = arrange(graph.exit, graph.edges)
        x = max(main.axis - below.axis, 0.0)
        drawings += _drawing(graph.exit, graph.edges, below.moved(MARGIN + x, height + GAP / 2))
        width, height = max(width, x + below.width), height + GAP / 2 + below.height
    remark = REMARK if any(edge.label for edge in graph.edges) else ""
    width = 2 * MARGIN + max(width, len(graph.description) * CHARACTER)
    height += MARGIN + (_FOOT if remark else 0.0)
    rules = resources.files("gitops.drawing").joinpath("picture.css").read_text("utf-8")
    whole = tag(
        "svg",
        tag("title", graph.title),
        tag("desc", graph.description),
        tag("style", Markup(themed(rules))),
        tag("rect", x=0.5, y=0.5, width=width - 1, height=height - 1, rx=12, class_="paper"),
        tag("text", graph.title, x=MARGIN, y=MARGIN + 16, class_="heading"),
        tag("text", graph.description, x=MARGIN, y=MARGIN + 38, class_="quiet"),
        drawings,
        tag("text", remark, x=MARGIN, y=height - MARGIN + 6, class_="quiet") if remark else None,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {width:.0f} {height:.0f}",
        width=round(width),
        height=round(height),
        role="img",
    )
    return f"{whole}\n"


def _drawing(frame: Frame, edges: tuple[Edge, ...], arranged: Arranged) -> Iterator[Markup]:
    """Draw borders first, then lines, then nodes, and labels on top of all."""
    nodes = {node.id: node for node in _nodes(frame)}
    for each in _frames(frame):
        if box := arranged.boxes.get(each.id):
            first = next(_nodes(each))
            yield _border(each, box, axis=arranged.boxes[first.id].middle)
    placed = lines(edges, nodes, arranged)
    for line in placed:
        yield tag("path", d=arrow(line.points), class_=f"edge {_look(line.edge)}".strip())
    for id_, node in nodes.items():
        yield drawn(node, arranged.boxes[id_])
    for line in placed:
        yield from _label(line)


def _border(frame: Frame, box: Box, *, axis: float) -> Markup:
    """Draw a frame with title and note; the line that comes in from above runs between them, if it can."""
    wide = len(frame.title) * TITLE_CHARACTER
    beside = bool(frame.note) and box.x + PAD / 2 + wide > axis
    x = axis + PAD / 2 if beside else box.x + PAD / 2
    note = x + wide + PAD / 2 if beside else axis + PAD / 2
    look = "frame" if frame.note else "frame exit"
    return tag(
        "g",
        tag("rect", x=box.x, y=box.y, width=box.width, height=box.height, rx=10, class_=look),
        tag("text", frame.title, x=x, y=box.y + 21, class_="frame-name"),
        tag("text", frame.note, x=note, y=box.y + 21, class_="quiet") if frame.note else None,
    )


def _label(line: Line) -> Iterator[Markup]:
    x, y = line.label
    look = f"label {_look(line.edge)} {'end-anchor' if line.anchor == 'end' else ''}"
    for number, text in enumerate(label_of(line.edge)):
        yield tag("text", text, x=x, y=y + number * LABEL_LINE, class_=" ".join(look.split()))


def _look(edge: Edge) -> str:
    """Give the colour of an edge: loops, and the answers that leave the straight way, stand out."""
    if edge.back:
        return "back"
    return edge.label if edge.label in {RESTART, FAILED} else ""


def _nodes(frame: Frame) -> Iterator[Node]:
    for item in frame.items():
        if isinstance(item, Frame):
            yield from _nodes(item)
        else:
            yield item


def _frames(frame: Frame) -> Iterator[Frame]:
    yield frame
    for item in frame.items():
        if isinstance(item, Frame):
            yield from _frames(item)
