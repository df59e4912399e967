"""What happens to webhooks on their way, and webhooks that GitHub never sent."""

import hmac
import json
import uuid
from importlib import resources
from pathlib import Path
from typing import Any, ClassVar, Literal

import urllib3
from pydantic import Field, ValidationInfo, field_validator

from remediation.errors import Temporary
from runner.events.event import Event
from runner.merging import merged
from runner.record import Lane
from runner.scene import NeverCame, Scene
from runner.world import CommitName

WRONG_SECRET = "not the secret"  # noqa: S105  # the point of it


class HoldDeliveries(Event):
    """From now on GitHub keeps its webhooks back."""

    do: Literal["hold_deliveries"]

    def perform(self, scene: Scene) -> str:
        """Hold them."""
        scene.github.hold()
        return "GitHub's deliveries are held up"


class ReleaseDeliveries(Event):
    """GitHub sends what it kept back."""

    do: Literal["release_deliveries"]
    order: Literal["as sent", "reversed"] = "as sent"

    def perform(self, scene: Scene) -> str:
        """Release them."""
        held = range(len(scene.github.held))
        scene.github.release(held if self.order == "as sent" else reversed(held))
        return f"GitHub's {len(held)} held deliveries arrive, {self.order}"


class Redeliver(Event):
    """GitHub delivers a push again, with the same GUID."""

    do: Literal["redeliver"]
    commit: CommitName
    """The pushed commit."""

    def perform(self, scene: Scene) -> str:
        """Deliver it again."""
        if self.commit not in scene.deliveries:
            message = f"no push of {self.commit} was delivered yet"
            raise NeverCame(message)
        scene.github.redeliver(scene.deliveries[self.commit])
        return f"GitHub delivers the push of {self.commit} again, with the same GUID"


class RedeliverAll(Event):
    """GitHub delivers every event of the scenario again, each with the GUID of its first delivery."""

    do: Literal["redeliver_all"]

    def perform(self, scene: Scene) -> str:
        """Deliver them again."""
        sent = dict.fromkeys(each.guid for each in scene.history.world().deliveries)
        for guid in sent:
            scene.github.redeliver(guid)
        return f"GitHub delivers all {len(sent)} events again, with the same GUIDs"


class Webhook(Event):
    """Somebody posts a webhook to the event source: a real payload with a few changes."""

    lane: ClassVar[Lane] = "sensor"
    do: Literal["webhook"]
    event: str
    """Value of the header `X-GitHub-Event`."""
    payload: str
    """File beside the scenario, or the name of a real payload that comes with the sandbox, such as `push`."""
    changes: dict[str, Any] = Field(default_factory=dict)
    """Fields of the payload that differ, nested as in the payload."""
    headers: dict[str, str] = Field(default_factory=dict)
    """Headers that differ from what GitHub sends."""
    signature: Literal["right", "wrong", "missing"] = "right"
    delivery: str | None = None
    """The GUID, by default a new one."""

    @field_validator("payload")
    @classmethod
    def _exists(cls, name: str, info: ValidationInfo) -> str:
        beside = Path((info.context or {}).get("folder", ".")) / name
        if beside.is_file():
            return str(beside.resolve())
        shipped = resources.files("sandbox.github").joinpath("payloads", f"{name.removesuffix('.json')}.json")
        if shipped.is_file():
            return str(shipped)
        message = f"{name} is neither a file beside the scenario nor the name of a real payload"
        raise ValueError(message)

    def perform(self, scene: Scene) -> str:
        """Post it."""
        real = json.loads(Path(self.payload).read_text(encoding="utf-8"))
        body = json.dumps(merged(real, self.changes)).encode()
        headers = {
            "Content-Type": "application/json",
            "X-GitHub-Event": self.event,
            "X-GitHub-Delivery": self.delivery or str(uuid.uuid4()),
            **self._signature(body, scene.installation.webhook_secret),
            **self.headers,
        }
        try:
            answer = urllib3.request(
                "POST", scene.installation.webhook_url, body=body, headers=headers, retries=False, timeout=10
            )
        except urllib3.exceptions.HTTPError as error:
            message = f"the event source does not answer: {error}"
            raise Temporary(message) from error
        text = answer.data.decode(errors="replace").strip()
        signed = {"right": "signed", "wrong": "wrongly signed", "missing": "unsigned"}[self.signature]
        return f"somebody posts a {signed} {self.event} webhook: answered {answer.status}, {text}"

    def _signature(self, body: bytes, secret: str) -> dict[str, str]:
        if self.signature == "missing":
            return {}
        key = secret if self.signature == "right" else WRONG_SECRET
        return {"X-Hub-Signature-256": f"sha256={hmac.new(key.encode(), body, 'sha256').hexdigest()}"}
