"""What a setting looks like, and what is said of one that looks otherwise.

Patterns, and not pydantic's own types of addresses: every step would import these at its start.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from pydantic import ValidationError

from remediation.identifiers import LOGIN as _LOGIN
from remediation.identifiers import REPOSITORY as _REPOSITORY
from remediation.identifiers import whole

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

_PLACE = r"([A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*|\[[0-9A-Fa-f:.]+\])(:[1-9][0-9]{0,4})?"
"""Host and port, as the standard library's urlsplit understands them."""

API_VERSION = whole(r"[a-z0-9-]+(\.[a-z0-9-]+)+/[a-z][a-z0-9]*")
HTTP_URL = whole(rf"https?://{_PLACE}(/[A-Za-z0-9._~%/-]*)?")
IMAGE = whole(r"[!-~]+")
LOGIN = whole(_LOGIN)
NAME = whole(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")
NATS_URL = whole(rf"((nats|tls)://{_PLACE})?")
REPOSITORY = whole(_REPOSITORY)

_OTHERWISE: Mapping[str, str] = MappingProxyType(
    {
        API_VERSION: "must be GROUP/VERSION of a custom resource, such as agents.platform/v1",
        HTTP_URL: "must be http(s)://HOST, with :PORT and /PATH where needed",
        IMAGE: "must be the name of a container image",
        LOGIN: "must be a GitHub login",
        NAME: "must be a Kubernetes name of at most 63 lower-case letters, digits and -",
        NATS_URL: "must be nats://HOST or tls://HOST, with :PORT where needed, or empty",
        REPOSITORY: "must be OWNER/NAME of a repository at GitHub",
    }
)
_PLAIN: Mapping[str, str] = MappingProxyType(
    {
        "extra_forbidden": "there is no such setting",
        "missing": "is missing",
        "model_type": "must be names with values",
        "too_short": "must not be empty",
        "tuple_type": "must be a list",
    }
)
"""By pydantic's name of the fault, where its own words are about Python."""


def explain(error: ValidationError) -> str:
    """Name each wrong setting in one line; a list is not wrong besides because one of its parts is."""
    faults = error.errors()
    parts = {fault["loc"][:length] for fault in faults for length in range(len(fault["loc"]))}
    wrong = "; ".join(
        f"{'.'.join(str(part) for part in fault['loc'])}: {_words(fault)}"
        for fault in faults
        if fault["loc"] not in parts
    )
    return f"wrong settings: {wrong}"


def _words(fault: "ErrorDetails") -> str:
    if fault["type"] == "string_pattern_mismatch":
        return _OTHERWISE[fault["ctx"]["pattern"]]
    if fault["type"] == "value_error":
        return str(fault["ctx"]["error"])
    return _PLAIN.get(fault["type"], fault["msg"])
