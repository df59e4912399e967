"""Which resources are served now: the built-in ones and those of the CustomResourceDefinitions."""

from collections.abc import Iterable

from remediation.model import JsonObject
from sandbox.kube.resources import Resource
from sandbox.kube.store import Store


class Catalog:
    """The resources by their place in the API."""

    def __init__(self, resources: Iterable[Resource]) -> None:
        """Serve these resources from the start."""
        self._served: dict[tuple[str, str, str], Resource] = {}
        for resource in resources:
            self.add(resource)

    def add(self, resource: Resource) -> None:
        """Serve a resource, in place of an earlier definition of it."""
        self._served[resource.group, resource.version, resource.plural] = resource

    def remove(self, resource: Resource) -> None:
        """Stop serving a resource."""
        self._served.pop((resource.group, resource.version, resource.plural), None)

    def get(self, group: str, version: str, plural: str) -> Resource | None:
        """Find a resource by its path."""
        return self._served.get((group, version, plural))

    def of_kind(self, api_version: str, kind: str) -> Resource | None:
        """Find a resource by the type of its objects."""
        return next(
            (item for item in self._served.values() if item.kind == kind and item.api_version == api_version),
            None,
        )

    def all(self) -> list[Resource]:
        """List all resources."""
        return list(self._served.values())

    def groups(self) -> dict[str, list[str]]:
        """List the groups with their versions, the core (empty name) included."""
        found: dict[str, list[str]] = {}
        for resource in self._served.values():
            versions = found.setdefault(resource.group, [])
            if resource.version not in versions:
                versions.append(resource.version)
        return found

    def in_version(self, group: str, version: str) -> list[Resource]:
        """List the resources of one version of a group."""
        return [item for item in self._served.values() if (item.group, item.version) == (group, version)]


class CoreLookup:
    """Reads objects of core resources for the rules that need them."""

    def __init__(self, catalog: Catalog, store: Store) -> None:
        """Read from this state."""
        self._catalog = catalog
        self._store = store

    def find(self, plural: str, namespace: str, name: str) -> JsonObject | None:
        """Find an object of a core resource."""
        resource = self._catalog.get("", "v1", plural)
        stored = self._store.collection(resource).get((namespace, name)) if resource else None
        return stored.obj if stored else None
