"""Variables in text: `{{name}}` and `{{=expression}}`, replaced as Argo's util/template does.

A template is replaced in its JSON text, so values are written with JSON escapes, a tag may by accident reach
from one field into the next, and a value that brings tags of its own has them replaced by the next pass. That
is how the real Argo behaves (docs: template injection), and why only checked identifiers become parameters.
"""

import json
from collections.abc import Callable, Mapping, Sequence

from sandbox.engine.language import expression_syntax, expressions
from sandbox.engine.language.errors import (
    ExpressionError,
    MissingVariableError,
    SubstitutionError,
    UnsupportedError,
)
from sandbox.engine.language.expression_functions import Value
from sandbox.engine.language.go_text import go_json, quoted

OPEN, CLOSE = "{{", "}}"
EXPRESSION = "="
_LATE = frozenset(
    {
        "item",
        "retries",
        "lastRetry.exitCode",
        "lastRetry.status",
        "lastRetry.duration",
        "lastRetry.message",
        "workflow.status",
        "workflow.failures",
    }
)
"""Variables that get their value late: an expression that needs one is left for a later pass."""


def replace(text: str, values: Mapping[str, str | None], *, strict: Sequence[str] = ()) -> str:
    """Replace the tags in a JSON text.

    Args:
        text: JSON, such as a template's.
        values: The variables; None marks an output of a skipped step that has no default.
        strict: First words of tags (`steps`) that must have a value; any other unknown tag is left as it is.

    Returns:
        JSON again.

    Raises:
        MissingVariableError: A strict tag has no value.
        SubstitutionError: A tag has no end, its value is absent, or the result is no JSON.
        UnsupportedError: An expression uses what this engine does not know.
    """

    def value_of(tag: str) -> str:
        if tag.startswith(EXPRESSION):
            return _expression_value(tag, values, strict)
        return _simple_value(tag, values, strict)

    replaced = _with_tags(text, value_of)
    try:
        json.loads(replaced)
    except ValueError as error:
        message = "cannot finish template replacement because the result was invalid JSON"
        raise SubstitutionError(message) from error
    return replaced


def tags_in(text: str) -> list[str]:
    """Give what stands between the braces of each tag.

    Raises:
        SubstitutionError: A tag has no end.
    """
    tags: list[str] = []

    def collect(tag: str) -> str:
        tags.append(tag)
        return ""

    _with_tags(text, collect)
    return tags


def expression_of(tag: str) -> str:
    """Give the expression of an `=` tag, its JSON escapes undone.

    Raises:
        ValueError: The escapes are broken.
    """
    unescaped: str = json.loads(f'"{tag.removeprefix(EXPRESSION)}"')
    return unescaped


def _with_tags(text: str, value_of: Callable[[str], str]) -> str:
    before, *rest = text.split(OPEN, 1)
    parts = [before]
    while rest:
        tag, closed, after = rest[0].partition(CLOSE)
        if not closed:
            message = f"Cannot find end tag={CLOSE!r} in the template starting from {tag[:80]!r}"
            raise SubstitutionError(message)
        before, *rest = after.split(OPEN, 1)
        parts += value_of(tag), before
    return "".join(parts)


def _simple_value(tag: str, values: Mapping[str, str | None], strict: Sequence[str]) -> str:
    name = tag.strip()
    if name in values:
        value = values[name]
        if value is None:
            absent = "output is an absent optional (skipped/omitted node with no default)"
            message = f"unable to substitute {{{{{tag}}}}}: {absent}"
            raise SubstitutionError(message)
        return quoted(value)
    outer, nested, inner = tag.rpartition(OPEN)
    if nested and outer and inner in values:
        value = values[inner]
        if value is None:
            message = f'unable to substitute nested tag {{{{{tag}}}}}: "{inner}" is an absent optional'
            raise SubstitutionError(message)
        return OPEN + outer + quoted(value)
    if _is_strict(name, strict):
        message = f"failed to resolve {{{{{tag}}}}}"
        raise MissingVariableError(message)
    return OPEN + tag + CLOSE


def _expression_value(tag: str, values: Mapping[str, str | None], strict: Sequence[str]) -> str:
    unresolved = OPEN + tag + CLOSE
    try:
        expression = expression_syntax.parse(expression_of(tag))
    except (ValueError, ExpressionError):
        return unresolved
    environment = expressions.expanded(values)
    if refused := [
        each for each in expressions.unknown_functions_in(expression) if expressions.is_argos(each)
    ]:
        message = f"the function {min(refused)} in an expression"
        raise UnsupportedError(message)
    missing = [name for name in expressions.names_in(expression) if not _known(name, environment)]
    for name in missing:
        if _is_strict(name, strict):
            message = f"failed to evaluate expression: {name} is missing"
            raise MissingVariableError(message)
    may_wait = bool(missing) or not strict
    if may_wait and not _LATE.isdisjoint(missing):
        return unresolved
    try:
        value = expressions.evaluate(expression, environment)
    except ExpressionError as error:
        if may_wait:
            return unresolved
        message = f"failed to evaluate expression: {error}"
        raise SubstitutionError(message) from error
    if value is None:
        if may_wait:
            return unresolved
        message = f"failed to evaluate expression {go_json(expression_of(tag))}"
        raise SubstitutionError(message)
    return _inside_text(value)


def _inside_text(value: Value) -> str:
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = go_json(value)
    return text[1:-1] if isinstance(value, str) else quoted(text)


def _known(name: str, environment: Mapping[str, Value]) -> bool:
    place: Value = environment
    for part in name.split("."):
        if not isinstance(place, Mapping) or part not in place:
            return False
        place = place[part]
    return True


def _is_strict(name: str, strict: Sequence[str]) -> bool:
    return name.split(".", 1)[0] in strict
