"""Applies Kubernetes objects: the API server itself tells which path each kind has."""

import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from remediation.errors import Permanent, Temporary
from remediation.model import JsonObject
from sandbox.agents.api import Api

APPLY = "application/apply-patch+yaml"
NOT_FOUND, CONFLICT = 404, 409
DEFINITION = "CustomResourceDefinition"
SERVED_SECONDS = 30.0
PAUSE_SECONDS = 0.1
KUSTOMIZE = "kustomize.config.k8s.io/"


class _Kind(NamedTuple):
    plural: str
    namespaced: bool


@dataclass(frozen=True)
class Applier:
    """Writes objects to one API server as its administrator."""

    api: Api
    _kinds: dict[str, dict[str, _Kind]] = field(default_factory=dict)

    def create(self, objects: Iterable[JsonObject]) -> None:
        """Create objects in their order; those that exist stay as they are.

        Raises:
            Permanent: The API server refuses one, or does not know its kind.
            Temporary: It does not serve a kind that has been defined.
        """
        for body in _applicable(objects):
            self.api.call("POST", self.collection(body), body=body, allow={CONFLICT})
            if body["kind"] == DEFINITION:
                self._await_served(body["spec"])

    def apply(self, objects: Iterable[JsonObject], *, owner: str) -> None:
        """Create objects, or make those that exist like these (server-side apply, with force).

        Args:
            objects: In their order.
            owner: The field manager: fields that it applied earlier and no longer does are removed.

        Raises:
            Permanent: The API server refuses one, or does not know its kind.
        """
        for body in _applicable(objects):
            path = f"{self.collection(body)}/{body['metadata']['name']}"
            query = {"fieldManager": owner, "force": "true"}
            self.api.call("PATCH", path, query=query, body=body, kind=APPLY)

    def collection(self, body: JsonObject) -> str:
        """Give the path of the collection that an object belongs to."""
        version, name = body["apiVersion"], body["kind"]
        root = f"/apis/{version}" if "/" in version else f"/api/{version}"
        kind = self._known(root).get(name)
        if kind is None:
            message = f"the API server knows no {name} of {version}"
            raise Permanent(message)
        namespace = f"/namespaces/{body['metadata']['namespace']}" if kind.namespaced else ""
        return f"{root}{namespace}/{kind.plural}"

    def _await_served(self, defined: JsonObject) -> None:
        """Wait until a new kind can be used: its definition is accepted a moment earlier."""
        version, plural = defined["versions"][0]["name"], defined["names"]["plural"]
        path = f"/apis/{defined['group']}/{version}/{plural}"
        deadline = time.monotonic() + SERVED_SECONDS
        while self.api.call("GET", path, query={"limit": "1"}, allow={NOT_FOUND}).get("code") == NOT_FOUND:
            if time.monotonic() > deadline:
                message = f"the API server does not serve {plural}, though it accepted their definition"
                raise Temporary(message)
            time.sleep(PAUSE_SECONDS)

    def _known(self, root: str) -> dict[str, _Kind]:
        if root not in self._kinds:
            listed = self.api.call("GET", root)["resources"]
            self._kinds[root] = {
                each["kind"]: _Kind(each["name"], each["namespaced"])
                for each in listed
                if "/" not in each["name"]
            }
        return self._kinds[root]


def _applicable(objects: Iterable[JsonObject]) -> Iterable[JsonObject]:
    """Leave out what is for kustomize and not for the API server."""
    return (body for body in objects if not body["apiVersion"].startswith(KUSTOMIZE))
