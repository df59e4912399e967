"""What happens at GitHub and to agents: real webhooks and CodeRuns, and what a case changes."""

import copy
import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from types import MappingProxyType
from typing import TypeAlias, cast

from remediation.coderuns import new_coderun
from remediation.model import JsonObject
from remediation.settings import Role, Settings
from sandbox.evaluator import Event, Origin, changed_object, event_from_webhook, parse_resources
from sandbox.evaluator.resource_source import ChangeType
from sensors import agent_events, event_source

GUID = "72d3162e-cc78-11e3-81ab-4c9367dc0958"
"""Of each delivery, and the UID of each agent."""
NO_GUIDS = ("", "x", GUID.upper(), f"{GUID}0", f"{GUID}\n", "{{workflow.name}}")
GITHUB = Origin(event_source.NAME, event_source.EVENT)
SETTINGS = Settings()
_PAYLOADS = Path(__file__).parents[2] / "sandbox" / "github" / "payloads"
Changes: TypeAlias = Mapping[str, object]
"""Other values for a body's fields; `__` goes one level down."""


class Absent(Enum):
    """No value at all, which is not null."""

    ABSENT = "absent"


ABSENT = Absent.ABSENT


@dataclass(frozen=True)
class Question:
    """An event, for our evaluator and as a request to Argo Events' own code; None if nobody hears of it."""

    event: Event
    request: JsonObject | None


def payload(name: str) -> JsonObject:
    """Give a webhook's body as GitHub sent it."""
    return cast("JsonObject", json.loads((_PAYLOADS / f"{name}.json").read_text(encoding="utf-8")))


def changed(body: JsonObject, changes: Changes) -> JsonObject:
    """Give a body with other values."""
    found = copy.deepcopy(body)
    for path, value in changes.items():
        *parents, last = path.split("__")
        place = found
        for parent in parents:
            place = place[parent]
        if value is ABSENT:
            del place[last]
        else:
            place[last] = value
    return found


def webhook(event: str, body: JsonObject, *, guid: str = GUID) -> Question:
    """Post a body to the event source `github`."""
    headers = {"X-GitHub-Event": event, "X-GitHub-Delivery": guid, "Content-Type": "application/json"}
    listed = {name: [value] for name, value in headers.items()}
    return Question(
        event_from_webhook(headers.items(), json.dumps(body).encode(), origins=frozenset({GITHUB})),
        {"event": {"posted": True, "headers": listed, "body": body}, **_origin(GITHUB)},
    )


def agent(
    role: Role, phase: str, changes: Changes = MappingProxyType({}), *, settings: Settings = SETTINGS
) -> JsonObject:
    """Give the CodeRun of task 3's play in the first repository."""
    repository = settings.repositories[0]
    body = new_coderun(settings, repository, task=3, role=role, play="play-3", cycle=1, head="a1" * 20)
    body["metadata"] |= {"uid": GUID, "creationTimestamp": "2026-11-20T10:00:00Z", "resourceVersion": "4711"}
    return changed({**body, "status": {"phase": phase}}, changes)


def change(kind: ChangeType, body: JsonObject, *, settings: Settings = SETTINGS) -> Question:
    """Tell the event source `agent-finished` of what happened to a CodeRun."""
    sources = parse_resources(agent_events.build(settings))
    event = changed_object(json.dumps({"type": kind, "body": body}).encode(), sources).event
    if not event.origins:
        return Question(event, None)
    (origin,) = event.origins
    return Question(event, {"event": {"headers": {}, "body": body}, **_origin(origin)})


def _origin(origin: Origin) -> JsonObject:
    return {"event_source": origin.event_source, "event_name": origin.event}
