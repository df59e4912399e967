"""The CustomResourceDefinitions of Argo, as its minimal installation declares them.

Argo Workflows: `manifests/base/crds/minimal`, without status subresources; templates have no status at all.
Argo Events: `manifests/base/crds`, with status subresources. What stands in spec and status is not checked.
"""

from typing import Literal

from remediation.model import JsonObject
from sandbox.kube.structural import PRESERVE

GROUP = "argoproj.io"
VERSION = "v1alpha1"

_FREE = {"type": "object", PRESERVE: True}
_TYPE_META = {"apiVersion": {"type": "string"}, "kind": {"type": "string"}, "metadata": {"type": "object"}}


def _definition(
    plural: str,
    kind: str,
    short_names: list[str],
    *,
    status: Literal["field", "subresource", "none"] = "field",
    scope: str = "Namespaced",
) -> JsonObject:
    parts = {"spec": _FREE} if status == "none" else {"spec": _FREE, "status": _FREE}
    version: JsonObject = {
        "name": VERSION,
        "served": True,
        "storage": True,
        "schema": {
            "openAPIV3Schema": {
                "type": "object",
                "required": ["metadata", "spec"],
                "properties": {**_TYPE_META, **parts},
            }
        },
    }
    if status == "subresource":
        version["subresources"] = {"status": {}}
    names = {"plural": plural, "singular": kind.lower(), "kind": kind, "listKind": f"{kind}List"}
    return {
        "apiVersion": "apiextensions.k8s.io/v1",
        "kind": "CustomResourceDefinition",
        "metadata": {"name": f"{plural}.{GROUP}"},
        "spec": {
            "group": GROUP,
            "scope": scope,
            "names": {**names, "shortNames": short_names},
            "versions": [version],
        },
    }


DEFINITIONS = (
    _definition("workflows", "Workflow", ["wf"]),
    _definition("workflowtemplates", "WorkflowTemplate", ["wftmpl"], status="none"),
    _definition(
        "clusterworkflowtemplates",
        "ClusterWorkflowTemplate",
        ["clusterwftmpl", "cwft"],
        status="none",
        scope="Cluster",
    ),
    _definition("cronworkflows", "CronWorkflow", ["cwf", "cronwf"]),
    _definition("eventbus", "EventBus", ["eb"], status="subresource"),
    _definition("eventsources", "EventSource", ["es"], status="subresource"),
    _definition("sensors", "Sensor", ["sn"], status="subresource"),
)
