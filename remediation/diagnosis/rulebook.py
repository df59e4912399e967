"""All rules, and which of them a line follows."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import re2

from remediation.diagnosis.rule import Rule
from remediation.diagnosis.rules import RULES


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A rule that a line follows.

    Attributes:
        rule: The rule.
        groups: What its named groups found, without those that found nothing.
    """

    rule: Rule
    groups: Mapping[str, str]


class RuleBook:
    """Rules by their anchors, so that a line is tried with the few that can match it."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        """Index rules; a pattern is compiled when a line first holds one of its anchors."""
        self.rules = tuple(rules)
        self.anchors = tuple(sorted({anchor for rule in self.rules for anchor in rule.anchors}))
        self._by_anchor: dict[str, list[Rule]] = {anchor: [] for anchor in self.anchors}
        for rule in self.rules:
            for anchor in rule.anchors:
                self._by_anchor[anchor].append(rule)
        self._by_start: dict[str, list[str]] = {}
        for anchor in self.anchors:
            self._by_start.setdefault(anchor[:_START], []).append(anchor)
        self._patterns: dict[str, re2._Regexp] = {}

    def matches(self, text: str) -> Sequence[Match]:
        """Give the rules that a clean line follows, the weightiest first, each once."""
        found = []
        for rule in self._possible(text):
            pattern = self._patterns.get(rule.name)
            if pattern is None:
                pattern = self._patterns[rule.name] = _compile(rule.pattern)
            if (match := pattern.search(text)) is not None:
                groups = {key: value for key, value in match.groupdict().items() if value}
                found.append(Match(rule=rule, groups=groups))
        return sorted(found, key=lambda each: -each.rule.weight)

    def _possible(self, text: str) -> Sequence[Rule]:
        starts = {text[index : index + _START] for index in range(len(text) - _START + 1)}
        rules: dict[str, Rule] = {}
        for start in starts & self._by_start.keys():
            for anchor in self._by_start[start]:
                if anchor in text:
                    rules.update((rule.name, rule) for rule in self._by_anchor[anchor])
        return tuple(rules.values())


_START = 3
"""Characters; no anchor is shorter."""


@cache
def rule_book() -> RuleBook:
    """Give the book of all rules; building it takes some milliseconds."""
    return RuleBook(RULES)


def _compile(pattern: str) -> "re2._Regexp":
    options = re2.Options()
    options.never_nl = False
    options.log_errors = False
    return re2.compile(pattern, options)
