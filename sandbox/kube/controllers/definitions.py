"""Serves what CustomResourceDefinitions define, and clears up when one is deleted."""

import asyncio

from sandbox.kube.builtin import DEFINITIONS
from sandbox.kube.catalog import Catalog
from sandbox.kube.definitions import CLEANUP, resource_of
from sandbox.kube.deletion import Deleter
from sandbox.kube.resources import Resource
from sandbox.kube.store import Change, Store, Stored


class DefinitionController:
    """Keeps the catalog in step with the stored definitions."""

    def __init__(self, catalog: Catalog, store: Store, deleter: Deleter) -> None:
        """Watch this state from now on."""
        self._catalog = catalog
        self._store = store
        self._deleter = deleter
        self._ending: dict[str, Stored] = {}
        store.observers.append(self._observe)

    def _observe(self, change: Change) -> None:
        stored = change.after
        if stored.resource.id == DEFINITIONS.id:
            self._follow(change)
        elif change.type == "DELETED" and self._is_cleared(stored.resource):
            self._clear_later(stored.resource.id)

    def _is_cleared(self, resource: Resource) -> bool:
        return resource.id in self._ending and self._store.collection(resource).is_empty()

    def _follow(self, change: Change) -> None:
        definition = change.after
        resource = resource_of(definition.obj)
        if change.type == "DELETED":
            self._ending.pop(resource.id, None)
            self._catalog.remove(resource)
            self._store.drop(resource)
        elif definition.deleting:
            self._ending[resource.id] = definition
            self._clear_later(resource.id)
        else:
            if change.before is not None:
                self._catalog.remove(resource_of(change.before.obj))
            self._catalog.add(resource)

    def _clear_later(self, resource: str) -> None:
        asyncio.get_running_loop().call_soon(self._clear, resource)

    def _clear(self, resource: str) -> None:
        definition = self._ending.get(resource)
        if definition is None:
            return
        collection = self._store.collection(resource_of(definition.obj))
        for stored in collection.all():
            if not stored.deleting:
                self._deleter.delete(stored.resource, stored.key)
        current = self._store.collection(DEFINITIONS).get(definition.key)
        if current is not None and collection.is_empty():
            self._deleter.release(current, CLEANUP)
