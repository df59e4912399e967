"""`when`: a subset of govaluate, which Argo evaluates.

Texts in quotes, bare words (texts too), numbers, `true` and `false`, `== != < <= > >=`, `&&`, `||`, `!` and
parentheses. See https://github.com/Knetic/govaluate/blob/master/MANUAL.md.
"""

import operator
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from sandbox.engine.language.errors import ConditionError, UnsupportedError

Operand: TypeAlias = str | float | bool

_SYMBOLS = frozenset({"==", "!=", "<", "<=", ">", ">=", "&&", "||", "!"})
_OTHER_SYMBOLS = frozenset(
    {"+", "-", "*", "/", "%", "**", "&", "|", "^", "<<", ">>", "~", "=~", "!~", "?", ":", "??", ","}
)
_TOKEN = re.compile(
    r"""\s*(?:
      (?P<number>[0-9.]+)
    | (?P<text>(?P<quote>['"])(?P<inside>(?:\\.|[^'"\\])*)['"])
    | (?P<word>[^\W\d_](?:\\.|[\w.])*)
    | (?P<bracket>[()])
    | (?P<symbol>[^\w\s()\[\]'"]+)
    | (?P<other>\S)
    )""",
    re.VERBOSE,
)
_COMPARISONS: Mapping[str, Callable[[Operand, Operand], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
_VALUES = frozenset({"number", "text", "word"})
_KINDS = {"number": "NUMERIC", "text": "STRING", "word": "VARIABLE", "symbol": "OPERATOR"}


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    value: Operand = ""


def should_run(when: str) -> bool:
    """Tell whether a step's condition holds; an empty one does.

    Args:
        when: The condition, its tags replaced.

    Raises:
        ConditionError: It is no condition, in the words of Argo.
        UnsupportedError: It uses an operator of govaluate that is outside the subset.
    """
    if not when:
        return True
    value = _Reader(_tokens(when), when).value()
    if isinstance(value, bool):
        return value
    message = f"Expected boolean evaluation for '{when}'. Got {value}"
    raise ConditionError(message)


def _tokens(when: str) -> list[_Token]:
    tokens, position = [], 0
    while position < len(when.rstrip()):
        match = _TOKEN.match(when, position)
        if match is None:
            raise _invalid(when, "Unclosed string literal")
        position = match.end()
        tokens.append(_token(match, when))
    return tokens


def _token(match: re.Match[str], when: str) -> _Token:
    if (number := match["number"]) is not None:
        try:
            return _Token("number", number, float(number))
        except ValueError as error:
            raise _invalid(when, f"Unable to parse numeric value '{number}' to float64") from error
    if match["text"] is not None:
        return _Token("text", match["text"], re.sub(r"\\(.)", r"\1", match["inside"]))
    if (word := match["word"]) is not None:
        return _word(word, when)
    if (symbol := match["symbol"]) is not None:
        if symbol in _OTHER_SYMBOLS:
            message = f"the operator {symbol!r} in the condition {when!r}"
            raise UnsupportedError(message)
        if symbol not in _SYMBOLS:
            raise _invalid(when, f"Invalid token: '{symbol}' (hint: try wrapping it in quotes (\"))")
        return _Token("symbol", symbol)
    if match["bracket"] is not None:
        return _Token("symbol", match["bracket"])
    unclosed = "Unclosed string literal" if match["other"] in "'\"" else f"Invalid token: '{match['other']}'"
    raise _invalid(when, unclosed)


def _word(word: str, when: str) -> _Token:
    if word in {"in", "IN"}:
        message = f"the operator 'in' in the condition {when!r}"
        raise UnsupportedError(message)
    if "." in word:
        message = f"the accessor {word!r} in the condition {when!r}"
        raise UnsupportedError(message)
    return _Token("word", word, {"true": True, "false": False}.get(word, word))


class _Reader:
    """`||` over `&&` over comparisons over `!`; each level reads the next."""

    def __init__(self, tokens: list[_Token], when: str) -> None:
        self._tokens, self._when, self._at = tokens, when, 0

    def value(self) -> Operand:
        value = self._any()
        if self._at < len(self._tokens):
            before, after = (
                f"{_KINDS[each.kind]} [{each.value}]" for each in self._tokens[self._at - 1 :][:2]
            )
            raise _invalid(self._when, f"Cannot transition token types from {before} to {after}")
        return value

    def _any(self) -> Operand:
        left = self._all()
        while self._accept("||"):
            right = self._all()
            left = self._truth(left, "||") or self._truth(right, "||")
        return left

    def _all(self) -> Operand:
        left = self._comparison()
        while self._accept("&&"):
            right = self._comparison()
            left = self._truth(left, "&&") and self._truth(right, "&&")
        return left

    def _comparison(self) -> Operand:
        left = self._operand()
        while (sign := self._symbol()) in {"==", "!=", *_COMPARISONS}:
            self._at += 1
            left = self._compared(sign, left, self._operand())
        return left

    def _compared(self, sign: str, left: Operand, right: Operand) -> bool:
        if sign in {"==", "!="}:
            same = type(left) is type(right) and left == right
            return same if sign == "==" else not same
        if type(left) is not type(right) or isinstance(left, bool):
            reason = f"Value '{left}' cannot be used with the comparator '{sign}', it is not a number"
            message = f"Failed to evaluate 'when' expresion '{self._when}': {reason}"
            raise ConditionError(message)
        return _COMPARISONS[sign](left, right)

    def _operand(self) -> Operand:
        if self._accept("!"):
            return not self._truth(self._operand(), "!")
        if self._accept("("):
            inside = self._any()
            if not self._accept(")"):
                raise _invalid(self._when, "Unbalanced parenthesis")
            return inside
        if self._at < len(self._tokens) and self._tokens[self._at].kind in _VALUES:
            self._at += 1
            return self._tokens[self._at - 1].value
        raise _invalid(self._when, "Unexpected end of expression")

    def _truth(self, value: Operand, sign: str) -> bool:
        if isinstance(value, bool):
            return value
        reason = f"Value '{value}' cannot be used with the logical operator '{sign}', it is not a bool"
        message = f"Failed to evaluate 'when' expresion '{self._when}': {reason}"
        raise ConditionError(message)

    def _symbol(self) -> str:
        token = self._tokens[self._at] if self._at < len(self._tokens) else None
        return token.text if token and token.kind == "symbol" else ""

    def _accept(self, symbol: str) -> bool:
        found = self._symbol() == symbol
        self._at += found
        return found


def _invalid(when: str, reason: str) -> ConditionError:
    return ConditionError(f"Invalid 'when' expression '{when}': {reason}")
