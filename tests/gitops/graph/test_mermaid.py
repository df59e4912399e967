"""What is written is Mermaid, whatever stands in a manifest."""

import re

import pytest

from gitops.graph.mermaid import mermaid
from tests.gitops.graph.examples import everything

TEXT = r'"[\w ,:+/?()#;<>-]*"'
NODE = re.compile(
    rf"n\d+(\(\[{TEXT}\]\)|\[\[{TEXT}\]\]|\[{TEXT}\]|\{{\{{{TEXT}\}}\}}|\{{{TEXT}\}}|\(\({TEXT}\)\))"
)
EDGE = re.compile(rf"n\d+ (-->|-\.->)(\|{TEXT}\|)? n\d+")
FRAME = re.compile(rf"subgraph n\d+\[{TEXT}\]")


@pytest.mark.parametrize("name", sorted(everything()))
def test_every_line_is_a_node_an_edge_or_a_frame(name: str) -> None:
    first, title, second, kind, *lines = mermaid(everything()[name]).splitlines()

    assert (first, second, kind) == ("---", "---", "flowchart TD")
    assert title.startswith('title: "')
    depth = 0
    for line in (line.strip() for line in lines):
        assert line == "end" or any(form.fullmatch(line) for form in (NODE, EDGE, FRAME)), line
        depth += line.startswith("subgraph") - (line == "end")
        assert depth >= 0
    assert depth == 0


@pytest.mark.parametrize("name", sorted(everything()))
def test_every_edge_joins_nodes_that_are_there(name: str) -> None:
    lines = [line.strip() for line in mermaid(everything()[name]).splitlines()]
    known = {re.split(r"\W", line)[0] for line in lines if NODE.fullmatch(line)}

    ends = [re.findall(r"\bn\d+\b", re.sub(TEXT, "", line)) for line in lines if EDGE.fullmatch(line)]

    assert ends
    assert {end for pair in ends for end in pair} <= known


def test_text_is_no_syntax() -> None:
    text = mermaid(everything()["hostile"])

    assert "<script" not in text
    assert '["#45; list<br/>pod"]' in text
    assert '["1#46; list<br/>pod"]' in text
    assert "#35;35#59;" in text


def test_a_loop_is_dotted_and_a_label_stands_on_its_edge() -> None:
    text = mermaid(everything()["counting"])

    assert re.search(r'n\d+ -->\|"restart"\| n\d+', text)
    assert len(re.findall(r"n\d+ -\.-> n\d+", text)) == 1
