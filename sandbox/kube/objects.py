"""Objects as the API server keeps them: JSON objects that nobody changes once they are stored."""

import json
from datetime import UTC, datetime
from typing import TypeAlias

from remediation.model import JsonObject

# Namespace (empty at cluster scope) and name: what tells one object of a resource from another.
Key: TypeAlias = tuple[str, str]


def timestamp(moment: datetime | None = None) -> str:
    """Write a moment (default: now) as `metav1.Time` does, in UTC and whole seconds."""
    return (moment or datetime.now(UTC)).strftime("%Y-%m-%dT%H:%M:%SZ")


def encode(value: object) -> bytes:
    """Write compact JSON."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def key_of(obj: JsonObject) -> Key:
    """Say where an object lives."""
    meta = obj["metadata"]
    return meta.get("namespace", ""), meta["name"]


def with_metadata(obj: JsonObject, **changes: object) -> JsonObject:
    """Copy an object with other metadata; None removes a field. The stored original stays as it is."""
    meta = {**obj["metadata"], **changes}
    return {**obj, "metadata": {name: value for name, value in meta.items() if value is not None}}


def same(left: object, right: object) -> bool:
    """Tell whether two JSON values are equal. Python alone would call 1 and true the same."""
    return left == right and json.dumps(left, sort_keys=True) == json.dumps(right, sort_keys=True)
