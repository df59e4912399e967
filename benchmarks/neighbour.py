"""A pod that takes all the CPU that it gets, as an agent that compiles does."""

from collections.abc import Iterator
from contextlib import contextmanager

from remediation.model import JsonObject
from runner.backends.claim import NOT_FOUND
from runner.scene import Scene
from workflows.house_style import CONTAINER_SECURITY, POD_SECURITY

POD = "benchmark-neighbour"
ASKS_FOR = "1"
"""CPUs. It is throttled by nothing but what others ask for."""
BUSY = "for _ in $(seq $(nproc)); do (while :; do :; done) & done; wait"
AT_ONCE: JsonObject = {"gracePeriodSeconds": 0}


@contextmanager
def neighbour(scene: Scene) -> Iterator[None]:
    """Let such a pod run on the node while the context lasts; with several nodes, it is on one of them.

    Raises:
        NeverCame: It does not start.
    """
    namespace = scene.settings.repositories[0].agents_namespace
    path = f"/api/v1/namespaces/{namespace}/pods"
    body = _pod(scene, namespace)
    try:
        scene.kubernetes.call("POST", path, body=body)
        scene.until(
            lambda _: scene.kubernetes.call("GET", f"{path}/{POD}")["status"]["phase"] == "Running",
            f"pod {POD} that runs",
        )
        yield
    finally:
        scene.kubernetes.call("DELETE", f"{path}/{POD}", body=AT_ONCE, allow={NOT_FOUND})


def _pod(scene: Scene, namespace: str) -> JsonObject:
    container = {
        "name": "busy",
        "image": scene.settings.image,
        "imagePullPolicy": scene.settings.image_pull_policy,
        "command": ["sh", "-c", BUSY],
        "resources": {"requests": {"cpu": ASKS_FOR}},
        "securityContext": CONTAINER_SECURITY.model_dump(by_alias=True, exclude_none=True),
    }
    spec = {
        "restartPolicy": "Never",
        "automountServiceAccountToken": False,
        "securityContext": POD_SECURITY.model_dump(by_alias=True, exclude_none=True),
        "containers": [container],
    }
    metadata = {"name": POD, "namespace": namespace}
    return {"apiVersion": "v1", "kind": "Pod", "metadata": metadata, "spec": spec}
