from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from types import ModuleType

import pytest
import re2

from remediation.diagnosis.blind import blind
from remediation.diagnosis.diagnose import diagnose
from remediation.diagnosis.endings import is_ending
from remediation.diagnosis.line import read_line
from remediation.diagnosis.redaction import redact
from remediation.diagnosis.rule import Rule
from remediation.diagnosis.rulebook import RuleBook
from remediation.diagnosis.rules import MODULES, RULES
from remediation.diagnosis.sieve import FOLD
from remediation.diagnosis.signals import SURE
from tests.remediation.diagnosis.logs import RED_END, TIME, github

REPORTED = {"file", "line", "test"}


def shown(rule: Rule) -> str:
    return read_line(f"{TIME}{rule.example}".encode()).text


def causes(rule: Rule) -> Sequence[str]:
    end = "going on" if is_ending(shown(rule)) else RED_END
    log = github("starting", *["all is well"] * 40, rule.example, *["going on"] * 40, end)
    (verdict,) = diagnose([log]).verdicts
    return [each.text for each in verdict.causes]


def faults(rule: Rule) -> Iterable[str]:
    if not (rule.tool and rule.source and 0 < rule.weight <= 100):
        yield "lacks a tool or a source, or its weight is not from 1 to 100"
    if set(re2.compile(rule.pattern).groupindex) - REPORTED:
        yield f"names other groups than {sorted(REPORTED)}"
    if not rule.anchors or any(len(anchor) < 3 for anchor in rule.anchors):
        yield "needs anchors of three characters or more"
    if not any(anchor in rule.example for anchor in rule.anchors):
        yield "has no anchor in its example"
    if not RuleBook([rule]).matches(shown(rule)):
        yield "does not match its example"
    if not re2.search(blind(rule.pattern).encode(), shown(rule).encode().translate(FOLD)):
        yield "does not match its example with zeros for its digits, when it should not tell digits apart"
    found = causes(rule)
    if redact(shown(rule)) not in (found[:1] if rule.weight >= SURE else found):
        yield f"is not first in a red job, or not found in it: {found[:3]}"


@pytest.mark.parametrize("module", MODULES, ids=lambda each: each.__name__.rpartition(".")[2])
def test_each_rule_of_a_module_is_complete_and_finds_its_example(module: ModuleType) -> None:
    wrong = [f"{rule.name} {fault}" for rule in module.RULES for fault in faults(rule)]

    assert not wrong, "\n".join(wrong)


def test_names_are_unique() -> None:
    assert [name for name, count in Counter(rule.name for rule in RULES).items() if count > 1] == []


def test_of_two_rules_of_equal_weight_the_earlier_counts() -> None:
    first, second = (replace(RULES[0], name=name, pattern="oven", anchors=("oven",)) for name in "ba")

    assert [match.rule.name for match in RuleBook([first, second]).matches("the oven")] == ["b", "a"]
