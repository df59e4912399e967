"""The variables `workflow.*`, and the labels and annotations that a run gets from them."""

import re

from sandbox.engine.language import expression_syntax, expressions
from sandbox.engine.language.errors import ExpressionError
from sandbox.engine.language.expression_functions import Value
from sandbox.engine.language.go_text import go_json, moment_of, parameters_json, scalar_text
from sandbox.engine.operation.context import Operation
from sandbox.engine.operation.specification import with_variables

_LABEL_VALUE = re.compile(r"(([A-Za-z0-9][-A-Za-z0-9_.]{0,61})?[A-Za-z0-9])?")


class MetadataError(Exception):
    """A label or an expression of `workflowMetadata` is wrong."""


class ParameterError(Exception):
    """A parameter of the workflow has no value."""


def set_variables(operation: Operation) -> None:
    """Set the variables that are known before anything runs.

    Raises:
        ParameterError: A parameter has no value.
    """
    metadata, spec, variables = operation.workflow["metadata"], operation.spec, operation.variables
    parameters = spec.get("arguments", {}).get("parameters", [])
    variables |= {
        "workflow.name": operation.name,
        "workflow.namespace": operation.namespace,
        "workflow.uid": metadata["uid"],
        "workflow.mainEntrypoint": spec.get("entrypoint", ""),
        "workflow.serviceAccountName": spec.get("serviceAccountName", ""),
        "workflow.creationTimestamp": metadata["creationTimestamp"],
        "workflow.parameters": parameters_json(parameters),
        "workflow.parameters.json": parameters_json(parameters),
    }
    for parameter in parameters:
        if "value" not in parameter:
            message = f"failed to set global parameters: parameter {parameter['name']} has no value"
            raise ParameterError(message)
        variables[f"workflow.parameters.{parameter['name']}"] = scalar_text(parameter["value"])
    _set_metadata_variables(operation)


def set_runtime_variables(operation: Operation) -> None:
    """Set the variables that change while the workflow runs."""
    operation.variables["workflow.status"] = operation.status.get("phase", "")
    started = moment_of(operation.status.get("startedAt"))
    seconds = (operation.now - started).total_seconds() if started else 0.0
    operation.variables["workflow.duration"] = f"{max(seconds, 0.0):f}"


def apply_metadata(operation: Operation) -> None:
    """Give the run the labels and annotations of `workflowMetadata`; done in its first pass only.

    Raises:
        MetadataError: A label's value is not allowed, or an expression fails.
        SubstitutionError: A tag has no end.
        UnsupportedError: An expression uses what this engine does not know.
    """
    wanted = operation.spec.get("workflowMetadata")
    if wanted is None:
        return
    metadata = operation.workflow["metadata"]
    labels, annotations = metadata.setdefault("labels", {}), metadata.setdefault("annotations", {})
    updated: dict[str, str] = {}
    for label, value in wanted.get("labels", {}).items():
        labels[label] = updated[f"workflow.labels.{label}"] = _checked(label, value)
    for annotation, value in wanted.get("annotations", {}).items():
        annotations[annotation] = updated[f"workflow.annotations.{annotation}"] = value
    operation.variables |= updated
    environment = expressions.expanded(operation.variables)
    for label, source in wanted.get("labelsFrom", {}).items():
        value = _evaluated(label, source["expression"], environment)
        labels[label] = updated[f"workflow.labels.{label}"] = _checked(label, value)
    operation.variables |= updated
    with_variables(operation.spec, updated)


def _set_metadata_variables(operation: Operation) -> None:
    wanted = operation.spec.get("workflowMetadata", {})
    from_expressions = wanted.get("labelsFrom", {})
    for kind in ("labels", "annotations"):
        present = operation.workflow["metadata"].get(kind, {})
        operation.variables[f"workflow.{kind}"] = go_json(present)
        operation.variables[f"workflow.{kind}.json"] = go_json(present)
        for name, value in {**present, **wanted.get(kind, {})}.items():
            # The real controller forgets a label that comes from an expression after the first pass, so
            # `{{workflow.labels.X}}` is left unresolved in every template that starts later.
            if kind == "annotations" or name not in from_expressions:
                operation.variables[f"workflow.{kind}.{name}"] = value


def _evaluated(label: str, expression: str, environment: dict[str, Value]) -> str:
    try:
        value = expressions.evaluate(expression_syntax.parse(expression), environment)
    except ExpressionError as error:
        message = f'failed to evaluate label "{label}" expression "{expression}": {error}'
        raise MetadataError(message) from error
    if not isinstance(value, str):
        message = f'failed to evaluate label "{label}" expression "{expression}": it must be a string'
        raise MetadataError(message)
    return value


def _checked(label: str, value: str) -> str:
    if _LABEL_VALUE.fullmatch(value):
        return value
    message = f'invalid label value "{value}" for label "{label}"'
    raise MetadataError(message)
