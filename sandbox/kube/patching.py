"""The patch formats of the API server, from the body of a request to a function from object to object."""

import copy
import json
from collections.abc import Callable

from remediation.model import JsonObject
from sandbox.kube.jsonpatch import PatchError, apply_json_patch
from sandbox.kube.resources import Resource
from sandbox.kube.status import ApiError, bad_request, unprocessable_patch, unsupported_media

JSON_PATCH = "application/json-patch+json"
MERGE_PATCH = "application/merge-patch+json"
STRATEGIC_PATCH = "application/strategic-merge-patch+json"
APPLY_PATCH = "application/apply-patch+yaml"
_DIRECTIVE = "$"

Patch = Callable[[JsonObject], JsonObject]


def read_patch(resource: Resource, media_type: str, body: bytes) -> Patch:
    """Read the body of a PATCH.

    Args:
        resource: What is patched; custom resources know no strategic merge.
        media_type: Content type without parameters.
        body: The patch.

    Returns:
        What turns a copy of the old object into the new one.

    Raises:
        ApiError: 415 for a format that is not taken, 400 for a body that is no such patch.
    """
    if media_type == JSON_PATCH:
        return _json_patch(_list_of_operations(_loads(body)))
    if media_type == MERGE_PATCH:
        return _merging(_object(_loads(body)))
    if media_type == STRATEGIC_PATCH and not resource.custom:
        return _merging(_plain(_object(_loads(body))))
    if media_type == APPLY_PATCH:
        message = f"this stand-in has no server-side apply ({APPLY_PATCH}): use merge patch or JSON patch"
        raise ApiError(415, "UnsupportedMediaType", message)
    accepted = [JSON_PATCH, MERGE_PATCH, *([] if resource.custom else [STRATEGIC_PATCH])]
    raise unsupported_media(accepted)


def merge(target: object, patch: object) -> object:
    """Merge as RFC 7386 says: null removes, objects merge, anything else replaces; the target stays."""
    if not isinstance(patch, dict):
        return copy.deepcopy(patch)
    merged = dict(target) if isinstance(target, dict) else {}
    for name, value in patch.items():
        if value is None:
            merged.pop(name, None)
        else:
            merged[name] = merge(merged.get(name), value)
    return merged


def _merging(patch: JsonObject) -> Patch:
    def apply(obj: JsonObject) -> JsonObject:
        merged = merge(obj, patch)
        assert isinstance(merged, dict)  # noqa: S101  # two objects merge into an object
        return merged

    return apply


def _json_patch(operations: list[JsonObject]) -> Patch:
    def apply(obj: JsonObject) -> JsonObject:
        try:
            return apply_json_patch(obj, operations)
        except PatchError:
            raise unprocessable_patch() from None

    return apply


def _plain(patch: JsonObject) -> JsonObject:
    """Take a strategic merge patch that is the same as a merge patch, and refuse the others.

    Lists merge by keys that each field declares, and `$` directives change how; the stand-in knows neither.
    """
    for name, value in patch.items():
        if name.startswith(_DIRECTIVE) or isinstance(value, list):
            message = (
                f"this stand-in merges only plain maps strategically, not {name!r}: "
                "use merge patch or JSON patch"
            )
            raise ApiError(415, "UnsupportedMediaType", message)
        if isinstance(value, dict):
            _plain(value)
    return patch


def _loads(body: bytes) -> object:
    try:
        return json.loads(body)
    except ValueError as error:
        message = f"error decoding patch: {error}"
        raise bad_request(message) from None


def _object(patch: object) -> JsonObject:
    if not isinstance(patch, dict):
        message = "error decoding patch: json: cannot unmarshal into Go value of type map[string]interface {}"
        raise bad_request(message)
    return patch


def _list_of_operations(patch: object) -> list[JsonObject]:
    if not isinstance(patch, list) or not all(isinstance(item, dict) for item in patch):
        message = "error decoding patch: json: cannot unmarshal into Go value of type []handlers.jsonPatchOp"
        raise bad_request(message)
    return patch
