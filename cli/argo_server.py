"""The Argo Server for the command: Hera's client, bounded in time, with every failure as one clear line."""

import ssl
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import requests
from hera.workflows import WorkflowsService
from requests.adapters import HTTPAdapter
from urllib3.exceptions import InsecureRequestWarning

from cli.argo_answers import explained, refuse_unusable
from remediation.errors import Misuse
from remediation.settings import Settings

TIMEOUT_SECONDS = 10.0
_BEARER = "Bearer "


@contextmanager
def argo_server(settings: Settings) -> Iterator[WorkflowsService]:
    """Reach the Argo Server as the person or the CI job whose token `argo_token` is.

    Of Hera's exceptions only those remain that a caller can judge better: 400, 404 and 409.

    Raises:
        Misuse: The address, the token or the certificate's authority is wrong, or there is no Argo Server.
        Permanent: The token's account may not do this.
        Temporary: The server does not answer, or says that it is in trouble.
    """
    url, token = settings.argo_server_url.rstrip("/"), _token(settings)
    with ExitStack() as stack:
        session = stack.enter_context(requests.Session())
        # With no authentication of its own, a session takes the one of ~/.netrc instead of our token.
        session.auth = _as_it_is
        transport = _Transport(
            url=url, has_token=bool(token), authority=_authority(settings.argo_server_ca, stack)
        )
        for scheme in ("http://", "https://"):
            session.mount(scheme, transport)
        stack.enter_context(warnings.catch_warnings())
        warnings.simplefilter("ignore", InsecureRequestWarning)
        yield WorkflowsService(
            host=f"{url}/",  # without the slash a path, as behind a proxy, would be dropped
            verify_ssl=settings.argo_server_verify,
            token=f"{_BEARER}{token}" if token else None,
            namespace=settings.namespace,
            session=session,
        )


class _Transport(HTTPAdapter):
    """Sends a request, reads its whole answer, and lets no answer of a stranger through to Hera."""

    def __init__(self, *, url: str, has_token: bool, authority: str | None) -> None:
        super().__init__()
        self._url, self._has_token, self._authority = url, has_token, authority

    def send(
        self,
        request: requests.PreparedRequest,
        stream: bool = False,  # noqa: FBT001, FBT002  # the signature is requests'
        timeout: float | tuple[float | None, float | None] | None = None,
        verify: bool | str = True,  # noqa: FBT001, FBT002  # the signature is requests'
        cert: str | tuple[str, str] | None = None,
        proxies: dict[str, str] | None = None,
    ) -> requests.Response:
        try:
            answer = super().send(
                request,
                stream=stream,
                timeout=timeout or TIMEOUT_SECONDS,
                verify=self._authority or verify,
                cert=cert,
                proxies=proxies,
            )
            answer.content  # noqa: B018  # a connection that breaks off while it is read is lost, too
        except (requests.RequestException, OSError) as error:
            raise explained(error, self._url) from error
        refuse_unusable(answer, self._url, has_token=self._has_token)
        return answer


def _as_it_is(request: requests.PreparedRequest) -> requests.PreparedRequest:
    return request


def _token(settings: Settings) -> str:
    """Give the token; `argo auth token` prints it with the scheme in front."""
    given = settings.argo_token.get_secret_value().strip() if settings.argo_token else ""
    token = given.removeprefix(_BEARER).strip()
    if not (token.isascii() and token.isprintable()) or " " in token:
        message = "REMEDY_ARGO_TOKEN holds characters that no token has"
        raise Misuse(message)
    return token


def _authority(text: str, stack: ExitStack) -> str | None:
    """Give the authority as a file, because that is how requests takes one."""
    if not text:
        return None
    try:
        ssl.create_default_context(cadata=text)
    except OSError as error:
        message = "argo_server_ca holds no certificate that can be read"
        raise Misuse(message) from error
    file = Path(stack.enter_context(tempfile.TemporaryDirectory())) / "authority.pem"
    file.write_text(text, encoding="ascii")
    return str(file)
