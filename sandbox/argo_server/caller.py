"""Who calls: the token that is passed on, and the labels that say who did something."""

import base64
import json
import re
from contextlib import suppress
from dataclasses import dataclass

from starlette.requests import Request

from sandbox.argo_server.errors import UNAUTHENTICATED, ServerError
from sandbox.engine.kubernetes_api import KubernetesApi
from sandbox.engine.operation.names import GROUP

_NOT_VALID = "token not valid. see https://argo-workflows.readthedocs.io/en/latest/faq/"
_BEARER = "Bearer "
_LONGEST_LABEL = 63


@dataclass(frozen=True, kw_only=True)
class Caller:
    """A caller: the Kubernetes API with its token, and its name as a label's value."""

    api: KubernetesApi
    label: str

    def created(self) -> dict[str, str]:
        """Give the labels of what the caller creates."""
        return {f"{GROUP}/creator": self.label} if self.label else {}

    def acted(self, action: str = "") -> dict[str, str]:
        """Give the labels that say that the caller did something."""
        labels = {f"{GROUP}/actor": self.label} if self.label else {}
        return labels | ({f"{GROUP}/action": action} if self.label and action else {})


def caller_of(request: Request, api_url: str) -> Caller:
    """Read the caller out of a request.

    Raises:
        ServerError: There is no bearer token; whether it is valid, the API server will say.
    """
    authorization = request.headers.get("authorization", "")
    if not authorization.startswith(_BEARER):
        raise ServerError(UNAUTHENTICATED, _NOT_VALID)
    token = authorization.removeprefix(_BEARER)
    return Caller(api=KubernetesApi(api_url, token=token, pool=2), label=_label_of(token))


def _label_of(token: str) -> str:
    """Give the subject of a token as a label's value; empty for a token that names none."""
    claims: dict[str, object] = {}
    with suppress(ValueError, IndexError):
        payload = token.split(".")[1]
        claims = json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
    text = re.sub(r"[^-_.a-zA-Z0-9]", "-", str(claims.get("sub", "")))[-_LONGEST_LABEL:]
    return re.sub(r"^[^a-zA-Z0-9]*|[^a-zA-Z0-9]*$", "", text)
