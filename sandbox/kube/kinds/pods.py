"""Pods: the fields that the kubelet and the project's code rely on; the others are kept unchecked."""

import copy

from remediation.model import JsonObject
from sandbox.kube import names
from sandbox.kube.kinds.typed import decoder
from sandbox.kube.resources import Lookup, Rules
from sandbox.kube.shapes import INT64, STRING, ListOf, Struct
from sandbox.kube.status import ApiError, Cause, forbidden_value, invalid_values, required

GRACE_SECONDS = 30
FINISHED = ("Succeeded", "Failed")

_CONTAINER = Struct(
    name="Container", partial=True, fields={"name": STRING, "image": STRING, "imagePullPolicy": STRING}
)
_SPEC = Struct(
    name="PodSpec",
    partial=True,
    fields={
        "containers": ListOf(_CONTAINER),
        "initContainers": ListOf(_CONTAINER),
        "serviceAccountName": STRING,
        "serviceAccount": STRING,
        "nodeName": STRING,
        "restartPolicy": STRING,
        "terminationGracePeriodSeconds": INT64,
        "activeDeadlineSeconds": INT64,
    },
)
_STATUS = Struct(name="PodStatus", partial=True, fields={"phase": STRING, "podIP": STRING})
_CHANGEABLE = ("activeDeadlineSeconds", "tolerations", "terminationGracePeriodSeconds")


def _prepare(obj: JsonObject, old: JsonObject | None) -> JsonObject:
    account = obj.get("spec", {}).get("serviceAccountName") or "default"
    spec = {
        "restartPolicy": "Always",
        "terminationGracePeriodSeconds": GRACE_SECONDS,
        "dnsPolicy": "ClusterFirst",
        "schedulerName": "default-scheduler",
        "securityContext": {},
    } | obj.get("spec", {})
    spec |= {"serviceAccountName": account, "serviceAccount": account}
    spec["containers"] = [_default_container(container) for container in spec.get("containers", [])]
    status = {"phase": "Pending", "qosClass": "BestEffort"} if old is None else old["status"]
    return obj | {"spec": spec, "status": status}


def _default_container(container: JsonObject) -> JsonObject:
    image = container.get("image", "")
    fixed_tag = ":" in image.rpartition("/")[2] and not image.endswith(":latest")
    return {
        "imagePullPolicy": "IfNotPresent" if fixed_tag else "Always",
        "resources": {},
        "terminationMessagePath": "/dev/termination-log",
        "terminationMessagePolicy": "File",
    } | container


def _check(obj: JsonObject, old: JsonObject | None) -> list[Cause]:
    if old is not None and _fixed(obj["spec"]) != _fixed(old["spec"]):
        detail = (
            "pod updates may not change fields other than `spec.containers[*].image`,"
            "`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions "
            "to existing tolerations),`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it "
            "was previously negative)"
        )
        return [forbidden_value("spec", detail)]
    containers = obj["spec"]["containers"]
    if not containers:
        return [required("spec.containers")]
    causes: list[Cause] = []
    for index, container in enumerate(containers):
        field = f"spec.containers[{index}]"
        name = container.get("name", "")
        causes += (
            invalid_values(f"{field}.name", name, names.label(name)) if name else [required(f"{field}.name")]
        )
        if not container.get("image"):
            causes.append(required(f"{field}.image"))
    return causes


def _fixed(spec: JsonObject) -> JsonObject:
    kept = copy.deepcopy({name: value for name, value in spec.items() if name not in _CHANGEABLE})
    for container in kept.get("containers", []) + kept.get("initContainers", []):
        container.pop("image", None)
    return kept


def _admit(obj: JsonObject, lookup: Lookup) -> JsonObject:
    meta = obj["metadata"]
    account = obj.get("spec", {}).get("serviceAccountName") or "default"
    if lookup.find("serviceaccounts", meta["namespace"], account) is None:
        name = meta.get("name", "")
        why = (
            f"error looking up service account {meta['namespace']}/{account}: "
            f'serviceaccount "{account}" not found'
        )
        details = {"name": name, "kind": "pods"}
        raise ApiError(403, "Forbidden", f'pods "{name}" is forbidden: {why}', details=details)
    return obj


def _grace_seconds(obj: JsonObject) -> int:
    """Wait for the kubelet unless it has nothing to stop: not scheduled yet, or finished."""
    if not obj["spec"].get("nodeName") or obj["status"].get("phase") in FINISHED:
        return 0
    return int(obj["spec"]["terminationGracePeriodSeconds"])


POD = Rules(
    decode=decoder("Pod", {"spec": _SPEC, "status": _STATUS}),
    prepare=_prepare,
    validate=_check,
    admit=_admit,
    counts_generation=True,
    returns_deleted=True,
    grace_seconds=_grace_seconds,
)
