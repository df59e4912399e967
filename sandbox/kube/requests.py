"""What a request asks for, read from its method and path as the API server does.

https://kubernetes.io/docs/reference/access-authn-authz/authorization/, "Determine the request verb".
"""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl

from sandbox.kube.fields import parse_field_selector
from sandbox.kube.status import ApiError

_VERBS = {
    "POST": "create",
    "GET": "get",
    "HEAD": "get",
    "PUT": "update",
    "PATCH": "patch",
    "DELETE": "delete",
}
_NAMESPACE_SUBRESOURCES = {"status", "finalize"}
_FALSE = {"", "false", "0"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Target:
    """What a request is about.

    Attributes:
        verb: Verb of RBAC for a resource, the method in lower case for any other path.
        path: The path, for requests that are about no resource.
        resource: Plural name, empty for any other path.
        namespace: Namespace in the path. For a namespace itself, its name: its own roles may grant access.
        name: Name of the object, also if a field selector lets only one through.
        listed: Whether the path names a collection.
    """

    verb: str
    path: str
    group: str = ""
    version: str = ""
    resource: str = ""
    subresource: str = ""
    namespace: str = ""
    name: str = ""
    listed: bool = False


def read_query(raw: bytes) -> dict[str, str]:
    """Read a query string; of a repeated parameter the first counts."""
    found: dict[str, str] = {}
    for name, value in parse_qsl(raw.decode("latin-1"), keep_blank_values=True):
        found.setdefault(name, value)
    return found


def truthy(query: Mapping[str, str], name: str) -> bool:
    """Read a boolean parameter: anything but `false` and `0` is true."""
    return query.get(name, "").lower() not in _FALSE


def read_target(method: str, path: str, query: Mapping[str, str]) -> Target:
    """Find out what a request is about.

    Args:
        method: HTTP method.
        path: Decoded path.
        query: Parameters, of which `watch` and `fieldSelector` matter here.
    """
    parts = [part for part in path.strip("/").split("/") if part]
    if parts[:1] == ["api"] and len(parts) > 2:  # noqa: PLR2004  # /api/VERSION/RESOURCE
        return _resource_target(method, path, query, ("", parts[1], parts[2:]))
    if parts[:1] == ["apis"] and len(parts) > 3:  # noqa: PLR2004  # /apis/GROUP/VERSION/RESOURCE
        return _resource_target(method, path, query, (parts[1], parts[2], parts[3:]))
    return Target(verb=method.lower(), path=path)


def _resource_target(
    method: str, path: str, query: Mapping[str, str], place: tuple[str, str, list[str]]
) -> Target:
    group, version, parts = place
    verb = _VERBS.get(method, "")
    if parts[0] == "watch" and len(parts) > 1:
        verb, parts = "watch", parts[1:]
    namespace = ""
    if parts[0] == "namespaces" and len(parts) > 1:
        namespace = parts[1]
        if len(parts) > 2 and parts[2] not in _NAMESPACE_SUBRESOURCES:  # noqa: PLR2004  # after NAMESPACE
            parts = parts[2:]
    resource, name, subresource = [*parts, "", ""][:3]
    listed = not name
    if listed and verb == "get":
        verb = "watch" if truthy(query, "watch") else "list"
        name = _selected_name(query)
    elif listed and verb == "delete":
        verb = "deletecollection"
    return Target(
        verb=verb,
        path=path,
        group=group,
        version=version,
        resource=resource,
        subresource="/".join([subresource, *parts[3:]]).rstrip("/"),
        namespace=namespace,
        name=name,
        listed=listed,
    )


def _selected_name(query: Mapping[str, str]) -> str:
    try:
        return parse_field_selector(query.get("fieldSelector", "")).exact_name()
    except ApiError:
        return ""
