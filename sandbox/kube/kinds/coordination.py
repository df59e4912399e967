"""Leases, events, namespaces, and the types that are only kept."""

from collections.abc import Mapping

from remediation.model import JsonObject
from sandbox.kube import names
from sandbox.kube.kinds.typed import decoder
from sandbox.kube.resources import Rules
from sandbox.kube.shapes import (
    ANYTHING,
    INT32,
    MICRO_TIME,
    STRING,
    TIME,
    Shape,
    Struct,
)
from sandbox.kube.status import Cause, invalid_value

NAMESPACE_LABEL = "kubernetes.io/metadata.name"

_LEASE_SPEC = Struct(
    name="LeaseSpec",
    fields={
        "holderIdentity": STRING,
        "leaseDurationSeconds": INT32,
        "acquireTime": MICRO_TIME,
        "renewTime": MICRO_TIME,
        "leaseTransitions": INT32,
        "strategy": STRING,
        "preferredHolder": STRING,
    },
)
_REFERENCE_FIELDS = ("kind", "namespace", "name", "uid", "apiVersion", "resourceVersion", "fieldPath")
_REFERENCE = Struct(name="ObjectReference", fields=dict.fromkeys(_REFERENCE_FIELDS, STRING))
_SOURCE = Struct(name="EventSource", fields={"component": STRING, "host": STRING})
_EVENT: Mapping[str, Shape] = {
    "involvedObject": _REFERENCE,
    "related": _REFERENCE,
    "source": _SOURCE,
    "series": ANYTHING,
    "firstTimestamp": TIME,
    "lastTimestamp": TIME,
    "eventTime": MICRO_TIME,
    "count": INT32,
    "reason": STRING,
    "message": STRING,
    "type": STRING,
    "action": STRING,
    "reportingComponent": STRING,
    "reportingInstance": STRING,
}


def _prepare_lease(obj: JsonObject, old: JsonObject | None) -> JsonObject:  # noqa: ARG001  # a Prepare
    return {"spec": {}} | obj


def _check_lease(obj: JsonObject, old: JsonObject | None) -> list[Cause]:  # noqa: ARG001  # a Validate
    spec = obj["spec"]
    causes: list[Cause] = []
    if spec.get("leaseDurationSeconds", 1) <= 0:
        field = "spec.leaseDurationSeconds"
        causes.append(invalid_value(field, spec["leaseDurationSeconds"], "must be greater than 0"))
    if spec.get("leaseTransitions", 0) < 0:
        field = "spec.leaseTransitions"
        causes.append(invalid_value(field, spec["leaseTransitions"], "must be greater than or equal to 0"))
    return causes


def _prepare_event(obj: JsonObject, old: JsonObject | None) -> JsonObject:  # noqa: ARG001  # a Prepare
    times = {"firstTimestamp": None, "lastTimestamp": None, "eventTime": None}
    reporter = {"reportingComponent": "", "reportingInstance": ""}
    return {"involvedObject": {}, "source": {}} | times | reporter | obj


def _check_event(obj: JsonObject, old: JsonObject | None) -> list[Cause]:  # noqa: ARG001  # a Validate
    namespace = obj["involvedObject"].get("namespace", "")
    here = obj["metadata"]["namespace"]
    if namespace == here or (not namespace and here == "default"):
        return []
    return [invalid_value("involvedObject.namespace", namespace, "does not match event.namespace")]


def _prepare_namespace(obj: JsonObject, old: JsonObject | None) -> JsonObject:
    meta = obj["metadata"]
    labels = meta.get("labels", {}) | {NAMESPACE_LABEL: meta["name"]}
    spec = {"finalizers": ["kubernetes"]} if old is None else old["spec"]
    status = {"phase": "Active"} if old is None else old["status"]
    return obj | {"metadata": meta | {"labels": labels}, "spec": spec, "status": status}


def _terminate(obj: JsonObject) -> JsonObject:
    return obj | {"status": obj["status"] | {"phase": "Terminating"}}


LEASE = Rules(
    decode=decoder("Lease", {"spec": _LEASE_SPEC}),
    prepare=_prepare_lease,
    validate=_check_lease,
    unconditional_update=False,
    create_on_update=True,
)
EVENT = Rules(
    decode=decoder("Event", _EVENT),
    prepare=_prepare_event,
    validate=_check_event,
    create_on_update=True,
)
NAMESPACE = Rules(
    decode=decoder("Namespace", {"spec": ANYTHING, "status": ANYTHING}),
    prepare=_prepare_namespace,
    name=names.label,
    returns_deleted=True,
    begin_deletion=_terminate,
)
SERVICE = Rules(
    decode=decoder("Service", {"spec": ANYTHING, "status": ANYTHING}),
    name=names.service_label,
    create_on_update=True,
    returns_deleted=True,
)
NETWORK_POLICY = Rules(decode=decoder("NetworkPolicy", {"spec": ANYTHING}), counts_generation=True)
ADMISSION_POLICY = Rules(
    decode=decoder("ValidatingAdmissionPolicy", {"spec": ANYTHING, "status": ANYTHING}),
    counts_generation=True,
    unconditional_update=False,
)
ADMISSION_POLICY_BINDING = Rules(
    decode=decoder("ValidatingAdmissionPolicyBinding", {"spec": ANYTHING}),
    counts_generation=True,
    unconditional_update=False,
)
