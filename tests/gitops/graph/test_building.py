"""The graph shows every way of a run, and each template once where it is called."""

import pytest

from gitops.graph.model import Graph
from tests.contract.argo.manifests import gate, output, step, steps
from tests.gitops.graph import examples
from tests.gitops.graph.examples import drawn, edges, exported, frames, main, nodes, outcome, titled, verdict


def backward(graph: Graph) -> set[tuple[str, str]]:
    return {
        (source, target)
        for source, _, target in edges(graph)
        if source in {"again", "more", "top", "me", "out", "once-more"} and target not in {"·", "end"}
    }


def test_the_main_line_of_the_play_leads_from_rex_through_qa_to_approval() -> None:
    play = edges(exported("play"))

    assert play >= {
        ("start", "", "start-rex"),
        ("start-rex", "started", "await-pr-created"),
        ("await-pr-created", "proceed", "start-cleo"),
        ("start-cleo", "started", "await-ready-for-qa"),
        ("await-ready-for-qa", "proceed", "start-tess"),
        ("start-tess", "started", "await-pr-approved"),
        ("await-pr-approved", "proceed", "end"),
        ("again", "", "start-cleo"),
    }


def test_a_gate_of_the_play_shows_its_verdicts_and_its_deadline() -> None:
    gates = {node.title: node.lines for node in nodes(exported("play").main).values() if node.kind == "gate"}

    assert list(gates) == ["await-pr-created", "await-ready-for-qa", "await-pr-approved"]
    assert gates["await-ready-for-qa"][0].startswith("proceed, restart")
    assert gates["await-ready-for-qa"][1] == "after 12 hours: timeout"


def test_the_agents_of_the_play_are_known() -> None:
    roles = {node.title: node.role for node in nodes(exported("play").main).values() if node.role}

    assert roles == {"start-rex": "rex", "start-cleo": "cleo", "start-tess": "tess"}


def test_a_pod_with_several_containers_lists_what_they_run_in_order() -> None:
    pod = titled(exported("rex-remediation"), "remediate")

    assert (pod.kind, pod.containers) == ("pod", ("admit", "cancel", "relabel", "reset", "restart"))


def test_the_exit_handler_stands_apart() -> None:
    graph = exported("rex-remediation")

    assert graph.exit is not None
    assert [node.title for node in nodes(graph.exit).values()] == ["conclude"]
    assert "conclude" not in {title for edge in edges(graph) for title in edge}


def test_groups_follow_each_other_and_their_steps_run_side_by_side() -> None:
    assert edges(examples.side_by_side()) == {
        ("start", "", "a"),
        ("a", "x", "b"),
        ("b", "", "c"),
        ("a", "otherwise", "c"),
        ("c", "", "d"),
        ("c", "", "e"),
        *((source, "", target) for source in "de" for target in "fg"),
        ("f", "", "end"),
        ("g", "", "end"),
    }


def test_a_template_that_calls_itself_is_drawn_once_with_an_edge_back() -> None:
    graph = main([step("a", "pod")], [step("again", "main", when=f"{outcome('a')} == 'x'")])

    assert edges(graph) == {
        ("start", "", "a"),
        ("a", "x", "again"),
        ("again", "", "a"),
        ("a", "otherwise", "end"),
    }
    assert [(edge.back, edge.route) for edge in graph.edges if edge.back] == [(True, "around")]


def test_an_edge_leads_back_to_any_template_above() -> None:
    graph = examples.nested()
    first = "a-very-long-name-of-a-step-that-says-too-much-of-what-it-does"

    assert {edge for edge in edges(graph) if edge[0] in {"out", "top", "me"}} == {
        ("out", "", first),
        ("top", "", first),
        ("me", "", "x"),
    }
    assert [frame.title for frame in frames(graph.main)] == ["", "outer", "inner"]


def test_a_template_that_is_called_twice_without_recursion_is_drawn_twice() -> None:
    graph = drawn(steps("main", [step("a", "sub"), step("b", "sub")]), steps("sub", [step("x", "pod")]))

    assert [frame.note for frame in frames(graph.main)] == ["", "called by a", "called by b"]


def test_a_frame_that_something_follows_ends_in_one_point() -> None:
    assert edges(examples.followed()) == {
        ("start", "", "wait"),
        ("wait", "restart", "again"),
        ("again", "", "wait"),
        ("wait", "failed", "ask"),
        ("ask", "", "·"),
        ("wait", "proceed", "·"),
        ("·", "go", "after"),
        ("·", "otherwise", "last"),
        ("after", "", "last"),
        ("last", "proceed", "end"),
    }


def test_the_same_answers_that_lead_to_several_steps_lead_to_one_decision() -> None:
    assert edges(examples.counting()) == {
        ("start", "", "a"),
        ("a", "ok", "wait"),
        ("a", "restart", "n?"),
        ("wait", "restart", "n?"),
        ("n?", "under 5", "again"),
        ("n?", "at least 5", "ask"),
        ("again", "", "a"),
        ("wait", "proceed", "end"),
    }


def test_a_decision_by_several_things_names_them() -> None:
    failed = f"{verdict('wait')} == 'failed'"
    graph = main(
        [step("wait", "gate")],
        [
            step("more", "pod", when=f"{failed} && {{{{n}}}} < 3 && {{{{m}}}} < 5"),
            step("ask", "pod", when=f"{failed} && ({{{{n}}}} >= 3 || {{{{m}}}} >= 5)"),
        ],
    )

    assert edges(graph) >= {
        ("wait", "failed", "m and n?"),
        ("m and n?", "m under 5, n under 3", "more"),
        ("m and n?", "n at least 3 or m at least 5", "ask"),
    }


def test_several_first_steps_begin_in_one_point() -> None:
    graph = main([step("a", "pod"), step("b", "pod")])

    assert edges(graph) >= {("start", "", "·"), ("·", "", "a"), ("·", "", "b")}


def test_a_first_step_with_a_condition_begins_in_a_point() -> None:
    graph = main([step("a", "pod", when="{{workflow.parameters.dry}} == no")])

    assert edges(graph) == {("start", "", "·"), ("·", "dry is no", "a"), ("a", "", "end")}


def test_what_a_verdict_other_than_proceed_leads_to_stands_beside_the_main_line() -> None:
    graph = examples.waiting_for_help()
    beside = [
        [node.title for column in aside.columns for each in column for node in nodes(each).values()]
        for aside in graph.main.asides
    ]

    assert beside == [["ask", "person", "again", "gone"]]
    assert [[node.title for item in row for node in nodes(item).values()] for row in graph.main.rows] == [
        ["start"],
        ["a"],
        ["wait"],
        ["go"],
        ["end"],
    ]


def test_a_gate_that_opens_leads_to_the_end_even_past_other_steps() -> None:
    graph = main([step("wait", "gate")], [step("a", "pod", when="{{workflow.parameters.dry}} == yes")])

    assert edges(graph) >= {("wait", "dry is yes", "a"), ("a", "", "end"), ("wait", "proceed", "end")}


@pytest.mark.parametrize(
    ("template", "lines"),
    [
        (gate("g", duration="60", default="timeout"), ("proceed", "after 1 minute: timeout")),
        (gate("g", duration="60"), ("proceed", "after 1 minute: the run fails")),
        (gate("g"), ("proceed",)),
        ({"name": "g", "suspend": {"duration": "10"}}, ("waits 10 seconds",)),
        ({"name": "g", "suspend": {}}, ("waits until it is resumed",)),
        (
            {
                "name": "g",
                "suspend": {},
                "outputs": {"parameters": [{"name": "size", "valueFrom": {"supplied": {}}}]},
            },
            ("waits for size",),
        ),
        (
            {**gate("g", duration="{{inputs.parameters.limit}}", takes=("limit",))},
            ("proceed", "after 2 hours: the run fails"),
        ),
    ],
)
def test_a_gate_says_what_it_waits_for_and_how_long(
    template: dict[str, object], lines: tuple[str, ...]
) -> None:
    graph = drawn(steps("main", [step("wait", "g", limit="2h")]), template)

    assert titled(graph, "wait").lines == lines


def test_a_step_says_what_it_calls_with_what() -> None:
    graph = drawn(
        steps("main", [step("a", "pod", role="cleo", head="{{x}}")], [step("b", "b")]),
        {"name": "b", "container": {"command": ["x"]}, "outputs": output("outcome")},
    )

    assert (titled(graph, "a").lines, titled(graph, "b").lines) == (("pod: role cleo",), ())


def test_the_start_names_the_arguments_that_somebody_must_give() -> None:
    graph = main([step("a", "pod")], arguments={"parameters": [{"name": "x"}, {"name": "y", "value": "1"}]})

    assert titled(graph, "start").lines == ("x",)
