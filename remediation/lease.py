"""The task's Lease: who may write about a task now, and a fencing token that unmasks a holder that came back.

Held for seconds, from admission to the verdict, never across a gate. A dead holder's lease expires.
"""

from datetime import UTC, datetime, timedelta

from remediation.errors import Temporary
from remediation.model import JsonObject

_TIME = "%Y-%m-%dT%H:%M:%S.%fZ"


def lease_name(task: int) -> str:
    """Name the task's Lease."""
    return f"task-{task}-remediation"


def new_lease(task: int, *, namespace: str, holder: str, seconds: int, now: datetime) -> JsonObject:
    """Give a Lease that is held from now on."""
    return {
        "apiVersion": "coordination.k8s.io/v1",
        "kind": "Lease",
        "metadata": {
            "name": lease_name(task),
            "namespace": namespace,
            "labels": {"app": "remediation-loop", "task-id": str(task)},
        },
        "spec": _spec(holder, seconds, now, transitions=1),
    }


def take_over(lease: JsonObject, *, holder: str, seconds: int, now: datetime) -> JsonObject:
    """Give the Lease as its next holder writes it.

    Its own holder keeps the fencing token, so that a run which is tried again goes on where it was.

    Raises:
        Temporary: Somebody else holds it and it has not expired.
    """
    spec = lease["spec"]
    present = spec.get("holderIdentity") or ""
    if present not in {"", holder}:
        left = (_end(spec) - now).total_seconds()
        if left > 0:
            message = f"{present} holds lease {lease['metadata']['name']} for {left:.0f} s more"
            raise Temporary(message, retry_after=min(left, 1.0))
    transitions = spec.get("leaseTransitions", 0) + (present != holder)
    return {**lease, "spec": _spec(holder, seconds, now, transitions=transitions)}


def renewed(lease: JsonObject, *, now: datetime) -> JsonObject | None:
    """Give the Lease as its holder keeps it alive, or None while more than half of its time is left."""
    spec = lease["spec"]
    if (_end(spec) - now).total_seconds() * 2 > spec["leaseDurationSeconds"]:
        return None
    return {**lease, "spec": {**spec, "renewTime": _stamp(now)}}


def released(lease: JsonObject) -> JsonObject:
    """Give the Lease as its holder leaves it: nobody's, with its token kept."""
    spec = {key: value for key, value in lease["spec"].items() if key != "holderIdentity"}
    return {**lease, "spec": {**spec, "holderIdentity": ""}}


def token_of(lease: JsonObject) -> int:
    """Give the fencing token: it grows with every new holder."""
    return int(lease["spec"].get("leaseTransitions", 0))


def is_held(lease: JsonObject, *, holder: str, token: int) -> bool:
    """Tell whether the holder still holds the Lease under the same token."""
    return lease["spec"].get("holderIdentity") == holder and token_of(lease) == token


def _spec(holder: str, seconds: int, now: datetime, *, transitions: int) -> JsonObject:
    stamp = _stamp(now)
    return {
        "holderIdentity": holder,
        "leaseDurationSeconds": seconds,
        "acquireTime": stamp,
        "renewTime": stamp,
        "leaseTransitions": transitions,
    }


def _stamp(now: datetime) -> str:
    return now.astimezone(UTC).strftime(_TIME)


def _end(spec: JsonObject) -> datetime:
    renewed_at = datetime.strptime(spec["renewTime"], _TIME).replace(tzinfo=UTC)
    return renewed_at + timedelta(seconds=spec["leaseDurationSeconds"])
