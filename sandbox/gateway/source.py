"""The endpoint of one event of an exported GitHub EventSource."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response

from remediation.model import JsonObject
from sandbox.evaluator import Event, Origin, RefusedWebhook, event_from_webhook
from sandbox.gateway.signature import check_signature

DEFAULT_MAX_PAYLOAD = 1024 * 1024
BAD_REQUEST = 400

SecretValue = Callable[[str, str], str]
"""Gives the value of a key of a Secret in the namespace of the Argo objects."""


@dataclass(frozen=True, kw_only=True)
class Endpoint:
    """Where webhooks of one event come in, and what they must be."""

    origin: Origin
    path: str
    max_payload: int
    """Bytes."""
    secret: str

    async def receive(self, request: Request, publish: Callable[[Event], None]) -> Response:
        """Check a webhook and publish its event; the answers are those of the real event source.

        The HTTP method, the type of the event and the repository are not checked there either.
        """
        try:
            event = self._event(request, await self._body(request))
        except RefusedWebhook as refusal:
            return PlainTextResponse(str(refusal), status_code=BAD_REQUEST)
        except ClientDisconnect:
            return PlainTextResponse("the client went away", status_code=BAD_REQUEST)
        publish(event)
        return PlainTextResponse("success")

    async def _body(self, request: Request) -> bytes:
        body = b""
        async for chunk in request.stream():
            body += chunk
            if len(body) > self.max_payload:
                message = "http: request body too large"
                raise RefusedWebhook(message)
        return body

    def _event(self, request: Request, body: bytes) -> Event:
        check_signature(request.headers, body, self.secret)
        return event_from_webhook(request.headers.items(), body, origins=frozenset({self.origin}))


def endpoints(event_source: JsonObject, secret: SecretValue) -> Iterator[Endpoint]:
    """Give the endpoints of an EventSource object; none if it is of another type."""
    name = str(event_source["metadata"]["name"])
    for event, described in (event_source["spec"].get("github") or {}).items():
        webhook, key = described["webhook"], described["webhookSecret"]
        yield Endpoint(
            origin=Origin(name, event),
            path=webhook["endpoint"],
            max_payload=webhook.get("maxPayloadSize") or DEFAULT_MAX_PAYLOAD,
            secret=secret(key["name"], key["key"]),
        )
