"""What an answer that is of no use means, and a connection that fails: the error, and what to do about it."""

import re
import ssl
from collections.abc import Iterator
from http import HTTPStatus
from urllib.parse import urlsplit

import requests

from remediation.errors import Misuse, Permanent, RemedyError, Temporary
from remediation.model import JsonObject

SHOWN = 300
_BUSY = (HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_MANY_REQUESTS)
_HIGHEST_GRPC_CODE = 16
_NO_TLS = ("WRONG_VERSION_NUMBER", "RECORD_LAYER_FAILURE", "UNKNOWN_PROTOCOL", "HTTP_REQUEST")
_MISMATCHES = (62, 64)
"""OpenSSL's codes for a certificate of another host name or address."""
_OTHER_ADDRESS = "use an address that it names, or set argo_server_verify to false"
_AUTHORITY = "give its authority in argo_server_ca, or set argo_server_verify to false"
_HERA = re.compile(r"Server returned status code \d+ with message: `(?P<said>.*)`", re.DOTALL)
_DENIED = re.compile(r"ValidatingAdmissionPolicy '(?P<policy>[^']+)'.* denied request: (?P<reason>.+)")


def refuse_unusable(answer: requests.Response, url: str, *, has_token: bool) -> None:
    """Refuse what is no answer of an Argo Server to a caller whom it knows.

    Args:
        answer: What came back.
        url: The configured address, for messages.
        has_token: Whether a token was sent.

    Raises:
        Misuse: Nobody there speaks Argo's API, or the token is missing or not accepted.
        Permanent: The token's account may not do this.
        Temporary: The server is in trouble or busy.
    """
    status, said = answer.status_code, _object(answer)
    text = one_line(str((said or {}).get("message") or answer.text)) or "no reason given"
    if answer.is_redirect:
        target = answer.headers["location"]
        message = f"{url} redirects to {target}; set argo_server_url to where the Argo Server itself is"
        raise Misuse(message)
    if status in _BUSY or (
        status >= HTTPStatus.INTERNAL_SERVER_ERROR and status != HTTPStatus.NOT_IMPLEMENTED
    ):
        message = f"the Argo Server at {url} answers {status}: {text}"
        raise Temporary(message)
    if said is None or (not answer.ok and not _is_argos(said)) or status == HTTPStatus.NOT_IMPLEMENTED:
        told = "an HTML page" if answer.text.lstrip().startswith("<") else text
        message = f"no Argo Server answers at {url}, check argo_server_url (HTTP {status}: {told})"
        raise Misuse(message)
    if status == HTTPStatus.UNAUTHORIZED:
        missing = "wants a token, set REMEDY_ARGO_TOKEN"
        wrong = f"does not accept the token of REMEDY_ARGO_TOKEN: {text}"
        message = f"the Argo Server at {url} {wrong if has_token else missing}"
        raise Misuse(message)
    if status == HTTPStatus.FORBIDDEN:
        message = f"the token's account may not {_call(answer)}: {text}"
        raise Permanent(message)


def explained(error: Exception, url: str) -> RemedyError:
    """Turn a connection that failed into one clear line."""
    causes = list(_causes(error))
    for cause in causes:
        if isinstance(cause, ssl.SSLCertVerificationError):
            why = one_line(cause.verify_message).rstrip(".")
            cure = _OTHER_ADDRESS if cause.verify_code in _MISMATCHES else _AUTHORITY
            return Misuse(f"the certificate of the Argo Server at {url} is not trusted: {why}; {cure}")
        if isinstance(cause, ssl.SSLError) and cause.reason in _NO_TLS:
            return Misuse(f"no TLS is spoken at {url}, check argo_server_url: perhaps it is http://")
    if isinstance(error, requests.Timeout):
        return Temporary(f"the Argo Server does not answer in time at {url}")
    system = [cause.strerror for cause in causes if isinstance(cause, OSError) and cause.strerror]
    return Temporary(f"the Argo Server does not answer at {url}: {[type(causes[-1]).__name__, *system][-1]}")


def refused(error: Exception, name: str) -> Permanent:
    """Explain why the server did not create a run: an admission policy's own words, or all that was said."""
    found = _HERA.fullmatch(str(error))
    said = one_line(found["said"] if found else str(error), longest=None)
    if denied := _DENIED.search(said):
        whom = f"{name} to this token's account"
        return Permanent(f"admission policy {denied['policy']} refuses {whom}: {denied['reason']}")
    return Permanent(f"the Argo Server refuses {name}: {said}")


def one_line(text: str, *, longest: int | None = SHOWN) -> str:
    """Write text that somebody else wrote as one line that does not steer the terminal."""
    line = " ".join("".join(each if each.isprintable() else " " for each in text).split())
    return line if longest is None or len(line) <= longest else f"{line[: longest - 1]}…"


def _call(answer: requests.Response) -> str:
    """Name what was asked for, because Argo says no more than `permission denied`."""
    return f"{answer.request.method} {urlsplit(answer.request.url or '').path}"


def _object(answer: requests.Response) -> JsonObject | None:
    try:
        said = answer.json()
    except ValueError:
        return None
    return said if isinstance(said, dict) else None


def _is_argos(said: JsonObject) -> bool:
    """Tell an error of gRPC's gateway from one of the Kubernetes API or of somebody else."""
    code = said.get("code")
    return isinstance(code, int) and code <= _HIGHEST_GRPC_CODE and isinstance(said.get("message"), str)


def _causes(error: BaseException) -> Iterator[BaseException]:
    seen: list[BaseException] = []
    cause: BaseException | None = error
    while cause is not None and cause not in seen:
        seen.append(cause)
        yield cause
        cause = cause.__cause__ or cause.__context__
