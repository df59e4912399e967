import pytest

from sandbox.evaluator import Origin, evaluate, load_github_origins, load_sensors
from sandbox.evaluator.event import Event
from tests.sandbox.evaluator.sensors import MANIFESTS, data_filter, dependency, sensor, webhook

NAMES = ("a-1", "b", "c_2")
DEPENDENCIES = tuple(dependency(data_filter("body.k", name[0]), name=name) for name in NAMES)


@pytest.mark.parametrize(
    ("conditions", "passing", "firings"),
    [
        ("", "a", []),
        ("", "abc", [("a-1", "b", "c_2")]),
        ("a-1 || b", "ab", [("a-1",), ("b",)]),
        ("a-1 || b", "b", [("b",)]),
        ("b", "abc", [("b",)]),
        ("a-1 && b", "ac", []),
        ("(a-1 || b) && c_2", "abc", [("a-1", "b", "c_2")]),
        ("a-1 || b && c_2", "ab", [("a-1",)]),
        ("c_2 && a-1 || c_2 && b", "abc", [("c_2", "a-1")]),
    ],
)
def test_a_condition_says_which_dependencies_fire_a_trigger(
    conditions: str, passing: str, firings: list[tuple[str, ...]]
) -> None:
    evaluation = evaluate(sensor(*DEPENDENCIES, conditions=conditions), webhook(k=passing))

    assert [firing.dependencies for firing in evaluation.firings] == firings
    assert evaluation.fires == bool(firings)


def test_a_dependency_on_another_event_source_does_not_get_the_event() -> None:
    other = dependency(name="other", eventSourceName="agents")
    event = Event(webhook().data, frozenset({Origin("github", "all")}))

    evaluation = evaluate(sensor(dependency(), other, conditions="push || other"), event)

    assert [(answer.name, answer.received, answer.passed) for answer in evaluation.dependencies] == [
        ("push", True, True),
        ("other", False, False),
    ]
    assert [firing.dependencies for firing in evaluation.firings] == [("push",)]


def test_a_log_trigger_fires_and_submits_nothing() -> None:
    (firing,) = evaluate(sensor(), webhook()).firings

    assert firing.submission is not None
    assert (firing.submission.operation, firing.submission.resource) == ("log", None)


def test_the_example_sensors_answer_each_event() -> None:
    sensors, origins = load_sensors(MANIFESTS), load_github_origins(MANIFESTS)
    event = Event(webhook().data, origins)

    answers = {given.name: evaluate(given, event) for given in sensors}

    assert [name for name, answer in answers.items() if answer.fires] == []
    assert list(answers) == ["agent-finished", "pull-request-ready", "rex-push"]
