"""Execute a template as Go's text/template does, on the `Input` that Argo Events gives to it."""

from collections.abc import Callable
from typing import TypeAlias

from pydantic import JsonValue

from sandbox.evaluator.golang.printing import printed
from sandbox.evaluator.templates.functions import FUNCTIONS, MISSING, GoValue, Missing, TemplateFailed
from sandbox.evaluator.templates.syntax import Call, Field, Literal, Operand, Pipeline, parse_template

Env: TypeAlias = Callable[[str], str]
"""Looks up a variable of the sensor's container; empty if it is not set."""

NO_VALUE = "<no value>"


def placeholder(name: str) -> str:
    """Give `$NAME` instead of a variable's value, so that no secret shows in an answer."""
    return f"${name}"


def render(source: str, data: JsonValue, env: Env) -> str:
    """Execute a template with `data` as `.Input`.

    Raises:
        TemplateFailed: The template ends with an error, or its result is empty or just `<no value>`,
            which Argo Events takes for an error too.
        Unsupported: The template uses what this evaluator does not know.
    """
    execution = _Execution({"Input": _with_floats(data)}, env)
    result = "".join(
        piece if isinstance(piece, str) else execution.text(piece) for piece in parse_template(source)
    )
    if result in {"", NO_VALUE}:
        raise TemplateFailed
    return result


class _Execution:
    def __init__(self, dot: GoValue, env: Env) -> None:
        self._dot = dot
        self._functions: dict[str, Callable[..., GoValue]] = {
            **{name: function.call for name, function in FUNCTIONS.items()},
            "env": env,
        }

    def text(self, pipeline: Pipeline) -> str:
        value = self._value(pipeline)
        return NO_VALUE if isinstance(value, Missing | None) else printed(value)

    def _value(self, operand: Operand, *piped: GoValue) -> GoValue:
        match operand:
            case Literal():
                return operand.value
            case Field():
                return self._field(operand.keys)
            case Call():
                return self._result(operand, piped)
            case Pipeline():
                result: tuple[GoValue, ...] = ()
                for stage in operand.stages:
                    result = (self._value(stage, *result),)
                return result[0]

    def _field(self, keys: tuple[str, ...]) -> GoValue:
        value = self._dot
        for key in keys:
            if isinstance(value, dict):
                value = value.get(key, MISSING)
            elif not isinstance(value, Missing):
                raise TemplateFailed
        return value

    def _result(self, call: Call, piped: tuple[GoValue, ...]) -> GoValue:
        arguments = [*(self._value(argument) for argument in call.arguments), *piped]
        for argument, kind in zip(arguments, FUNCTIONS[call.function].parameters, strict=False):
            if kind is str and not isinstance(argument, str):
                raise TemplateFailed
        return self._functions[call.function](*arguments)


def _with_floats(value: JsonValue) -> JsonValue:
    """Make every number a float, as gjson gives them to templates."""
    match value:
        case dict():
            return {key: _with_floats(item) for key, item in value.items()}
        case list():
            return [_with_floats(item) for item in value]
        case int() if not isinstance(value, bool):
            return float(value)
        case _:
            return value
