"""The way of every request: who calls, may it, how often, what is answered, with which headers."""

import asyncio
import hashlib
import json
import uuid
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, TypeAlias

from starlette.requests import Request
from starlette.responses import Response

from remediation.model import JsonObject
from sandbox.github.access.limits import RateLimits, Resource
from sandbox.github.access.permissions import require
from sandbox.github.access.viewer import ANONYMOUS, Viewer, authenticate
from sandbox.github.rest.body import Body
from sandbox.github.rest.call import Answer, Call
from sandbox.github.rest.routes import Route
from sandbox.github.webhooks.post_office import PostOffice
from sandbox.github.world.refusal import Refused
from sandbox.github.world.world import World

DOCUMENTATION = "https://docs.github.com/rest"
NO_USER_AGENT = (
    "Request forbidden by administrative rules. Please make sure your request has a User-Agent header."
)
UNCHARGED = "/rate_limit"

Endpoint: TypeAlias = Callable[[Request], Awaitable[Response]]


@dataclass
class Service:
    """What every endpoint works with; `latency` is in seconds and delays each answer."""

    world: World
    office: PostOffice
    limits: RateLimits
    latency: float = 0.0


def endpoint(service: Service, route: Route) -> Endpoint:
    """The ASGI endpoint of one route."""

    async def handle(request: Request) -> Response:
        raw = await request.body()
        await asyncio.sleep(service.latency)
        with service.world.lock:
            return _answer(service, route, request, raw)

    return handle


def missing(service: Service) -> Endpoint:
    """The endpoint of everything that is no endpoint."""

    async def handle(request: Request) -> Response:
        await asyncio.sleep(service.latency)
        with service.world.lock:
            answer = refusal_answer(Refused(404, "Not Found", kind="NOT_FOUND"))
            return respond(service, ANONYMOUS, answer, request)

    return handle


def _answer(service: Service, route: Route, request: Request, raw: bytes) -> Response:
    viewer = ANONYMOUS
    headers = {"X-Accepted-GitHub-Permissions": route.accepts} if route.accepts else {}
    try:
        viewer = identify(service, request)
        if route.path != UNCHARGED:
            service.limits.charge(viewer.subject, "core")
        call = Call(
            world=service.world,
            office=service.office,
            limits=service.limits,
            viewer=viewer,
            path={name: str(value) for name, value in request.path_params.items()},
            query=dict(request.query_params),
            body=Body(parsed(raw)),
            url=str(request.url.replace(query="")),
        )
        if route.need:
            require(service.world, viewer, call.repository, route.need)
        answer = route.handler(call)
    except Refused as refused:
        answer = refusal_answer(refused)
    answer.headers.update(headers)
    return respond(service, viewer, answer, request)


def identify(service: Service, request: Request) -> Viewer:
    """The caller; Refused when the request has no user agent or a credential that proves nothing."""
    if not request.headers.get("user-agent"):
        raise Refused(403, NO_USER_AGENT, kind="FORBIDDEN")
    return authenticate(service.world, request.headers.get("authorization"))


def parsed(raw: bytes) -> Any:  # noqa: ANN401  # any JSON value
    """A JSON body, None when there is none; Refused (400) when it is not JSON."""
    try:
        return json.loads(raw) if raw.strip() else None
    except ValueError:
        raise Refused(400, "Problems parsing JSON") from None


def refusal_answer(refused: Refused) -> Answer:
    """A refusal as the REST API writes it."""
    return Answer(refused.status, _refusal_body(refused), dict(refused.headers))


def _refusal_body(refused: Refused) -> JsonObject:
    errors = {} if refused.errors is None else {"errors": refused.errors}
    status = str(refused.status)
    return {"message": refused.message, **errors, "documentation_url": DOCUMENTATION, "status": status}


def respond(
    service: Service, viewer: Viewer, answer: Answer, request: Request, resource: Resource = "core"
) -> Response:
    """The HTTP response: conditional requests, rate limit, request id."""
    status, content = answer.status, b""
    if answer.body is not None:
        content = json.dumps(answer.body, separators=(",", ":"), ensure_ascii=False).encode()
    headers = {**answer.headers, "X-GitHub-Media-Type": "github.v3; format=json"}
    if request.method == "GET" and status == HTTPStatus.OK:
        etag = f'W/"{hashlib.sha256(content).hexdigest()}"'
        headers.update(ETag=etag, Vary="Accept, Authorization, Cookie, X-GitHub-OTP")
        if request.headers.get("if-none-match") == etag:
            status, content = HTTPStatus.NOT_MODIFIED, b""
            service.limits.refund(viewer.subject, resource)
    headers.update(service.limits.standing(viewer.subject, resource).headers)
    headers["X-GitHub-Request-Id"] = _request_id()
    headers["X-GitHub-Api-Version-Selected"] = "2022-11-28"
    if content:
        headers["Content-Type"] = "application/json; charset=utf-8"
    return Response(content, status, headers)


def _request_id() -> str:
    digits = uuid.uuid4().hex.upper()
    return ":".join((digits[:4], digits[4:9], digits[9:16], digits[16:23], digits[23:31]))
