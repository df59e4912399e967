"""The HTTP side of the stand-in: routes, bodies and errors."""

import json
from collections.abc import AsyncIterator, Callable

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route
from starlette.types import ASGIApp

from remediation.model import JsonObject
from sandbox.argo_server import creating, gates, reading, stopping, streams
from sandbox.argo_server.caller import caller_of
from sandbox.argo_server.calls import Call
from sandbox.argo_server.errors import INVALID_ARGUMENT, UNIMPLEMENTED, ServerError, of_api
from sandbox.engine.kubernetes_api import ApiError

Handler = Callable[[Call], JsonObject]

_NAMESPACED, _NAMED = "/api/v1/workflows/{namespace}", "/api/v1/workflows/{namespace}/{name}"
_TEMPLATES = "/api/v1/workflow-templates/{namespace}"
HANDLERS: tuple[tuple[str, str, Handler], ...] = (
    ("GET", "/api/v1/version", reading.version),
    ("GET", "/api/v1/info", reading.info),
    ("GET", _NAMESPACED, reading.list_workflows),
    ("POST", _NAMESPACED, creating.create_workflow),
    ("POST", f"{_NAMESPACED}/submit", creating.submit_workflow),
    ("GET", _NAMED, reading.get_workflow),
    ("DELETE", _NAMED, reading.delete_workflow),
    ("PUT", f"{_NAMED}/set", gates.set_workflow),
    ("PUT", f"{_NAMED}/resume", gates.resume_workflow),
    ("PUT", f"{_NAMED}/stop", stopping.stop_workflow),
    ("PUT", f"{_NAMED}/terminate", stopping.terminate_workflow),
    ("GET", _TEMPLATES, reading.list_templates),
    ("GET", f"{_TEMPLATES}/{{name}}", reading.get_template),
)
"""Every call that the stand-in knows, but for the streams."""


def app(api_url: str, *, logs: streams.Logs | None = None) -> ASGIApp:
    """Make the server.

    Args:
        api_url: Base URL of the Kubernetes API.
        logs: Gives the logs of a pod, `Engine.logs`; without it logs are empty.
    """
    routes = [
        Route(path, _endpoint(handler, api_url), methods=[method]) for method, path, handler in HANDLERS
    ]
    routes += [
        Route("/api/v1/workflow-events/{namespace}", _event_stream(api_url)),
        Route(f"{_NAMED}/log", _log_stream(api_url, logs or (lambda _: {}))),
        Route("/{path:path}", _not_implemented, methods=["GET", "POST", "PUT", "DELETE", "PATCH"]),
    ]
    return Starlette(routes=routes)


def _endpoint(handler: Handler, api_url: str) -> Callable[[Request], object]:
    async def endpoint(request: Request) -> Response:
        try:
            call = await _call_of(request, api_url)
            return JSONResponse(await run_in_threadpool(_handled, handler, call))
        except ServerError as error:
            return error.response()

    return endpoint


def _handled(handler: Handler, call: Call) -> JsonObject:
    try:
        return handler(call)
    except ApiError as error:
        raise of_api(error) from error
    finally:
        call.caller.api.close()


def _event_stream(api_url: str) -> Callable[[Request], object]:
    async def endpoint(request: Request) -> Response:
        try:
            call = await _call_of(request, api_url)
            watch = await run_in_threadpool(streams.watch_workflows, call)
        except ServerError as error:
            return error.stream_response()
        except ApiError as error:
            return of_api(error).stream_response()
        events = streams.workflow_events(watch, call.query.get("fields", ""))
        return _stream(request, streams.as_they_come(events, watch.close))

    return endpoint


def _log_stream(api_url: str, logs: streams.Logs) -> Callable[[Request], object]:
    async def endpoint(request: Request) -> Response:
        try:
            call = await _call_of(request, api_url)
            lines = await run_in_threadpool(list, streams.log_lines(call, logs))
        except ServerError as error:
            return error.stream_response()
        except ApiError as error:
            return of_api(error).stream_response()
        return _stream(request, streams.as_they_come(lines, call.caller.api.close))

    return endpoint


def _stream(request: Request, events: AsyncIterator[JsonObject]) -> Response:
    as_event = request.headers.get("accept") == streams.EVENT_STREAM
    parts = (streams.encoded(event, as_event=as_event) async for event in events)
    content_type = streams.EVENT_STREAM if as_event else "application/json"
    return StreamingResponse(parts, headers={"content-type": content_type})


async def _call_of(request: Request, api_url: str) -> Call:
    caller = caller_of(request, api_url)
    return Call(
        caller=caller,
        namespace=request.path_params.get("namespace", ""),
        name=request.path_params.get("name", ""),
        query=dict(request.query_params),
        body=_object(await request.body()),
    )


def _object(body: bytes) -> JsonObject:
    try:
        decoded = json.loads(body or b"{}")
    except ValueError as error:
        raise ServerError(INVALID_ARGUMENT, str(error)) from error
    if not isinstance(decoded, dict):
        message = "the body must be a JSON object"
        raise ServerError(INVALID_ARGUMENT, message)
    return decoded


async def _not_implemented(_: Request) -> Response:
    message = "Not Implemented"
    return ServerError(UNIMPLEMENTED, message).response()
