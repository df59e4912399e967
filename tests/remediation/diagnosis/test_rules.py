from collections import Counter
from dataclasses import replace

import pytest
import re2

from remediation.diagnosis.category import Category
from remediation.diagnosis.diagnose import diagnose
from remediation.diagnosis.endings import is_ending
from remediation.diagnosis.line import read_line
from remediation.diagnosis.redaction import redact
from remediation.diagnosis.rule import Rule
from remediation.diagnosis.rulebook import RuleBook
from remediation.diagnosis.rules import RULES
from remediation.diagnosis.signals import SURE
from tests.remediation.diagnosis.logs import RED_END, TIME, github

EACH = pytest.mark.parametrize("rule", RULES, ids=lambda each: each.name)
REPORTED = {"file", "line", "test"}


def shown(rule: Rule) -> str:
    return read_line(f"{TIME}{rule.example}".encode()).text


def test_names_are_unique() -> None:
    assert [name for name, count in Counter(rule.name for rule in RULES).items() if count > 1] == []


@EACH
def test_a_rule_is_complete(rule: Rule) -> None:
    assert rule.tool
    assert rule.source
    assert rule.category in Category
    assert 0 < rule.weight <= 100
    assert set(re2.compile(rule.pattern).groupindex) <= REPORTED


@EACH
def test_its_anchors_are_long_enough_to_be_found(rule: Rule) -> None:
    assert rule.anchors
    assert all(len(anchor) >= 3 for anchor in rule.anchors)
    assert any(anchor in rule.example for anchor in rule.anchors)


@EACH
def test_it_matches_its_example(rule: Rule) -> None:
    assert [match.rule.name for match in RuleBook([rule]).matches(shown(rule))] == [rule.name]


def test_of_two_rules_of_equal_weight_the_earlier_counts() -> None:
    first, second = (replace(RULES[0], name=name, pattern="oven", anchors=("oven",)) for name in "ba")

    assert [match.rule.name for match in RuleBook([first, second]).matches("the oven")] == ["b", "a"]


@EACH
def test_its_example_is_found_in_a_red_job_and_put_first_if_it_is_sure(rule: Rule) -> None:
    end = "going on" if is_ending(shown(rule)) else RED_END
    log = github("starting", *["all is well"] * 40, rule.example, *["going on"] * 40, end)

    (verdict,) = diagnose([log]).verdicts

    found = [each.text for each in verdict.causes]
    assert redact(shown(rule)) in (found[:1] if rule.weight >= SURE else found)
