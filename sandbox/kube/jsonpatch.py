"""JSON patch (RFC 6902) as the API server applies it.

Its library differs from the RFC in a few points, which are kept: `replace` creates a missing field of an
object, a `test` for null succeeds on a missing field, and negative indices count from the end of a list.
"""

import copy
from collections.abc import Sequence

from remediation.model import JsonObject
from sandbox.kube.objects import same

_OPERATIONS_LIMIT = 10_000


class PatchError(ValueError):
    """An operation that does not apply: a failed test, a missing path, an unknown operation."""


def apply_json_patch(obj: JsonObject, operations: Sequence[JsonObject]) -> JsonObject:
    """Apply all operations to an object, in place as far as possible.

    Raises:
        PatchError: One does not apply.
    """
    if len(operations) > _OPERATIONS_LIMIT:
        message = f"more than {_OPERATIONS_LIMIT} operations"
        raise PatchError(message)
    root: JsonObject = {"": obj}
    for operation in operations:
        _apply(root, operation)
    found = root[""]
    if not isinstance(found, dict):
        message = "the result is no object"
        raise PatchError(message)
    return found


def _apply(root: JsonObject, operation: JsonObject) -> None:
    path = _text(operation, "path")
    match operation.get("op"):
        case "add":
            _add(root, path, copy.deepcopy(operation.get("value")))
        case "remove":
            _remove(root, path)
        case "replace":
            _replace(root, path, copy.deepcopy(operation.get("value")))
        case "test":
            if not same(_read(root, path), operation.get("value")):
                message = f"testing value {path} failed"
                raise PatchError(message)
        case "move":
            source = _text(operation, "from")
            value = _read(root, source)
            _remove(root, source)
            _add(root, path, value)
        case "copy":
            _add(root, path, copy.deepcopy(_read(root, _text(operation, "from"))))
        case unknown:
            message = f"Unexpected kind: {unknown}"
            raise PatchError(message)


def _text(operation: JsonObject, name: str) -> str:
    value = operation.get(name)
    if not isinstance(value, str) or (value and not value.startswith("/")):
        message = f"operation has no usable {name}: {value!r}"
        raise PatchError(message)
    return value


def _parent(root: JsonObject, path: str) -> tuple[object, str]:
    """Find the object or list that holds a path, and the last step."""
    parts = [part.replace("~1", "/").replace("~0", "~") for part in path.split("/")]
    holder: object = root
    for part in parts[:-1]:
        holder = _step(holder, part, path)
    if not isinstance(holder, dict | list):
        message = f"doc is missing path: {path}"
        raise PatchError(message)
    return holder, parts[-1]


def _step(holder: object, part: str, path: str) -> object:
    if isinstance(holder, dict):
        return holder.get(part)
    if isinstance(holder, list):
        return holder[_index(part, len(holder))]
    message = f"doc is missing path: {path}"
    raise PatchError(message)


def _index(part: str, size: int) -> int:
    try:
        index = int(part)
    except ValueError:
        index = size
    if not -size <= index < size:
        message = f"Unable to access invalid index: {part}"
        raise PatchError(message)
    return index % size


def _read(root: JsonObject, path: str) -> object:
    holder, last = _parent(root, path)
    return _step(holder, last, path)


def _add(root: JsonObject, path: str, value: object) -> None:
    holder, last = _parent(root, path)
    if isinstance(holder, dict):
        holder[last] = value
    elif isinstance(holder, list):
        holder.insert(len(holder) if last == "-" else _index(last, len(holder) + 1), value)


def _replace(root: JsonObject, path: str, value: object) -> None:
    holder, last = _parent(root, path)
    if isinstance(holder, dict):
        holder[last] = value
    elif isinstance(holder, list):
        holder[_index(last, len(holder))] = value


def _remove(root: JsonObject, path: str) -> None:
    holder, last = _parent(root, path)
    if isinstance(holder, list):
        del holder[_index(last, len(holder))]
    elif isinstance(holder, dict):
        if last not in holder:
            message = f"Unable to remove nonexistent key: {last}"
            raise PatchError(message)
        del holder[last]
