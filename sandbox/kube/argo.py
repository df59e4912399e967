"""The CustomResourceDefinitions of Argo, as its minimal installation declares them.

Argo Workflows: `manifests/base/crds/minimal`, without status subresources; templates have no status at all.
Argo Events: `manifests/base/crds`, with status subresources. What stands in spec and status is not checked.
"""

from collections.abc import Collection

from remediation.model import JsonObject
from sandbox.kube.structural import PRESERVE

GROUP = "argoproj.io"
VERSION = "v1alpha1"

_FREE = {"type": "object", PRESERVE: True}
_TEXT = {"type": "string"}
_TYPE_META = {"apiVersion": _TEXT, "kind": _TEXT, "metadata": {"type": "object"}}
_SPEC = {"spec": _FREE}
_SPEC_AND_STATUS = {"spec": _FREE, "status": _FREE}

_KEY_OF_CONFIG_MAP = {
    "type": "object",
    "required": ["key"],
    "properties": {
        "key": _TEXT,
        "name": {"type": "string", "default": ""},
        "optional": {"type": "boolean"},
    },
}
_VALUE_FROM = {
    "type": "object",
    "properties": {
        "configMapKeyRef": _KEY_OF_CONFIG_MAP,
        "default": _TEXT,
        "event": _TEXT,
        "expression": _TEXT,
        "jqFilter": _TEXT,
        "jsonPath": _TEXT,
        "parameter": _TEXT,
        "path": _TEXT,
        "supplied": {"type": "object"},
    },
}
_PARAMETER = {
    "type": "object",
    "required": ["name"],
    "properties": {
        "default": _TEXT,
        "description": _TEXT,
        "enum": {"type": "array", "minItems": 1, "items": _TEXT},
        "globalName": _TEXT,
        "name": {"type": "string", "pattern": "^[-a-zA-Z0-9_]+$"},
        "value": _TEXT,
        "valueFrom": _VALUE_FROM,
    },
}
# The fields of an artifact are left out: nothing here makes one.
_ARTIFACT = {"type": "object", "required": ["name"], PRESERVE: True}
_RESULT = {
    "message": _TEXT,
    "outputs": {
        "type": "object",
        "properties": {
            "artifacts": {"type": "array", "items": _ARTIFACT},
            "exitCode": _TEXT,
            "parameters": {"type": "array", "items": _PARAMETER},
            "result": _TEXT,
        },
    },
    "phase": _TEXT,
    "progress": _TEXT,
}


def _definition(
    plural: str,
    kind: str,
    short_names: Collection[str] = (),
    *,
    fields: JsonObject = _SPEC_AND_STATUS,
    required: Collection[str] = ("metadata", "spec"),
    status_subresource: bool = False,
    scope: str = "Namespaced",
) -> JsonObject:
    schema = {"type": "object", "required": [*required], "properties": {**_TYPE_META, **fields}}
    version: JsonObject = {
        "name": VERSION,
        "served": True,
        "storage": True,
        "schema": {"openAPIV3Schema": schema},
    }
    if status_subresource:
        version["subresources"] = {"status": {}}
    names: JsonObject = {"plural": plural, "singular": kind.lower(), "kind": kind, "listKind": f"{kind}List"}
    if short_names:
        names["shortNames"] = [*short_names]
    return {
        "apiVersion": "apiextensions.k8s.io/v1",
        "kind": "CustomResourceDefinition",
        "metadata": {"name": f"{plural}.{GROUP}"},
        "spec": {"group": GROUP, "scope": scope, "names": names, "versions": [version]},
    }


DEFINITIONS = (
    _definition("workflows", "Workflow", ["wf"]),
    _definition("workflowtemplates", "WorkflowTemplate", ["wftmpl"], fields=_SPEC),
    _definition(
        "clusterworkflowtemplates",
        "ClusterWorkflowTemplate",
        ["clusterwftmpl", "cwft"],
        fields=_SPEC,
        scope="Cluster",
    ),
    _definition("cronworkflows", "CronWorkflow", ["cwf", "cronwf"]),
    _definition("workflowtaskresults", "WorkflowTaskResult", fields=_RESULT, required=["metadata"]),
    _definition("eventbus", "EventBus", ["eb"], status_subresource=True),
    _definition("eventsources", "EventSource", ["es"], status_subresource=True),
    _definition("sensors", "Sensor", ["sn"], status_subresource=True),
)
