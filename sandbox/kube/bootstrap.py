"""What every cluster has from the start: namespaces, and the roles that discovery needs."""

from collections.abc import Iterable, Iterator

from remediation.model import JsonObject
from sandbox.kube import argo
from sandbox.kube.builtin import CLUSTER_ROLE_BINDINGS, CLUSTER_ROLES, DEFINITIONS, NAMESPACES
from sandbox.kube.kinds.access import RBAC_GROUP
from sandbox.kube.rbac import MASTERS
from sandbox.kube.resources import Resource
from sandbox.kube.writing import Writer

_NAMESPACES = ("default", "kube-system", "kube-public", "kube-node-lease")
_PUBLIC_PATHS = ["/healthz", "/livez", "/readyz", "/version", "/version/"]
_DISCOVERY_PATHS = ["/api", "/api/*", "/apis", "/apis/*", "/openapi", "/openapi/*", *_PUBLIC_PATHS]
_EVERYBODY = ["system:authenticated", "system:unauthenticated"]


def bootstrap(writer: Writer, namespaces: Iterable[str]) -> None:
    """Create what is there before the first client comes, and the namespaces asked for."""
    for name in (*_NAMESPACES, *namespaces):
        writer.create(NAMESPACES, "", {"metadata": {"name": name}})
    for resource, obj in _roles():
        writer.create(resource, "", obj)
    for definition in argo.DEFINITIONS:
        writer.create(DEFINITIONS, "", definition)


def _roles() -> Iterator[tuple[Resource, JsonObject]]:
    everything = [
        {"apiGroups": ["*"], "resources": ["*"], "verbs": ["*"]},
        {"nonResourceURLs": ["*"], "verbs": ["*"]},
    ]
    yield from _role("cluster-admin", everything, [MASTERS])
    discovery = [{"nonResourceURLs": _DISCOVERY_PATHS, "verbs": ["get"]}]
    yield from _role("system:discovery", discovery, ["system:authenticated"])
    public = [{"nonResourceURLs": _PUBLIC_PATHS, "verbs": ["get"]}]
    yield from _role("system:public-info-viewer", public, _EVERYBODY)


def _role(name: str, rules: list[JsonObject], groups: list[str]) -> Iterator[tuple[Resource, JsonObject]]:
    yield CLUSTER_ROLES, {"metadata": {"name": name}, "rules": rules}
    subjects = [{"kind": "Group", "apiGroup": RBAC_GROUP, "name": group} for group in groups]
    ref = {"apiGroup": RBAC_GROUP, "kind": "ClusterRole", "name": name}
    yield CLUSTER_ROLE_BINDINGS, {"metadata": {"name": name}, "subjects": subjects, "roleRef": ref}
