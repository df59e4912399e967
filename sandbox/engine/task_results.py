"""The resource by which pods report outputs, as Argo's installation declares it.

After manifests/base/crds/minimal.
"""

from contextlib import suppress

from remediation.model import JsonObject
from sandbox.engine.kubernetes_api import RESULTS, ApiError, KubernetesApi

_GROUP = "argoproj.io"
_FREE = {"type": "object", "x-kubernetes-preserve-unknown-fields": True}
DEFINITION: JsonObject = {
    "apiVersion": "apiextensions.k8s.io/v1",
    "kind": "CustomResourceDefinition",
    "metadata": {"name": f"{RESULTS}.{_GROUP}"},
    "spec": {
        "group": _GROUP,
        "scope": "Namespaced",
        "names": {
            "plural": RESULTS,
            "singular": "workflowtaskresult",
            "kind": "WorkflowTaskResult",
            "listKind": "WorkflowTaskResultList",
        },
        "versions": [
            {
                "name": "v1alpha1",
                "served": True,
                "storage": True,
                "schema": {
                    "openAPIV3Schema": {
                        "type": "object",
                        "required": ["metadata"],
                        "properties": {
                            "apiVersion": {"type": "string"},
                            "kind": {"type": "string"},
                            "metadata": {"type": "object"},
                            "message": {"type": "string"},
                            "progress": {"type": "string"},
                            "outputs": _FREE,
                        },
                    }
                },
            }
        ],
    },
}


def ensure_defined(api: KubernetesApi) -> None:
    """Define the resource, unless the API server has it (or does not let us, and then surely has it)."""
    with suppress(ApiError):
        api.request("POST", "/apis/apiextensions.k8s.io/v1/customresourcedefinitions", body=DEFINITION)
