"""What the GitHub event source of Argo Events makes of a webhook: the event that sensors see."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import unquote_to_bytes

from pydantic import JsonValue

from sandbox.evaluator.errors import RefusedWebhook
from sandbox.evaluator.golang.encoding import decode, valid_text
from sandbox.evaluator.paths.gjson import find

EVENT_HEADER = "X-GitHub-Event"
DELIVERY_HEADER = "X-GitHub-Delivery"

_WORD = r"[!#$%&'*+.^_`|~0-9A-Za-z-]+"
_MEDIA_TYPE = re.compile(rf"\s*({_WORD}/{_WORD})\s*(?:;\s*{_WORD}\s*=\s*(?:{_WORD}|\"[^\"\\]*\")\s*)*;?\s*")
_HEADER_NAME = re.compile(_WORD)
_BAD_ESCAPE = re.compile(rb"%(?![0-9A-Fa-f]{2})")


class Origin(NamedTuple):
    """Where an event comes from: the name of the EventSource and of the event in it."""

    event_source: str
    event: str


@dataclass(frozen=True)
class Event:
    """An event on the bus.

    Attributes:
        data: What the event source has put on the bus: for GitHub an object with `headers` and `body`, for a
            changed object one with `body`, and `oldBody`, `type` and others beside it.
        origins: The event sources it may come from; None if every dependency is to see it.
    """

    data: JsonValue
    origins: frozenset[Origin] | None = None

    def concerns(self, origin: Origin) -> bool:
        """Whether a dependency on this event source and event gets the event."""
        return self.origins is None or origin in self.origins

    def text(self, *path: str) -> str:
        """Give what stands at the path as text, empty if nothing does."""
        found = find(self.data, path)
        return found.text if found else ""


def event_from_webhook(
    headers: Iterable[tuple[str, str]], body: bytes, *, origins: frozenset[Origin] | None = None
) -> Event:
    """Make the event of a webhook as `eventsources/sources/github` does, but for the signature.

    Header names become canonical (`X-Github-Event`) and their values arrays. The body is decoded and encoded
    again, so that its numbers have gone through float64, and holds `X-GitHub-Event` and `X-GitHub-Delivery`.

    Args:
        headers: Names in any case, with values; a name may come several times.
        body: The bytes of the request, JSON or a form with the JSON in `payload`.
        origins: The event sources that receive it; None for all.

    Raises:
        RefusedWebhook: The event source answers 400: no media type, another one, no JSON, or no JSON object.
    """
    canonical = _canonical(headers)
    try:
        payload = decode(_payload(_first(canonical, "Content-Type"), body))
    except ValueError as error:
        message = f"the payload is no JSON that the GitHub event source reads: {error}"
        raise RefusedWebhook(message) from error
    if not isinstance(payload, dict):
        message = "the payload is JSON, but no object as GitHub sends"
        raise RefusedWebhook(message)
    for name in (EVENT_HEADER, DELIVERY_HEADER):
        payload[name] = _first(canonical, name)
    values: dict[str, JsonValue] = {name: [*given] for name, given in sorted(canonical.items())}
    return Event({"headers": values, "body": dict(sorted(payload.items()))}, origins)


def canonical_header(name: str) -> str:
    """Give the name as Go's net/http writes it: `X-Github-Event`; a name that HTTP does not allow stays."""
    if not _HEADER_NAME.fullmatch(name):
        return name
    return "-".join(part[:1].upper() + part[1:].lower() for part in name.split("-"))


def _canonical(headers: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    canonical: dict[str, list[str]] = {}
    for name, value in headers:
        canonical.setdefault(canonical_header(valid_text(name)), []).append(valid_text(value))
    return canonical


def _first(canonical: Mapping[str, list[str]], name: str) -> str:
    return canonical.get(canonical_header(name), [""])[0]


def _payload(content_type: str, body: bytes) -> bytes:
    media_type = _MEDIA_TYPE.fullmatch(content_type)
    match media_type and media_type[1].lower():
        case "application/json":
            return body
        case "application/x-www-form-urlencoded":
            return _form_payload(body)
        case _:
            message = f"the content type {content_type!r} is neither JSON nor a form"
            raise RefusedWebhook(message)


def _form_payload(body: bytes) -> bytes:
    if b";" in body or _BAD_ESCAPE.search(body):
        message = "the form is not encoded as a URL"
        raise RefusedWebhook(message)
    for field in body.split(b"&"):
        name, _, value = field.replace(b"+", b" ").partition(b"=")
        if unquote_to_bytes(name) == b"payload":
            return unquote_to_bytes(value)
    return b""
