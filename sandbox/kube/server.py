"""The HTTP side: who asks, for what, and is it allowed; then the handler, and the reply on the wire."""

import asyncio
from collections.abc import Callable, Mapping
from contextlib import aclosing

from starlette.datastructures import Headers
from starlette.types import Message, Receive, Scope, Send

from sandbox.audit import name_user
from sandbox.kube.catalog import Catalog
from sandbox.kube.discovery import HEALTH_PATHS, discover
from sandbox.kube.exchange import Reply, Request, error_reply, wants_partial
from sandbox.kube.handlers import Handlers
from sandbox.kube.listing import read_selection
from sandbox.kube.objects import encode
from sandbox.kube.rbac import Authorizer
from sandbox.kube.requests import Target, read_query, read_target
from sandbox.kube.resources import Resource
from sandbox.kube.status import ApiError, method_not_allowed, no_such_resource, too_large
from sandbox.kube.tokens import User
from sandbox.kube.watching import Watch, WatchOptions, read_watch_options

BODY_LIMIT = 3 * 1024 * 1024
_TEXT = "text/plain; charset=utf-8"
_NO_PAGE = Reply(code=404, body=b"404 page not found\n", media_type=_TEXT)
_OK = Reply(code=200, body=b"ok", media_type=_TEXT)
_COLLECTION_VERBS = {"create", "list", "watch", "deletecollection"}

Authenticate = Callable[[str], User]
OpenWatch = Callable[[Resource, WatchOptions], Watch]


class ApiServer:
    """The ASGI application."""

    def __init__(
        self,
        *,
        catalog: Catalog,
        handlers: Handlers,
        authenticate: Authenticate,
        authorizer: Authorizer,
        open_watch: OpenWatch,
    ) -> None:
        """Serve with these parts."""
        self._catalog = catalog
        self._handlers = handlers
        self._authenticate = authenticate
        self._authorizer = authorizer
        self._open_watch = open_watch
        self._watches: set[Watch] = set()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        try:
            answer = await self._answer(scope, receive)
        except ApiError as error:
            answer = error_reply(error)
        if isinstance(answer, Watch):
            await self._stream(answer, receive, send)
        else:
            await _send_reply(answer, scope["method"], send)

    def end_watches(self) -> None:
        """End all watches, so that a server that stops need not wait for them."""
        for watch in self._watches:
            watch.close()

    async def _answer(self, scope: Scope, receive: Receive) -> Reply | Watch:
        headers = Headers(scope=scope)
        query = read_query(scope["query_string"])
        target = read_target(scope["method"], scope["path"], query)
        user = self._authenticate(headers.get("authorization", ""))
        name_user(scope, user.name)
        self._authorizer.check(user, target)
        if not target.resource:
            return self._answer_path(target, headers)
        resource = self._catalog.get(target.group, target.version, target.resource)
        if resource is None:
            known = any(not item.custom for item in self._catalog.in_version(target.group, target.version))
            if known:
                raise no_such_resource()
            return _NO_PAGE
        namespace = _check_route(resource, target)
        request = Request(
            target=target,
            resource=resource,
            namespace=namespace,
            query=query,
            media_type=headers.get("content-type", "").partition(";")[0].strip().lower(),
            body=await _read_body(headers, receive),
            partial=wants_partial(headers.get("accept", "")),
        )
        return self._watch(request) if target.verb == "watch" else await self._handlers.handle(request)

    def _answer_path(self, target: Target, headers: Mapping[str, str]) -> Reply:
        if target.verb not in {"get", "head"}:
            raise method_not_allowed()
        if target.path.rstrip("/") in HEALTH_PATHS:
            return _OK
        document = discover(self._catalog, target.path, headers.get("host", ""))
        return _NO_PAGE if document is None else Reply(code=200, body=encode(document))

    def _watch(self, request: Request) -> Watch:
        selection = read_selection(request.resource, request.namespace, request.query)
        options = read_watch_options(request.query, selection, partial=request.partial)
        return self._open_watch(request.resource, options)

    async def _stream(self, watch: Watch, receive: Receive, send: Send) -> None:
        self._watches.add(watch)
        listener = asyncio.create_task(_close_on_disconnect(watch, receive))
        try:
            await send(_start(200, [(b"content-type", b"application/json")]))
            async with aclosing(watch.chunks()) as chunks:
                async for chunk in chunks:
                    await send({"type": "http.response.body", "body": chunk, "more_body": True})
            await send({"type": "http.response.body", "body": b""})
        finally:
            self._watches.discard(watch)
            watch.stop()
            listener.cancel()


def _check_route(resource: Resource, target: Target) -> str:
    """Find the namespace of a request, and refuse paths and verbs that the resource does not have."""
    if target.subresource:
        if target.subresource not in resource.subresources:
            raise no_such_resource()
        verbs = resource.subresources[target.subresource]
    else:
        verbs = resource.verbs
    if not resource.namespaced:
        if target.namespace and target.resource != "namespaces":
            raise no_such_resource()
    elif not target.namespace and not target.listed:
        raise no_such_resource()
    on_collection = target.verb in _COLLECTION_VERBS and not target.subresource
    across = resource.namespaced and not target.namespace and target.verb not in {"list", "watch"}
    if target.verb not in verbs or on_collection is not target.listed or across:
        raise method_not_allowed()
    return target.namespace if resource.namespaced else ""


async def _read_body(headers: Mapping[str, str], receive: Receive) -> bytes:
    if int(headers.get("content-length", "0")) > BODY_LIMIT:
        raise too_large(BODY_LIMIT)
    body = b""
    while True:
        message = await receive()
        body += bytes(message.get("body", b""))
        if len(body) > BODY_LIMIT:
            raise too_large(BODY_LIMIT)
        if not message.get("more_body"):
            return body


async def _close_on_disconnect(watch: Watch, receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
    watch.close()


async def _send_reply(reply: Reply, method: str, send: Send) -> None:
    headers = [
        (b"content-type", reply.media_type.encode()),
        (b"content-length", str(len(reply.body)).encode()),
        (b"cache-control", b"no-cache, private"),
    ]
    for warning in reply.warnings:
        text = warning.replace("\\", "\\\\").replace('"', '\\"')
        headers.append((b"warning", f'299 - "{text}"'.encode()))
    await send(_start(reply.code, headers))
    await send({"type": "http.response.body", "body": b"" if method == "HEAD" else reply.body})


def _start(code: int, headers: list[tuple[bytes, bytes]]) -> Message:
    return {"type": "http.response.start", "status": code, "headers": headers}
