"""The newest known version of each object of a collection."""

from collections.abc import Callable, Iterable

from remediation.model import JsonObject
from sandbox.engine.informer import DELETED

_REMEMBERED = 10_000


class Cache:
    """Objects by name; older news about an object never replace newer ones."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._objects: dict[str, JsonObject] = {}
        self._deleted: dict[str, None] = {}
        """UIDs of objects that are gone: an answer that comes late must not bring them back."""

    def get(self, name: str) -> JsonObject | None:
        """Find an object."""
        return self._objects.get(name)

    def all(self) -> list[JsonObject]:
        """Give all objects."""
        return list(self._objects.values())

    def matching(self, wanted: Callable[[JsonObject], bool]) -> list[JsonObject]:
        """Give the objects that are wanted."""
        return [each for each in self._objects.values() if wanted(each)]

    def put(self, obj: JsonObject) -> bool:
        """Take in a version of an object; False if nothing is new about it."""
        metadata = obj["metadata"]
        known = self._objects.get(metadata["name"])
        if metadata["uid"] in self._deleted or (known is not None and _version(obj) <= _version(known)):
            return False
        self._objects[metadata["name"]] = obj
        return True

    def change(self, kind: str, obj: JsonObject) -> bool:
        """Take in a change out of a watch; False if nothing is new about it."""
        return self.remove(obj) if kind == DELETED else self.put(obj)

    def remove(self, obj: JsonObject) -> bool:
        """Forget an object that is gone; False if it was not known."""
        metadata = obj["metadata"]
        self._deleted[metadata["uid"]] = None
        while len(self._deleted) > _REMEMBERED:
            del self._deleted[next(iter(self._deleted))]
        known = self._objects.get(metadata["name"])
        if known is None or known["metadata"]["uid"] != metadata["uid"]:
            return False
        del self._objects[metadata["name"]]
        return True

    def replace(self, objects: Iterable[JsonObject]) -> tuple[list[JsonObject], list[JsonObject]]:
        """Take in a listing.

        Returns:
            What is new, and what is gone.
        """
        listed = list(objects)
        uids = {each["metadata"]["uid"] for each in listed}
        gone = [each for each in self._objects.values() if each["metadata"]["uid"] not in uids]
        for each in gone:
            self.remove(each)
        return [each for each in listed if self.put(each)], gone


def _version(obj: JsonObject) -> int:
    return int(obj["metadata"]["resourceVersion"])
