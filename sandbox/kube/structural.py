"""Structural schemas: dropping unknown fields and filling in defaults.

https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/, "Field
pruning" and "Defaulting". Both work on an object of their own, in place.
"""

import copy
from collections.abc import Iterator

from remediation.model import JsonObject

PRESERVE = "x-kubernetes-preserve-unknown-fields"
EMBEDDED = "x-kubernetes-embedded-resource"
_TYPE_META = ("apiVersion", "kind", "metadata")


def prune(value: object, schema: JsonObject, path: str = "", *, resource: bool = False) -> list[str]:
    """Drop what the schema does not know.

    Args:
        value: The object, which is changed.
        schema: Its schema.
        path: Where the value stands, for the answer.
        resource: Whether the value is a whole resource, whose type and metadata are always known.

    Returns:
        The paths of the fields that were dropped.
    """
    if isinstance(value, list):
        items = schema.get("items", {PRESERVE: True})
        return [gone for index, item in enumerate(value) for gone in prune(item, items, f"{path}[{index}]")]
    if not isinstance(value, dict):
        return []
    dropped: list[str] = []
    for name in list(value):
        if name in _TYPE_META and (resource or schema.get(EMBEDDED)):
            continue
        here = f"{path}.{name}" if path else name
        known = _field(schema, name)
        if known is None:
            del value[name]
            dropped.append(here)
        else:
            dropped += prune(value[name], known, here)
    return dropped


def _field(schema: JsonObject, name: str) -> JsonObject | None:
    properties: JsonObject = schema.get("properties", {})
    if name in properties:
        known: JsonObject = properties[name]
        return known
    additional = schema.get("additionalProperties")
    if isinstance(additional, dict):
        return additional
    return {PRESERVE: True} if additional or schema.get(PRESERVE) else None


def fill_defaults(value: object, schema: JsonObject) -> None:
    """Fill in defaults, and drop null where the schema does not allow it, as the API server does."""
    if isinstance(value, list):
        for item in value:
            fill_defaults(item, schema.get("items", {}))
    elif isinstance(value, dict):
        for name, known in _known_fields(value, schema):
            if value.get(name, known) is None and not known.get("nullable"):
                del value[name]
            if name not in value and "default" in known:
                value[name] = copy.deepcopy(known["default"])
            if name in value:
                fill_defaults(value[name], known)


def _known_fields(value: JsonObject, schema: JsonObject) -> Iterator[tuple[str, JsonObject]]:
    properties: JsonObject = schema.get("properties", {})
    yield from properties.items()
    additional = schema.get("additionalProperties")
    if isinstance(additional, dict):
        yield from [(name, additional) for name in value if name not in properties]
