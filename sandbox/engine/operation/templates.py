"""A template about to run: arguments become inputs, and variables are replaced (workflow/common/util.go)."""

import copy
import json
from collections.abc import Mapping

from remediation.model import JsonObject
from sandbox.engine.language import tags
from sandbox.engine.language.go_text import go_json, parameters_json, scalar_text
from sandbox.engine.operation.context import TemplateError

ABSENT = "__argo-internal.absent-optional-output__"
"""Stands for the output of a skipped step without a default; the input's own default applies then."""


def with_arguments(
    template: JsonObject,
    arguments: JsonObject,
    *,
    variables: Mapping[str, str],
    local: Mapping[str, str],
) -> JsonObject:
    """Give a copy of a template, with its inputs set and its variables replaced.

    Args:
        template: The template as the manifest has it.
        arguments: What the step gives it.
        variables: `workflow.*`.
        local: Variables of this node only, such as `pod.name`.

    Raises:
        TemplateError: An input has no value.
        SubstitutionError: A variable cannot be replaced.
        UnsupportedError: An expression uses what this engine does not know.
    """
    template = copy.deepcopy(template)
    given = {each["name"]: each["value"] for each in arguments.get("parameters", []) if "value" in each}
    for parameter in template.get("inputs", {}).get("parameters", []):
        _set_value(parameter, given)
    return substituted(template, {**variables, **local})


def substituted(template: JsonObject, variables: Mapping[str, str]) -> JsonObject:
    """Replace variables in a template: first the given ones, then those of its own inputs.

    Inputs may refer to variables, so they come second; and what a value brings along is replaced then, too.
    """
    values: dict[str, str | None] = dict(variables)
    text = tags.replace(go_json(template), values)
    first: JsonObject = json.loads(text)
    parameters = first.get("inputs", {}).get("parameters", [])
    for parameter in parameters:
        values[f"inputs.parameters.{parameter['name']}"] = scalar_text(parameter["value"])
    values["inputs.parameters"] = parameters_json(parameters)
    for parameter in first.get("outputs", {}).get("parameters", []):
        if path := parameter.get("valueFrom", {}).get("path"):
            values[f"outputs.parameters.{parameter['name']}.path"] = path
    second: JsonObject = json.loads(tags.replace(text, values))
    return second


def kind_of(template: JsonObject) -> str:
    """Give which of the supported kinds a template is."""
    kinds = ("steps", "container", "containerSet", "suspend")
    return next((kind for kind in kinds if kind in template), "")


def is_pod(template: JsonObject) -> bool:
    """Tell whether a template runs as a pod."""
    return kind_of(template) in {"container", "containerSet"}


def containers_of(template: JsonObject) -> list[JsonObject]:
    """Give the containers of a pod template, with the mounts that a set shares."""
    if "container" in template:
        return [template["container"] | {"name": "main"}]
    shared = template["containerSet"].get("volumeMounts", [])
    return [
        each | {"volumeMounts": [*each.get("volumeMounts", []), *shared]}
        for each in template["containerSet"]["containers"]
    ]


def mutex_names(synchronization: JsonObject) -> list[JsonObject]:
    """Give the mutexes that a template or workflow takes."""
    mutexes: list[JsonObject] = synchronization.get("mutexes", [])
    return mutexes


def _set_value(parameter: JsonObject, given: Mapping[str, object]) -> None:
    name = parameter["name"]
    if "value" not in parameter and "default" in parameter:
        parameter["value"] = parameter["default"]
    argument = given.get(name)
    if argument == ABSENT:
        if "value" not in parameter:
            reason = "argument references an absent optional (skipped/omitted node output with no default)"
            message = f"inputs.parameters.{name}: {reason}"
            raise TemplateError(message)
    elif name in given:
        parameter["value"] = argument
    if "value" not in parameter:
        message = f"inputs.parameters.{name} was not supplied"
        raise TemplateError(message)
    parameter["value"] = scalar_text(parameter["value"])
