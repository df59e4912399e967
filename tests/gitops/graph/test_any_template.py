"""Whatever is written with the features that are drawn: every step is shown, reached and stands alone."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from gitops.drawing.picture import picture
from gitops.graph.mermaid import mermaid
from remediation.model import JsonObject
from tests.contract.argo.manifests import step, steps
from tests.gitops.drawing.test_picture import overlap, parts
from tests.gitops.graph.examples import all_nodes, drawn, nodes, outcome, verdict

NAMES = ("main", "sub")
LEAVES = ("pod", "gate")


def conditions(earlier: list[str]) -> st.SearchStrategy[str]:
    name = st.sampled_from(earlier)
    answer = st.one_of(
        st.builds("{} == '{}'".format, name.map(verdict), st.sampled_from(["proceed", "restart", "failed"])),
        st.builds("{} != 'x'".format, name.map(outcome)),
    )
    count = st.sampled_from(["", " && {{n}} < 3", " && {{n}} >= 3"])
    several = st.lists(st.builds("({}{})".format, answer, count), min_size=1, max_size=3)
    return st.one_of(st.just(""), several.map(" || ".join))


@st.composite
def templates(draw: st.DrawFn) -> list[JsonObject]:
    found = []
    for template in NAMES:
        earlier: list[str] = []
        groups: list[list[JsonObject]] = []
        for number, size in enumerate(draw(st.lists(st.integers(1, 3), min_size=1, max_size=4))):
            names = [f"{template}-{number}-{letter}" for letter in "abc"[:size]]
            called = st.sampled_from([*LEAVES, *NAMES] if groups else LEAVES)
            when = conditions(earlier) if earlier else st.just("")
            groups.append([step(name, draw(called), when=draw(when)) for name in names])
            earlier += names
        found.append(steps(template, *groups))
    return found


@given(templates())
def test_any_template_is_drawn(made: list[JsonObject]) -> None:
    graph = drawn(*made)

    known, reached = all_nodes(graph), {edge.target for edge in graph.edges}
    assert {edge.source for edge in graph.edges} <= set(known)
    assert {id_ for id_, node in known.items() if node.kind != "start"} == reached
    for frame, arranged in parts(graph):
        boxes = [arranged.boxes[id_] for id_ in nodes(frame)]
        assert not [pair for pair in itertools.combinations(boxes, 2) if overlap(*pair)]
    assert mermaid(graph).count("\n  n") >= len(known)
    assert picture(graph)
