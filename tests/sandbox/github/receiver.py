import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from remediation.model import JsonObject
from sandbox.serving import serving

SECRET = "it is no secret"


@dataclass
class Received:
    """One webhook request that arrived."""

    headers: dict[str, str]
    body: bytes

    @property
    def event(self) -> str:
        return self.headers["x-github-event"]

    @property
    def guid(self) -> str:
        return self.headers["x-github-delivery"]

    @property
    def payload(self) -> JsonObject:
        loaded: JsonObject = json.loads(self.body)
        return loaded


@dataclass
class Receiver:
    """An endpoint for webhooks; `status` is what it answers."""

    url: str = ""
    status: int = 200
    received: list[Received] = field(default_factory=list)

    async def take(self, request: Request) -> Response:
        self.received.append(Received(dict(request.headers), await request.body()))
        return Response("taken", self.status)


@contextmanager
def receiving() -> Iterator[Receiver]:
    taker = Receiver()
    with serving(Starlette(routes=[Route("/{path:path}", taker.take, methods=["POST"])])) as url:
        taker.url = f"{url}/github"
        yield taker
