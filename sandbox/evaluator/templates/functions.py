"""The functions that templates may call: Go's `index` and a few of sprig's, as these define them."""

import base64
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import TypeAlias

from pydantic import JsonValue

from sandbox.evaluator.golang.encoding import encode
from sandbox.evaluator.golang.printing import lower, printed, quoted, upper
from sandbox.evaluator.golang.regexp import check_pattern, check_replacement, find, replace_all


class TemplateFailed(Exception):  # noqa: N818  # Argo then takes `dataKey`, then `value`
    """Executing the template ends with an error."""


class Missing(Enum):
    """The value of a key that a map does not have; it is not null."""

    MISSING = "missing"


MISSING = Missing.MISSING
GoValue: TypeAlias = JsonValue | Missing
"""A value in a template: numbers of the event are floats, integers are literals or bytes of a text."""


@dataclass(frozen=True)
class Function:
    """A template function.

    Attributes:
        parameters: The type that each parameter takes: `str`, or `object` for anything.
        call: The function itself, with positional arguments.
        variadic: Whether arguments of any type may follow.
        literals: The parameters that must be string literals, with a check of each.
    """

    parameters: tuple[type, ...]
    call: Callable[..., GoValue]
    variadic: bool = False
    literals: Mapping[int, Callable[[str], None]] = field(default_factory=dict)


def _any_text(_: str) -> None:
    """Accept every literal."""


def _index(item: GoValue, *keys: GoValue) -> GoValue:
    for key in keys:
        item = _element(item, key)
    return item


def _element(item: GoValue, key: GoValue) -> GoValue:
    if isinstance(item, dict) and isinstance(key, str):
        return item.get(key)
    if isinstance(item, list | str) and isinstance(key, int) and not isinstance(key, bool):
        elements: list[JsonValue] = [*item.encode()] if isinstance(item, str) else item
        if 0 <= key < len(elements):
            return elements[key]
    raise TemplateFailed


def _default(value: GoValue, *given: GoValue) -> GoValue:
    return given[0] if given and given[0] not in (MISSING, None) and given[0] else value


def _quote(*values: GoValue) -> str:
    return " ".join(quoted(printed(value)) for value in values if not isinstance(value, Missing | None))


def _to_json(value: GoValue) -> str:
    return encode(_sorted(None if isinstance(value, Missing) else value))


def _sorted(value: JsonValue) -> JsonValue:
    match value:
        case dict():
            return {key: _sorted(value[key]) for key in sorted(value)}
        case list():
            return [_sorted(item) for item in value]
        case _:
            return value


def _replace(old: str, new: str, text: str) -> str:
    return text.replace(old, new)


def _trim_prefix(prefix: str, text: str) -> str:
    return text.removeprefix(prefix)


def _trim_suffix(suffix: str, text: str) -> str:
    return text.removesuffix(suffix)


def _regex_replace_all(pattern: str, text: str, replacement: str) -> str:
    return replace_all(pattern, text, replacement)


def _b64enc(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


def _env(_name: str) -> str:
    """Know no variable: who executes a template puts its own environment here."""
    return ""


FUNCTIONS: Mapping[str, Function] = {
    "b64enc": Function((str,), _b64enc),
    "default": Function((object, object), _default),
    "env": Function((str,), _env, literals={0: _any_text}),
    "index": Function((object, object), _index, variadic=True),
    "lower": Function((str,), lower),
    "quote": Function((), _quote, variadic=True),
    "regexFind": Function((str, str), find, literals={0: check_pattern}),
    "regexReplaceAll": Function(
        (str, str, str), _regex_replace_all, literals={0: check_pattern, 2: check_replacement}
    ),
    "replace": Function((str, str, str), _replace),
    "toJson": Function((object,), _to_json),
    "trimPrefix": Function((str, str), _trim_prefix),
    "trimSuffix": Function((str, str), _trim_suffix),
    "upper": Function((str,), upper),
}
