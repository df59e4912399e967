"""Kubernetes Events about a workflow: where `kubectl describe` and alerting look."""

from datetime import UTC, datetime
from hashlib import sha256
from typing import Literal

from remediation.model import JsonObject

MESSAGE_LIMIT = 1024


def event_about(
    workflow: JsonObject,
    *,
    kind: Literal["Normal", "Warning"],
    reason: str,
    message: str,
    component: str,
    now: datetime,
) -> JsonObject:
    """Give an Event about a workflow; the same one twice has the same name, so creating it twice is once."""
    metadata = workflow["metadata"]
    digest = sha256(f"{metadata['uid']}/{reason}/{message}".encode()).hexdigest()[:10]
    stamp = now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return {
        "apiVersion": "v1",
        "kind": "Event",
        "metadata": {"name": f"{metadata['name']}.{digest}", "namespace": metadata["namespace"]},
        "involvedObject": {
            "apiVersion": "argoproj.io/v1alpha1",
            "kind": "Workflow",
            "name": metadata["name"],
            "namespace": metadata["namespace"],
            "uid": metadata["uid"],
        },
        "type": kind,
        "reason": reason,
        "message": message[:MESSAGE_LIMIT],
        "source": {"component": component},
        "firstTimestamp": stamp,
        "lastTimestamp": stamp,
        "count": 1,
    }
