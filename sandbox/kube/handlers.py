"""One function for each verb: from a request that is allowed to a reply."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping

from remediation.model import JsonObject
from sandbox.kube.bodies import read_object
from sandbox.kube.catalog import CoreLookup
from sandbox.kube.deletion import Deleted, DeleteOptions, Deleter, read_delete_options
from sandbox.kube.exchange import Reply, Request, list_reply, object_reply, write_options
from sandbox.kube.listing import check_revision, list_page, read_selection
from sandbox.kube.objects import encode
from sandbox.kube.patching import read_patch
from sandbox.kube.resources import Resource
from sandbox.kube.status import ApiError, method_not_allowed, not_found
from sandbox.kube.store import Store, Stored
from sandbox.kube.token_requests import grant_token
from sandbox.kube.tokens import Tokens
from sandbox.kube.writing import Edit, Writer

BATCH = 200  # objects deleted before others get a turn


class Handlers:
    """Carries out requests on the state."""

    def __init__(
        self, *, store: Store, lookup: CoreLookup, writer: Writer, deleter: Deleter, tokens: Tokens
    ) -> None:
        """Work on this state."""
        self._lookup = lookup
        self._store = store
        self._writer = writer
        self._deleter = deleter
        self._tokens = tokens
        self._by_verb: Mapping[str, Callable[[Request], Awaitable[Reply]]] = {
            "get": self._get,
            "list": self._list,
            "create": self._create,
            "update": self._update,
            "patch": self._patch,
            "delete": self._delete,
            "deletecollection": self._delete_collection,
        }

    async def handle(self, request: Request) -> Reply:
        """Carry out any request but a watch.

        Raises:
            ApiError: The request is refused.
        """
        handler = self._by_verb.get(request.target.verb)
        if handler is None:
            raise method_not_allowed()
        return await handler(request)

    async def _get(self, request: Request) -> Reply:
        stored = self._find(request)
        revision = request.query.get("resourceVersion")
        if revision:
            check_revision(revision, self._store.revision)
        return object_reply(request, stored)

    async def _list(self, request: Request) -> Reply:
        selection = read_selection(request.resource, request.namespace, request.query)
        page = list_page(self._store, request.resource, selection, request.query)
        meta: JsonObject = {"resourceVersion": str(page.revision)}
        if page.resume or request.resource.custom:
            meta["continue"] = page.resume
        if page.remaining is not None:
            meta["remainingItemCount"] = page.remaining
        return list_reply(request, page.items, meta)

    async def _create(self, request: Request) -> Reply:
        if request.target.subresource == "token":
            return grant_token(request, self._find(request), self._tokens, self._lookup)
        body = read_object(request.resource, request.media_type, request.body)
        options = write_options(request.target, request.query)
        written = self._writer.create(request.resource, request.namespace, body, options)
        return object_reply(request, written.stored, code=written.code, unknown=written.unknown)

    async def _update(self, request: Request) -> Reply:
        body = read_object(request.resource, request.media_type, request.body)
        return self._edit(request, lambda _: body, patched=False)

    async def _patch(self, request: Request) -> Reply:
        patch = read_patch(request.resource, request.media_type, request.body)
        return self._edit(request, patch, patched=True)

    async def _delete(self, request: Request) -> Reply:
        options = read_delete_options(request.query, request.body)
        key = (request.namespace, request.target.name)
        return _deleted_reply(request, self._deleter.delete(request.resource, key, options))

    async def _delete_collection(self, request: Request) -> Reply:
        options = read_delete_options(request.query, request.body)
        selection = read_selection(request.resource, request.namespace, request.query)
        page = list_page(self._store, request.resource, selection, request.query)
        for position, stored in enumerate(page.items):
            self._delete_if_there(request.resource, stored, options)
            if position % BATCH == BATCH - 1:
                await asyncio.sleep(0)
        return list_reply(request, page.items, {"resourceVersion": str(page.revision)})

    def _delete_if_there(self, resource: Resource, stored: Stored, options: DeleteOptions) -> None:
        try:
            self._deleter.delete(resource, stored.key, options)
        except ApiError as error:
            if error.code != not_found(resource, "").code:
                raise

    def _edit(self, request: Request, apply: Callable[[JsonObject], JsonObject], *, patched: bool) -> Reply:
        edit = Edit(apply=apply, patched=patched, status_only=request.target.subresource == "status")
        key = (request.namespace, request.target.name)
        options = write_options(request.target, request.query)
        written = self._writer.update(request.resource, key, edit, options)
        return object_reply(request, written.stored, code=written.code, unknown=written.unknown)

    def _find(self, request: Request) -> Stored:
        stored = self._store.collection(request.resource).get((request.namespace, request.target.name))
        if stored is None:
            raise not_found(request.resource, request.target.name)
        return stored


def _deleted_reply(request: Request, deleted: Deleted) -> Reply:
    resource, stored = request.resource, deleted.stored
    if not deleted.gone or resource.rules.returns_deleted:
        return object_reply(request, stored)
    details = {"name": stored.key[1], "group": resource.group, "kind": resource.plural, "uid": stored.uid}
    status: JsonObject = {"kind": "Status", "apiVersion": "v1", "metadata": {}, "status": "Success"}
    status["details"] = {name: value for name, value in details.items() if value}
    return Reply(code=200, body=encode(status))
