"""JSON as Go's encoding/json reads and writes it, because every event goes through it."""

import json
import re
from collections.abc import Callable
from typing import Never

from pydantic import JsonValue

from sandbox.evaluator.golang.strconv import format_json

MAX_DEPTH = 200
"""Go allows 10,000 levels; GitHub sends fewer than ten, and Python's stack ends in between."""

_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_WHOLE = re.compile("-?[1-9][0-9]*|0")
_HTML = str.maketrans(
    {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}
)


def decode(text: bytes, *, whole: Callable[[str], int | float] | None = None) -> JsonValue:
    """Decode JSON as Go does into `interface{}`.

    Numbers go through float64, and each byte that is no UTF-8 becomes U+FFFD. Objects
    come back with their keys sorted, the order in which Go writes them.

    Args:
        text: The JSON.
        whole: Reads whole numbers instead; Kubernetes' clients do it as `int64` here.

    Raises:
        ValueError: It is no JSON, a number does not fit into a float64, or it is nested too deeply.
    """
    try:
        # surrogateescape gives one character for each bad byte, as Go does; "replace" would merge some.
        decoded = json.loads(
            text.decode(errors="surrogateescape"),
            parse_int=whole or through_float64,
            parse_float=through_float64,
            parse_constant=_no_constant,
            object_pairs_hook=_object,
        )
        return _normalised(decoded, depth=0)
    except RecursionError:
        message = f"it is nested deeper than {MAX_DEPTH} levels"
        raise ValueError(message) from None


def encode(value: JsonValue) -> str:
    """Encode JSON as Go does: compact, the order of keys as it is, `<`, `>` and `&` escaped."""
    match value:
        case dict():
            return "{" + ",".join(f"{_quoted(key)}:{encode(item)}" for key, item in value.items()) + "}"
        case list():
            return "[" + ",".join(map(encode, value)) + "]"
        case str():
            return _quoted(value)
        case float():
            return format_json(value)
        case _:
            return json.dumps(value)


def valid_text(text: str) -> str:
    """Replace what is no Unicode character by U+FFFD."""
    return _LONE_SURROGATE.sub("\ufffd", text)


def through_float64(digits: str) -> int | float:
    """Give the number that is left after Go has decoded it to a float64 and encoded it again.

    Raises:
        ValueError: It does not fit into a float64.
    """
    number = float(digits)
    if number in (float("inf"), float("-inf")):
        message = f"the number {digits} does not fit into a float64"
        raise ValueError(message)
    text = format_json(number)
    return int(text) if _WHOLE.fullmatch(text) else number


def int64(digits: str) -> int | float:
    """Give the whole number that is left after a Kubernetes client has decoded and encoded it again.

    Raises:
        ValueError: It does not fit into a float64.
    """
    number = int(digits)
    return number if -(2**63) <= number < 2**63 else through_float64(digits)


def _no_constant(name: str) -> Never:
    message = f"{name} is no JSON"
    raise ValueError(message)


def _object(pairs: list[tuple[str, JsonValue]]) -> dict[str, JsonValue]:
    """Keep the last of several equal keys; they may be equal only once bad bytes are replaced."""
    return dict(sorted({valid_text(key): value for key, value in pairs}.items()))


def _normalised(value: JsonValue, *, depth: int) -> JsonValue:
    if depth > MAX_DEPTH:
        raise RecursionError
    match value:
        case dict():
            return {key: _normalised(item, depth=depth + 1) for key, item in value.items()}
        case list():
            return [_normalised(item, depth=depth + 1) for item in value]
        case str():
            return valid_text(value)
        case _:
            return value


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).translate(_HTML)
