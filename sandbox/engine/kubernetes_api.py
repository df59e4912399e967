"""The Kubernetes API over HTTP, as far as a controller and the Argo Server need it."""

import json
import threading
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote, urlencode

import urllib3

from remediation.model import JsonObject

CONFLICT, NOT_FOUND, GONE = 409, 404, 410
JSON = "application/json"
MERGE_PATCH = "application/merge-patch+json"
WORKFLOWS, TEMPLATES, RESULTS = "workflows", "workflowtemplates", "workflowtaskresults"
_ARGO = frozenset({WORKFLOWS, TEMPLATES, RESULTS})
_FIRST_ERROR = 400
_SERVER_ERROR = 500


class ApiError(Exception):
    """The API server refused a request, or could not be reached (status 0)."""

    def __init__(self, status: int, message: str, *, reason: str = "") -> None:
        """Keep what the server said: HTTP status, message and reason of its `Status` object."""
        super().__init__(message)
        self.status = status
        self.message = message
        self.reason = reason

    @property
    def is_final(self) -> bool:
        """Tell whether the same request would be refused again."""
        return _FIRST_ERROR <= self.status < _SERVER_ERROR and self.status not in {408, 429}


class Watch:
    """The changes of a collection, one after the other; may be closed from another thread."""

    def __init__(self, response: urllib3.BaseHTTPResponse) -> None:
        """Read from an open response."""
        self._response = response
        self._closed = threading.Event()

    def __iter__(self) -> Iterator[JsonObject]:
        """Give each change: `type` and `object`; ends when the server or `close` ends it."""
        pending = b""
        try:
            for chunk in self._response.stream(2**16):
                *lines, pending = (pending + chunk).split(b"\n")
                yield from (json.loads(line) for line in lines if line)
        except (urllib3.exceptions.HTTPError, OSError, ValueError) as error:
            if not self._closed.is_set():
                raise ApiError(0, str(error)) from error
        finally:
            self._response.close()

    def close(self) -> None:
        """End the stream; a reader in another thread wakes up."""
        self._closed.set()
        with suppress(OSError, ValueError):
            self._response.shutdown()


class KubernetesApi:
    """One API server and one bearer token; safe to use from several threads."""

    def __init__(self, url: str, *, token: str | None, ca_file: Path | None = None, pool: int = 16) -> None:
        """Describe the server; nothing is sent yet.

        Args:
            url: Base URL.
            token: Bearer token; None sends none.
            ca_file: Certificate authority, for https.
            pool: How many connections are kept open.
        """
        self._url = url.rstrip("/")
        self._headers = {"Authorization": f"Bearer {token}"} if token is not None else {}
        self._pool = urllib3.PoolManager(
            maxsize=pool, retries=False, ca_certs=str(ca_file) if ca_file else None, timeout=30.0
        )

    def request(
        self,
        method: str,
        path: str,
        *,
        query: Mapping[str, str] | None = None,
        body: object = None,
        content_type: str = JSON,
    ) -> JsonObject:
        """Send a request and give the object that the server answers with.

        Raises:
            ApiError: The server refused, or could not be reached.
        """
        response = self._send(method, path, query=query, body=body, content_type=content_type)
        return _object(response.data)

    def watch(self, path: str, query: Mapping[str, str]) -> Watch:
        """Open a watch on a collection.

        Raises:
            ApiError: The server refused, or could not be reached.
        """
        return Watch(self._send("GET", path, query={**query, "watch": "true"}, stream=True))

    def close(self) -> None:
        """Close the connections."""
        self._pool.clear()

    def _send(
        self,
        method: str,
        path: str,
        *,
        query: Mapping[str, str] | None = None,
        body: object = None,
        content_type: str = JSON,
        stream: bool = False,
    ) -> urllib3.BaseHTTPResponse:
        url = f"{self._url}{path}" + (f"?{urlencode(query)}" if query else "")
        headers = {**self._headers, "Accept": JSON}
        content = None
        if body is not None:
            headers["Content-Type"] = content_type
            content = json.dumps(body).encode()
        timeout = urllib3.Timeout(connect=10.0, read=None) if stream else urllib3.Timeout(30.0)
        try:
            response = self._pool.request(
                method, url, body=content, headers=headers, preload_content=not stream, timeout=timeout
            )
        except (urllib3.exceptions.HTTPError, OSError) as error:
            raise ApiError(0, f"the Kubernetes API cannot be reached: {error}") from error
        if response.status >= _FIRST_ERROR:
            status = _object(response.data)
            response.close()
            message = status.get("message") or f"HTTP {response.status}"
            raise ApiError(response.status, message, reason=status.get("reason", ""))
        return response


def path_of(plural: str, namespace: str, name: str = "", subresource: str = "") -> str:
    """Give the path of a collection or an object of Argo or the core group."""
    root = "/apis/argoproj.io/v1alpha1" if plural in _ARGO else "/api/v1"
    parts = [root, "namespaces", quote(namespace, safe=""), plural]
    parts += [quote(part, safe="") for part in (name, subresource) if part]
    return "/".join(parts)


def _object(data: bytes) -> JsonObject:
    with suppress(ValueError):
        decoded = json.loads(data or b"{}")
        if isinstance(decoded, dict):
            return decoded
    return {"message": data.decode(errors="replace")[:200]}
