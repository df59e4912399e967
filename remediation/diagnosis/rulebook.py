"""All rules, and which of them a line follows."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import re2

from remediation.diagnosis import endings
from remediation.diagnosis.rule import Rule
from remediation.diagnosis.rules import RULES
from remediation.diagnosis.sieve import Sieve


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
        self.sieve = Sieve((*self.anchors, *endings.ANCHORS))
        self._by_anchor: dict[str, list[Rule]] = {anchor: [] for anchor in self.anchors}
        for rule in self.rules:
            for anchor in rule.anchors:
                self._by_anchor[anchor].append(rule)
        self._by_part: dict[str, list[str]] = {}
        shared = Counter(part for anchor in self.anchors for part in _parts(anchor))
        for anchor in self.anchors:
            rarest = min(_parts(anchor), key=lambda part: (shared[part], part))
            self._by_part.setdefault(rarest, []).append(anchor)
        self._order = {rule.name: index for index, rule in enumerate(self.rules)}
        self._patterns: dict[str, re2._Regexp] = {}

    def matches(self, text: str) -> Sequence[Match]:
        """Give the rules that a clean line follows, the weightiest first, of equal ones the earlier."""
        found = []
        for rule in self._possible(text):
            pattern = self._patterns.get(rule.name)
            if pattern is None:
                pattern = self._patterns[rule.name] = _compile(rule.pattern)
            if (match := pattern.search(text)) is not None:
                groups = {key: value for key, value in match.groupdict().items() if value}
                found.append(Match(rule=rule, groups=groups))
        return sorted(found, key=lambda each: (-each.rule.weight, self._order[each.rule.name]))

    def _possible(self, text: str) -> Sequence[Rule]:
        rules: dict[str, Rule] = {}
        for part in self._by_part.keys() & _parts(text):
            for anchor in self._by_part[part]:
                if anchor in text:
                    rules.update((rule.name, rule) for rule in self._by_anchor[anchor])
        return tuple(rules.values())


def _parts(text: str) -> set[str]:
    """Give all that stands in a text in three characters, the length of the shortest anchor."""
    return set(map("".join, zip(text, text[1:], text[2:], strict=False)))


@cache
def rule_book() -> RuleBook:
    """Give the book of all rules; building it takes some milliseconds."""
    return RuleBook(RULES)


def _compile(pattern: str) -> "re2._Regexp":
    options = re2.Options()
    options.never_nl = False
    options.log_errors = False
    return re2.compile(pattern, options)
