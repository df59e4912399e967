"""Faults on demand: what a client of a stand-in must survive.

Faults are armed while requests are served, from any thread. Each counts the requests that it matches and
strikes at the one it was armed for.
"""

import asyncio
import re
from dataclasses import dataclass, field
from enum import StrEnum

from starlette.types import ASGIApp, Message, Receive, Scope, Send

TOO_MANY_REQUESTS = 429


class FaultKind(StrEnum):
    """What goes wrong."""

    STATUS = "status"  # answer with `status` instead of acting
    DROP_BEFORE = "drop-before"  # close the connection without acting
    DROP_AFTER = "drop-after"  # act, then close the connection instead of answering
    DELAY = "delay"  # wait `seconds`, then act
    THROTTLE = "throttle"  # answer 429 with `retry-after: seconds` instead of acting


@dataclass(frozen=True, kw_only=True)
class Fault:
    """One fault.

    Attributes:
        kind: What goes wrong.
        method: HTTP method, empty for any.
        path: Regular expression that the whole decoded path must match.
        occurrence: Which of the matching requests, counted from when the fault is armed; 0 for every one.
        status: Status for STATUS.
        body: Body for STATUS and THROTTLE, empty for none.
        headers: Headers for STATUS and THROTTLE.
        seconds: Delay, or the seconds in `retry-after`.
    """

    kind: FaultKind
    method: str = ""
    path: str = ".*"
    occurrence: int = 1
    status: int = 500
    body: bytes = b""
    headers: tuple[tuple[str, str], ...] = ()
    seconds: float = 0.0

    def concerns(self, method: str, path: str) -> bool:
        """Tell whether a request counts for this fault."""
        return self.method in ("", method) and re.fullmatch(self.path, path) is not None


class ConnectionDroppedError(Exception):
    """The request ends here; `DropsConnections` closes the connection."""


@dataclass(slots=True)
class _Armed:
    fault: Fault
    seen: int = field(default=0)

    def strikes(self, method: str, path: str) -> bool:
        if not self.fault.concerns(method, path):
            return False
        self.seen += 1
        return self.fault.occurrence in (0, self.seen)


class Faults:
    """ASGI middleware in which faults are armed.

    It stands inside of the audit, so that a struck request is recorded too, and needs `DropsConnections`
    around both.
    """

    def __init__(self, app: ASGIApp) -> None:
        """Disturb what reaches `app`."""
        self._app = app
        self._armed: tuple[_Armed, ...] = ()
        self._struck: list[Fault] = []

    @property
    def struck(self) -> tuple[Fault, ...]:
        """The faults that have happened so far, in order."""
        return tuple(self._struck)

    def arm(self, *faults: Fault) -> None:
        """Add faults; if several would strike at one request, the first does."""
        self._armed = (*self._armed, *(_Armed(fault) for fault in faults))

    def clear(self) -> None:
        """Disarm everything and forget what has struck."""
        self._armed = ()
        self._struck.clear()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or let the fault happen that strikes at it."""
        fault = self._striking(scope) if scope["type"] == "http" else None
        if fault is None:
            await self._app(scope, receive, send)
            return
        self._struck.append(fault)
        match fault.kind:
            case FaultKind.STATUS:
                await _answer(send, fault.status, fault)
            case FaultKind.THROTTLE:
                await _answer(send, TOO_MANY_REQUESTS, fault, ("retry-after", f"{fault.seconds:g}"))
            case FaultKind.DROP_BEFORE:
                raise ConnectionDroppedError
            case FaultKind.DROP_AFTER:
                await self._app(scope, receive, _drop)
            case FaultKind.DELAY:
                await asyncio.sleep(fault.seconds)
                await self._app(scope, receive, send)

    def _striking(self, scope: Scope) -> Fault | None:
        # Every fault counts the request, also those that come too late to strike at it.
        struck = [armed.fault for armed in self._armed if armed.strikes(scope["method"], scope["path"])]
        return struck[0] if struck else None


class DropsConnections:
    """Outermost ASGI middleware: closes the client's connection where a fault says so.

    ASGI has no message for that, so it closes uvicorn's transport.
    """

    def __init__(self, app: ASGIApp) -> None:
        """Close connections of `app`'s clients."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on."""
        try:
            await self._app(scope, receive, send)
        except ConnectionDroppedError:
            _transport(send).abort()
            while (await receive())["type"] != "http.disconnect":
                pass


def _transport(send: Send) -> asyncio.Transport:
    transport = getattr(getattr(send, "__self__", None), "transport", None)
    if not isinstance(transport, asyncio.Transport):
        message = (
            "connections can only be dropped directly under uvicorn: make DropsConnections the outermost"
        )
        raise TypeError(message)
    return transport


async def _answer(send: Send, status: int, fault: Fault, *extra: tuple[str, str]) -> None:
    given = (*fault.headers, *extra, ("content-length", str(len(fault.body))))
    headers = [(name.encode(), value.encode()) for name, value in given]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": fault.body})


async def _drop(message: Message) -> None:
    """Stand in for `send`: nothing of the answer leaves, and its first byte ends the connection."""
    if message["type"] == "http.response.body":
        raise ConnectionDroppedError
