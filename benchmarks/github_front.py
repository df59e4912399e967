"""GitHub's stand-in as the steps see it here: every call takes as long as a real one, and is remembered."""

import asyncio
import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from benchmarks.exchanged import exchanged, with_environment
from runner.scene import Scene
from sandbox.serving import serving
from workflows import rex_remediation

_OPERATION = re.compile(r"^\s*((?:query|mutation) \w+)")


@dataclass(kw_only=True)
class GitHubFront:
    """ASGI middleware before GitHub's stand-in."""

    app: ASGIApp
    latency: float
    """Seconds that are added to each call."""
    calls: list[str] = field(default_factory=list)
    """What was asked: the GraphQL operation, or method and path."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Remember the call, let its time pass, and pass it on."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        body = await _body(receive)
        self.calls.append(_named(scope, body))
        await asyncio.sleep(self.latency)
        given = False

        async def again() -> Message:
            nonlocal given
            if given:
                return await receive()
            given = True
            return {"type": "http.request", "body": body, "more_body": False}

        await self.app(scope, again, send)


@contextmanager
def github_front(
    scene: Scene,
    *,
    latency: float,
    host: str = "127.0.0.1",
    template: str = rex_remediation.NAME,
) -> Iterator[tuple[str, GitHubFront]]:
    """Let the runs of a template reach GitHub through a front while the context lasts; give its URL, and it.

    Plays go on without it, so that what they ask is not taken for a call of these runs.

    Args:
        scene: No run of the template may be under way when the context begins and when it ends.
        latency: Seconds that are added to each call.
        host: The address to listen on, one that steps reach.
        template: The template's name, by default the remediation's.
    """
    front = GitHubFront(app=scene.github.app, latency=latency)
    with (
        serving(front, host=host) as url,
        exchanged(scene, partial(with_environment, variables={"REMEDY_GITHUB_URL": url}), template=template),
    ):
        yield url, front


async def _body(receive: Receive) -> bytes:
    body, more = b"", True
    while more:
        message = await receive()
        body += message.get("body", b"")
        more = message.get("more_body", False)
    return body


def _named(scope: Scope, body: bytes) -> str:
    if scope["path"] == "/graphql":
        operation = _OPERATION.match(json.loads(body)["query"])
        return operation[1] if operation else "unnamed GraphQL"
    return f"{scope['method']} {scope['path']}"
