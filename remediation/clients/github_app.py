"""Credentials for GitHub: a given token, or a short-lived one of our own app for one repository."""

import json
import os
import time
from collections.abc import Callable, Mapping
from contextlib import closing
from pathlib import Path
from types import MappingProxyType

from remediation.clients.github import GitHub
from remediation.clients.http import Http
from remediation.errors import Misuse, Permanent, Temporary
from remediation.settings import Settings

PERMISSIONS: Mapping[str, str] = MappingProxyType(
    {"contents": "read", "issues": "write", "metadata": "read", "pull_requests": "write"}
)
"""What our app must be granted, and all that its tokens may do (docs/settings.md: which call needs which)."""
ASSERTION_SECONDS = 540
CLOCK_SKEW_SECONDS = 60
FRESH_SECONDS = 300
_NOT_FOUND = 404
_REFUSED = 422
_LEVELS = {"read": 1, "write": 2, "admin": 3}


def connect(settings: Settings, *, repository: str, shared: Path | None = None) -> GitHub:
    """Reach a repository at GitHub.

    Args:
        settings: Tell the URL and the credentials.
        repository: `owner/repo`; an app's token is good for this one only.
        shared: A folder in memory where the containers of one pod share the app's token, so that a run asks
            for one only once.

    Raises:
        Misuse: There are no credentials, or they are no key.
        Permanent: The app is not installed there, or lacks a permission.
    """
    if settings.github_token is not None:
        token = settings.github_token.get_secret_value()
        return GitHub(_http(settings, token), repository=repository)
    if settings.github_app_id is None or settings.github_app_private_key is None:
        message = (
            "no GitHub credentials: put a token, or app-id and private-key of the GitHub App, "
            "into the Secret remedy-github (docs/settings.md)"
        )
        raise Misuse(message)
    kept = _shared_token(shared, time.time) if shared else None
    minted = kept or _mint(settings, repository)
    if shared and not kept:
        _share(shared, minted)
    return GitHub(_http(settings, minted), repository=repository)


def _http(settings: Settings, token: str) -> Http:
    return Http(settings.github_url, name="GitHub", headers=lambda: {"Authorization": f"Bearer {token}"})


def _mint(settings: Settings, repository: str) -> str:
    import jwt  # noqa: PLC0415  # a tenth of a second that only an app's credentials need

    if settings.github_app_private_key is None:
        raise AssertionError
    now = int(time.time())
    claims = {
        "iat": now - CLOCK_SKEW_SECONDS,
        "exp": now + ASSERTION_SECONDS,
        "iss": settings.github_app_id,
    }
    try:
        assertion = jwt.encode(claims, settings.github_app_private_key.get_secret_value(), algorithm="RS256")
    except (ValueError, jwt.InvalidKeyError) as error:
        message = (
            "the private key of the GitHub App is no PEM key; check private-key in the Secret remedy-github"
        )
        raise Misuse(message) from error
    with closing(_http(settings, assertion)) as app:
        return _ask_for_token(app, settings, repository)


def _ask_for_token(app: Http, settings: Settings, repository: str) -> str:
    known = settings.repository(repository)
    installation = (known and known.installation_id) or _installation(app, repository)
    path = f"/app/installations/{installation}"
    body = {"repositories": [repository.split("/", 1)[1]], "permissions": dict(PERMISSIONS)}
    answer = app.call(
        "POST", f"{path}/access_tokens", body=body, allow={_NOT_FOUND, _REFUSED}, repeatable=True
    )
    if answer.status == _NOT_FOUND:
        message = (
            f"the GitHub App has no installation {installation}: correct installation_id of {repository}"
        )
        raise Permanent(message)
    if answer.status == _REFUSED:
        reason = answer.json().get("message")
        granted = app.call("GET", path).json().get("permissions") or {}
        raise Permanent(_why_refused(repository, granted, reason=str(reason)))
    token = answer.json().get("token")
    if not isinstance(token, str):
        message = "GitHub gave no installation token"
        raise Temporary(message)
    return token


def _installation(app: Http, repository: str) -> int:
    answer = app.call("GET", f"/repos/{repository}/installation", allow={_NOT_FOUND})
    if answer.status == _NOT_FOUND:
        message = f"the GitHub App is not installed on {repository}: install it there, or correct its app-id"
        raise Permanent(message)
    installation = answer.json().get("id")
    if not isinstance(installation, int):
        message = "GitHub gave no installation"
        raise Temporary(message)
    return installation


def _why_refused(repository: str, granted: Mapping[str, str], *, reason: str) -> str:
    lacking = [
        f"{name}: {level}"
        for name, level in PERMISSIONS.items()
        if _LEVELS.get(granted.get(name, ""), 0) < _LEVELS[level]
    ]
    if lacking:
        return f"the GitHub App lacks the permission {', '.join(lacking)} on {repository}: grant it there"
    return f"the GitHub App may not act on {repository}: {reason}"


def _shared_token(shared: Path, clock: Callable[[], float]) -> str | None:
    try:
        kept = json.loads((shared / "github-token").read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    return str(kept["token"]) if clock() - kept["minted"] < FRESH_SECONDS else None


def _share(shared: Path, token: str) -> None:
    kept = shared / f"github-token.{os.getpid()}"
    kept.touch(mode=0o600)
    kept.write_text(json.dumps({"token": token, "minted": time.time()}), encoding="utf-8")
    kept.rename(shared / "github-token")
