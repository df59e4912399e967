"""Two ways to ask an API server: the official client, the judge, and plain HTTP for what it hides."""

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, TypeAlias

import urllib3
from kubernetes import client
from kubernetes.dynamic import DynamicClient

from remediation.model import JsonObject

MERGE = "application/merge-patch+json"
JSON_PATCH = "application/json-patch+json"
STRATEGIC = "application/strategic-merge-patch+json"
WAIT_SECONDS = 90
# The official clients take plain dictionaries as bodies, which their types do not say.
Official: TypeAlias = Any


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What came back over plain HTTP; a body that is no JSON is kept as text."""

    status: int
    body: Any
    warnings: tuple[str, ...] = ()

    @property
    def failure(self) -> tuple[int, str, str]:
        """Code, reason and message of a `Status`."""
        return self.body["code"], self.body.get("reason", ""), self.body["message"]

    @property
    def causes(self) -> list[tuple[str, str]]:
        """Field and reason of each cause, the real server's repetitions left out."""
        found = ((cause["field"], cause["reason"]) for cause in self.body["details"]["causes"])
        return list(dict.fromkeys(found))


@dataclass(frozen=True, kw_only=True)
class Api:
    """An API server to test, as its administrator."""

    url: str
    token: str
    configuration: client.Configuration
    pool: urllib3.PoolManager = field(repr=False)

    def call(
        self,
        method: str,
        path: str,
        body: object = None,
        *,
        token: str | None = None,
        media_type: str = "application/json",
        accept: str = "application/json",
    ) -> Answer:
        """Send one request; `token` is the administrator's unless given, empty for none."""
        headers = {"Accept": accept}
        bearer = self.token if token is None else token
        if bearer:
            headers["Authorization"] = f"Bearer {bearer}"
        if body is not None:
            headers["Content-Type"] = media_type
        content = body if isinstance(body, bytes | None) else json.dumps(body)
        answer = self.pool.request(method, self.url + path, body=content, headers=headers)
        return Answer(
            status=answer.status, body=_read(answer.data), warnings=tuple(answer.headers.getlist("warning"))
        )

    def patch(self, path: str, body: object, media_type: str = MERGE) -> Answer:
        """Send a patch."""
        return self.call("PATCH", path, body, media_type=media_type)

    def official(self) -> client.ApiClient:
        """Give the official client, as the administrator."""
        return client.ApiClient(self.configuration)

    @property
    def core(self) -> Official:
        """The official client of the core API."""
        return client.CoreV1Api(self.official())

    @property
    def coordination(self) -> Official:
        """The official client of leases."""
        return client.CoordinationV1Api(self.official())

    @property
    def custom(self) -> Official:
        """The official client of custom resources."""
        return client.CustomObjectsApi(self.official())

    @property
    def dynamic(self) -> Official:
        """The official client that discovers what the server offers."""
        official: Official = DynamicClient
        return official(self.official())

    @contextmanager
    def watching(self, path: str, query: str = "", *, seconds: int = 20) -> Iterator[Iterator[JsonObject]]:
        """Watch while the context lasts; yields the events as they come, until the server ends the stream."""
        response = self.pool.request(
            "GET",
            f"{self.url}{path}?watch=true&timeoutSeconds={seconds}&{query}",
            headers={"Authorization": f"Bearer {self.token}", "Accept": "application/json"},
            preload_content=False,
            timeout=urllib3.Timeout(connect=5, read=seconds + 10),
        )
        try:
            yield (json.loads(line) for line in _lines(response))
        finally:
            response.close()


def _lines(response: urllib3.BaseHTTPResponse) -> Iterator[bytes]:
    rest = b""
    for chunk in response.stream(65536):
        *lines, rest = (rest + chunk).split(b"\n")
        yield from lines


def _read(data: bytes) -> Any:  # noqa: ANN401  # any JSON document
    try:
        return json.loads(data)
    except ValueError:
        return data.decode()


def eventually(condition: Callable[[], object], *, seconds: float = WAIT_SECONDS) -> None:
    """Wait until a condition holds: controllers act a little later than the API server."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, f"not within {seconds} seconds"
        time.sleep(0.05)


def names(answer: Answer) -> list[str]:
    """Name the objects of a list."""
    return [item["metadata"]["name"] for item in answer.body["items"]]


def labelled(name: str, **labels: str) -> JsonObject:
    """Make metadata with labels."""
    return {"metadata": {"name": name, "labels": labels}}


def owned(name: str, owner: JsonObject, **reference: bool) -> JsonObject:
    """Make a ConfigMap that belongs to another."""
    meta = owner["metadata"]
    identity = {"apiVersion": "v1", "kind": "ConfigMap", "name": meta["name"], "uid": meta["uid"]}
    return {"metadata": {"name": name, "ownerReferences": [identity | reference]}}


def first(events: Iterator[JsonObject], count: int) -> list[tuple[str, str]]:
    """Take some events of a watch: their type and the object's name."""
    return [(event["type"], event["object"]["metadata"]["name"]) for event in islice(events, count)]
