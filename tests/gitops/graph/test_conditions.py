"""A condition's alternatives say the same as the condition itself."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gitops.graph.conditions import ALWAYS, Claim, alternatives
from sandbox.engine.language.conditions import should_run

CYCLE = "inputs.parameters.cycle"
OUTCOME = "steps.start-cleo.outputs.parameters.outcome"
TAGS = ("a", "b", "c")
VALUES = ("1", "2", "3")


@pytest.mark.parametrize("when", ["", "   "])
def test_no_condition_always_holds(when: str) -> None:
    assert alternatives(when) == (ALWAYS,)


def test_each_alternative_holds_all_of_its_claims() -> None:
    found = alternatives(f"('{{{{{OUTCOME}}}}}' == 'restart' || {{{{x}}}} == y) && {{{{{CYCLE}}}}} < 10")

    few = Claim(CYCLE, "<", "10")
    assert found == (
        frozenset({Claim(OUTCOME, "==", "restart"), few}),
        frozenset({Claim("x", "==", "y"), few}),
    )


def test_a_claim_names_its_step_and_what_is_compared() -> None:
    claim = Claim(OUTCOME, "==", "started")

    assert (claim.step, claim.what) == ("start-cleo", "outcome")
    assert (Claim(CYCLE, "<", "1").step, Claim(CYCLE, "<", "1").what) == ("", "cycle")
    assert Claim("workflow.status", "==", "Failed").what == "workflow.status"


@pytest.mark.parametrize(
    ("when", "claim"),
    [
        ("3 < {{x}}", Claim("x", ">", "3")),
        ("!({{x}} < 3)", Claim("x", ">=", "3")),
        ("{{x}}", Claim("x", "==", "true")),
        ("!{{x}}", Claim("x", "!=", "true")),
        ("{{= asInt(x) }} == 2", Claim("asInt(x)", "==", "2")),
        ("'{{x}}' == ''", Claim("x", "==", "")),
    ],
)
def test_other_ways_to_write_a_comparison(when: str, claim: Claim) -> None:
    assert alternatives(when) == (frozenset({claim}),)


@pytest.mark.parametrize(
    "when",
    ["{{x}} =~ 'y'", "'{{x}}' in ('a', 'b')", "({{x}} == 1", "{{x}} == 1 2", "{{x}} == 'it\\'s'", "=="],
)
def test_what_is_not_understood_is_kept_as_it_stands(when: str) -> None:
    assert alternatives(when) == (frozenset({Claim(when)}),)


def test_a_condition_that_can_never_hold_is_kept_as_it_stands() -> None:
    assert alternatives("{{x}} == 1 && {{x}} != 1") == (frozenset({Claim("{{x}} == 1 && {{x}} != 1")}),)


def test_an_alternative_that_can_never_hold_is_left_out() -> None:
    assert alternatives("{{x}} == 1 && {{x}} == 2 || {{y}} == 3") == (frozenset({Claim("y", "==", "3")}),)


conditions = st.recursive(
    st.builds(
        "'{{{{{}}}}}' {} '{}'".format,
        st.sampled_from(TAGS),
        st.sampled_from(["==", "!="]),
        st.sampled_from(VALUES),
    ),
    lambda inner: st.one_of(
        st.builds("({} && {})".format, inner, inner),
        st.builds("({} || {})".format, inner, inner),
        st.builds("!({})".format, inner),
    ),
    max_leaves=6,
)


@given(conditions)
def test_the_alternatives_hold_when_the_engine_would_run_the_step(when: str) -> None:
    found = alternatives(when)

    for values in itertools.product(VALUES, repeat=len(TAGS)):
        known = dict(zip(TAGS, values, strict=True))
        text = when
        for tag, value in known.items():
            text = text.replace(f"{{{{{tag}}}}}", value)
        holds = any(
            all(
                claim.sign and (known[claim.subject] == claim.value) == (claim.sign == "==") for claim in term
            )
            for term in found
        )
        assert holds == should_run(text), text
