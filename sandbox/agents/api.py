"""A JSON API over HTTP for many threads, with watches: what agents and the scenario runner talk through."""

import json
import threading
from collections.abc import Collection, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from typing import Literal, NamedTuple, TypeAlias
from urllib.parse import urlencode

import urllib3

from remediation.errors import Permanent, Temporary
from remediation.model import JsonObject

TIMEOUT_SECONDS = 15.0
QUIET_SECONDS = 5.0
"""How long a watch may say nothing before it is opened again."""
_PATIENCE = urllib3.Retry(
    total=8,
    connect=False,
    read=False,
    redirect=False,
    other=0,
    allowed_methods=None,
    raise_on_status=False,
    retry_after_max=5,
)
"""Ask again when the server says when (429 or 503 with Retry-After, in seconds), as client-go does.

The API server refuses so before it acts, for example while a changed CustomResourceDefinition makes it read a
collection anew ("storage is (re)initializing"). A broken connection is the caller's business: the request may
have been carried out.
"""
_CLIENT_ERROR = 400
_CONFLICT = 409
_TOO_MANY = 429
_SERVER_ERROR = 500

Verb: TypeAlias = Literal["ADDED", "MODIFIED", "DELETED"]


class Change(NamedTuple):
    """One event of a watch."""

    verb: Verb
    body: JsonObject


@dataclass(frozen=True, kw_only=True)
class Api:
    """One server, from any thread."""

    url: str
    name: str
    """What people call it, for messages."""
    headers: Mapping[str, str] = field(default_factory=dict)
    pool: urllib3.PoolManager = field(
        default_factory=lambda: urllib3.PoolManager(maxsize=16, retries=False, timeout=TIMEOUT_SECONDS)
    )

    def call(
        self,
        method: str,
        path: str,
        *,
        query: Mapping[str, str] | None = None,
        body: object = None,
        kind: str = "application/json",
        allow: Collection[int] = (),
    ) -> JsonObject:
        """Send a request and give the JSON object that answers it; of one in `allow`, its `code`.

        A server that asks for patience is asked again when it says, for less than a minute.

        Raises:
            Temporary: 409, 429, 5xx, or no connection.
            Permanent: Any other 4xx that is not in `allow`.
        """
        try:
            answer = self.pool.request(
                method,
                self.url + path + (f"?{urlencode(query)}" if query else ""),
                body=None if body is None else json.dumps(body),
                headers={**self.headers, "Content-Type": kind, "Accept": "application/json"},
                retries=_PATIENCE,
            )
        except urllib3.exceptions.HTTPError as error:
            message = f"{self.name} does not answer at {self.url}: {error}"
            raise Temporary(message) from error
        if answer.status >= _CLIENT_ERROR and answer.status not in allow:
            text = " ".join(answer.data[:300].decode(errors="replace").split())
            message = f"{self.name} answered {answer.status} to {method} {path}: {text}"
            again = answer.status in {_CONFLICT, _TOO_MANY} or answer.status >= _SERVER_ERROR
            raise Temporary(message) if again else Permanent(message)
        if answer.status >= _CLIENT_ERROR:
            return {"code": answer.status}
        found: JsonObject = answer.json() if answer.data else {}
        return found

    def watch(
        self, path: str, *, stop: threading.Event, query: Mapping[str, str] | None = None
    ) -> Iterator[Change]:
        """List a collection, then tell every change until `stop` is set.

        Objects that exist come first, as ADDED. When the server forgot where the watch was (410), all of them
        come again; who reads must take an ADDED for an object that it knows as a change.
        """
        while not stop.is_set():
            try:
                yield from self._watch_once(path, stop, dict(query or {}))
            except Temporary:
                stop.wait(0.2)

    def _watch_once(self, path: str, stop: threading.Event, query: dict[str, str]) -> Iterator[Change]:
        listed = self.call("GET", path, query=query)
        for body in listed["items"]:
            yield Change("ADDED", body)
        version = listed["metadata"]["resourceVersion"]
        while not stop.is_set():
            for change in self._stream(path, {**query, "watch": "true", "resourceVersion": version}, stop):
                if change is None:
                    return
                version = change.body["metadata"]["resourceVersion"]
                yield change

    def _stream(self, path: str, query: dict[str, str], stop: threading.Event) -> Iterator[Change | None]:
        """Give the changes of one connection; None says that the server no longer knows the version."""
        try:
            with closing(self._opened(path, query)) as answer:
                for line in _lines(answer):
                    told = json.loads(line)
                    if told["type"] == "ERROR":
                        yield None
                        return
                    if told["type"] != "BOOKMARK":
                        yield Change(told["type"], told["object"])
                    if stop.is_set():
                        return
        except urllib3.exceptions.ReadTimeoutError:
            return
        except (urllib3.exceptions.HTTPError, OSError) as error:
            message = f"{self.name} broke off a watch of {path}: {error}"
            raise Temporary(message) from error

    def _opened(self, path: str, query: dict[str, str]) -> urllib3.BaseHTTPResponse:
        answer = self.pool.request(
            "GET",
            self.url + path,
            fields=query,
            headers={**self.headers, "Accept": "application/json"},
            preload_content=False,
            timeout=urllib3.Timeout(connect=TIMEOUT_SECONDS, read=QUIET_SECONDS),
            retries=_PATIENCE,
        )
        if answer.status >= _CLIENT_ERROR:
            answer.close()
            message = f"{self.name} answered {answer.status} to a watch of {path}"
            raise Temporary(message)
        return answer


def _lines(answer: urllib3.BaseHTTPResponse) -> Iterator[bytes]:
    rest = b""
    while chunk := answer.read1():
        *whole, rest = (rest + chunk).split(b"\n")
        yield from filter(None, whole)
