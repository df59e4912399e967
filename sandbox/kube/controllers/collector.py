"""The garbage collector: what happens to objects whose owners are deleted.

https://kubernetes.io/docs/concepts/architecture/garbage-collection/. A dependent goes when none of its owners
exists any more. An owner that is deleted in the foreground waits for the dependents that block it; one whose
dependents are orphaned waits until they have forgotten it.
"""

import asyncio
from typing import TYPE_CHECKING, TypeAlias

from remediation.model import JsonObject
from sandbox.kube.catalog import Catalog
from sandbox.kube.deletion import DeleteOptions, Deleter, Propagation
from sandbox.kube.metadata import FOREGROUND, ORPHAN
from sandbox.kube.objects import Key, with_metadata
from sandbox.kube.store import Change, Store, Stored

if TYPE_CHECKING:
    from sandbox.kube.resources import Resource

BATCH = 200  # objects handled before others get a turn

_Place: TypeAlias = tuple[str, Key]  # resource id and key: stays the same while an object changes


class Collector:
    """Deletes dependents, in the background."""

    def __init__(self, catalog: Catalog, store: Store, deleter: Deleter) -> None:
        """Watch this state from now on."""
        self._catalog = catalog
        self._store = store
        self._deleter = deleter
        self._alive: dict[str, _Place] = {}
        self._resources: dict[str, Resource] = {}
        self._dependents: dict[str, set[_Place]] = {}
        self._due: dict[_Place, None] = {}
        self._wake = asyncio.Event()
        store.observers.append(self._observe)

    async def run(self) -> None:
        """Work until cancelled."""
        while True:
            await self._wake.wait()
            self._wake.clear()
            for _ in range(BATCH):
                if not self._due:
                    break
                place = next(iter(self._due))
                del self._due[place]
                self._examine(place)
            if self._due:
                self._wake.set()
            await asyncio.sleep(0)

    def _observe(self, change: Change) -> None:
        place = (change.after.resource.id, change.after.key)
        self._resources[change.after.resource.id] = change.after.resource
        before = _owner_uids(change.before)
        after = _owner_uids(None if change.type == "DELETED" else change.after)
        for uid in before - after:
            self._dependents.get(uid, set()).discard(place)
            self._examine_later(self._alive.get(uid))
        for uid in after - before:
            self._dependents.setdefault(uid, set()).add(place)
        if change.type == "DELETED":
            self._alive.pop(change.after.uid, None)
            for dependent in self._dependents.pop(change.after.uid, ()):
                self._examine_later(dependent)
            return
        self._alive[change.after.uid] = place
        if after != before or change.after.deleting:
            self._examine_later(place)

    def _examine_later(self, place: _Place | None) -> None:
        if place is not None:
            self._due[place] = None
            self._wake.set()

    def _examine(self, place: _Place) -> None:
        stored = self._find(place)
        if stored is None:
            return
        finalizers = stored.obj["metadata"].get("finalizers", [])
        if stored.deleting and ORPHAN in finalizers:
            self._orphan(stored)
        elif stored.deleting and FOREGROUND in finalizers:
            self._delete_in_foreground(stored)
        elif not stored.deleting:
            self._delete_if_unowned(stored)

    def _delete_if_unowned(self, stored: Stored) -> None:
        owners: list[JsonObject] = stored.obj["metadata"].get("ownerReferences", [])
        gone = [owner for owner in owners if self._is_gone(owner, stored)]
        waiting = [owner for owner in owners if self._waits_in_foreground(owner)]
        if not owners or (not gone and not waiting):
            return
        solid = [owner for owner in owners if owner not in gone and owner not in waiting]
        if solid:
            self._store.put(stored.resource, with_metadata(stored.obj, ownerReferences=solid))
        else:
            in_foreground = waiting and self._dependents.get(stored.uid)
            self._delete(stored, "Foreground" if in_foreground else _own_policy(stored))

    def _is_gone(self, owner: JsonObject, dependent: Stored) -> bool:
        resource = self._catalog.of_kind(owner["apiVersion"], owner["kind"])
        if resource is None or (resource.namespaced and not dependent.key[0]):
            return False  # a kind that is not served, or an owner without a place: nobody can tell
        place = self._alive.get(owner["uid"])
        namespace = dependent.key[0] if resource.namespaced else ""
        return place is None or place != (resource.id, (namespace, owner["name"]))

    def _waits_in_foreground(self, owner: JsonObject) -> bool:
        found = self._find(self._alive.get(owner["uid"]))
        return (
            found is not None and found.deleting and FOREGROUND in found.obj["metadata"].get("finalizers", [])
        )

    def _delete_in_foreground(self, owner: Stored) -> None:
        for place in tuple(self._dependents.get(owner.uid, ())):
            dependent = self._find(place)
            if dependent is not None and not dependent.deleting:
                self._delete_if_unowned(dependent)
        current = self._find((owner.resource.id, owner.key))
        if current is not None and not self._any_blocking(owner.uid):
            self._deleter.release(current, FOREGROUND)

    def _any_blocking(self, uid: str) -> bool:
        found = (self._find(place) for place in self._dependents.get(uid, ()))
        return any(_blocks(dependent, uid) for dependent in found if dependent)

    def _orphan(self, owner: Stored) -> None:
        for place in tuple(self._dependents.get(owner.uid, ())):
            dependent = self._find(place)
            if dependent is not None:
                owners = dependent.obj["metadata"]["ownerReferences"]
                left = [item for item in owners if item["uid"] != owner.uid]
                obj = with_metadata(dependent.obj, ownerReferences=left or None)
                self._store.put(dependent.resource, obj)
        self._deleter.release(owner, ORPHAN)

    def _delete(self, stored: Stored, propagation: Propagation) -> None:
        self._deleter.delete(stored.resource, stored.key, DeleteOptions(propagation=propagation))

    def _find(self, place: _Place | None) -> Stored | None:
        if place is None:
            return None
        resource, key = place
        return self._store.collection(self._resources[resource]).get(key)


def _owner_uids(stored: Stored | None) -> set[str]:
    owners = stored.obj["metadata"].get("ownerReferences", []) if stored else []
    return {owner["uid"] for owner in owners}


def _own_policy(stored: Stored) -> Propagation:
    finalizers = stored.obj["metadata"].get("finalizers", [])
    if ORPHAN in finalizers:
        return "Orphan"
    return "Foreground" if FOREGROUND in finalizers else "Background"


def _blocks(dependent: Stored, uid: str) -> bool:
    owners = dependent.obj["metadata"].get("ownerReferences", [])
    return any(owner["uid"] == uid and owner.get("blockOwnerDeletion") for owner in owners)
