"""Write a value to a path, as github.com/tidwall/sjson does: every `dest` of a parameter is such a path."""

import re
from enum import Enum
from functools import cache

from pydantic import JsonValue

from sandbox.evaluator.errors import TriggerFailed, Unsupported
from sandbox.evaluator.paths.gjson import parse_path

_INDEX = re.compile("[0-9]+")
_ESCAPE = re.compile(r"\\.")


class Absent(Enum):
    """Nothing there yet, which is not `null`."""

    ABSENT = "absent"


ABSENT = Absent.ABSENT


@cache
def parse_destination(path: str) -> tuple[str, ...]:
    r"""Split a destination into keys and indexes; `\.` is a dot inside a key.

    Raises:
        Unsupported: The path uses a feature of sjson that is not supported; the message names it.
    """
    parts = parse_path(path)
    if any(part == "-1" or part.startswith(":") for part in parts) or "@" in _ESCAPE.sub("", path):
        message = f"sjson's ends of arrays (-1), forced keys (:) and @ are not supported in the path {path!r}"
        raise Unsupported(message)
    return parts


def put(target: JsonValue | Absent, parts: tuple[str, ...], value: JsonValue) -> JsonValue:
    """Give the target with the value at the path; what is missing on the way is made.

    A number makes an array, filled up with nulls, where nothing was; another scalar on the way is replaced.

    Raises:
        TriggerFailed: The path gives a key to an array.
        Unsupported: The path goes through text.
    """
    if not parts:
        return value
    part, rest = parts[0], parts[1:]
    if isinstance(target, str):
        # sjson would look for brackets inside the text and write there.
        message = f"a destination that goes on with {part!r} where text stands is not supported"
        raise Unsupported(message)
    if isinstance(target, dict):
        return {**target, part: put(target.get(part, ABSENT), rest, value)}
    if isinstance(target, list):
        return _put_in_array(target, part, rest, value)
    return put([] if _INDEX.fullmatch(part) else {}, parts, value)


def _put_in_array(
    target: list[JsonValue], part: str, rest: tuple[str, ...], value: JsonValue
) -> list[JsonValue]:
    if not _INDEX.fullmatch(part):
        message = f"cannot set array element for non-numeric key {part!r}"
        raise TriggerFailed(message)
    index = int(part)
    if index < len(target):
        return [*target[:index], put(target[index], rest, value), *target[index + 1 :]]
    filler: list[JsonValue] = [None] * (index - len(target))
    return [*target, *filler, put(ABSENT, rest, value)]
