"""The ways into a step are those that a run can take."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gitops.graph.templates import Step
from gitops.graph.ways import BEGINNING, ways
from remediation.errors import Permanent
from sandbox.engine.language.conditions import should_run

SKIPPED = "skipped"
ANSWERS = ("x", "y")
SHAPE = (("a",), ("b", "c"), ("d",), ("e", "f"))


def step(name: str, when: str = "") -> Step:
    return Step(name=name, template="pod", when=when)


def asks(name: str, value: str, sign: str = "==") -> str:
    return f"'{{{{steps.{name}.outputs.parameters.outcome}}}}' {sign} '{value}'"


def sources(
    *groups: list[Step], default: str | None = SKIPPED
) -> dict[str, list[tuple[str, tuple[str, ...]]]]:
    found = ways(groups, lambda _step, _output: default)
    return {name: [(way.source, way.answers) for way in each] for name, each in found.items()}


def test_steps_without_conditions_follow_each_other() -> None:
    found = sources([step("a")], [step("b"), step("c")], [step("d")])

    assert found == {
        "a": [(BEGINNING, ())],
        "b": [("a", ())],
        "c": [("a", ())],
        "d": [("b", ()), ("c", ())],
    }


def test_a_step_that_may_be_skipped_is_passed_by() -> None:
    found = sources([step("a")], [step("b", asks("a", "x"))], [step("c")])

    assert found["c"] == [("b", ()), ("a", ("otherwise",))]


def test_a_step_that_cannot_have_run_is_no_source() -> None:
    found = sources(
        [step("a")], [step("b", asks("a", "x"))], [step("c", f"{asks('a', 'y')} || {asks('b', 'y')}")]
    )

    assert found["c"] == [("a", ("y",)), ("b", ("y",))]


def test_what_is_clear_because_the_source_has_run_is_not_said_again() -> None:
    both = f"{asks('a', 'x')} && {asks('b', 'y')}"

    assert sources([step("a")], [step("b", asks("a", "x"))], [step("c", both)])["c"] == [("b", ("y",))]


def test_an_answer_that_a_skipped_step_has_too_is_no_proof_that_it_ran() -> None:
    groups = [step("a")], [step("b", asks("a", "x"))], [step("c", asks("b", SKIPPED))]

    assert sources(*groups)["c"] == [("b", (SKIPPED,)), ("a", ("otherwise",))]
    assert sources(*groups, default=None)["c"] == [("b", (SKIPPED,))]


def test_what_no_step_answers_is_kept_apart() -> None:
    (way,) = ways([[step("a")], [step("b", f"{asks('a', 'x')} && {{{{n}}}} < 3")]], lambda *_: None)["b"]

    assert (way.source, way.answers, [claim.subject for claim in way.rest]) == ("a", ("x",), ["n"])


@pytest.mark.parametrize("name", ["b", "c", "nobody"])
def test_a_condition_about_a_step_that_does_not_run_before_is_refused(name: str) -> None:
    with pytest.raises(Permanent, match=f"^step b: its condition names {name}, which is no step before it$"):
        sources([step("a")], [step("b", asks(name, "x"))], [step("c")])


def conditions(earlier: list[str]) -> st.SearchStrategy[str]:
    one = st.builds(
        asks, st.sampled_from(earlier), st.sampled_from([*ANSWERS, SKIPPED]), st.sampled_from(["==", "!="])
    )
    several = st.lists(one, min_size=1, max_size=3)
    return st.one_of(st.just(""), several.map(" && ".join), several.map(" || ".join))


@st.composite
def templates(draw: st.DrawFn) -> list[list[Step]]:
    groups: list[list[Step]] = []
    for names in SHAPE:
        earlier = [each.name for group in groups for each in group]
        groups.append([step(name, draw(conditions(earlier)) if earlier else "") for name in names])
    return groups


def played(groups: list[list[Step]], answers: dict[str, str]) -> list[list[str]]:
    """Give the steps that run, group by group, as Argo would."""
    outputs: dict[str, str] = {}
    ran: list[list[str]] = []
    for group in groups:
        running = []
        for each in group:
            when = each.when
            for name, value in outputs.items():
                when = when.replace(f"{{{{steps.{name}.outputs.parameters.outcome}}}}", value)
            if should_run(when):
                running.append(each.name)
        outputs |= {each.name: answers[each.name] if each.name in running else SKIPPED for each in group}
        ran.append(running)
    return ran


@given(templates())
def test_whatever_runs_comes_from_the_steps_that_ran_last_before_it(groups: list[list[Step]]) -> None:
    found = sources(*groups)
    names = [name for group in SHAPE for name in group]

    for given_answers in itertools.product(ANSWERS, repeat=len(names)):
        before: list[str] = [BEGINNING]
        for running in played(groups, dict(zip(names, given_answers, strict=True))):
            for name in running:
                assert set(before) <= {source for source, _ in found[name]}
            before = running or before
