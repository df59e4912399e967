"""All rules, and which of them a line follows."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

import re2

from remediation.diagnosis import endings
from remediation.diagnosis.blind import blind
from remediation.diagnosis.ordinary import ORDINARY
from remediation.diagnosis.rule import Rule
from remediation.diagnosis.rules import RULES
from remediation.diagnosis.sieve import FOLD, Sieve

_FOLD = str.maketrans("123456789", "000000000")
MOST_PATTERNS = 128
"""Compiled patterns that are kept: one takes some 25 KB once it was searched for, and a job needs few."""
SAMPLE = 8
"""Of so many examples one is looked at to tell which parts of anchors are rare."""
MOST_MEANINGS = 1000
"""Texts of which it is remembered what they mean; after so many the memory starts anew."""
_Part = tuple[str, str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A rule that a line follows.

    Attributes:
        rule: The rule.
        groups: What its named groups found, without those that found nothing.
    """

    rule: Rule
    groups: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """What the rules know of a line, in short.

    Attributes:
        kind: The name of the weightiest rule that it follows; empty if no rule knows it.
        tests: The tests that it names.
        lasting: Whether `kind` is the same for all lines that differ only in digits.
    """

    kind: str
    tests: tuple[str, ...]
    lasting: bool


class RuleBook:
    """Rules by their anchors, so that a line is tried with the few that can match it."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        """Index rules; a pattern is compiled when a line first holds one of its anchors."""
        self.rules = tuple(rules)
        self.anchors = tuple(sorted({anchor for rule in self.rules for anchor in rule.anchors}))
        self.sieve = Sieve((*self.anchors, *endings.ANCHORS))
        self._by_weight = sorted(self.rules, key=lambda rule: -rule.weight)
        self._blind = [blind(rule.pattern) for rule in self._by_weight]
        self._with_tests = {
            place for place, rule in enumerate(self._by_weight) if "(?P<test>" in rule.pattern
        }
        by_anchor: dict[str, list[int]] = {}
        for place, rule in enumerate(self._by_weight):
            for anchor in rule.anchors:
                by_anchor.setdefault(anchor.translate(_FOLD), []).append(place)
        self._meanings: dict[str, Meaning] = {}
        self._by_part: dict[_Part, list[tuple[str, list[int]]]] = {}
        texts = (*by_anchor, *ORDINARY, *(rule.example.translate(_FOLD) for rule in self.rules[::SAMPLE]))
        shared = Counter(part for text in texts for part in _parts(text))
        for anchor, places in by_anchor.items():
            rarest = min(_parts(anchor), key=lambda part: (shared[part], part))
            self._by_part.setdefault(rarest, []).append((anchor, places))

    def matches(self, text: str) -> Sequence[Match]:
        """Give the rules that a clean line follows, the weightiest first, of equal ones the earlier."""
        raw = text.encode("utf-8", "replace")
        rules = (self._by_weight[place] for place in self._possible(text))
        found = ((rule, _compile(rule.pattern).search(raw)) for rule in rules)
        return [Match(rule=rule, groups=_groups(match)) for rule, match in found if match]

    def meaning(self, text: str) -> Meaning:
        """Tell what `matches` would, as far as all lines are asked for it."""
        known = self._meanings.get(text)
        if known is None:
            if len(self._meanings) >= MOST_MEANINGS:
                self._meanings.clear()
            known = self._meanings[text] = self._meaning(text)
        return known

    def _meaning(self, text: str) -> Meaning:
        raw = text.encode("utf-8", "replace")
        folded = raw.translate(FOLD)
        kind, tests, lasting = "", [], True
        for place in self._possible(text):
            rule = self._by_weight[place]
            if kind and place not in self._with_tests:
                continue
            if self._blind[place] != rule.pattern:
                if _compile(self._blind[place]).search(folded) is None:
                    continue
                lasting = False
            if (match := _compile(rule.pattern).search(raw)) is not None:
                kind = kind or rule.name
                if place in self._with_tests and (test := _groups(match).get("test")):
                    tests.append(test)
        return Meaning(kind=kind, tests=tuple(tests), lasting=lasting)

    def _possible(self, text: str) -> Sequence[int]:
        """Give the rules one of whose anchors stands in a text, digits aside, the weightiest first."""
        folded = text.translate(_FOLD)
        places: set[int] = set()
        for part in self._by_part.keys() & _parts(folded):
            for anchor, its in self._by_part[part]:
                if anchor in folded:
                    places.update(its)
        return sorted(places)


def _groups(match: "re2._Match") -> Mapping[str, str]:
    return {
        name.decode(): value.decode("utf-8", "replace") for name, value in match.groupdict().items() if value
    }


def _parts(text: str) -> set[_Part]:
    """Give all that stands in a text in three characters, the length of the shortest anchor."""
    return set(zip(text, text[1:], text[2:], strict=False))


@cache
def rule_book() -> RuleBook:
    """Give the book of all rules; building it takes some milliseconds."""
    return RuleBook(RULES)


@lru_cache(maxsize=MOST_PATTERNS)
def _compile(pattern: str) -> "re2._Regexp":
    options = re2.Options()
    options.never_nl = False
    options.log_errors = False
    if pattern.isascii() and r"\x{" not in pattern:
        # It says nothing of other letters, so that it need not know which bytes are one: that spares memory.
        options.encoding = re2.Options.Encoding.LATIN1
    return re2.compile(pattern.encode(), options)
