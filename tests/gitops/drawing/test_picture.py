"""A picture needs nothing else, shows everything, and nothing in it stands on something else."""

import itertools
import re
from xml.etree import ElementTree as ET

import pytest

from gitops.drawing.arranging import arrange
from gitops.drawing.boxes import Arranged, Box
from gitops.drawing.picture import REMARK, picture
from gitops.drawing.routing import Line, lines
from gitops.drawing.texts import CHARACTER, LABEL_LINE, label_of
from gitops.graph.model import Frame, Graph
from tests.gitops.graph.examples import all_nodes, everything, frames, nodes

NAMES = sorted(everything())
SVG = "{http://www.w3.org/2000/svg}"


def parts(graph: Graph) -> list[tuple[Frame, Arranged]]:
    """Give the main frame and the exit handler's, each with the places of what stands in it."""
    main = (graph.main, arrange(graph.main, graph.edges, border=False))
    return [main, *([(graph.exit, arrange(graph.exit, graph.edges))] if graph.exit else [])]


def texts(svg: str) -> str:
    root = ET.fromstring(svg)  # noqa: S314  # our own
    return " ".join("".join(each.itertext()) for each in root.iter(f"{SVG}text"))


def overlap(one: Box, other: Box) -> bool:
    across = one.x < other.right and other.x < one.right
    return across and one.y < other.bottom and other.y < one.bottom


def label_box(line: Line) -> Box | None:
    """Give the room that a label's letters take."""
    words = label_of(line.edge)
    if not words:
        return None
    width, height = max(map(len, words)) * CHARACTER, len(words) * LABEL_LINE - 4
    x, y = line.label
    return Box(x if line.anchor == "start" else x - width, y - 9, width, height)


def crosses(line: Line, box: Box) -> bool:
    """Tell whether a line runs through a box, not along its side."""
    for (x, y), (to_x, to_y) in itertools.pairwise(line.points):
        segment = Box(min(x, to_x), min(y, to_y), abs(x - to_x), abs(y - to_y))
        if overlap(segment, Box(box.x + 1, box.y + 1, box.width - 2, box.height - 2)):
            return True
    return False


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_loaded_from_elsewhere_and_nothing_is_executed(name: str) -> None:
    svg = picture(everything()[name])
    elements = list(ET.fromstring(svg).iter())  # noqa: S314  # our own

    kinds = {each.tag.removeprefix(SVG) for each in elements}
    assert kinds <= {"svg", "title", "desc", "style", "rect", "text", "g", "path", "circle", "polygon"}
    assert not {key for each in elements for key in each.attrib if key.startswith("on") or "href" in key}
    assert "url(" not in svg
    assert "@import" not in svg
    assert "@font-face" not in svg


@pytest.mark.parametrize("name", NAMES)
def test_every_word_is_shown(name: str) -> None:
    graph = everything()[name]
    shown = re.sub(r"\W", "", texts(picture(graph)))

    said = [
        text for node in all_nodes(graph).values() for text in (node.title, *node.lines, *node.containers)
    ]
    said += [edge.label for edge in graph.edges]
    said += [text for frame in frames(graph.main) for text in (frame.title, frame.note)]

    assert not [text for text in said if re.sub(r"\W", "", text) not in shown]


@pytest.mark.parametrize("name", NAMES)
def test_no_node_stands_on_another(name: str) -> None:
    for frame, arranged in parts(everything()[name]):
        boxes = [arranged.boxes[id_] for id_ in nodes(frame)]

        assert not [pair for pair in itertools.combinations(boxes, 2) if overlap(*pair)]


@pytest.mark.parametrize("name", NAMES)
def test_every_node_and_line_is_inside_its_frame_and_the_picture(name: str) -> None:
    graph = everything()[name]
    for frame, arranged in parts(graph):
        whole = Box(0, 0, arranged.width, arranged.height)
        for inner in frames(frame):
            border = arranged.boxes.get(inner.id, whole)
            assert all(border.holds(arranged.boxes[id_]) for id_ in nodes(inner))
        for line in lines(graph.edges, nodes(frame), arranged):
            assert all(whole.holds(Box(x, y, 0, 0)) for x, y in line.points)


@pytest.mark.parametrize("name", NAMES)
def test_no_line_runs_through_a_node(name: str) -> None:
    graph = everything()[name]
    for frame, arranged in parts(graph):
        for line in lines(graph.edges, nodes(frame), arranged):
            others = set(nodes(frame)) - {line.edge.source, line.edge.target}
            assert not [id_ for id_ in others if crosses(line, arranged.boxes[id_])], line.edge


def test_the_play_is_not_wider_than_a_page() -> None:
    ((_, arranged),) = parts(everything()["play"])[:1]

    assert arranged.width < 1100


def test_light_and_dark_have_their_own_colours() -> None:
    svg = picture(everything()["play"])
    light, dark = svg.split("@media (prefers-color-scheme: dark)")

    assert "var(" not in svg
    assert ".paper { fill: #ffffff;" in light
    assert ".paper { fill: #1b1f26;" in dark


def test_what_an_unlabelled_end_means_is_said_where_there_are_labels() -> None:
    assert REMARK in texts(picture(everything()["play"]))
    assert REMARK not in texts(picture(everything()["single"]))


def test_the_same_graph_gives_the_same_bytes() -> None:
    assert picture(everything()["play"]) == picture(everything()["play"])


@pytest.mark.parametrize("name", NAMES)
def test_no_label_stands_on_another_or_on_a_node(name: str) -> None:
    graph = everything()[name]
    for frame, arranged in parts(graph):
        boxes = [arranged.boxes[id_] for id_ in nodes(frame)]
        labels = [
            place
            for line in lines(graph.edges, nodes(frame), arranged)
            for place in [label_box(line)]
            if place
        ]

        distinct = list(dict.fromkeys(labels))
        assert not [pair for pair in itertools.combinations(distinct, 2) if overlap(*pair)]
        assert not [pair for pair in itertools.product(distinct, boxes) if overlap(*pair)]
