"""The fields that the engine knows, at each level of a workflow's spec.

A field maps to the fields below it, or to None if any value is fine. `*` stands for any name. Fields that are
known and have no effect here (there is no scheduler, no cgroup, no metrics endpoint) are in the first tuples.
"""

from collections.abc import Iterable, Mapping
from typing import TypeAlias

Fields: TypeAlias = Mapping[str, "Fields | None"]

IGNORED_IN_SPEC = (
    "affinity",
    "imagePullSecrets",
    "metrics",
    "nodeSelector",
    "podPriorityClassName",
    "podSpecPatch",
    "priority",
    "schedulerName",
    "securityContext",
    "tolerations",
)
IGNORED_IN_TEMPLATE = (
    "affinity",
    "metrics",
    "nodeSelector",
    "podSpecPatch",
    "securityContext",
    "tolerations",
)
IGNORED_IN_CONTAINER = ("imagePullPolicy", "resources", "securityContext")


def _any(names: Iterable[str]) -> Fields:
    return dict.fromkeys(names)


_METADATA: Fields = _any(("labels", "annotations"))
_ARGUMENTS: Fields = {"parameters": _any(("name", "value", "description", "default"))}
_MUTEXES: Fields = {"mutexes": _any(("name", "namespace"))}
_VOLUMES: Fields = {"name": None, "emptyDir": None}
_KEY: Fields = _any(("name", "key", "optional"))
_SOURCE: Fields = _any(("name", "optional"))

CONTAINER: Fields = {
    **_any(("name", "image", "command", "args", "terminationMessagePolicy", *IGNORED_IN_CONTAINER)),
    "env": {"name": None, "value": None, "valueFrom": {"configMapKeyRef": _KEY, "secretKeyRef": _KEY}},
    "envFrom": {"prefix": None, "configMapRef": _SOURCE, "secretRef": _SOURCE},
    "volumeMounts": _any(("name", "mountPath", "readOnly")),
}
STEP: Fields = {**_any(("name", "template", "when")), "arguments": _ARGUMENTS}
TEMPLATE: Fields = {
    **_any(("name", "activeDeadlineSeconds", "serviceAccountName", *IGNORED_IN_TEMPLATE)),
    "inputs": {"parameters": _any(("name", "value", "default", "description"))},
    "outputs": {
        "parameters": {
            "name": None,
            "description": None,
            "valueFrom": _any(("path", "default", "supplied", "parameter")),
        }
    },
    "metadata": _METADATA,
    "retryStrategy": {
        **_any(("limit", "retryPolicy", "expression")),
        "backoff": _any(("duration", "factor", "maxDuration", "cap")),
    },
    "synchronization": _MUTEXES,
    "volumes": _VOLUMES,
    "steps": STEP,
    "suspend": {"duration": None},
    "container": CONTAINER,
    "containerSet": {"containers": CONTAINER, "volumeMounts": CONTAINER["volumeMounts"]},
}
SPEC: Fields = {
    **_any(
        ("entrypoint", "onExit", "serviceAccountName", "activeDeadlineSeconds", "shutdown", *IGNORED_IN_SPEC)
    ),
    "arguments": _ARGUMENTS,
    "podGC": _any(("strategy", "deleteDelayDuration")),
    "podMetadata": _METADATA,
    "synchronization": _MUTEXES,
    "templates": TEMPLATE,
    "ttlStrategy": _any(("secondsAfterCompletion", "secondsAfterSuccess", "secondsAfterFailure")),
    "volumes": _VOLUMES,
    "workflowMetadata": {**_METADATA, "labelsFrom": {"*": {"expression": None}}},
    "workflowTemplateRef": {"name": None},
}
