"""Parse what sensors use of Go's text/template: text, fields, literals, function calls and pipelines."""

import json
import re
from dataclasses import dataclass
from functools import cache
from typing import TypeAlias

from sandbox.evaluator.errors import Unsupported
from sandbox.evaluator.templates.functions import FUNCTIONS

_SPACE = " \t\r\n"
_OPEN = re.compile(rf"\{{\{{(-(?=[{_SPACE}]))?")
_CLOSE = re.compile(rf"[{_SPACE}]*?(?:(?<=[{_SPACE}])(-))?\}}\}}")
_TOKEN = re.compile(
    r"""(?P<string>"(?:\\["\\nt]|[^"\\\n])*"|`[^`]*`)
      | (?P<integer>[+-]?(?:0|[1-9][0-9]{0,17}))
      | (?P<field>(?:\.[A-Za-z_][A-Za-z0-9_]*)+)
      | (?P<name>[A-Za-z_][A-Za-z0-9_]*)
      | (?P<mark>[|()])""",
    re.VERBOSE,
)
_AFTER_OPERAND = re.compile(rf"[{_SPACE}|)]|\}}\}}|$")


@dataclass(frozen=True)
class Literal:
    """A string or an integer."""

    value: str | int


@dataclass(frozen=True)
class Field:
    """A chain of keys below the dot: `.Input.body.after`."""

    keys: tuple[str, ...]


@dataclass(frozen=True)
class Call:
    """A function with its arguments; in a pipeline the result of the stage before is its last argument."""

    function: str
    arguments: tuple["Operand", ...]


@dataclass(frozen=True)
class Pipeline:
    """Stages, each of which gets the result of the one before."""

    stages: tuple["Operand", ...]


Operand: TypeAlias = Literal | Field | Call | Pipeline


@cache
def parse_template(source: str) -> tuple[str | Pipeline, ...]:
    """Split a template into text and pipelines.

    Raises:
        Unsupported: The template uses something else, for instance `if`, a variable or another function.
    """
    pieces: list[str | Pipeline] = []
    position, trim_left = 0, False
    while opening := _OPEN.search(source, position):
        text = source[position : opening.start()]
        text = text.lstrip(_SPACE) if trim_left else text
        pieces.append(text.rstrip(_SPACE) if opening[1] else text)
        action = _Action(source, opening.end())
        pieces.append(action.pipeline())
        position, trim_left = action.close()
    rest = source[position:]
    return (*pieces, rest.lstrip(_SPACE) if trim_left else rest)


class _Action:
    """Reads one `{{ ... }}`, left to right."""

    def __init__(self, source: str, position: int) -> None:
        self._source = source
        self._position = position

    def pipeline(self) -> Pipeline:
        stages = [self._command(first=True)]
        while self._take("|"):
            stages.append(self._command(first=False))
        return Pipeline(tuple(stages))

    def close(self) -> tuple[int, bool]:
        """Give the position after `}}` and whether the text that follows loses its leading space."""
        closing = _CLOSE.match(self._source, self._position)
        if not closing:
            raise self._unsupported()
        return closing.end(), closing[1] is not None

    def _command(self, *, first: bool) -> Operand:
        token = self._peek()
        if token is None or token.lastgroup != "name":
            if not first:
                raise self._unsupported()
            return self._operand()
        self._advance(token)
        arguments = []
        while self._has_operand():
            arguments.append(self._operand())
        call = Call(token[0], tuple(arguments))
        _check_call(call, piped=not first)
        return call

    def _operand(self) -> Operand:
        token = self._peek()
        if token is None or token.lastgroup == "name":
            raise self._unsupported()
        if token[0] == "(":
            self._position = token.end()
            inner = self.pipeline()
            closing = self._peek()
            if closing is None or closing[0] != ")":
                raise self._unsupported()
            self._advance(closing)
            return inner
        self._advance(token)
        match token.lastgroup:
            case "string":
                return Literal(_unquoted(token[0]))
            case "integer":
                return Literal(int(token[0]))
            case "field":
                return Field(tuple(token[0].split(".")[1:]))
            case _:
                raise self._unsupported()

    def _advance(self, token: re.Match[str]) -> None:
        """Go beyond an operand, which must end at a space, a bar or a bracket."""
        if not _AFTER_OPERAND.match(self._source, token.end()):
            raise self._unsupported()
        self._position = token.end()

    def _has_operand(self) -> bool:
        token = self._peek()
        return token is not None and token[0] not in {"|", ")"}

    def _take(self, mark: str) -> bool:
        token = self._peek()
        if token is None or token[0] != mark:
            return False
        self._position = token.end()
        return True

    def _peek(self) -> re.Match[str] | None:
        while self._source[self._position : self._position + 1] in tuple(_SPACE):
            self._position += 1
        return _TOKEN.match(self._source, self._position)

    def _unsupported(self) -> Unsupported:
        return Unsupported(
            f"the template {self._source!r} is not supported from {self._source[self._position :]!r} on"
        )


def _check_call(call: Call, *, piped: bool) -> None:
    function = FUNCTIONS.get(call.function)
    if function is None:
        message = f"the template function or keyword {call.function!r} is not supported"
        raise Unsupported(message)
    count = len(call.arguments) + piped
    if count < len(function.parameters) or (count > len(function.parameters) and not function.variadic):
        message = f"the template function {call.function!r} does not take {count} arguments"
        raise Unsupported(message)
    for index, check in function.literals.items():
        argument = call.arguments[index] if index < len(call.arguments) else None
        if not isinstance(argument, Literal) or not isinstance(argument.value, str):
            message = f"the template function {call.function!r} needs a text literal as argument {index + 1}"
            raise Unsupported(message)
        check(argument.value)


def _unquoted(token: str) -> str:
    return token[1:-1].replace("\r", "") if token.startswith("`") else str(json.loads(token, strict=False))
