"""Which spec is executed: the workflow's own, or its template's with the workflow's on top."""

import copy
import json

from remediation.model import JsonObject
from sandbox.engine.language import tags
from sandbox.engine.language.go_text import go_json

_BY_NAME = ("parameters", "templates")
"""Lists that are merged by the names of their entries."""


def merged(workflow_spec: JsonObject, template_spec: JsonObject) -> JsonObject:
    """Put a workflow's spec on top of its template's, as Argo's JoinWorkflowSpec does."""
    spec = _merged(workflow_spec, template_spec)
    parameters = {each["name"]: each for each in template_spec.get("arguments", {}).get("parameters", [])}
    given = {
        each["name"]: each
        for each in workflow_spec.get("arguments", {}).get("parameters", [])
        if "value" in each or "valueFrom" in each
    }
    for each in spec.get("arguments", {}).get("parameters", []):
        if (source := given.get(each["name"]) or parameters.get(each["name"])) is not None:
            each.clear()
            each.update(copy.deepcopy(source))
    return spec


def with_variables(spec: JsonObject, variables: dict[str, str]) -> None:
    """Replace variables in a spec, but not in its templates, which get theirs when they run.

    Raises:
        SubstitutionError: A tag has no end; the real controller then leaves the workflow alone for good.
        UnsupportedError: An expression uses what this engine does not know.
    """
    outside = {key: value for key, value in spec.items() if key != "templates"}
    spec |= json.loads(tags.replace(go_json(outside), dict(variables)))


def _merged(upper: JsonObject, lower: JsonObject) -> JsonObject:
    result = copy.deepcopy(lower)
    for key, value in upper.items():
        below = result.get(key)
        if isinstance(value, dict) and isinstance(below, dict):
            result[key] = _merged(value, below)
        elif key in _BY_NAME and isinstance(value, list) and isinstance(below, list):
            result[key] = _merged_by_name(value, below)
        else:
            result[key] = copy.deepcopy(value)
    return result


def _merged_by_name(upper: list[JsonObject], lower: list[JsonObject]) -> list[JsonObject]:
    below = {each["name"]: each for each in lower}
    result = [_merged(each, below.get(each["name"], {})) for each in upper]
    named = {each["name"] for each in upper}
    return result + [copy.deepcopy(each) for each in lower if each["name"] not in named]
