"""Reading the object in the body of a request."""

import json

from remediation.model import JsonObject
from sandbox.kube.resources import Resource
from sandbox.kube.status import bad_request, invalid, invalid_value, unsupported_media

_SHOWN = 30
_JSON_TYPES = {"", "application/json"}


def read_object(resource: Resource, media_type: str, body: bytes) -> JsonObject:
    """Read an object and check that it is of the resource's type.

    Args:
        resource: What is expected.
        media_type: Content type without parameters.
        body: The body.

    Raises:
        ApiError: 415 for another format than JSON, 400 for no object or one of another type (422 where a
            custom resource only has the wrong kind).
    """
    if media_type not in _JSON_TYPES:
        raise unsupported_media(["application/json"])
    try:
        obj = json.loads(body, parse_float=_number)
    except ValueError as error:
        raise _unrecognized(resource, f"couldn't get version/kind; json parse error: {error}", body) from None
    if not isinstance(obj, dict):
        raise _unrecognized(resource, "couldn't get version/kind; json parse error: no object", body)
    _check_type(resource, obj, body)
    return obj


def _number(text: str) -> float:
    """Write whole numbers without a fraction, as the API server does."""
    value = float(text)
    return int(value) if value.is_integer() else value


def _check_type(resource: Resource, obj: JsonObject, body: bytes) -> None:
    kind, api_version = obj.get("kind"), obj.get("apiVersion")
    if resource.custom:
        for field, value in (("Kind", kind), ("apiVersion", api_version)):
            if not value:
                raise _unrecognized(resource, f"Object '{field}' is missing in '{body.decode()}'", body)
    if (api_version or resource.api_version) != resource.api_version:
        if resource.custom:
            message = (
                f"the API version in the data ({api_version}) does not match the expected API version "
                f"({resource.api_version})"
            )
            raise bad_request(message)
        raise _other_type(resource, str(kind), str(api_version))
    if (kind or resource.kind) != resource.kind:
        if resource.custom:
            meta = obj.get("metadata")
            name = meta.get("name", "") if isinstance(meta, dict) else ""
            cause = invalid_value("kind", kind, f"must be {resource.kind}")
            raise invalid(resource, name, [cause], title=str(kind))
        raise _other_type(resource, str(kind), resource.version)


def _unrecognized(resource: Resource, why: str, body: bytes) -> Exception:
    text = body.decode(errors="replace")
    shown = f"{text[:_SHOWN]} ..." if len(text) > _SHOWN else text or "<empty>"
    return bad_request(
        f"the object provided is unrecognized (must be of type {resource.kind}): {why} ({shown})"
    )


def _other_type(resource: Resource, kind: str, version: str) -> Exception:
    return bad_request(
        f'{kind} in version "{version}" cannot be handled as a {resource.kind}: '
        f"converting ({kind}) to ({resource.kind}): unknown conversion"
    )
