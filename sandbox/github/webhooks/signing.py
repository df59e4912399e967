"""A webhook request as GitHub makes it: compact JSON, its headers, its signatures."""

import hmac
import json
from dataclasses import dataclass

from sandbox.github.world.world import Event, node_id

SIGNATURES = {"X-Hub-Signature": "sha1", "X-Hub-Signature-256": "sha256"}


@dataclass(frozen=True)
class HookRequest:
    """What arrives at a hook's URL."""

    headers: dict[str, str]
    body: bytes


def signed_request(
    event: Event,
    *,
    secret: str,
    hook_id: int = 1,
    app_id: int | None = None,
    installation_id: int | None = None,
) -> HookRequest:
    """Build what a hook with this secret receives for an event, without sending it.

    Args:
        event: The event; `GitHubStandIn.events` has all that happened.
        secret: The hook's secret; an empty one sends no signature.
        hook_id: The number in `X-GitHub-Hook-ID`.
        app_id: The app that the hook belongs to, if it is not a repository's.
        installation_id: The installation that an app's hook names in the payload.

    The rules are those of GitHub's page "Webhook events and payloads", section "Delivery headers".
    """
    payload = event.payload
    if installation_id is not None:
        node = node_id("MDIz", installation_id)
        payload = {**payload, "installation": {"id": installation_id, "node_id": node}}
    body = json.dumps(payload, separators=(",", ":"), ensure_ascii=False).encode()
    repository_id = event.repository.id if event.repository else 0
    headers = {
        "Accept": "*/*",
        "Content-Type": "application/json",
        "User-Agent": "GitHub-Hookshot/5f3a2c1",
        "X-GitHub-Delivery": event.guid,
        "X-GitHub-Event": event.name,
        "X-GitHub-Hook-ID": str(hook_id),
        "X-GitHub-Hook-Installation-Target-ID": str(app_id or repository_id),
        "X-GitHub-Hook-Installation-Target-Type": "integration" if app_id else "repository",
    }
    if secret:
        for header, algorithm in SIGNATURES.items():
            digest = hmac.new(secret.encode(), body, algorithm).hexdigest()
            headers[header] = f"{algorithm}={digest}"
    return HookRequest(headers, body)
