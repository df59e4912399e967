"""A graph as a Mermaid flowchart (https://mermaid.js.org/syntax/flowchart.html), which GitHub draws."""

import json
import re
from collections.abc import Iterator

from gitops.graph.model import Frame, Graph, Item, Kind, Node

_SHAPES: dict[Kind, tuple[str, str]] = {
    "start": ("([", "])"),
    "step": ("[", "]"),
    "pod": ("[[", "]]"),
    "gate": ("{{", "}}"),
    "again": ("([", "])"),
    "choice": ("{", "}"),
    "point": ("((", "))"),
    "end": ("([", "])"),
}
_SPECIAL = re.compile(r"[^\w ,:+/?()-]|_|^\W")
"""What may mean something to Mermaid, to the markdown in its labels, or to the HTML that it makes."""
INDENT = "  "


def mermaid(graph: Graph) -> str:
    """Write a graph as a Mermaid flowchart from top to bottom."""
    lines = [
        "---",
        f"title: {json.dumps(graph.title)}",
        "---",
        "flowchart TD",
        *_indented(_rows(graph.main)),
        *_indented(line for frame in [graph.exit] if frame for line in _frame(frame)),
    ]
    for edge in graph.edges:
        arrow = "-.->" if edge.back else "-->"
        label = f'|"{_escaped(edge.label)}"|' if edge.label else ""
        lines.append(f"{INDENT}{edge.source} {arrow}{label} {edge.target}")
    return "\n".join(lines) + "\n"


def _rows(frame: Frame) -> Iterator[str]:
    for item in frame.items():
        yield from _item(item)


def _item(item: Item) -> Iterator[str]:
    if isinstance(item, Frame):
        yield from _frame(item)
    else:
        yield _node(item)


def _frame(frame: Frame) -> Iterator[str]:
    title = ", ".join(filter(None, (frame.title, frame.note)))
    yield f'subgraph {frame.id}["{_escaped(title)}"]'
    yield from _indented(_rows(frame))
    yield "end"


def _node(node: Node) -> str:
    before, after = _SHAPES[node.kind]
    text = "<br/>".join(_escaped(line) for line in (node.title, *node.lines, *node.containers))
    return f'{node.id}{before}"{text or " "}"{after}'


def _indented(lines: Iterator[str]) -> Iterator[str]:
    return (f"{INDENT}{line}" for line in lines)


def _escaped(text: str) -> str:
    """Write a text as Mermaid's entity codes, so that none of it is syntax, markdown or HTML."""
    return _SPECIAL.sub(lambda special: f"#{ord(special[0])};", " ".join(text.split()))
