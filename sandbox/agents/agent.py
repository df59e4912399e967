"""One agent's run, from the CodeRun's creation to its end: plain functions over the Kubernetes API."""

from dataclasses import dataclass

from remediation.errors import Permanent, Temporary
from remediation.model import JsonObject
from sandbox.agents.api import Api
from sandbox.agents.behaviour import Behaviour

FINALIZER = "agents.platform/cleanup"
MERGE_PATCH = "application/merge-patch+json"
NOT_FOUND = 404
CONFLICT = 409
TRIES = 5


@dataclass(frozen=True, kw_only=True)
class PodImage:
    """What an agent's pod runs: on a real cluster something that sleeps until it is told to go."""

    name: str = "agent"
    command: tuple[str, ...] = ("sleep", "3600")


@dataclass(frozen=True, kw_only=True)
class Agent:
    """A CodeRun, and how to reach it."""

    api: Api
    collection: str
    """Path of the CodeRuns of its namespace."""
    body: JsonObject
    """The CodeRun as it was first seen."""

    @property
    def path(self) -> str:
        """The path of the CodeRun."""
        return f"{self.collection}/{self.body['metadata']['name']}"

    def begin(self, behaviour: Behaviour, image: PodImage) -> None:
        """Take the finalizer, start the pod and tell that the run is under way."""
        if behaviour.finalizer:
            self._finalizers(add=True)
        if behaviour.pod:
            namespace = self.body["metadata"]["namespace"]
            pods = f"/api/v1/namespaces/{namespace}/pods"
            self.api.call("POST", pods, body=_pod(self.body, image), allow={CONFLICT})
        self.tell("Running")

    def tell(self, phase: str) -> None:
        """Write the phase, as the agents' operator does."""
        body = {"status": {"phase": phase}}
        self.api.call("PATCH", f"{self.path}/status", body=body, kind=MERGE_PATCH, allow={NOT_FOUND})

    def clean_up(self) -> None:
        """Let the deleted CodeRun go."""
        self._finalizers(add=False)

    def is_at_work(self) -> bool:
        """Tell whether the very CodeRun still exists and nobody has asked to delete it."""
        found = self.api.call("GET", self.path, allow={NOT_FOUND})
        metadata = found.get("metadata") or {}
        return metadata.get("uid") == self.body["metadata"]["uid"] and "deletionTimestamp" not in metadata

    def _finalizers(self, *, add: bool) -> None:
        for _ in range(TRIES):
            found = self.api.call("GET", self.path, allow={NOT_FOUND})
            metadata = found.get("metadata") or {}
            present = metadata.get("finalizers") or []
            if metadata.get("uid") != self.body["metadata"]["uid"] or (FINALIZER in present) == add:
                return
            wanted = [*present, FINALIZER] if add else [each for each in present if each != FINALIZER]
            patch = {"metadata": {"finalizers": wanted, "resourceVersion": metadata["resourceVersion"]}}
            try:
                self.api.call("PATCH", self.path, body=patch, kind=MERGE_PATCH)
            except (Temporary, Permanent):
                # Somebody else wrote it, or it is being deleted and takes no new finalizer: look again.
                continue
            return


def _pod(run: JsonObject, image: PodImage) -> JsonObject:
    metadata = run["metadata"]
    owner = {
        "apiVersion": run["apiVersion"],
        "kind": run["kind"],
        "name": metadata["name"],
        "uid": metadata["uid"],
        "controller": True,
        "blockOwnerDeletion": True,
    }
    return {
        "apiVersion": "v1",
        "kind": "Pod",
        "metadata": {
            "name": metadata["name"],
            "namespace": metadata["namespace"],
            "labels": metadata.get("labels") or {},
            "ownerReferences": [owner],
        },
        "spec": {
            "containers": [
                {
                    "name": "agent",
                    "image": image.name,
                    "imagePullPolicy": "IfNotPresent",
                    "command": list(image.command),
                }
            ],
            "restartPolicy": "Never",
            "terminationGracePeriodSeconds": 1,
        },
    }
