"""What an informer of Kubernetes' Go client tells of the objects that it lists and watches."""

from collections.abc import Iterable
from typing import NamedTuple

from remediation.model import JsonObject
from sandbox.evaluator import ObjectChange


class _Key(NamedTuple):
    namespace: str
    name: str


class KnownObjects:
    """The objects as they were last seen; another object of the same name is the same one, changed."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._objects: dict[_Key, JsonObject] = {}

    def listed(self, objects: Iterable[JsonObject]) -> list[ObjectChange]:
        """Take in a listing, the first one or the one after a watch was lost.

        What is known and not listed is forgotten in silence: nobody saw its deletion, and of such a one the
        event source publishes nothing if it has a filter, and else nothing with the object's fields.
        """
        present = list(objects)
        keys = {_key(each) for each in present}
        self._objects = {key: each for key, each in self._objects.items() if key in keys}
        return [change for each in present if (change := self._put(each))]

    def watched(self, kind: str, obj: JsonObject) -> ObjectChange | None:
        """Take in what a watch says, `ADDED`, `MODIFIED` or `DELETED`; None if it is nothing new."""
        if kind != "DELETED":
            return self._put(obj)
        known = self._objects.pop(_key(obj), None)
        return ObjectChange("DELETE", obj) if known else None

    def _put(self, obj: JsonObject) -> ObjectChange | None:
        old = self._objects.get(_key(obj))
        self._objects[_key(obj)] = obj
        if old is None:
            return ObjectChange("ADD", obj)
        if old["metadata"]["resourceVersion"] == obj["metadata"]["resourceVersion"]:
            return None
        return ObjectChange("UPDATE", obj, old)


def _key(obj: JsonObject) -> _Key:
    return _Key(obj["metadata"].get("namespace", ""), obj["metadata"]["name"])
