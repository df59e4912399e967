"""Whether an event passes the filters of a dependency, and if not, which filter refused it."""

import json
import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from sandbox.evaluator.event import Event
from sandbox.evaluator.golang.printing import is_printable
from sandbox.evaluator.golang.regexp import matches
from sandbox.evaluator.golang.strconv import parse_bool, parse_float
from sandbox.evaluator.paths.gjson import Found, find, parse_path
from sandbox.evaluator.sensor_model import DataFilter, Dependency
from sandbox.evaluator.templates.execution import Env, render
from sandbox.evaluator.templates.functions import TemplateFailed

_T = TypeVar("_T")

_COMPARISONS: Mapping[str, Callable[[float, float], bool]] = {
    "": operator.eq,
    "=": operator.eq,
    "!=": operator.ne,
    ">": operator.gt,
    ">=": operator.ge,
    "<": operator.lt,
    "<=": operator.le,
}
_ESCAPES_OF_JSON = '"\\\b\f\n\r\t'
_BEYOND_BASIC_PLANE = 0x10000
_DELETE = 0x7F


@dataclass(frozen=True)
class Refusal:
    """A filter that an event did not pass.

    Attributes:
        path: The path of the filter.
        wanted: Its values and comparator, in words.
        got: What the event has there, as JSON text; or why nothing could be compared.
    """

    path: str
    wanted: str
    got: str

    def sentence(self, *, longest: int | None = None) -> str:
        """Give the refusal as a sentence, what was got cut to `longest` characters."""
        got = self.got if longest is None or len(self.got) <= longest else f"{self.got[: longest - 1]}…"
        return f"{self.path}: wanted {self.wanted}, got {got}"


class _Unreadable(Exception):  # noqa: N818  # Argo tells it as an error, and the event does not pass
    """A filter cannot compare anything."""


def refusals(dependency: Dependency, event: Event, env: Env) -> tuple[Refusal, ...]:
    """Give the filters that keep the event from the dependency; none if it passes.

    With `and`, the default, it is the first that refuses; with `dataLogicalOperator: or` all of them.
    """
    filters = dependency.filters
    if filters is None:
        return ()
    if filters.data is None and dependency.filters_logical_operator == "or":
        # Of no filters at all none passes.
        return (Refusal("filters", "one of no filters to pass", "filtersLogicalOperator or"),)
    answers = (_refusal(data_filter, event, env) for data_filter in filters.data or ())
    if filters.data_logical_operator != "or":
        first = next((answer for answer in answers if answer), None)
        return (first,) if first else ()
    refused = [answer for answer in answers if answer]
    return tuple(refused) if len(refused) == len(filters.data or ()) else ()


def _refusal(data_filter: DataFilter, event: Event, env: Env) -> Refusal | None:
    found = find(event.data, parse_path(data_filter.path))
    if found is None:
        return Refusal(data_filter.path, _wanted(data_filter), "nothing, the path does not exist")
    try:
        value = _templated(data_filter.template, found, env) if data_filter.template else found
        if any(_accepts(data_filter, wanted, value) for wanted in data_filter.value):
            return None
    except _Unreadable as error:
        return Refusal(data_filter.path, _wanted(data_filter), str(error))
    return Refusal(data_filter.path, _wanted(data_filter), json.dumps(value.value, ensure_ascii=False))


def _accepts(data_filter: DataFilter, wanted: str, found: Found) -> bool:
    match data_filter.type:
        case "string":
            return _accepts_text(data_filter.comparator, wanted, found.text)
        case "number":
            return _COMPARISONS[data_filter.comparator](found.number, _read(parse_float, wanted))
        case "bool":
            return found.truth == _read(parse_bool, wanted)


def _accepts_text(comparator: str, pattern: str, text: str) -> bool:
    match comparator:
        case "" | "=":
            return matches(pattern, text)
        case "!=":
            return not matches(pattern, text)
        case _:
            return False


def _read(read: Callable[[str], _T], wanted: str) -> _T:
    try:
        return read(wanted)
    except (ValueError, OverflowError) as error:
        raise _Unreadable(str(error)) from error


def _templated(template: str, found: Found, env: Env) -> Found:
    try:
        return Found(_through_quotes(render(template, found.text, env)))
    except TemplateFailed as error:
        message = "no value, the template failed or was empty"
        raise _Unreadable(message) from error


def _through_quotes(text: str) -> str:
    """Give what is left of a text that Go has quoted for itself and gjson has read as JSON.

    gjson stops at the first escape that JSON does not have, such as a control character's.
    """
    for position, character in enumerate(text):
        if character in _ESCAPES_OF_JSON or is_printable(character):
            continue
        if not _DELETE < ord(character) < _BEYOND_BASIC_PLANE:
            return text[:position]
    return text


def _wanted(data_filter: DataFilter) -> str:
    values = " or ".join(data_filter.value)
    match data_filter.comparator:
        case "" | "=":
            return values
        case "!=":
            return " or ".join(f"not {value}" for value in data_filter.value)
        case comparator:
            return f"{comparator} {values}"
