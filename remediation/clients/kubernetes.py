"""The Kubernetes API, as far as steps use it."""

from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import quote

from remediation.clients.http import Conflict, Http
from remediation.errors import Misuse
from remediation.model import JsonObject
from remediation.settings import Settings

PAGE = 500
DELETE_SECONDS = 60.0
_NOT_FOUND = 404
_METADATA_ONLY = "application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1"


class Resource(NamedTuple):
    """A kind of object: its API version and its plural."""

    api_version: str
    plural: str


LEASES = Resource("coordination.k8s.io/v1", "leases")
CONFIG_MAPS = Resource("v1", "configmaps")
EVENTS = Resource("v1", "events")
PODS = Resource("v1", "pods")
WORKFLOWS = Resource("argoproj.io/v1alpha1", "workflows")


class Kubernetes:
    """Typed paths over the API server; objects stay plain JSON, and models parse what they need of them."""

    def __init__(self, http: Http) -> None:
        """Use a server."""
        self._http = http

    def get(self, resource: Resource, namespace: str, name: str) -> JsonObject | None:
        """Read an object, or None if there is none."""
        answer = self._http.call("GET", _path(resource, namespace, name), allow={_NOT_FOUND})
        return None if answer.status == _NOT_FOUND else answer.json()

    def names(self, resource: Resource, namespace: str, *, selector: str) -> Iterator[str]:
        """List the names of the objects that a label selector matches, page by page."""
        query = {"labelSelector": selector, "limit": str(PAGE)}
        while True:
            page = self._metadata(resource, namespace, query)
            yield from (item["metadata"]["name"] for item in page["items"] or ())
            if not (token := page["metadata"].get("continue")):
                return
            query["continue"] = token

    def some(self, resource: Resource, namespace: str, *, selector: str, limit: int) -> list[JsonObject]:
        """Give the metadata of at most `limit` objects that a label selector matches."""
        page = self._metadata(resource, namespace, {"labelSelector": selector, "limit": str(limit)})
        return [item["metadata"] for item in page["items"] or ()]

    def create(self, resource: Resource, namespace: str, body: JsonObject) -> JsonObject:
        """Create an object.

        Raises:
            Conflict: One of this name exists.
        """
        return self._http.call("POST", _path(resource, namespace), body=body).json()

    def create_or_get(self, resource: Resource, namespace: str, body: JsonObject) -> JsonObject:
        """Create an object, or give the one of this name that exists: safe to repeat after a lost answer."""
        try:
            return self._http.call("POST", _path(resource, namespace), body=body, repeatable=True).json()
        except Conflict:
            existing = self.get(resource, namespace, body["metadata"]["name"])
            if existing is None:
                raise
            return existing

    def replace(self, resource: Resource, namespace: str, body: JsonObject) -> JsonObject:
        """Write an object as it was read; its resourceVersion makes a lost update a `Conflict`."""
        return self._http.call("PUT", _path(resource, namespace, body["metadata"]["name"]), body=body).json()

    def merge(self, resource: Resource, namespace: str, name: str, patch: JsonObject) -> JsonObject:
        """Apply a JSON merge patch."""
        content = {"Content-Type": "application/merge-patch+json"}
        path = _path(resource, namespace, name)
        return self._http.call("PATCH", path, body=patch, headers=content).json()

    def delete(self, resource: Resource, namespace: str, name: str, *, uid: str) -> None:
        """Delete the very object of this UID, its dependents first; one that is gone is fine.

        Raises:
            Conflict: An object of this name has another UID.
        """
        options = {"propagationPolicy": "Foreground", "preconditions": {"uid": uid}}
        self._http.call("DELETE", _path(resource, namespace, name), body=options, allow={_NOT_FOUND})

    def delete_collection(self, resource: Resource, namespace: str, *, selector: str) -> None:
        """Delete all objects that a label selector matches, dependents first, in one request.

        The API server works through large collections one by one, so the request may take a minute.
        """
        self._http.call(
            "DELETE",
            _path(resource, namespace),
            query={"labelSelector": selector},
            body={"propagationPolicy": "Foreground"},
            headers={"Accept": _METADATA_ONLY},
            timeout=DELETE_SECONDS,
        )

    def _metadata(self, resource: Resource, namespace: str, query: dict[str, str]) -> JsonObject:
        return self._http.call(
            "GET", _path(resource, namespace), query=query, headers={"Accept": _METADATA_ONLY}
        ).json()


def connect(settings: Settings) -> Kubernetes:
    """Reach the API server as the pod's service account."""
    authority = settings.service_account_directory / "ca.crt"
    http = Http(
        settings.kubernetes_url,
        name="the Kubernetes API",
        headers=lambda: bearer(settings),
        ca_file=authority if settings.kubernetes_url.startswith("https") else None,
    )
    return Kubernetes(http)


def bearer(settings: Settings) -> dict[str, str]:
    """Give the service account's token as a header; the file is read anew because tokens rotate."""
    path = settings.service_account_directory / "token"
    try:
        token = path.read_text(encoding="utf-8").strip()
    except UnicodeError as error:
        message = f"the service account's token at {path} is no text"
        raise Misuse(message) from error
    except OSError as error:
        message = f"there is no service account's token at {path}: {error.strerror}"
        raise Misuse(message) from error
    return {"Authorization": f"Bearer {token}"}


def _path(resource: Resource, namespace: str, name: str = "") -> str:
    root = "/api" if "/" not in resource.api_version else "/apis"
    path = f"{root}/{resource.api_version}/namespaces/{quote(namespace, safe='')}/{resource.plural}"
    return f"{path}/{quote(name, safe='')}" if name else path
