import random
from pathlib import Path

import pytest

from sandbox.evaluator.errors import Unsupported
from sandbox.evaluator.golang.regexp import check_pattern
from tests.oracle.comparison import Pair, ask, evaluator_answer, oracle_answer
from tests.sandbox.evaluator.sensors import data_filter, dependency, document

SEED = 20261120
PATTERNS = 1500

pytestmark = [pytest.mark.oracle, pytest.mark.timeout(600)]

# Separated by spaces; some are no patterns, for RE2, Go or both.
ATOMS = r"""
a b Z 0 _ - . \. \d \D \w \W \s \S \b \B ^ $ \A \z [a-z] [^a] [0-9] [bot] \[ \] [[:alpha:]] [[:^word:]]
\pL \PN \p{Greek} \p{Lu} \p{^L} é ß k 🚀 \n \t \x41 \x{1F680} \x00 \07 \_ \- \/ \" \a \v \f \Q.a\E \Q \E
(?i) (?s) (?m) (?U) (?-i) (?i:k) (?P<n>a) (?<m>a) []a] [^]a] [\d-z] [\w.-] [a&&b] [\x00-\x{10FFFF}] { }
{2} {,2} {2,} | () (?:) * + ? *? +? ?? a{0} (a*)* (a|b)+ ^* $+ \C \Z \1 (?=a) (?!a) (?<=a) (?>a) [ ] ( )
[z-a] {2,1} {1001} ** \p{Foo} (?P<é>a)
"""
# Separated by bars.
TEXTS = (
    "|a|b|ab|A|k|s|\u017f|\u212a|ß|ẞ|aé|\n|a\n|\na\nb|0|_|-|.|[|]|bot|5DLabs-Rex[bot]|🚀|\x00|"
    "\x7f|\u2028|{2}|a{,2}|\u03b1|aaa|\ufffd|İ|I"
)


def test_every_pattern_that_is_accepted_matches_what_go_matches(oracle: Path) -> None:
    # given generated patterns that the evaluator accepts, each as a filter, with a text
    chance = random.Random(SEED)  # noqa: S311  # a test that can be repeated, nothing secret
    pairs = [
        _pair(pattern, chance.choice(TEXTS.split("|")))
        for pattern in _patterns(chance)
        if _is_accepted(pattern)
    ]
    assert len(pairs) > PATTERNS / 3

    # when both evaluate them
    answers = ask(oracle, [pair.request for pair in pairs])

    # then Go accepts them too, and each matches as in Go
    assert [answer["dependencies"]["push"].get("error") for answer in answers] == [None] * len(pairs)
    assert [evaluator_answer(pair) for pair in pairs] == [oracle_answer(answer) for answer in answers]


def _patterns(chance: random.Random) -> list[str]:
    return ["".join(chance.choices(ATOMS.split(), k=chance.randrange(1, 5))) for _ in range(PATTERNS)]


def _is_accepted(pattern: str) -> bool:
    try:
        check_pattern(pattern)
    except Unsupported:
        return False
    return True


def _pair(pattern: str, text: str) -> Pair:
    headers = (("X-GitHub-Event", text), ("Content-Type", "application/json"))
    sensor = document(dependency(data_filter("headers.X-Github-Event.0", pattern)))
    return Pair(f"{pattern!r} in {text!r}", sensor, headers, b"{}")
