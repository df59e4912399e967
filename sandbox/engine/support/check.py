"""Is a manifest within what the engine supports?"""

from collections.abc import Iterator

from remediation.model import JsonObject
from sandbox.engine.language import expression_syntax, expressions, tags
from sandbox.engine.language.conditions import should_run
from sandbox.engine.language.errors import (
    ConditionError,
    ExpressionError,
    SubstitutionError,
    UnsupportedError,
)
from sandbox.engine.language.go_text import go_json
from sandbox.engine.support.fields import SPEC, Fields

_KINDS = ("steps", "container", "containerSet", "suspend")
_WORD = "x"


def check_supported(manifest: JsonObject) -> list[str]:
    """Find what a Workflow or WorkflowTemplate uses and the engine does not know.

    Args:
        manifest: The object, as it is applied.

    Returns:
        One line for each problem, such as `templates.main.dag is not supported`; empty if there is none.
    """
    kind = manifest.get("kind")
    if kind not in {"Workflow", "WorkflowTemplate"}:
        return [f"kind {kind} is not supported: only Workflow and WorkflowTemplate are"]
    return problems_of_spec(manifest.get("spec", {}))


def problems_of_spec(spec: JsonObject) -> list[str]:
    """Find what a spec uses and the engine does not know; the values of its arguments may be anything."""
    return [
        *_unknown_fields(spec, SPEC, ""),
        *_problems_of_expressions(spec),
        *(problem for each in spec.get("templates", []) for problem in _problems_of_template(each)),
    ]


def _unknown_fields(value: object, fields: Fields, path: str) -> Iterator[str]:
    if isinstance(value, list):
        for number, each in enumerate(value):
            name = each.get("name", number) if isinstance(each, dict) else number
            yield from _unknown_fields(each, fields, f"{path}.{name}")
    elif isinstance(value, dict):
        for field, below in value.items():
            where = f"{path}.{field}".removeprefix(".")
            if field not in fields and "*" not in fields:
                yield f"{where} is not supported"
            elif (known := fields.get(field, fields.get("*"))) is not None:
                yield from _unknown_fields(below, known, where)


def _problems_of_template(template: JsonObject) -> Iterator[str]:
    where = f"templates.{template.get('name')}"
    kinds = [kind for kind in _KINDS if kind in template]
    if len(kinds) != 1:
        yield f"{where} must be exactly one of {', '.join(_KINDS)}"
    for group in template.get("steps", []):
        for step in group:
            if "template" not in step:
                yield f"{where}.steps.{step.get('name')} has no template"
            if when := step.get("when"):
                yield from _problems_of_condition(when, f"{where}.steps.{step.get('name')}.when")
    if expression := template.get("retryStrategy", {}).get("expression"):
        yield from _problems_of_expression(expression, f"{where}.retryStrategy.expression")
    for container in _containers(template):
        if not container.get("command"):
            yield f"{where}: a container without a command is not supported: there are no images"


def _containers(template: JsonObject) -> list[JsonObject]:
    own: JsonObject | None = template.get("container")
    several: list[JsonObject] = template.get("containerSet", {}).get("containers", [])
    return several if own is None else [own]


def _problems_of_condition(when: str, where: str) -> Iterator[str]:
    try:
        text = when
        for tag in tags.tags_in(when):
            text = text.replace(tags.OPEN + tag + tags.CLOSE, _WORD)
        should_run(text)
    except UnsupportedError as error:
        yield f"{where}: {error} is not supported"
    except (ConditionError, SubstitutionError):
        return  # it may be right once its tags have values; Argo says so when it runs


def _problems_of_expressions(spec: JsonObject) -> Iterator[str]:
    for label, source in spec.get("workflowMetadata", {}).get("labelsFrom", {}).items():
        yield from _problems_of_expression(
            source.get("expression", ""), f"workflowMetadata.labelsFrom.{label}"
        )
    try:
        found = tags.tags_in(go_json({key: value for key, value in spec.items() if key != "arguments"}))
    except SubstitutionError as error:
        yield str(error)
        return
    for tag in found:
        if tag.startswith(tags.EXPRESSION):
            yield from _problems_of_expression(tags.expression_of(tag), tags.OPEN + tag + tags.CLOSE)


def _problems_of_expression(text: str, where: str) -> Iterator[str]:
    try:
        expression = expression_syntax.parse(text)
    except UnsupportedError as error:
        yield f"{where}: {error} is not supported"
    except ExpressionError as error:
        yield f"{where}: {error}"
    else:
        for function in sorted(expressions.unknown_functions_in(expression)):
            yield f"{where}: the function {function} is not supported"
