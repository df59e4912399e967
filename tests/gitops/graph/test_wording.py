"""Conditions, deadlines and arguments read like a person's words."""

import pytest

from gitops.graph.conditions import alternatives
from gitops.graph.templates import Parameters
from gitops.graph.wording import (
    arguments_in_words,
    changes_in_words,
    conditions_in_words,
    duration_in_words,
    either_in_words,
)
from tests.contract.argo.manifests import parameters


def arguments(**values: str) -> Parameters:
    return Parameters.model_validate(parameters(**values))


@pytest.mark.parametrize(
    ("when", "words"),
    [
        ("'{{steps.wait.outputs.parameters.verdict}}' == 'restart'", "restart"),
        ("'{{steps.wait.outputs.parameters.verdict}}' != 'restart'", "not restart"),
        ("'{{steps.wait.outputs.parameters.head}}' == ''", "head is empty"),
        ("'{{steps.wait.outputs.parameters.head}}' != ''", "head is not empty"),
        ("'{{steps.other.outputs.parameters.outcome}}' == 'failed'", "other failed"),
        ("'{{steps.other.outputs.parameters.head}}' == 'x'", "other head is x"),
        ("{{steps.wait.status}} == Failed", "Failed"),
        ("{{steps.wait.exitCode}} == 75", "exitCode is 75"),
        ("{{inputs.parameters.cycle}} < 10", "cycle under 10"),
        ("{{inputs.parameters.cycle}} >= 10", "cycle at least 10"),
        ("{{=asInt(inputs.parameters.cycle)}} > 10", "cycle over 10"),
        ("{{workflow.parameters.dry}}", "dry is true"),
        ("{{workflow.status}} != Succeeded", "status is not Succeeded"),
        ("{{=inputs.parameters.a matches 'b'}}", "a matches 'b'"),
        ("'{{inputs.parameters.a}}' =~ 'b'", "'a' =~ 'b'"),
    ],
)
def test_conditions(when: str, words: str) -> None:
    (term,) = alternatives(when)

    assert conditions_in_words(term, seen_from="wait") == words


def test_what_must_be_so_stands_before_what_must_not() -> None:
    (term,) = alternatives("{{inputs.parameters.b}} == 2 && {{inputs.parameters.a}} < 1")

    assert conditions_in_words(term) == "b is 2, a under 1"


@pytest.mark.parametrize(
    ("duration", "words"),
    [
        ("86400", "1 day"),
        ("172800", "2 days"),
        ("43200", "12 hours"),
        ("5400", "90 minutes"),
        ("1h30m", "90 minutes"),
        ("1s", "1 second"),
        ("61", "61 seconds"),
        ("{{inputs.parameters.deadline}}", "deadline"),
        ("", ""),
    ],
)
def test_durations(duration: str, words: str) -> None:
    assert duration_in_words(duration) == words


def test_only_what_a_call_says_of_its_own_is_told() -> None:
    given = arguments(role="rex", cycle="{{inputs.parameters.cycle}}", head="", attempt="1")

    assert arguments_in_words(given) == "role rex, attempt 1"


def test_a_call_back_tells_what_changes() -> None:
    given = arguments(
        cycle="{{=asInt(inputs.parameters.cycle) + 1}}",
        head="{{inputs.parameters.head}}",
        failures="0",
        reason="",
    )

    assert changes_in_words(given) == "cycle + 1, failures 0, reason empty"


@pytest.mark.parametrize(
    ("words", "said"), [([], ""), (["a"], "a"), (["a", "b"], "a or b"), (["a", "b", "c"], "a, b or c")]
)
def test_one_of_several(words: list[str], said: str) -> None:
    assert either_in_words(words) == said
