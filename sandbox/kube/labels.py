"""Label selectors, `a=1,b notin (x,y),!c`, with the errors of the API server.

https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#label-selectors.
`!=` and `notin` also match objects that do not have the key.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, TypeAlias

from sandbox.kube import names
from sandbox.kube.objects import encode
from sandbox.kube.status import ApiError, bad_request

Operator: TypeAlias = Literal["exists", "!exists", "in", "notin", "gt", "lt"]

_TOKENS = re.compile(r"\s*(?:([()!,=<>][=]?)|([^\s()!,=<>]+))")
_SYMBOLS = {"(", ")", ",", "!", "=", "==", "!=", "<", ">"}
_END = ""
_UNPARSABLE = "unable to parse requirement: "


@dataclass(frozen=True, slots=True)
class Requirement:
    """One condition on one label."""

    key: str
    operator: Operator
    values: frozenset[str]

    def matches(self, labels: Mapping[str, str]) -> bool:
        """Tell whether an object with these labels fulfils the condition."""
        value = labels.get(self.key)
        match self.operator:
            case "exists":
                return value is not None
            case "!exists":
                return value is None
            case "in":
                return value in self.values
            case "notin":
                return value not in self.values
        return value is not None and self._compares(value)

    def _compares(self, value: str) -> bool:
        try:
            number = int(value)
        except ValueError:
            return False
        (bound,) = map(int, self.values)
        return number > bound if self.operator == "gt" else number < bound


@dataclass(frozen=True, slots=True)
class LabelSelector:
    """Conditions that must all hold; none matches everything."""

    requirements: tuple[Requirement, ...] = ()

    def matches(self, labels: Mapping[str, str] | None) -> bool:
        """Tell whether an object with these labels is selected."""
        return all(requirement.matches(labels or {}) for requirement in self.requirements)


@lru_cache(maxsize=1024)
def parse_label_selector(text: str) -> LabelSelector:
    """Read a selector.

    Raises:
        ApiError: 400 if the text is no selector.
    """
    return LabelSelector(tuple(_Parser(_tokens(text)).requirements()))


def _tokens(text: str) -> list[str]:
    found: list[str] = []
    for symbol, word in _TOKENS.findall(text):
        if symbol in _SYMBOLS or word:
            found.append(symbol or word)
        else:  # two symbols that only look like one, such as `,=`
            found.extend(symbol)
    return found


class _Parser:
    def __init__(self, tokens: list[str]) -> None:
        self._tokens = tokens
        self._position = 0

    def requirements(self) -> list[Requirement]:
        found: list[Requirement] = []
        while self._peek() != _END:
            word = self._peek()
            if word != "!" and word in _SYMBOLS:
                raise _unexpected(word, ", expected: !, identifier, or 'end of string'")
            found.append(self._requirement())
            following = self._next()
            if following not in {",", _END}:
                raise _unexpected(following, ", expected: ',' or 'end of string'")
            if following == "," and self._peek() == _END:
                raise _unexpected(_END, ", expected: identifier after ','")
        return found

    def _requirement(self) -> Requirement:
        negated = self._peek() == "!"
        if negated:
            self._next()
        key = self._next()
        _check(key, names.label_key(key), "<nil>")
        if negated:
            return Requirement(key, "!exists", frozenset())
        if self._peek() in {",", _END}:
            return Requirement(key, "exists", frozenset())
        operator = self._next()
        match operator:
            case "=" | "==":
                return _membership(key, "in", [self._value()])
            case "!=":
                return _membership(key, "notin", [self._value()])
            case "in" | "notin":
                return _membership(key, operator, self._values())
            case "<" | ">":
                return _comparison(key, "lt" if operator == "<" else "gt", self._value())
        raise _unexpected(operator, ", expected: in, notin, =, ==, !=, gt, lt", _UNPARSABLE)

    def _value(self) -> str:
        return "" if self._peek() in {",", _END} else self._next()

    def _values(self) -> list[str]:
        opening = self._next()
        if opening != "(":
            raise _unexpected(opening, " expected: '('", _UNPARSABLE)
        values = [""]
        while (word := self._next()) != ")":
            if word == ",":
                values.append("")
            elif word == _END or values[-1]:
                raise _unexpected(word, ", expected: ',' or ')'", _UNPARSABLE)
            else:
                values[-1] = word
        return values

    def _peek(self) -> str:
        return self._tokens[self._position] if self._position < len(self._tokens) else _END

    def _next(self) -> str:
        word = self._peek()
        self._position += 1
        return word


def _membership(key: str, operator: Operator, values: list[str]) -> Requirement:
    for position, value in enumerate(values):
        _check(value, names.label_value(value), f"values[{position}][{key}]")
    return Requirement(key, operator, frozenset(values))


def _comparison(key: str, operator: Operator, value: str) -> Requirement:
    if not value.lstrip("-").isdigit():
        _check(value, ["for 'Gt', 'Lt' operators, the value must be an integer"], "values[0]")
    return Requirement(key, operator, frozenset([value]))


def _check(text: str, complaints: list[str], where: str) -> None:
    if complaints:
        shown = encode(text).decode()
        message = f"{_UNPARSABLE}{where}: Invalid value: {shown}: {complaints[0]}"
        raise bad_request(message)


def _unexpected(word: str, expected: str, prefix: str = "") -> ApiError:
    return bad_request(f"{prefix}found '{word}'{expected}")
