"""Read a value by a path, as github.com/tidwall/gjson does: data filters and `dataKey` are such paths."""

import re
from dataclasses import dataclass
from functools import cache

from pydantic import JsonValue

from sandbox.evaluator.errors import Unsupported
from sandbox.evaluator.golang.encoding import encode
from sandbox.evaluator.golang.strconv import format_fixed, lenient_float, parse_bool

_UNSUPPORTED = {
    "#": "arrays and queries (#)",
    "*": "wildcards (*)",
    "?": "wildcards (?)",
    "|": "pipes (|)",
}
_UNSUPPORTED_AT_START = {
    "@": "modifiers (@)",
    "!": "literals (!)",
    "[": "multipaths ([...])",
    "{": "multipaths ({...})",
}
_INDEX = re.compile("[0-9]+")


@dataclass(frozen=True)
class Found:
    """A value that exists, perhaps `null`, with gjson's conversions."""

    value: JsonValue

    @property
    def text(self) -> str:
        """The value as a string: `null` is empty, an object or array is its JSON."""
        match self.value:
            case None:
                return ""
            case str():
                return self.value
            case float():
                return format_fixed(self.value)
            case _:
                return encode(self.value)

    @property
    def number(self) -> float:
        """The value as a number: text is parsed, and what is no number is 0."""
        match self.value:
            case bool() | int() | float():
                return float(self.value)
            case str():
                return lenient_float(self.value)
            case _:
                return 0.0

    @property
    def truth(self) -> bool:
        """The value as a truth value: text is parsed, numbers are true unless 0, all else is false."""
        match self.value:
            case bool() | int() | float():
                return bool(self.value)
            case str():
                try:
                    return parse_bool(self.value.lower())
                except ValueError:
                    return False
            case _:
                return False


@cache
def parse_path(path: str) -> tuple[str, ...]:
    r"""Split a path into keys and indexes; `\.` is a dot inside a key.

    Raises:
        Unsupported: The path uses a feature of gjson that is not supported; the message names it.
    """
    parts = [""]
    characters = iter(path)
    at_start = True
    for character in characters:
        if character in _UNSUPPORTED or (at_start and character in _UNSUPPORTED_AT_START):
            feature = _UNSUPPORTED.get(character) or _UNSUPPORTED_AT_START[character]
            message = f"gjson's {feature} are not supported in the path {path!r}"
            raise Unsupported(message)
        at_start = character == "."
        if character == ".":
            parts.append("")
        elif character == "\\":
            parts[-1] += _escaped(next(characters, ""), path)
        else:
            parts[-1] += character
    if not all(parts):
        message = f"the path {path!r} has an empty part"
        raise Unsupported(message)
    return tuple(parts)


def find(value: JsonValue, parts: tuple[str, ...]) -> Found | None:
    """Give what stands at the path, or None if nothing does."""
    for part in parts:
        if isinstance(value, dict) and part in value:
            value = value[part]
        elif isinstance(value, list) and _INDEX.fullmatch(part) and int(part) < len(value):
            value = value[int(part)]
        else:
            return None
    return Found(value)


def _escaped(character: str, path: str) -> str:
    # gjson looks for an escaped digit as a key but never as an index: nobody means that.
    if not character or character.isalnum():
        message = f"the path {path!r} escapes {character or 'nothing'!r}"
        raise Unsupported(message)
    return character
