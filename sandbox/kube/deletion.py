"""Deleting objects: preconditions, grace periods, finalizers and what happens to dependents.

https://kubernetes.io/docs/concepts/architecture/garbage-collection/.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal, TypeAlias, get_args

from remediation.model import JsonObject
from sandbox.kube.builtin import NAMESPACES
from sandbox.kube.changes import is_done
from sandbox.kube.metadata import FOREGROUND, ORPHAN
from sandbox.kube.objects import Key, timestamp, with_metadata
from sandbox.kube.requests import truthy
from sandbox.kube.resources import Resource
from sandbox.kube.status import (
    bad_request,
    conflict,
    forbidden,
    internal,
    invalid_options,
    invalid_value,
    not_found,
    unsupported,
)
from sandbox.kube.store import Store, Stored

Propagation: TypeAlias = Literal["Orphan", "Background", "Foreground"]
_KIND = "DeleteOptions"
_UNDELETABLE = {"default", "kube-system", "kube-public"}
_GC_FINALIZERS = (ORPHAN, FOREGROUND)


@dataclass(frozen=True, kw_only=True, slots=True)
class DeleteOptions:
    """How to delete.

    Attributes:
        uid: Only this incarnation of the object.
        resource_version: Only this version of it.
        grace_seconds: How long a pod may take to stop; None for what the pod says, 0 for at once.
        propagation: What happens to dependents; None for what the object's finalizers say, else background.
        dry_run: Change nothing.
    """

    uid: str = ""
    resource_version: str = ""
    grace_seconds: int | None = None
    propagation: Propagation | None = None
    dry_run: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Deleted:
    """The last version of the object, and whether it is gone or only on its way."""

    stored: Stored
    gone: bool


def read_delete_options(query: Mapping[str, str], body: bytes) -> DeleteOptions:
    """Read the options from the body or, without one, from the query.

    Raises:
        ApiError: 400 or 422 for options that mean nothing, 500 for a body that is no JSON (as the real one).
    """
    given = _from_body(body) if body else _from_query(query)
    policy = given.get("propagationPolicy")
    orphan = given.get("orphanDependents")
    if policy is not None and orphan is not None:
        detail = "orphanDependents and deletionPropagation cannot be both set"
        raise invalid_options(invalid_value("propagationPolicy", policy, detail), _KIND)
    if policy not in (None, *get_args(Propagation)):
        allowed = ("Foreground", "Background", "Orphan", "nil")
        raise invalid_options(unsupported("propagationPolicy", policy, allowed), _KIND)
    if orphan is not None:
        policy = "Orphan" if orphan else "Background"
    dry_run = given.get("dryRun") or []
    if dry_run not in ([], ["All"]):
        raise invalid_options(unsupported("dryRun", dry_run, ["All"]), _KIND)
    grace = given.get("gracePeriodSeconds")
    preconditions = given.get("preconditions") or {}
    return DeleteOptions(
        uid=preconditions.get("uid") or "",
        resource_version=preconditions.get("resourceVersion") or "",
        grace_seconds=1 if grace is not None and grace < 0 else grace,
        propagation=policy,
        dry_run=bool(dry_run),
    )


def _from_body(body: bytes) -> JsonObject:
    try:
        given = json.loads(body)
    except ValueError as error:
        message = f"couldn't get version/kind; json parse error: {error}"
        raise internal(message) from None
    return given if isinstance(given, dict) else {}


def _from_query(query: Mapping[str, str]) -> JsonObject:
    given: JsonObject = {}
    if "propagationPolicy" in query:
        given["propagationPolicy"] = query["propagationPolicy"]
    if "orphanDependents" in query:
        given["orphanDependents"] = truthy(query, "orphanDependents")
    if query.get("dryRun"):
        given["dryRun"] = [query["dryRun"]]
    grace = query.get("gracePeriodSeconds")
    if grace:
        if not grace.lstrip("-").isdigit():
            message = f'strconv.ParseInt: parsing "{grace}": invalid syntax'
            raise bad_request(message)
        given["gracePeriodSeconds"] = int(grace)
    return given


class Deleter:
    """Deletes objects of any resource."""

    def __init__(self, store: Store) -> None:
        """Delete from this state."""
        self._store = store

    def delete(self, resource: Resource, key: Key, options: DeleteOptions = DeleteOptions()) -> Deleted:
        """Delete an object, or begin to.

        Raises:
            ApiError: 404, 409 if a precondition fails, 403 for a namespace that the cluster needs.
        """
        stored = self._store.collection(resource).get(key)
        if stored is None:
            raise not_found(resource, key[1])
        _check_preconditions(stored, options)
        if resource.id == NAMESPACES.id and key[1] in _UNDELETABLE:
            raise forbidden(resource, key[1], "this namespace may not be deleted")
        obj = _marked(stored, options)
        gone = is_done(obj)
        if options.dry_run:
            return Deleted(stored=stored, gone=gone)
        if gone:
            removed = self._store.remove(stored)
            if resource.rules.grace_seconds is None:
                return Deleted(stored=removed, gone=True)
            last = with_metadata(obj, resourceVersion=str(removed.revision))
            return Deleted(stored=Stored(resource=resource, obj=last, revision=removed.revision), gone=True)
        changed = obj != stored.obj
        return Deleted(stored=self._store.put(resource, obj) if changed else stored, gone=False)

    def release(self, stored: Stored, finalizer: str) -> None:
        """Take one finalizer off an object, which goes if it was the last thing that held it."""
        present = stored.obj["metadata"].get("finalizers", [])
        left = [name for name in present if name != finalizer]
        obj = with_metadata(stored.obj, finalizers=left or None)
        if is_done(obj):
            self._store.remove(stored)
        elif left != present:
            self._store.put(stored.resource, obj)


def _check_preconditions(stored: Stored, options: DeleteOptions) -> None:
    resource, meta = stored.resource, stored.obj["metadata"]
    for wanted, found, what, happened in (
        (options.uid, stored.uid, "UID", "deleted and then recreated"),
        (options.resource_version, meta["resourceVersion"], "ResourceVersion", "modified"),
    ):
        if wanted and wanted != found:
            why = (
                f"the {what} in the precondition ({wanted}) does not match the {what} in record ({found}). "
                f"The object might have been {happened}"
            )
            raise conflict(resource, meta["name"], why, title=resource.kind)


def _marked(stored: Stored, options: DeleteOptions) -> JsonObject:
    """Make the object that is being deleted: time, grace period and the finalizers for its dependents."""
    meta, rules = stored.obj["metadata"], stored.resource.rules
    grace = _grace_seconds(stored, options)
    finalizers = _finalizers(meta.get("finalizers", []), options.propagation)
    obj = with_metadata(stored.obj, finalizers=finalizers or None)
    if "deletionTimestamp" not in meta:
        obj = with_metadata(obj, deletionTimestamp=timestamp(datetime.now(UTC) + timedelta(seconds=grace)))
        if rules.begin_deletion is not None:
            return rules.begin_deletion(obj)
        if "generation" in meta:
            obj = with_metadata(obj, generation=meta["generation"] + 1)
    elif grace < meta.get("deletionGracePeriodSeconds", 0):
        obj = with_metadata(obj, deletionTimestamp=_moved(meta, grace))
    return obj if rules.begin_deletion else with_metadata(obj, deletionGracePeriodSeconds=grace)


def _grace_seconds(stored: Stored, options: DeleteOptions) -> int:
    if stored.resource.rules.grace_seconds is None:
        return 0
    natural = stored.resource.rules.grace_seconds(stored.obj)
    wanted = natural if options.grace_seconds is None or natural == 0 else options.grace_seconds
    pending: int | None = stored.obj["metadata"].get("deletionGracePeriodSeconds")
    if pending is None:
        return wanted
    # A deletion that is under way can only be shortened.
    return pending if options.grace_seconds is None else min(pending, options.grace_seconds)


def _moved(meta: JsonObject, grace: int) -> str:
    due = datetime.fromisoformat(meta["deletionTimestamp"])
    earlier = due - timedelta(seconds=meta["deletionGracePeriodSeconds"] - grace)
    return timestamp(max(earlier, datetime.now(UTC)))


def _finalizers(present: list[str], propagation: Propagation | None) -> list[str]:
    if propagation is None:
        return present
    kept = [name for name in present if name not in _GC_FINALIZERS]
    wanted = {"Orphan": [ORPHAN], "Foreground": [FOREGROUND], "Background": []}[propagation]
    return kept + wanted
