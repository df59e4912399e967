"""One node: pods are scheduled, start after a while, and stop after a while when they are deleted."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime

from remediation.model import JsonObject
from sandbox.kube.builtin import PODS
from sandbox.kube.deletion import DeleteOptions, Deleter
from sandbox.kube.objects import timestamp
from sandbox.kube.store import Change, Store, Stored

NODE = "sandbox-node"
_POD_NETWORK = "10.88.{}.{}"


class Kubelet:
    """Runs the pods of its node in name only: nothing is executed, but status and deletion behave.

    A pod whose phase somebody else has written (`pods/status`) is not started again. A pod that was created
    for another node (`spec.nodeName`) starts, and goes once it is deleted, when that node's kubelet says so.
    """

    def __init__(self, store: Store, deleter: Deleter, *, start_seconds: float, stop_seconds: float) -> None:
        """Watch pods from now on.

        Args:
            store: The state.
            deleter: Removes pods that have stopped.
            start_seconds: From creation to Running.
            stop_seconds: From deletion to gone; the pod's grace period if that is shorter.
        """
        self._store = store
        self._deleter = deleter
        self._start_seconds = start_seconds
        self._stop_seconds = stop_seconds
        self._addresses = 0
        store.observers.append(self._observe)

    def _observe(self, change: Change) -> None:
        pod = change.after
        if pod.resource.id != PODS.id:
            return
        if pod.obj["spec"].get("nodeName", NODE) != NODE:
            return
        if change.type == "ADDED":
            self._later(0, self._bind, pod)
        elif change.type == "MODIFIED" and _grace(pod) and _grace(pod) != _grace(change.before):
            self._later(min(self._stop_seconds, _grace(pod)), self._stop, pod)

    def _later(self, seconds: float, act: Callable[[Stored], None], pod: Stored) -> None:
        def on_time() -> None:
            current = self._store.collection(PODS).get(pod.key)
            if current is not None and current.uid == pod.uid:
                act(current)

        asyncio.get_running_loop().call_later(seconds, on_time)

    def _bind(self, pod: Stored) -> None:
        scheduled = {"type": "PodScheduled", "status": "True", "lastTransitionTime": timestamp()}
        status = pod.obj["status"] | {"conditions": [scheduled]}
        spec = pod.obj["spec"] | {"nodeName": NODE}
        bound = self._store.put(PODS, pod.obj | {"spec": spec, "status": status})
        self._later(self._start_seconds, self._start, bound)

    def _start(self, pod: Stored) -> None:
        if pod.obj["status"].get("phase") == "Pending" and not pod.deleting:
            self._addresses += 1
            self._store.put(PODS, pod.obj | {"status": _running(pod.obj, self._addresses)})

    def _stop(self, pod: Stored) -> None:
        if pod.deleting:
            self._deleter.delete(PODS, pod.key, DeleteOptions(uid=pod.uid, grace_seconds=0))


def _grace(pod: Stored | None) -> int:
    return int(pod.obj["metadata"].get("deletionGracePeriodSeconds", 0)) if pod else 0


def _running(pod: JsonObject, number: int) -> JsonObject:
    now = timestamp(datetime.now(UTC))
    address = _POD_NETWORK.format(number // 250 % 250, number % 250 + 1)
    conditions = [
        {"type": kind, "status": "True", "lastTransitionTime": now}
        for kind in ("PodScheduled", "Initialized", "ContainersReady", "Ready")
    ]
    containers = [
        {
            "name": container["name"],
            "image": container["image"],
            "imageID": container["image"],
            "ready": True,
            "started": True,
            "restartCount": 0,
            "state": {"running": {"startedAt": now}},
        }
        for container in pod["spec"]["containers"]
    ]
    return {
        **pod["status"],
        "phase": "Running",
        "podIP": address,
        "podIPs": [{"ip": address}],
        "startTime": now,
        "conditions": conditions,
        "containerStatuses": containers,
    }
