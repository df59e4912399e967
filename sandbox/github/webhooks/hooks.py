"""Hooks and their deliveries, as the deliveries API remembers them."""

from dataclasses import dataclass

from remediation.model import JsonObject
from sandbox.github.shapes.templates import timestamp
from sandbox.github.webhooks.signing import HookRequest
from sandbox.github.world.accounts import App
from sandbox.github.world.repositories import Repository
from sandbox.github.world.world import Event, World


@dataclass(eq=False)
class Hook:
    """A webhook of one repository, or of an app for all its installations."""

    id: int
    url: str
    secret: str
    events: tuple[str, ...]
    created_at: float
    repository: Repository | None = None
    app: App | None = None

    def wants(self, event: Event) -> bool:
        """Whether the hook subscribed to such events (`*` for all)."""
        return "*" in self.events or event.name in self.events


@dataclass(eq=False)
class Delivery:
    """One attempt to deliver; a redelivery is a new one with the same GUID."""

    id: int
    hook: Hook
    event: Event
    request: HookRequest
    created_at: float
    installation_id: int | None = None
    redelivery: bool = False
    delivered_at: float | None = None
    duration: float = 0.0
    status: str = "pending"
    status_code: int = 0
    response_headers: dict[str, str] | None = None
    response_body: str | None = None


def hook_shape(world: World, hook: Hook) -> JsonObject:
    """The `hook` of a ping."""
    at = timestamp(hook.created_at)
    shape: JsonObject = {
        "type": "App" if hook.app else "Repository",
        "id": hook.id,
        "name": "web",
        "active": True,
        "events": list(hook.events),
        "config": {"content_type": "json", "insecure_ssl": "0", "secret": "********", "url": hook.url},
        "updated_at": at,
        "created_at": at,
    }
    if hook.app:
        return {**shape, "app_id": hook.app.id, "deliveries_url": f"{world.base_url}/app/hook/deliveries"}
    url = f"{world.base_url}/repos/{hook.repository.full_name if hook.repository else ''}/hooks/{hook.id}"
    return {
        **shape,
        "url": url,
        "test_url": f"{url}/test",
        "ping_url": f"{url}/pings",
        "deliveries_url": f"{url}/deliveries",
        "last_response": {"code": None, "status": "unused", "message": None},
    }


def delivery_shape(delivery: Delivery) -> JsonObject:
    """A delivery in the list of the deliveries API."""
    return {
        "id": delivery.id,
        "guid": delivery.event.guid,
        "delivered_at": timestamp(delivery.delivered_at or delivery.created_at),
        "redelivery": delivery.redelivery,
        "duration": round(delivery.duration, 2),
        "status": delivery.status,
        "status_code": delivery.status_code,
        "event": delivery.event.name,
        "action": delivery.event.action,
        "installation_id": delivery.installation_id,
        "repository_id": delivery.event.repository.id if delivery.event.repository else None,
        "throttled_at": None,
    }
