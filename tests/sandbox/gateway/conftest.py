"""A gateway with the exported webhook and sensors, and an API server that only counts."""

import hmac
import json
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field
from importlib import resources
from typing import Any

import pytest
import urllib3
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from gitops.manifests import manifests
from remediation.model import JsonObject
from remediation.settings import Settings
from sandbox.engine.kubernetes_api import KubernetesApi
from sandbox.gateway import Gateway
from sandbox.serving import serving

SECRET = "of the webhook"
TOKEN = "of-the-sensors"
GUID = "7e0b1c1e-0000-11ee-8000-000000000001"
AFTER = "2" * 40


@dataclass
class ApiServer:
    """Answers each request with the next status, then with 201."""

    statuses: list[int] = field(default_factory=list)
    bodies: list[dict[str, Any]] = field(default_factory=list)
    authorizations: list[str] = field(default_factory=list)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        request = Request(scope, receive)
        self.bodies.append(json.loads(await request.body()))
        self.authorizations.append(request.headers.get("authorization", ""))
        status = self.statuses.pop(0) if self.statuses else 201
        await Response(status_code=status)(scope, receive, send)

    def received(self, count: int) -> list[dict[str, Any]]:
        """Wait until as many requests have come, and a little longer for those that should not."""
        deadline = time.monotonic() + 5
        while len(self.bodies) < count and time.monotonic() < deadline:
            time.sleep(0.01)
        time.sleep(0.05)
        return self.bodies


@dataclass(frozen=True)
class Endpoint:
    """Where webhooks are posted."""

    url: str

    def post(
        self, body: bytes, *, secret: str | None = SECRET, path: str = "/github", **headers: str
    ) -> tuple[int, str]:
        """Post a webhook, signed with a secret or not at all."""
        sent = {
            "Content-Type": "application/json",
            "X-GitHub-Event": "push",
            "X-GitHub-Delivery": GUID,
            **{name.replace("_", "-"): value for name, value in headers.items()},
        }
        if secret is not None:
            sent["X-Hub-Signature-256"] = f"sha256={hmac.new(secret.encode(), body, 'sha256').hexdigest()}"
        answer = urllib3.request("POST", self.url + path, body=body, headers=sent, retries=False)
        return answer.status, answer.data.decode()


def push(**changes: Any) -> bytes:  # noqa: ANN401  # any JSON value
    """Give a real push payload as Rex's to a task's branch."""
    payload = json.loads(
        resources.files("sandbox.github").joinpath("payloads", "push.json").read_text("utf-8")
    )
    payload["repository"]["full_name"] = "5dlabs/cto"
    payload["sender"]["login"] = "5DLabs-Rex[bot]"
    payload.update({"ref": "refs/heads/task-7-login", "before": "1" * 40, "after": AFTER, **changes})
    return json.dumps(payload).encode()


@pytest.fixture
def api_server() -> ApiServer:
    return ApiServer()


@pytest.fixture
def endpoint(api_server: ApiServer) -> Iterator[Endpoint]:
    with serving(api_server) as url, listening(url) as endpoint:
        yield endpoint


@contextmanager
def listening(url: str, *sensors: JsonObject) -> Iterator[Endpoint]:
    """Serve the exported webhook, for the exported sensors or for these.

    Args:
        url: The API server.
        sensors: Instead of the exported ones.
    """
    with ExitStack() as stack:
        exported = manifests(Settings(kubernetes_url=url))
        everything = [body for bodies in exported.values() for body in bodies]
        objects = [body for body in everything if "resource" not in body.get("spec", {})]
        if sensors:
            objects = [*sensors, *(body for body in objects if body["kind"] != "Sensor")]
        triggers = (each for body in objects if body["kind"] == "Sensor" for each in body["spec"]["triggers"])
        for trigger in triggers:
            quickly = {"steps": 3, "duration": "1ms", "factor": 1, "jitter": 0}
            trigger["retryStrategy"] = quickly
            if "dlqTrigger" in trigger:
                trigger["dlqTrigger"]["retryStrategy"] = quickly
        secrets = {"github-webhook": SECRET, "remedy-sensor-token": TOKEN}
        gateway = Gateway(objects, secret=lambda name, _key: secrets[name], act_as=nobody)
        stack.enter_context(closing(gateway))
        yield Endpoint(stack.enter_context(serving(gateway)))


def nobody(account: str) -> KubernetesApi:
    """Stand for an API server where nothing is watched."""
    raise AssertionError(account)
