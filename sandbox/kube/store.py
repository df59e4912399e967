"""The state: every object once, a revision for each change, and the changes of the recent past.

Like etcd behind the API server: one counter numbers all changes; lists and watches can go back to an
earlier revision as long as the history reaches that far. Stored objects are never changed, only replaced,
so that lists, watches and history share them. Everything runs in one event loop and nothing here waits,
so each call is atomic.
"""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, TypeAlias

from remediation.model import JsonObject
from sandbox.kube.objects import Key, encode, key_of
from sandbox.kube.resources import Resource

# Low revisions belong to a past that nobody remembers, so that a client can ask for one and be told so.
FIRST_REVISION = 1000

ChangeType: TypeAlias = Literal["ADDED", "MODIFIED", "DELETED"]


@dataclass(frozen=True, kw_only=True)
class Stored:
    """One version of one object."""

    resource: Resource
    obj: JsonObject
    revision: int

    @cached_property
    def encoded(self) -> bytes:
        """The object as a response or a watch event carries it."""
        return encode(self.obj)

    @cached_property
    def encoded_item(self) -> bytes:
        """The object as an element of a list: built-in types leave out what the list says already."""
        if self.resource.custom:
            return self.encoded
        return encode({name: item for name, item in self.obj.items() if name not in ("kind", "apiVersion")})

    @property
    def key(self) -> Key:
        """Where the object lives."""
        return key_of(self.obj)

    @property
    def uid(self) -> str:
        """What tells the object from a later one of the same name."""
        uid: str = self.obj["metadata"]["uid"]
        return uid

    @property
    def deleting(self) -> bool:
        """Whether the object waits for its end."""
        return "deletionTimestamp" in self.obj["metadata"]


@dataclass(frozen=True, slots=True)
class Change:
    """What happened to one object. `after` is also set for DELETED: the last state, with the new revision."""

    type: ChangeType
    before: Stored | None
    after: Stored

    @property
    def revision(self) -> int:
        """The number of the change."""
        return self.after.revision


Observer = Callable[[Change], None]


class Collection:
    """The objects of one resource, in all namespaces."""

    def __init__(self, resource: Resource, *, revision: int, history_limit: int) -> None:
        """Start empty; what happened before `revision` is unknown."""
        self.resource = resource
        self.compacted = revision
        self.observers: list[Observer] = []
        self._objects: dict[str, dict[str, Stored]] = {}
        self._history: deque[Change] = deque()
        self._history_limit = history_limit

    def get(self, key: Key) -> Stored | None:
        """Find one object."""
        return self._objects.get(key[0], {}).get(key[1])

    def all(self, namespace: str = "") -> list[Stored]:
        """List the objects of a namespace, or all of them, in the order of their keys."""
        return [objects[name] for _, objects in sorted(self._spaces(namespace)) for name in sorted(objects)]

    def is_empty(self, namespace: str = "") -> bool:
        """Tell whether a namespace, or every one, holds no object."""
        return not any(objects for _, objects in self._spaces(namespace))

    def at(self, revision: int, namespace: str = "") -> list[Stored]:
        """List the objects as they were at an earlier revision, by undoing what happened since.

        Raises:
            KeyError: The history does not reach that far.
        """
        if revision < self.compacted:
            raise KeyError(revision)
        found = {item.key: item for _, objects in self._spaces(namespace) for item in objects.values()}
        for change in reversed(self._history):
            if change.revision <= revision:
                break
            key = change.after.key
            if namespace and key[0] != namespace:
                continue
            if change.before is None:
                found.pop(key, None)
            else:
                found[key] = change.before
        return [found[key] for key in sorted(found)]

    def since(self, revision: int) -> list[Change]:
        """List the changes after a revision.

        Raises:
            KeyError: The history does not reach that far.
        """
        if revision < self.compacted:
            raise KeyError(revision)
        recent: list[Change] = []
        for change in reversed(self._history):
            if change.revision <= revision:
                break
            recent.append(change)
        return recent[::-1]

    def record(self, change: Change) -> None:
        """Take a change into the state and the history, and tell the observers."""
        namespace, name = change.after.key
        objects = self._objects.setdefault(namespace, {})
        if change.type == "DELETED":
            del objects[name]
        else:
            objects[name] = change.after
        self._history.append(change)
        if len(self._history) > self._history_limit:
            self.compacted = self._history.popleft().revision
        for observer in tuple(self.observers):
            observer(change)

    def forget(self, revision: int) -> None:
        """Drop the history up to now."""
        self._history.clear()
        self.compacted = revision

    def _spaces(self, namespace: str) -> list[tuple[str, dict[str, Stored]]]:
        if namespace:
            return [(namespace, self._objects.get(namespace, {}))]
        return list(self._objects.items())


class Store:
    """All collections and the revision they share."""

    def __init__(self, *, history_limit: int) -> None:
        """Start empty. `history_limit` is the number of changes that each resource remembers."""
        self.revision = FIRST_REVISION
        self.observers: list[Observer] = []
        self._collections: dict[str, Collection] = {}
        self._history_limit = history_limit

    def collection(self, resource: Resource) -> Collection:
        """Give the collection of a resource."""
        found = self._collections.get(resource.id)
        if found is None:
            found = Collection(resource, revision=self.revision, history_limit=self._history_limit)
            self._collections[resource.id] = found
        return found

    def collections(self) -> list[Collection]:
        """List the collections that exist so far."""
        return list(self._collections.values())

    def drop(self, resource: Resource) -> None:
        """Forget a resource that is no longer served."""
        self._collections.pop(resource.id, None)

    def draft(self, resource: Resource, obj: JsonObject) -> Stored:
        """Make the next version of an object, with the next revision, without storing it."""
        revision = self.revision + 1
        meta = {**obj["metadata"], "resourceVersion": str(revision)}
        return Stored(resource=resource, obj={**obj, "metadata": meta}, revision=revision)

    def commit(self, draft: Stored) -> Stored:
        """Store a draft; nothing else may have been stored since it was made."""
        before = self.collection(draft.resource).get(draft.key)
        self._record(Change("MODIFIED" if before else "ADDED", before, draft))
        return draft

    def put(self, resource: Resource, obj: JsonObject) -> Stored:
        """Store a new version of an object under a new revision."""
        return self.commit(self.draft(resource, obj))

    def remove(self, stored: Stored) -> Stored:
        """Remove an object; watchers see its last stored state under a new revision."""
        after = self.draft(stored.resource, stored.obj)
        self._record(Change("DELETED", stored, after))
        return after

    def forget_history(self) -> None:
        """Forget all earlier revisions, as etcd does when it compacts: old watches and pages expire."""
        for collection in self._collections.values():
            collection.forget(self.revision)

    def _record(self, change: Change) -> None:
        self.revision = change.revision
        self.collection(change.after.resource).record(change)
        for observer in tuple(self.observers):
            observer(change)
