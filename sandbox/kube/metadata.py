"""What every object has in common: how `metadata` is read, filled in and checked."""

import secrets
import uuid
from collections.abc import Callable, Mapping

from remediation.model import JsonObject
from sandbox.kube import names
from sandbox.kube.objects import encode, timestamp
from sandbox.kube.shapes import METADATA, Place
from sandbox.kube.status import (
    Cause,
    forbidden_value,
    invalid_value,
    invalid_values,
    required,
    too_long,
)

NameRule = Callable[[str], list[str]]

ANNOTATIONS_LIMIT = 256 * 1024
ORPHAN = "orphan"
FOREGROUND = "foregroundDeletion"
KUBERNETES = "kubernetes"
_STANDARD_FINALIZERS = {ORPHAN, FOREGROUND, KUBERNETES}
_NEVER_STORED = {"selfLink", "managedFields"}


def read_metadata(value: object, unknown: list[str]) -> JsonObject:
    """Decode `metadata`; unknown fields are dropped and noted.

    Managed fields are not kept: the stand-in has no server-side apply, and who wrote which field matters
    to nothing else.

    Raises:
        DecodeError: A field has the wrong type.
    """
    read = METADATA.read({} if value is None else value, Place("ObjectMeta", "metadata", "metadata", unknown))
    assert isinstance(read, dict)  # noqa: S101  # a struct reads into a dictionary
    return {name: item for name, item in read.items() if name not in _NEVER_STORED and item not in ("", None)}


def new_metadata(meta: JsonObject, namespace: str, *, generation: int | None) -> JsonObject:
    """Fill in what the server decides about a new object.

    Args:
        meta: What the client sent.
        namespace: Namespace of the request, empty at cluster scope.
        generation: First generation of a type whose generation is counted.
    """
    name = meta.get("name", "")
    if not name and meta.get("generateName"):
        name = meta["generateName"][: names.GENERATED_LIMIT] + suffix()
    fixed: JsonObject = {"name": name, "namespace": namespace, "uid": str(uuid.uuid4())}
    fixed |= {"resourceVersion": "", "generation": generation, "creationTimestamp": timestamp()}
    fixed |= {"deletionTimestamp": None, "deletionGracePeriodSeconds": None}
    return _filled(meta, fixed)


def kept_metadata(meta: JsonObject, old: JsonObject) -> JsonObject:
    """Fill in what a client may leave out of an update; what it may not change is checked later."""
    fixed: JsonObject = {"resourceVersion": "", "generation": old.get("generation")}
    fixed["creationTimestamp"] = old["creationTimestamp"]
    for name in ("uid", "namespace", "deletionTimestamp", "deletionGracePeriodSeconds"):
        if name not in meta:
            fixed[name] = old.get(name)
    return _filled(meta, fixed)


def _filled(meta: JsonObject, fixed: JsonObject) -> JsonObject:
    return {name: item for name, item in (meta | fixed).items() if item not in ("", None)}


def suffix() -> str:
    """Draw the five characters that `generateName` adds."""
    return "".join(secrets.choice(names.SUFFIX_ALPHABET) for _ in range(names.SUFFIX_LENGTH))


def check_metadata(meta: JsonObject, rule: NameRule, *, any_finalizer: bool = False) -> list[Cause]:
    """Check names, labels, annotations, owners and finalizers.

    Args:
        meta: What is checked.
        rule: Syntax of the name.
        any_finalizer: Whether a finalizer without a domain may have any name, as custom resources allow.
    """
    name = meta.get("name", "")
    causes: list[Cause] = []
    if not name:
        causes.append(required("metadata.name", "name or generateName is required"))
    else:
        causes += invalid_values("metadata.name", name, rule(name))
    causes += _check_owners(meta.get("ownerReferences", []))
    causes += _check_annotations(meta.get("annotations", {}))
    causes += _check_labels(meta.get("labels", {}))
    for index, finalizer in enumerate(meta.get("finalizers", [])):
        field = f"metadata.finalizers[{index}]"
        complaints = names.label_key(finalizer)
        causes += invalid_values(field, finalizer, complaints)
        known = any_finalizer or "/" in finalizer or finalizer in _STANDARD_FINALIZERS
        if not complaints and not known:
            detail = "name is neither a standard finalizer name nor is it fully qualified"
            causes.append(invalid_value(field, finalizer, detail))
    return causes


def check_metadata_change(meta: JsonObject, old: JsonObject) -> list[Cause]:
    """Check that an update leaves alone what only the server decides."""
    causes = [
        invalid_value(f"metadata.{name}", meta.get(name, ""), "field is immutable")
        for name in ("name", "namespace", "uid", "deletionTimestamp", "deletionGracePeriodSeconds")
        if meta.get(name) != old.get(name)
    ]
    if "deletionTimestamp" in old:
        added = [name for name in meta.get("finalizers", []) if name not in old.get("finalizers", [])]
        if added:
            found = ", ".join(encode(name).decode() for name in added)
            detail = (
                "no new finalizers can be added if the object is being deleted, "
                f"found new finalizers []string{{{found}}}"
            )
            causes.append(forbidden_value("metadata.finalizers", detail))
    return causes


def _check_labels(labels: Mapping[str, str]) -> list[Cause]:
    causes: list[Cause] = []
    for key, value in labels.items():
        causes += invalid_values("metadata.labels", key, names.label_key(key))
        causes += invalid_values("metadata.labels", value, names.label_value(value))
    return causes


def _check_annotations(annotations: Mapping[str, str]) -> list[Cause]:
    causes: list[Cause] = []
    for key in annotations:
        causes += invalid_values("metadata.annotations", key, names.label_key(key.lower()))
    size = sum(len(key.encode()) + len(value.encode()) for key, value in annotations.items())
    if size > ANNOTATIONS_LIMIT:
        causes.append(too_long("metadata.annotations", ANNOTATIONS_LIMIT))
    return causes


def _check_owners(owners: list[JsonObject]) -> list[Cause]:
    causes: list[Cause] = []
    field = "metadata.ownerReferences"
    for owner in owners:
        if not owner.get("apiVersion"):
            causes.append(invalid_value(f"{field}.apiVersion", "", "version must not be empty"))
        causes += [
            invalid_value(f"{field}.{name}", "", "must not be empty")
            for name in ("kind", "name", "uid")
            if not owner.get(name)
        ]
    controllers = [f"{owner.get('kind')}/{owner.get('name')}" for owner in owners if owner.get("controller")]
    if len(controllers) > 1:
        detail = (
            'Only one reference can have Controller set to true. Found "true" in references for '
            f"{controllers[0]} and {controllers[1]}"
        )
        causes.append(invalid_value(field, owners, detail))
    return causes
