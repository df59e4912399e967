"""What the server offers, as clients ask before anything else: versions, groups, resources, health."""

from collections.abc import Iterable

from remediation.model import JsonObject
from sandbox.kube.catalog import Catalog
from sandbox.kube.resources import Resource

VERSION = {"major": "1", "minor": "34", "gitVersion": "v1.34.4", "platform": "linux/amd64"}
HEALTH_PATHS = ("/readyz", "/livez", "/healthz")


def discover(catalog: Catalog, path: str, host: str) -> JsonObject | None:
    """Answer a discovery request.

    Args:
        catalog: What is served.
        path: Path of the request.
        host: Address of the server, as the client knows it.

    Returns:
        The document, None if there is nothing at that path.
    """
    document: JsonObject | None = None
    match path.strip("/").split("/"):
        case ["version"]:
            document = dict(VERSION)
        case ["api"]:
            addresses = [{"clientCIDR": "0.0.0.0/0", "serverAddress": host}]
            document = {"kind": "APIVersions", "versions": ["v1"], "serverAddressByClientCIDRs": addresses}
        case ["api", version]:
            document = _resource_list(version, catalog.in_version("", version))
        case ["apis"]:
            groups = [_group(name, versions) for name, versions in catalog.groups().items() if name]
            document = {"kind": "APIGroupList", "apiVersion": "v1", "groups": groups}
        case ["apis", group] if group in catalog.groups():
            document = {"kind": "APIGroup", "apiVersion": "v1"} | _group(group, catalog.groups()[group])
        case ["apis", group, version]:
            document = _resource_list(f"{group}/{version}", catalog.in_version(group, version))
    return document


def _group(name: str, versions: Iterable[str]) -> JsonObject:
    known = [{"groupVersion": f"{name}/{version}", "version": version} for version in versions]
    return {"name": name, "versions": known, "preferredVersion": known[0]}


def _resource_list(group_version: str, resources: list[Resource]) -> JsonObject | None:
    if not resources:
        return None
    listed = [entry for resource in resources for entry in _entries(resource)]
    document = {"kind": "APIResourceList", "apiVersion": "v1", "groupVersion": group_version}
    return {**document, "resources": listed}


def _entries(resource: Resource) -> list[JsonObject]:
    common = {"namespaced": resource.namespaced, "kind": resource.kind}
    main: JsonObject = {"name": resource.plural, "singularName": resource.singular, **common}
    main["verbs"] = list(resource.verbs)
    if resource.short_names:
        main["shortNames"] = list(resource.short_names)
    if resource.categories:
        main["categories"] = list(resource.categories)
    below = [
        {"name": f"{resource.plural}/{name}", "singularName": "", **common, "verbs": list(verbs)}
        for name, verbs in resource.subresources.items()
    ]
    return [main, *below]
