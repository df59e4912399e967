"""`when` as alternatives: each is a set of comparisons that must hold together.

Argo replaces the tags and lets govaluate decide (https://github.com/Knetic/govaluate/blob/master/MANUAL.md).
Read here are comparisons, `&&`, `||`, `!` and parentheses: what conditions between steps are made of.
Anything else stays one claim in the manifest's own words, so no condition is lost or guessed at.
"""

import re
from dataclasses import dataclass
from itertools import product
from typing import TypeAlias

_TOKEN = re.compile(
    r"""\s*(?:
      (?P<text>'[^'\\]*'|"[^"\\]*")
    | (?P<tag>\{\{.*?\}\})
    | (?P<sign>[=!]=|[<>]=?(?![<>]))
    | (?P<symbol>&&|\|\||!(?![=~])|[()])
    | (?P<word>\w[\w.]*)
    )\s*""",
    re.VERBOSE,
)
_STEP = re.compile(r"steps\.(?P<step>[\w-]+)\.(?:outputs\.)?(?:parameters\.)?(?P<what>[\w-]+)")
_PARAMETER = re.compile(r"(?:inputs|workflow)\.parameters\.(?P<what>[\w-]+)")
_NEGATED = {"==": "!=", "!=": "==", "<": ">=", ">=": "<", ">": "<=", "<=": ">"}
_MIRRORED = {"<": ">", ">": "<", "<=": ">=", ">=": "<="}


@dataclass(frozen=True, order=True, slots=True)
class Claim:
    """A comparison: `cycle < 10`, or the outcome of a step `== 'started'`."""

    subject: str
    """What is compared: the inside of its tag, or a whole condition that is not understood."""
    sign: str = ""
    """Empty if the whole condition stands in `subject`."""
    value: str = ""

    @property
    def step(self) -> str:
        """The step whose answer is compared, or empty."""
        found = _STEP.fullmatch(self.subject)
        return found["step"] if found else ""

    @property
    def what(self) -> str:
        """The name of the output or parameter that is compared; of anything else its own text."""
        found = _STEP.fullmatch(self.subject) or _PARAMETER.fullmatch(self.subject)
        return found["what"] if found else self.subject

    def follows_from(self, others: "Term") -> bool:
        """Tell whether it must hold if others do."""
        return self in others or any(
            (self.subject, self.sign, other.sign) == (other.subject, "!=", "==") and self.value != other.value
            for other in others
        )

    def contradicts(self, other: "Claim") -> bool:
        """Tell whether both can never hold at once, as far as their text tells."""
        if self.subject != other.subject or not self.sign:
            return False
        if self.sign == other.sign == "==":
            return self.value != other.value
        return self.value == other.value and self.sign == _NEGATED.get(other.sign)


Term: TypeAlias = frozenset[Claim]
"""Claims that must hold together; an empty one always holds."""
ALWAYS: Term = frozenset()


def alternatives(when: str) -> tuple[Term, ...]:
    """Give the alternatives of a condition, at least one; an empty condition has one that always holds."""
    if not when.strip():
        return (ALWAYS,)
    as_it_stands = (frozenset({Claim(when.strip())}),)
    try:
        terms = _Reader(when).terms()
    except _UnreadError:
        return as_it_stands
    possible = [term for term in terms if not any(one.contradicts(other) for one in term for other in term)]
    needed = [term for term in possible if not any(other < term for other in possible)]
    return tuple(dict.fromkeys(needed)) or as_it_stands


class _UnreadError(Exception):
    """The condition uses more than is read here."""


@dataclass(frozen=True, slots=True)
class _Operand:
    text: str
    tag: bool


class _Reader:
    """`||` over `&&` over comparisons over `!`; `negated` is pushed down to the comparisons (De Morgan)."""

    def __init__(self, when: str) -> None:
        self._tokens: list[tuple[str, str]] = []
        self._at = position = 0
        while position < len(when):
            match = _TOKEN.match(when, position)
            if match is None or match.lastgroup is None:
                raise _UnreadError
            self._tokens.append((match.lastgroup, match[match.lastgroup]))
            position = match.end()

    def terms(self) -> tuple[Term, ...]:
        terms = self._any(negated=False)
        if self._at < len(self._tokens):
            raise _UnreadError
        return terms

    def _any(self, *, negated: bool) -> tuple[Term, ...]:
        parts = [self._all(negated=negated)]
        while self._accept("||"):
            parts.append(self._all(negated=negated))
        return _both(parts) if negated else sum(parts, ())

    def _all(self, *, negated: bool) -> tuple[Term, ...]:
        parts = [self._one(negated=negated)]
        while self._accept("&&"):
            parts.append(self._one(negated=negated))
        return sum(parts, ()) if negated else _both(parts)

    def _one(self, *, negated: bool) -> tuple[Term, ...]:
        if self._accept("!"):
            return self._one(negated=not negated)
        if self._accept("("):
            inside = self._any(negated=negated)
            if not self._accept(")"):
                raise _UnreadError
            return inside
        left, sign, right = self._operand(), "==", _Operand("true", tag=False)
        if self._kind() == "sign":
            sign, right = self._next(), self._operand()
        if right.tag and not left.tag:
            left, right, sign = right, left, _MIRRORED.get(sign, sign)
        return (frozenset({Claim(left.text, _NEGATED[sign] if negated else sign, right.text)}),)

    def _operand(self) -> _Operand:
        kind = self._kind()
        if kind not in {"text", "tag", "word"}:
            raise _UnreadError
        text = self._next()
        if kind == "text":
            text = text[1:-1]
        tag = re.fullmatch(r"\{\{=?(?P<inside>[^{}]*)\}\}", text)
        return _Operand(tag["inside"].strip(), tag=True) if tag else _Operand(text, tag=False)

    def _kind(self) -> str:
        return self._tokens[self._at][0] if self._at < len(self._tokens) else ""

    def _next(self) -> str:
        self._at += 1
        return self._tokens[self._at - 1][1]

    def _accept(self, symbol: str) -> bool:
        found = self._at < len(self._tokens) and self._tokens[self._at] == ("symbol", symbol)
        self._at += found
        return found


def _both(parts: list[tuple[Term, ...]]) -> tuple[Term, ...]:
    return tuple(ALWAYS.union(*terms) for terms in product(*parts))
