"""Read from a file what has happened to an object, for those who ask what would follow from it."""

from typing import cast, get_args

from pydantic import JsonValue

from remediation.errors import Misuse
from remediation.model import JsonObject
from sandbox.evaluator.golang.encoding import decode, int64
from sandbox.evaluator.resource_source import ChangeType, ObjectChange


def change_from_payload(payload: bytes) -> ObjectChange:
    """Read an object, or what a resource event source publishes about it.

    An object alone is an addition: so the event source tells of it when it starts. With `type`, `body` and
    perhaps `oldBody` around it, it is what they say; the other fields that are published follow from them.

    Raises:
        Misuse: It is neither, or no JSON.
    """
    try:
        found = decode(payload, whole=int64)
    except ValueError as error:
        message = f"the payload is no JSON: {error}"
        raise Misuse(message) from error
    if not isinstance(found, dict) or "body" not in found:
        return ObjectChange("ADD", _object(found, "the payload"))
    kind, old = found.get("type"), found.get("oldBody")
    if kind not in get_args(ChangeType):
        message = f"the payload's type is {kind!r}, and must be ADD, UPDATE or DELETE"
        raise Misuse(message)
    before = None if old is None else _object(old, "the payload's oldBody")
    return ObjectChange(cast("ChangeType", kind), _object(found["body"], "the payload's body"), before)


def _object(value: JsonValue, what: str) -> JsonObject:
    if isinstance(value, dict):
        match value:
            case {"apiVersion": str(), "kind": str(), "metadata": {"name": str(), **metadata}}:
                if isinstance(metadata.get("labels") or {}, dict):
                    return value
    message = f"{what} is no object of Kubernetes: it needs apiVersion, kind and metadata.name"
    raise Misuse(message)
