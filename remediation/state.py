"""What is remembered about a task between runs: ConfigMap `task-N-remediation-state`.

Two records decide whether a push is news: the last push that a run took on, and what the play's present QA
cycle works on. Each is one JSON value, so that a person can read it and a later schema can add fields.
"""

from typing import Literal

from pydantic import ValidationError

from remediation.errors import Permanent
from remediation.model import JsonObject, Model

SCHEMA_VERSION = "1"


class PushRecord(Model):
    """A push that a run has taken on."""

    delivery: str
    head: str
    """The branch's head when the run was admitted; the run brings QA to this commit."""
    phase: Literal["started", "done"]
    play: str = ""
    """The play whose QA it restarted."""
    cycle: int = 0
    """The QA cycle that it ended; the play's next one is of this head, or of a newer one."""


class CycleRecord(Model):
    """A QA cycle that a play has begun."""

    play: str
    cycle: int
    head: str


class TaskState(Model):
    """The state of one task of one repository."""

    task: int
    repository: str
    start_time: str = ""
    """When the present remediation started, RFC 3339; empty before the first."""
    push: PushRecord | None = None
    qa: CycleRecord | None = None

    def names(self, head: str) -> bool:
        """Tell whether the present QA cycle, or a restart that is about to begin one, is of this head.

        Once the next cycle has begun, what was pushed before it no longer counts: a force push back to an
        earlier commit is news.
        """
        push, qa = self.push, self.qa
        if qa is not None and qa.head == head:
            return True
        if push is None or push.phase != "done" or push.head != head:
            return False
        return qa is None or (qa.play, qa.cycle) == (push.play, push.cycle)


def state_name(task: int) -> str:
    """Name the task's state ConfigMap."""
    return f"task-{task}-remediation-state"


def read_state(config_map: JsonObject) -> TaskState:
    """Parse a state ConfigMap.

    Raises:
        Permanent: It is unreadable. It is never overwritten: a person looks at it or deletes it.
    """
    name, data = config_map["metadata"]["name"], config_map.get("data") or {}
    if data.get("schema_version") != SCHEMA_VERSION:
        message = (
            f"ConfigMap {name} has schema version {data.get('schema_version')!r}, not {SCHEMA_VERSION!r}: "
            "upgrade remedy, or delete it to start anew"
        )
        raise Permanent(message)
    try:
        return TaskState(
            task=data["task_id"],
            repository=data["repository"],
            start_time=data.get("start_time", ""),
            push=PushRecord.model_validate_json(data["push"]) if "push" in data else None,
            qa=CycleRecord.model_validate_json(data["qa"]) if "qa" in data else None,
        )
    except (KeyError, ValidationError) as error:
        message = f"ConfigMap {name} is unreadable; read it and delete it to start anew: {_short(error)}"
        raise Permanent(message) from error


def write_state(state: TaskState, *, namespace: str, previous: JsonObject | None) -> JsonObject:
    """Give the ConfigMap that holds a state, on top of the one that was read (with its resourceVersion)."""
    data: dict[str, str] = {
        **((previous or {}).get("data") or {}),
        "schema_version": SCHEMA_VERSION,
        "task_id": str(state.task),
        "repository": state.repository,
        "start_time": state.start_time,
        "status": "active",
    }
    if state.push is not None:
        data["push"] = state.push.model_dump_json()
    if state.qa is not None:
        data["qa"] = state.qa.model_dump_json()
    metadata = (previous or {}).get("metadata") or {
        "name": state_name(state.task),
        "namespace": namespace,
        "labels": {"app": "remediation-loop", "task-id": str(state.task)},
    }
    return {"apiVersion": "v1", "kind": "ConfigMap", "metadata": metadata, "data": data}


def _short(error: KeyError | ValidationError) -> str:
    if isinstance(error, ValidationError):
        fault = error.errors()[0]
        return f"{'.'.join(str(part) for part in fault['loc'])}: {fault['msg']}"
    return f"{error.args[0]} is missing"
