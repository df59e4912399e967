"""The functions that expressions may call, and the names of those of Argo that they may not."""

import re
from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from sandbox.engine.language.errors import ExpressionError
from sandbox.engine.language.go_text import go_json

Value: TypeAlias = Any
"""A text, number, truth value, None, list or mapping."""

_INTEGER = re.compile(r"[+-]?\d+")
_DECIMAL = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?")


def _as_int(value: Value) -> int:
    if isinstance(value, str) and _INTEGER.fullmatch(value):
        return int(value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return int(value)
    message = f"invalid operation: int({go_json(value)})"
    raise ExpressionError(message)


def _as_float(value: Value) -> float:
    if isinstance(value, str) and _DECIMAL.fullmatch(value):
        return float(value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return float(value)
    message = f"invalid operation: float({go_json(value)})"
    raise ExpressionError(message)


def _as_text(value: Value) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return value if isinstance(value, str) else go_json(value)


def _replace(text: str, old: str, new: str) -> str:
    if not all(isinstance(each, str) for each in (text, old, new)):
        message = "replace needs three texts"
        raise ExpressionError(message)
    return text.replace(old, new)


def _of_text(method: Callable[[str], str]) -> Callable[[Value], str]:
    def apply(value: Value) -> str:
        if not isinstance(value, str):
            message = f"{go_json(value)} is not a text"
            raise ExpressionError(message)
        return method(value)

    return apply


FUNCTIONS: Mapping[str, Callable[..., Value]] = {
    "asInt": _as_int,
    "int": _as_int,
    "asFloat": _as_float,
    "float": _as_float,
    "string": _as_text,
    "toJson": go_json,
    "replace": _replace,
    "lower": _of_text(str.lower),
    "upper": _of_text(str.upper),
    "trim": _of_text(str.strip),
}
"""The functions of expr-lang and Argo that this engine knows."""
OTHER_FUNCTIONS = frozenset({
    "abs", "all", "any", "ceil", "concat", "count", "date", "duration", "filter", "find", "findIndex",
    "findLast", "findLastIndex", "first", "flatten", "floor", "fromBase64", "fromJSON", "fromPairs", "get",
    "groupBy", "indexOf", "join", "jsonpath", "keys", "last", "lastIndexOf", "len", "map", "max", "mean",
    "median", "min", "none", "now", "one", "reduce", "repeat", "reverse", "round", "sort", "sortBy",
    "split", "splitAfter", "sprig", "sum", "take", "timezone", "toBase64", "toJSON", "toPairs",
    "trimPrefix", "trimSuffix", "type", "uniq", "values",
})  # fmt: skip
"""Functions that the real Argo knows: calling one is refused by name, never taken for a wrong expression."""
