"""What makes a workflow invalid before it starts: missing values and variables that nothing provides.

The checks and messages are those of workflow/validate/validate.go that apply here. They see the values
of the workflow's parameters: one that holds `{{pod.name}}` makes the whole workflow invalid.
"""

import re
from collections.abc import Mapping

from remediation.model import JsonObject
from sandbox.engine.language import tags
from sandbox.engine.language.errors import SubstitutionError
from sandbox.engine.language.go_text import go_json, scalar_text
from sandbox.engine.operation.context import TemplateError
from sandbox.engine.operation.templates import is_pod, kind_of, with_arguments

_LONGEST_NAME = 63
_FIELD_NAME = re.compile(r"[a-zA-Z0-9][-a-zA-Z0-9]{0,127}")
_KNOWN_ROOTS = ("item.", "steps.", "inputs.", "outputs.", "pod.", "workflow.", "tasks.")
_LATER = (
    "outputs.",
    "workflow.creationTimestamp",
    "workflow.scheduledTime",
    "workflow.duration",
    "steps.name",
)
_RETRY = ("retries", "lastRetry.exitCode", "lastRetry.status", "lastRetry.duration", "lastRetry.message")
_PLACEHOLDER = "__argo__internal__placeholder-0"
_WORKFLOW = (
    "name",
    "namespace",
    "uid",
    "mainEntrypoint",
    "serviceAccountName",
    "status",
    "annotations",
    "annotations.json",
    "labels",
    "labels.json",
)


class InvalidError(Exception):
    """A workflow can never run; the message says what is wrong, in the words of Argo."""


def validate(workflow: JsonObject, spec: JsonObject) -> None:
    """Check a workflow that is about to be created or started.

    Args:
        workflow: The workflow.
        spec: What it executes: its own spec on top of its template's.

    Raises:
        InvalidError: It is invalid.
    """
    name = workflow["metadata"].get("name", "")
    if len(name) > _LONGEST_NAME:
        message = f'workflow name "{name}" must not be more than 63 characters long (currently {len(name)})'
        raise InvalidError(message)
    arguments = spec.get("arguments", {})
    for parameter in arguments.get("parameters", []):
        if "value" not in parameter:
            where = f"spec.arguments.{parameter['name']}"
            message = f"{where}.value or {where}.valueFrom is required"
            raise InvalidError(message)
    if not spec.get("entrypoint"):
        message = "spec.entrypoint is required"
        raise InvalidError(message)
    validator = _Validator(workflow, spec)
    validator.check(spec["entrypoint"], arguments)
    if spec.get("onExit"):
        validator.globals["workflow.failures"] = _PLACEHOLDER
        validator.check(spec["onExit"], arguments)
    for template in spec.get("templates", []):
        try:
            validator.check(template["name"], None)
        except InvalidError as error:
            message = f"templates.{template['name']} {error}"
            raise InvalidError(message) from error


class _Validator:
    def __init__(self, workflow: JsonObject, spec: JsonObject) -> None:
        self._templates = {each["name"]: each for each in spec.get("templates", [])}
        self._done: set[str] = set()
        self.globals: dict[str, str] = {f"workflow.{each}": _PLACEHOLDER for each in _WORKFLOW}
        parameters = spec.get("arguments", {}).get("parameters", [])
        for parameter in parameters:
            self.globals[f"workflow.parameters.{parameter['name']}"] = scalar_text(parameter["value"])
        if parameters:
            self.globals |= dict.fromkeys(("workflow.parameters", "workflow.parameters.json"), _PLACEHOLDER)
        metadata, wanted = workflow["metadata"], spec.get("workflowMetadata", {})
        for label in {
            **metadata.get("labels", {}),
            **wanted.get("labels", {}),
            **wanted.get("labelsFrom", {}),
        }:
            self.globals[f"workflow.labels.{label}"] = _PLACEHOLDER
        for annotation in {**metadata.get("annotations", {}), **wanted.get("annotations", {})}:
            self.globals[f"workflow.annotations.{annotation}"] = _PLACEHOLDER

    def check(self, name: str, arguments: JsonObject | None) -> None:
        """Check a template; without arguments any input counts as given."""
        template = self._templates.get(name)
        if template is None:
            message = f"template name '{name}' undefined"
            raise InvalidError(message)
        if not kind_of(template):
            message = f"templates.{name} template type unspecified"
            raise InvalidError(message)
        local = self._local_variables(template)
        given = arguments if arguments is not None else _any_arguments(template)
        try:
            processed = with_arguments(template, given, variables=self.globals, local=local)
        except (TemplateError, SubstitutionError) as error:
            message = f"templates.{name} {error}"
            raise InvalidError(message) from error
        if name in self._done:
            return
        self._done.add(name)
        scope = {*self.globals, *local, *_input_names(template)}
        if "steps" in processed:
            self._check_steps(processed, scope)
        else:
            _check_tags(processed, scope, f"templates.{name}:")
        _check_tags(processed.get("outputs", {}), scope, f"templates.{name}.outputs")

    def _local_variables(self, template: JsonObject) -> dict[str, str]:
        local = ["pod.name"] if is_pod(template) else []
        local += _RETRY if "retryStrategy" in template else []
        return dict.fromkeys(local, _PLACEHOLDER)

    def _check_steps(self, template: JsonObject, scope: set[str]) -> None:
        seen: set[str] = set()
        for number, group in enumerate(template["steps"]):
            for step in group:
                where, name = f"templates.{template['name']}.steps[{number}]", step["name"]
                if name in seen:
                    message = f"{where}.name '{name}' is not unique"
                    raise InvalidError(message)
                if not _FIELD_NAME.fullmatch(name):
                    message = f"{where}.name '{name}' is invalid"
                    raise InvalidError(message)
                seen.add(name)
                scope.add(f"steps.{name}.status")
                self._check_called(step, None, f"{where}.{name}")
                _check_tags(step, scope, f"templates.{template['name']}.steps")
                scope |= _output_names(self._templates[step["template"]], f"steps.{name}")
                self._check_called(step, step.get("arguments", {}), f"{where}.{name}")

    def _check_called(self, step: JsonObject, arguments: JsonObject | None, where: str) -> None:
        try:
            self.check(step["template"], arguments)
        except InvalidError as error:
            message = f"{where} {error}"
            raise InvalidError(message) from error


def _any_arguments(template: JsonObject) -> JsonObject:
    inputs = template.get("inputs", {}).get("parameters", [])
    return {"parameters": [{"name": each["name"], "value": _PLACEHOLDER} for each in inputs]}


def _input_names(template: JsonObject) -> set[str]:
    inputs = template.get("inputs", {}).get("parameters", [])
    names = {f"inputs.parameters.{each['name']}" for each in inputs}
    outputs = template.get("outputs", {}).get("parameters", [])
    paths = {
        f"outputs.parameters.{each['name']}.path" for each in outputs if "path" in each.get("valueFrom", {})
    }
    return names | paths | ({"inputs.parameters"} if inputs else set())


def _output_names(template: JsonObject, prefix: str) -> set[str]:
    names = {f"{prefix}.{each}" for each in ("id", "startedAt", "finishedAt", "hostNodeName")}
    if is_pod(template):
        names |= {f"{prefix}.outputs.result", f"{prefix}.exitCode"}
    outputs = template.get("outputs", {}).get("parameters", [])
    return names | {f"{prefix}.outputs.parameters.{each['name']}" for each in outputs}


def _check_tags(value: Mapping[str, object], scope: set[str], where: str) -> None:
    for tag in tags.tags_in(go_json(value)):
        name = tag.strip()
        if tag.startswith(tags.EXPRESSION) or not name.startswith(_KNOWN_ROOTS):
            continue
        if name not in scope and not name.startswith(_LATER):
            message = f"{where} failed to resolve {{{{{tag}}}}}"
            raise InvalidError(message)
