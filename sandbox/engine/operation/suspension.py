"""Suspend templates: gates that wait for a verdict, or for their time to pass."""

import copy
from datetime import timedelta

from remediation.model import JsonObject
from sandbox.engine.language.durations import seconds_of
from sandbox.engine.language.go_text import moment_of
from sandbox.engine.operation.context import Operation, TemplateError


def execute(operation: Operation, node: JsonObject, template: JsonObject) -> None:
    """Let a gate wait, or open it when its time has passed.

    Raises:
        TemplateError: The duration is wrong, or it passed and an output has no default.
    """
    started = moment_of(node["startedAt"]) or operation.now
    ends = operation.deadline()
    if duration := template["suspend"].get("duration"):
        try:
            expires = started + timedelta(seconds=seconds_of(duration))
        except ValueError as error:
            raise TemplateError(str(error)) from error
        if operation.now > expires:
            use_defaults(node.get("outputs"))
            operation.nodes.mark(node["name"], "Succeeded")
            return
        ends = min(expires, ends) if ends else expires
    if ends is not None:
        operation.effects.look_again((ends - operation.now).total_seconds())
    operation.nodes.mark(node["name"], "Running")


def awaited_outputs(template: JsonObject) -> JsonObject | None:
    """Give the outputs that somebody has to supply, as a waiting node shows them; None if there are none.

    An input of the same name lends its default.
    """
    inputs = {each["name"]: each for each in template.get("inputs", {}).get("parameters", [])}
    awaited = []
    for parameter in template.get("outputs", {}).get("parameters", []):
        if "supplied" in parameter.get("valueFrom", {}):
            output = copy.deepcopy(parameter)
            default = inputs.get(parameter["name"], {}).get("default")
            if default is not None:
                output["valueFrom"].setdefault("default", default)
            awaited.append(output)
    return {"parameters": awaited} if awaited else None


def use_defaults(outputs: JsonObject | None) -> None:
    """Give outputs that nobody supplied their defaults.

    Raises:
        TemplateError: One has none.
    """
    for parameter in (outputs or {}).get("parameters", []):
        source = parameter.get("valueFrom", {})
        if "supplied" not in source:
            continue
        if "default" not in source:
            reason = "has not been set and does not have a default value"
            message = f"raw output parameter '{parameter['name']}' {reason}"
            raise TemplateError(message)
        parameter["value"] = source["default"]
        del parameter["valueFrom"]
