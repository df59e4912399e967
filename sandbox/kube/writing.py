"""Creating and changing objects: the steps of the API server between a decoded body and the store."""

import json
from collections.abc import Callable
from dataclasses import dataclass

from remediation.model import JsonObject
from sandbox.kube.builtin import NAMESPACES
from sandbox.kube.changes import changed, decode, is_done, wrong_fields
from sandbox.kube.metadata import new_metadata
from sandbox.kube.objects import Key, same, with_metadata
from sandbox.kube.preconditions import check_name, check_place, check_same_type, check_size, check_version
from sandbox.kube.resources import Lookup, Resource
from sandbox.kube.status import already_exists, forbidden, internal, invalid, not_found
from sandbox.kube.store import Store, Stored

CREATED, OK = 201, 200


@dataclass(frozen=True, kw_only=True, slots=True)
class WriteOptions:
    """How to write: `dry_run` stores nothing, `strict` makes unknown fields an error."""

    dry_run: bool = False
    strict: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Written:
    """The object as the client gets it back, the HTTP status, and the fields that were dropped."""

    stored: Stored
    code: int
    unknown: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Edit:
    """A change of an object: PUT, PATCH, or either on the status subresource.

    Attributes:
        apply: Makes the new object from a copy of the old one.
        patched: Whether it is a PATCH, which words some errors differently and never creates.
        status_only: Whether everything but status stays as it is.
    """

    apply: Callable[[JsonObject], JsonObject]
    patched: bool = False
    status_only: bool = False


class Writer:
    """Creates and changes objects of any resource."""

    def __init__(self, store: Store, lookup: Lookup) -> None:
        """Write into this state."""
        self._store = store
        self._lookup = lookup

    def create(
        self, resource: Resource, namespace: str, body: JsonObject, options: WriteOptions = WriteOptions()
    ) -> Written:
        """Create an object.

        Raises:
            ApiError: 400, 403, 404 (no such namespace), 409 or 422, as the API server would.
        """
        decoded = decode(resource, body, strict=options.strict)
        meta = decoded.obj["metadata"]
        check_place(meta, namespace)
        if resource.namespaced:
            self._check_namespace(resource, namespace, meta.get("name", ""))
        generation = 1 if resource.rules.counts_generation else meta.get("generation")
        filled = decoded.obj | {"metadata": new_metadata(meta, namespace, generation=generation)}
        obj = resource.rules.prepare(resource.rules.admit(filled, self._lookup), None)
        name = obj["metadata"].get("name", "")
        causes = wrong_fields(resource, obj, None)
        if causes:
            raise invalid(resource, name, causes)
        if meta.get("resourceVersion", "0") != "0":
            message = "resourceVersion should not be set on objects to be created"
            raise internal(message)
        existing = self._store.collection(resource).get((namespace, name))
        if existing:
            raise already_exists(resource, name, deleting=existing.deleting)
        return self._write(resource, obj, None, options, decoded.unknown)

    def update(
        self, resource: Resource, key: Key, edit: Edit, options: WriteOptions = WriteOptions()
    ) -> Written:
        """Change an object, or create it where the type allows that with PUT.

        Raises:
            ApiError: 400, 404, 409 or 422, as the API server would.
        """
        stored = self._store.collection(resource).get(key)
        if stored is None:
            return self._create_on_update(resource, key, edit, options)
        body = edit.apply(json.loads(stored.encoded))
        if edit.patched:
            check_same_type(resource, body)
        decoded = decode(resource, body, patched=edit.patched, strict=options.strict)
        meta = decoded.obj["metadata"]
        check_name(meta, key[1])
        check_place(meta, key[0])
        check_version(stored, meta, patched=edit.patched)
        obj = changed(stored, decoded.obj, status_only=edit.status_only)
        causes = wrong_fields(resource, obj, stored.obj)
        if causes:
            raise invalid(resource, key[1], causes)
        return self._write(resource, obj, stored, options, decoded.unknown)

    def _create_on_update(self, resource: Resource, key: Key, edit: Edit, options: WriteOptions) -> Written:
        if edit.patched or edit.status_only or not resource.rules.create_on_update:
            raise not_found(resource, key[1])
        body = edit.apply({})
        meta = decode(resource, body, strict=options.strict).obj["metadata"]
        check_name(meta, key[1])
        unversioned = {name: value for name, value in meta.items() if name != "resourceVersion"}
        return self.create(resource, key[0], body | {"metadata": unversioned}, options)

    def _write(
        self,
        resource: Resource,
        obj: JsonObject,
        before: Stored | None,
        options: WriteOptions,
        unknown: tuple[str, ...],
    ) -> Written:
        code = OK if before else CREATED
        draft = self._store.draft(resource, obj)
        check_size(len(draft.encoded))
        revision = before.obj["metadata"]["resourceVersion"] if before else None
        unwritten = with_metadata(obj, resourceVersion=revision)
        if options.dry_run or (before and same(unwritten, before.obj)):
            shown = Stored(resource=resource, obj=unwritten, revision=before.revision if before else 0)
            return Written(stored=shown, code=code, unknown=unknown)
        if before and is_done(obj):
            self._store.remove(before)
            shown = Stored(resource=resource, obj=unwritten, revision=before.revision)
            return Written(stored=shown, code=code, unknown=unknown)
        return Written(stored=self._store.commit(draft), code=code, unknown=unknown)

    def _check_namespace(self, resource: Resource, namespace: str, name: str) -> None:
        found = self._store.collection(NAMESPACES).get(("", namespace))
        if found is None:
            raise not_found(NAMESPACES, namespace)
        if found.deleting:
            why = f"unable to create new content in namespace {namespace} because it is being terminated"
            cause = {
                "reason": "NamespaceTerminating",
                "message": f"namespace {namespace} is being terminated",
                "field": "metadata.namespace",
            }
            raise forbidden(resource, name, why, causes=[cause])
