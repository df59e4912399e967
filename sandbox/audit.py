"""What a stand-in was asked: one record for each request, in the order in which the answers began."""

import time
from dataclasses import dataclass

from starlette.types import ASGIApp, Message, Receive, Scope, Send

_USER = "audited_user"


@dataclass(frozen=True, kw_only=True, slots=True)
class AuditRecord:
    """One request.

    Attributes:
        started: When it came, in seconds of the monotonic clock.
        seconds: From there to the beginning of the answer.
        user: Whom the application recognised, empty for nobody.
        method: HTTP method.
        path: Decoded path.
        query: Raw query string.
        status: HTTP status, None if the connection ended without an answer.
    """

    started: float
    seconds: float
    user: str
    method: str
    path: str
    query: str
    status: int | None


def name_user(scope: Scope, user: str) -> None:
    """Tell the audit, from within an application, who sends the request."""
    scope[_USER] = user


class Audit:
    """ASGI middleware that keeps a record of each request.

    The records may be read from any thread while requests are served: the list only grows, and reading
    takes a copy.
    """

    def __init__(self, app: ASGIApp) -> None:
        """Record what `app` is asked."""
        self._app = app
        self._records: list[AuditRecord] = []

    @property
    def records(self) -> tuple[AuditRecord, ...]:
        """All requests so far."""
        return tuple(self._records)

    def since(self, count: int) -> tuple[AuditRecord, ...]:
        """The requests after the first `count`."""
        return tuple(self._records[count:])

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on and record it when its answer begins, or when it ends without one."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started = time.monotonic()
        recorded = False

        def record(status: int | None) -> None:
            nonlocal recorded
            recorded = True
            self._records.append(
                AuditRecord(
                    started=started,
                    seconds=time.monotonic() - started,
                    user=scope.get(_USER, ""),
                    method=scope["method"],
                    path=scope["path"],
                    query=scope["query_string"].decode("latin-1"),
                    status=status,
                )
            )

        async def recording_send(message: Message) -> None:
            if message["type"] == "http.response.start":
                record(message["status"])
            await send(message)

        try:
            await self._app(scope, receive, recording_send)
        finally:
            if not recorded:
                record(None)
