"""What must be true of a written object before its content is looked at, and of its size after."""

from remediation.model import JsonObject
from sandbox.kube.resources import Resource
from sandbox.kube.status import (
    ApiError,
    bad_request,
    conflict,
    internal,
    invalid,
    invalid_patch,
    invalid_value,
)
from sandbox.kube.store import Stored

ETCD_LIMIT = 1536 * 1024
GRPC_LIMIT = 2 * 1024 * 1024

_MODIFIED = "the object has been modified; please apply your changes to the latest version and try again"


def check_same_type(resource: Resource, body: JsonObject) -> None:
    """Refuse (422) a patch that makes another type of an object."""
    if (body.get("kind"), body.get("apiVersion")) != (resource.kind, resource.api_version):
        why = f"kind and apiVersion must stay {resource.kind} and {resource.api_version}"
        raise invalid_patch(body, why)


def check_name(meta: JsonObject, name: str) -> None:
    """Refuse (400) an object whose name is not the one in the path."""
    found = meta.get("name")
    if found == name:
        return
    if found:
        message = f"the name of the object ({found}) does not match the name on the URL ({name})"
    else:
        message = f"the name of the object ({name} based on URL) was undeterminable: name must be provided"
    raise bad_request(message)


def check_place(meta: JsonObject, namespace: str) -> None:
    """Refuse (400) an object whose namespace is not the one in the path; none at all is fine."""
    if meta.get("namespace", namespace) != namespace:
        message = "the namespace of the provided object does not match the namespace sent on the request"
        raise bad_request(message)


def check_version(stored: Stored, meta: JsonObject, *, patched: bool) -> None:
    """Refuse (409) an update of another incarnation or version of the object than the stored one.

    Without a resourceVersion the update is unconditional, which some types do not allow (422). The uid in
    a PATCH is a changed field, not a precondition, and is checked later.
    """
    resource, name = stored.resource, stored.key[1]
    revision = meta.get("resourceVersion", "0")
    if not revision.isdigit():
        message = f'strconv.ParseUint: parsing "{revision}": invalid syntax'
        raise internal(message)
    if not patched and meta.get("uid", stored.uid) != stored.uid:
        raise _other_incarnation(stored, meta["uid"])
    if revision == "0":
        if not resource.rules.unconditional_update:
            cause = invalid_value("metadata.resourceVersion", 0, "must be specified for an update")
            raise invalid(resource, name, [cause], title=resource.plural)
    elif revision != stored.obj["metadata"]["resourceVersion"]:
        raise conflict(resource, name, _MODIFIED)


def _other_incarnation(stored: Stored, uid: str) -> ApiError:
    resource = stored.resource
    group = resource.group if resource.custom else ""
    where = "/".join(part for part in ("/registry", group, resource.plural, *stored.key) if part)
    why = (
        f"StorageError: invalid object, Code: 4, Key: {where}, ResourceVersion: 0, AdditionalErrorMsg: "
        f"Precondition failed: UID in precondition: {uid}, UID in object meta: {stored.uid}"
    )
    return conflict(resource, stored.key[1], why)


def check_size(size: int) -> None:
    """Refuse (500, as etcd and its client do) an object of more bytes than etcd takes."""
    if size > GRPC_LIMIT:
        message = (
            "rpc error: code = ResourceExhausted desc = trying to send message larger than max "
            f"({size} vs. {GRPC_LIMIT})"
        )
        raise internal(message)
    if size > ETCD_LIMIT:
        message = "etcdserver: request is too large"
        raise internal(message)
