"""The condition of a trigger: names of dependencies with `&&`, `||` and parentheses."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from typing import TypeAlias

from sandbox.evaluator.errors import Unsupported

# A condition is an expression of github.com/antonmedv/expr to Argo, which takes these names for its own:
# the trigger never fires.
_WORDS = "and contains endsWith in let matches nil not or startsWith true false"
_FUNCTIONS = (
    "abs all any ceil count date duration filter find findIndex findLast findLastIndex first float "
    "floor fromBase64 fromJSON fromPairs get groupBy hasPrefix hasSuffix indexOf int join keys last "
    "lastIndexOf len lower map max mean median min none now one reduce repeat replace round sort sortBy "
    "split splitAfter string sum take toBase64 toJSON toPairs trim trimPrefix trimSuffix type upper "
    "values"
)
_RESERVED = frozenset(f"{_WORDS} {_FUNCTIONS}".split())

_TOKEN = re.compile(r"\s*(&&|\|\||[()]|[A-Za-z_][A-Za-z0-9_-]*)")


@dataclass(frozen=True)
class AllOf:
    """True if every part is."""

    parts: tuple["Condition", ...]


@dataclass(frozen=True)
class AnyOf:
    """True if one part is."""

    parts: tuple["Condition", ...]


Condition: TypeAlias = str | AllOf | AnyOf
"""The name of a dependency, or a combination of conditions."""


@cache
def parse_condition(text: str) -> Condition:
    """Parse a condition; `&&` binds closer than `||`.

    Raises:
        Unsupported: It holds something else.
    """
    tokens = _TOKEN.findall(text)
    if re.sub(r"\s", "", text) != "".join(tokens):
        raise _unsupported(text)
    condition, rest = _any(tuple(tokens), text)
    if rest:
        raise _unsupported(text)
    return condition


def names(condition: Condition) -> tuple[str, ...]:
    """Give the dependencies that it names, each once, in the order of their first appearance."""
    if isinstance(condition, str):
        return (condition,)
    return tuple(dict.fromkeys(name for part in condition.parts for name in names(part)))


def needs_several(condition: Condition) -> bool:
    """Whether it joins dependencies with `&&`; if not, each dependency that passes fires by itself."""
    if isinstance(condition, str):
        return False
    return isinstance(condition, AllOf) or any(map(needs_several, condition.parts))


def holds(condition: Condition, received: Collection[str]) -> bool:
    """Whether it is true once these dependencies have an event."""
    match condition:
        case str():
            return condition in received
        case AllOf():
            return all(holds(part, received) for part in condition.parts)
        case AnyOf():
            return any(holds(part, received) for part in condition.parts)


def _any(tokens: tuple[str, ...], text: str) -> tuple[Condition, tuple[str, ...]]:
    first, tokens = _all(tokens, text)
    parts = [first]
    while tokens[:1] == ("||",):
        part, tokens = _all(tokens[1:], text)
        parts.append(part)
    return (first if len(parts) == 1 else AnyOf(tuple(parts))), tokens


def _all(tokens: tuple[str, ...], text: str) -> tuple[Condition, tuple[str, ...]]:
    first, tokens = _one(tokens, text)
    parts = [first]
    while tokens[:1] == ("&&",):
        part, tokens = _one(tokens[1:], text)
        parts.append(part)
    return (first if len(parts) == 1 else AllOf(tuple(parts))), tokens


def _one(tokens: tuple[str, ...], text: str) -> tuple[Condition, tuple[str, ...]]:
    if tokens[:1] == ("(",):
        condition, tokens = _any(tokens[1:], text)
        if tokens[:1] != (")",):
            raise _unsupported(text)
        return condition, tokens[1:]
    if not tokens or not tokens[0][0].isidentifier():
        raise _unsupported(text)
    if tokens[0] in _RESERVED:
        message = (
            f"the name {tokens[0]!r} is not supported in a condition: Argo Events takes it for a function"
        )
        raise Unsupported(message)
    return tokens[0], tokens[1:]


def _unsupported(text: str) -> Unsupported:
    return Unsupported(f"the condition {text!r} is not supported: it may hold names, &&, || and parentheses")
