"""What the steps of a template know of each other: `{{steps.NAME.outputs.parameters.X}}` and the like."""

import json
from collections.abc import Mapping

from remediation.model import JsonObject
from sandbox.engine.language import tags
from sandbox.engine.language.conditions import should_run
from sandbox.engine.language.go_text import go_json, scalar_text
from sandbox.engine.operation.context import Operation, TemplateError
from sandbox.engine.operation.templates import ABSENT

_STRICT = ("steps", "tasks")


class Scope:
    """The variables of one run of a steps template."""

    def __init__(self, template: JsonObject) -> None:
        """Begin with the inputs of the template."""
        self._values: dict[str, str | None] = {
            f"inputs.parameters.{each['name']}": each["value"]
            for each in template.get("inputs", {}).get("parameters", [])
        }

    def add(self, step: JsonObject, node: JsonObject, operation: Operation) -> None:
        """Add what a finished step is known by.

        Args:
            step: The step in the manifest.
            node: Its node.
            operation: The pass, for the templates of skipped steps and the tries of a retry.
        """
        prefix = f"steps.{step['name']}"
        self._add_outputs_of_skipped(prefix, step, node, operation)
        if node["type"] == "Retry" and (tries := operation.nodes.children(node)):
            node = tries[-1]
        known = {"id": "id", "startedAt": "startedAt", "finishedAt": "finishedAt", "status": "phase"}
        for name, field in known.items():
            if value := node.get(field):
                self._values[f"{prefix}.{name}"] = value
        outputs = node.get("outputs", {})
        if "exitCode" in outputs:
            self._values[f"{prefix}.exitCode"] = outputs["exitCode"]
        for parameter in outputs.get("parameters", []):
            if "value" in parameter:
                value = scalar_text(parameter["value"])
                self._values[f"{prefix}.outputs.parameters.{parameter['name']}"] = value

    def resolved(self, step: JsonObject, variables: Mapping[str, str]) -> JsonObject:
        """Give a step with its tags replaced; of one that does not run, only its condition.

        Raises:
            MissingVariableError: An output of an earlier step is not there yet.
            SubstitutionError: A tag cannot be replaced.
            ConditionError: The condition is wrong.
            UnsupportedError: Something is outside the subset.
        """
        values = {**variables, **self._values}
        if when := step.get("when"):
            resolved_when = json.loads(tags.replace(go_json(when), values, strict=_STRICT))
            if not should_run(resolved_when):
                return step | {"when": resolved_when}
        marked = step | {"arguments": self._with_absent_marked(step.get("arguments", {}))}
        resolved: JsonObject = json.loads(tags.replace(go_json(marked), values, strict=_STRICT))
        return resolved

    def outputs(self, template: JsonObject) -> JsonObject | None:
        """Give the outputs of a steps template, taken from its steps; None if it declares none.

        Raises:
            TemplateError: An output refers to nothing and has no default.
        """
        declared = template.get("outputs", {}).get("parameters", [])
        if not declared:
            return None
        return {"parameters": [self._output(each) for each in declared]}

    def _output(self, parameter: JsonObject) -> JsonObject:
        source = parameter["valueFrom"]
        reference = source["parameter"].strip().removeprefix(tags.OPEN).removesuffix(tags.CLOSE).strip()
        value = self._values.get(reference)
        if value is None and "default" in source:
            value = scalar_text(source["default"])
        if value is None:
            absent = "is an absent optional (skipped/omitted node output with no default)"
            known = reference in self._values
            message = (
                f'output parameter "{parameter["name"]}": "{source["parameter"]}" {absent}'
                if known
                else f'Unable to resolve: "{reference}"'
            )
            raise TemplateError(message)
        return {key: each for key, each in parameter.items() if key != "valueFrom"} | {"value": value}

    def _with_absent_marked(self, arguments: JsonObject) -> JsonObject:
        parameters = [
            each | {"value": ABSENT} if self._is_absent(each.get("value")) else each
            for each in arguments.get("parameters", [])
        ]
        return arguments | {"parameters": parameters} if parameters else arguments

    def _is_absent(self, value: object) -> bool:
        if not isinstance(value, str) or not (value.startswith(tags.OPEN) and value.endswith(tags.CLOSE)):
            return False
        name = value[2:-2].strip()
        return name in self._values and self._values[name] is None

    def _add_outputs_of_skipped(
        self, prefix: str, step: JsonObject, node: JsonObject, operation: Operation
    ) -> None:
        template = operation.template(step["template"])
        if node["phase"] != "Skipped" or template is None:
            return
        for parameter in template.get("outputs", {}).get("parameters", []):
            default = parameter.get("valueFrom", {}).get("default")
            value = None if default is None else scalar_text(default)
            self._values[f"{prefix}.outputs.parameters.{parameter['name']}"] = value
