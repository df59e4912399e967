"""What an object becomes when it is written: decoded, filled in, checked. No state is touched here."""

from remediation.model import JsonObject
from sandbox.kube.builtin import NAMESPACES
from sandbox.kube.metadata import check_metadata, check_metadata_change, kept_metadata
from sandbox.kube.objects import same, with_metadata
from sandbox.kube.resources import Decoded, Resource
from sandbox.kube.shapes import DecodeError
from sandbox.kube.status import Cause, bad_request, invalid_patch
from sandbox.kube.store import Stored


def decode(resource: Resource, body: JsonObject, *, patched: bool = False, strict: bool = False) -> Decoded:
    """Read a body as an object of its type.

    Args:
        resource: The type.
        body: What the client sent, or what a patch made of the stored object.
        patched: Which of the two.
        strict: Whether an unknown field is an error.

    Raises:
        ApiError: 400, or 422 for the result of a patch, if a field has the wrong type or must not be there.
    """
    try:
        decoded = resource.rules.decode(body)
        if strict and decoded.unknown:
            fields = ", ".join(f'unknown field "{name}"' for name in sorted(decoded.unknown))
            message = f"strict decoding error: {fields}"
            raise DecodeError(message)  # noqa: TRY301  # both kinds of error are worded below
    except DecodeError as error:
        if patched:
            raise invalid_patch(body, str(error)) from None
        kind = resource.kind
        message = f'{kind} in version "{resource.version}" cannot be handled as a {kind}: {error}'
        raise bad_request(message) from None
    named = {"kind": resource.kind, "apiVersion": resource.api_version}
    return Decoded(obj=named | decoded.obj | named, unknown=decoded.unknown)


def changed(stored: Stored, new: JsonObject, *, status_only: bool) -> JsonObject:
    """Make the next version of an object.

    Args:
        stored: The present version.
        new: What the client wants, decoded.
        status_only: Whether the status subresource is written.
    """
    rules, old = stored.resource.rules, stored.obj
    if status_only:
        return _with_status_of(new, stored)
    obj = rules.prepare(new | {"metadata": kept_metadata(new["metadata"], old["metadata"])}, old)
    if rules.counts_generation and not _same_content(obj, old, with_status=not stored.resource.has_status):
        return with_metadata(obj, generation=old["metadata"].get("generation", 0) + 1)
    return obj


def _with_status_of(new: JsonObject, stored: Stored) -> JsonObject:
    """Take over status and, where the type is built in, metadata, but for the owners (podStatusStrategy)."""
    old = stored.obj
    kept = {name: value for name, value in old.items() if name != "status"}
    if not stored.resource.custom:
        metadata = kept_metadata(new["metadata"], old["metadata"])
        kept = with_metadata(
            kept | {"metadata": metadata}, ownerReferences=old["metadata"].get("ownerReferences")
        )
    return kept | ({"status": new["status"]} if "status" in new else {})


def _same_content(new: JsonObject, old: JsonObject, *, with_status: bool) -> bool:
    ignored = {"metadata"} if with_status else {"metadata", "status"}
    return same(
        {name: value for name, value in new.items() if name not in ignored},
        {name: value for name, value in old.items() if name not in ignored},
    )


def wrong_fields(resource: Resource, obj: JsonObject, old: JsonObject | None) -> list[Cause]:
    """Find what is wrong with an object before it is stored; `old` is None for a new one."""
    rules, meta = resource.rules, obj["metadata"]
    causes = check_metadata(meta, rules.name, any_finalizer=rules.any_finalizer)
    if old is not None:
        causes += check_metadata_change(meta, old["metadata"])
    return causes + rules.validate(obj, old)


def is_done(obj: JsonObject) -> bool:
    """Tell whether an object that is being deleted waits for nothing any more."""
    meta = obj["metadata"]
    waits = meta.get("finalizers") or meta.get("deletionGracePeriodSeconds")
    held = obj["kind"] == NAMESPACES.kind and obj["spec"].get("finalizers")
    return "deletionTimestamp" in meta and not waits and not held
