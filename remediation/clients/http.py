"""JSON over HTTP on a kept-alive connection, with one rule for what is worth another try.

The standard library's client is used on purpose: it is imported in a fifth of the time of the alternatives,
and every step pays its imports at each pod start (docs/decisions/0003-thin-clients.md).
"""

import json
import time
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn
from urllib.parse import urlencode, urlsplit

from remediation.errors import Misuse, Permanent, Temporary
from remediation.model import JsonObject

if TYPE_CHECKING:
    import http.client

TIMEOUT_SECONDS = 10.0
TRIES = 3
LONGEST_WAIT_SECONDS = 2.0

_REDIRECT = 300
_FORBIDDEN = 403
_NOT_FOUND = 404
_TIMEOUT = 408
_CONFLICT = 409
_GONE = 410
_TOO_MANY = 429
_SERVER_ERROR = 500


def prepare() -> None:
    """Import what the first call imports; a step that must wait does it then, and starts a tenth sooner."""
    import http.client  # noqa: F401, PLC0415
    import ssl  # noqa: F401, PLC0415


class Conflict(Temporary):
    """HTTP 409: the object exists already, or changed since it was read."""


class NotFound(Permanent):
    """HTTP 404: there is no such object, or it has gone since it was read."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """What a server said."""

    status: int
    headers: Mapping[str, str]
    """Names in lower case."""
    body: bytes

    def json(self) -> JsonObject:
        """Decode the body as a JSON object.

        Raises:
            Temporary: It is something else: a proxy's error page, or a truncated answer.
        """
        try:
            decoded = json.loads(self.body or b"{}")
        except ValueError as error:
            message = f"the answer is not JSON: {self.body[:80]!r}"
            raise Temporary(message) from error
        if not isinstance(decoded, dict):
            message = f"the answer is not a JSON object: {self.body[:80]!r}"
            raise Temporary(message)
        return decoded


class Http:
    """One server: its URL, its credentials and one connection that is reused."""

    def __init__(
        self,
        base_url: str,
        *,
        name: str,
        headers: Callable[[], Mapping[str, str]] = dict,
        ca_file: Path | None = None,
        ca_text: str = "",
        verify: bool = True,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        """Describe the server; nothing is sent yet.

        Args:
            base_url: `http(s)://HOST[:PORT][/PREFIX]`.
            name: What people call the server, for messages: "GitHub", "the Kubernetes API".
            headers: Gives the headers of each request, such as a fresh token.
            ca_file: Certificate authority to trust instead of the system's.
            ca_text: The same, as PEM text.
            verify: False accepts any certificate, for servers that sign their own.
            sleep: Waits some seconds between tries.

        Raises:
            Misuse: The URL is not an HTTP URL.
        """
        message = f"the address of {name} must be an http(s) URL, not {base_url!r}"
        try:
            parts = urlsplit(base_url)
            self._port = parts.port
        except ValueError as error:
            raise Misuse(message) from error
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            raise Misuse(message)
        self._secure = parts.scheme == "https"
        self._host, self._prefix = parts.hostname, parts.path.rstrip("/")
        self._name, self._headers, self._sleep = name, headers, sleep
        self._ca_file, self._ca_text, self._verify = ca_file, ca_text, verify
        self._connection: http.client.HTTPConnection | None = None

    def call(
        self,
        method: str,
        path: str,
        *,
        query: Mapping[str, str] | None = None,
        body: object = None,
        headers: Mapping[str, str] | None = None,
        allow: Collection[int] = (),
        repeatable: bool | None = None,
        timeout: float = TIMEOUT_SECONDS,
    ) -> Answer:
        """Send a request and give the answer.

        A request that is safe to repeat is tried three times when the server is briefly away. Longer
        trouble is Argo's to retry, as exit code 75.

        Args:
            method: HTTP method.
            path: Path below the base URL, quoted.
            query: Query parameters.
            body: JSON value to send.
            headers: Headers on top of the server's own.
            allow: Error statuses that the caller handles.
            repeatable: Whether sending it twice does no harm; by default all methods but POST.
            timeout: Seconds to wait for each part of the answer.

        Raises:
            Temporary: 5xx, 429, rate limits, an expired list, timeouts, no connection.
            Conflict: 409.
            NotFound: 404.
            Permanent: Any other 4xx.
            Misuse: The token is none, or the address.
        """
        tries = TRIES if repeatable or (repeatable is None and method != "POST") else 1
        target = self._prefix + path + (f"?{urlencode(query)}" if query else "")
        payload = None if body is None else json.dumps(body).encode()
        sent = {"Accept": "application/json", "User-Agent": "remedy", **self._credentials()}
        if payload is not None:
            sent["Content-Type"] = "application/json"
        sent.update(headers or {})
        for remaining in range(tries - 1, -1, -1):
            try:
                answer = self._send(method, target, payload, sent, timeout)
                if answer.status < _REDIRECT or answer.status in allow:
                    return answer
                self.refuse(method, path, answer)
            except Conflict:
                raise
            except Temporary as error:
                if not remaining or error.retry_after > LONGEST_WAIT_SECONDS:
                    raise
                self._sleep(error.retry_after)
        raise AssertionError

    def close(self) -> None:
        """Drop the connection; the next call opens another."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _credentials(self) -> Mapping[str, str]:
        """Give the server's own headers; http.client refuses a wrong one in words that hold the token."""
        headers = self._headers()
        if all(value.isascii() and value.isprintable() for value in headers.values()):
            return headers
        message = f"the token of {self._name} holds characters that no token has"
        raise Misuse(message)

    def _send(
        self, method: str, target: str, payload: bytes | None, headers: Mapping[str, str], timeout: float
    ) -> Answer:
        import http.client  # noqa: PLC0415  # see prepare()
        import ssl  # noqa: PLC0415

        connection = self._connection or self._connect()
        try:
            connection.timeout = timeout
            if connection.sock is not None:
                connection.sock.settimeout(timeout)
            connection.request(method, target, body=payload, headers=dict(headers))
            response = connection.getresponse()
            answer = Answer(
                status=response.status,
                headers={name.lower(): value for name, value in response.getheaders()},
                body=response.read(),
            )
        except ssl.SSLCertVerificationError as error:
            self.close()
            message = (
                f"the certificate of {self._name} at {self._host} is not trusted: {error.verify_message}"
            )
            raise Permanent(message) from error
        except UnicodeError as error:
            message = f"the address of {self._name} holds no possible name of a host: {self._host}"
            raise Misuse(message) from error
        except (OSError, http.client.HTTPException) as error:
            self.close()
            message = f"{self._name} does not answer at {self._host}: {error or type(error).__name__}"
            raise Temporary(message) from error
        if response.will_close:
            self.close()
        return answer

    def _connect(self) -> "http.client.HTTPConnection":
        import http.client  # noqa: PLC0415
        import ssl  # noqa: PLC0415

        if self._secure:
            try:
                context = ssl.create_default_context(cafile=self._ca_file, cadata=self._ca_text or None)
            except OSError as error:
                where = f"at {self._ca_file}" if self._ca_file else "as PEM text"
                message = f"the certificate authority of {self._name} cannot be read {where}"
                raise Misuse(message) from error
            if not self._verify:
                context.check_hostname = False
                context.verify_mode = ssl.CERT_NONE
            self._connection = http.client.HTTPSConnection(self._host, self._port, context=context)
        else:
            self._connection = http.client.HTTPConnection(self._host, self._port)
        return self._connection

    def refuse(self, method: str, path: str, answer: Answer) -> NoReturn:
        """Raise the error that tells whether another try can help against an answer's status."""
        message = f"{self._name} answered {answer.status} to {method} {path}: {_reason(answer)}"
        if answer.status == _CONFLICT:
            raise Conflict(message)
        if answer.status == _NOT_FOUND:
            raise NotFound(message)
        limited = answer.status == _FORBIDDEN and (
            "retry-after" in answer.headers
            or answer.headers.get("x-ratelimit-remaining") == "0"
            or b"rate limit" in answer.body
        )
        if answer.status >= _SERVER_ERROR or answer.status == _TIMEOUT:
            raise Temporary(message)
        if limited or answer.status == _TOO_MANY:
            raise Temporary(message, retry_after=_seconds(answer.headers.get("retry-after")))
        expired = answer.status == _GONE  # a list that was read page by page, too slowly
        if expired or (answer.status == _FORBIDDEN and b"exceeded quota" in answer.body):
            raise Temporary(message, retry_after=LONGEST_WAIT_SECONDS + 1)
        raise Permanent(message)


def _reason(answer: Answer) -> str:
    try:
        told = json.loads(answer.body).get("message") or answer.body[:200].decode(errors="replace")
    except (ValueError, AttributeError):
        told = answer.body[:200].decode(errors="replace")
    return " ".join(str(told).split()) or "no reason given"


def _seconds(text: str | None) -> float:
    return float(text) if text and text.isdigit() else LONGEST_WAIT_SECONDS + 1
