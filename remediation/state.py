"""What is remembered about a task between runs: ConfigMap `task-N-remediation-state`.

Two records decide whether a push is news: the last push that a run took on, and what the play's present QA
cycle works on. A third says which push GitHub does not show yet, a fourth which signal was answered last.
Each is one JSON value, so that a person can read it and a later schema can add fields.
"""

from datetime import datetime, timedelta
from typing import Literal

from pydantic import ValidationError

from remediation.errors import Permanent
from remediation.model import JsonObject, Model

SCHEMA_VERSION = "1"


class CycleRecord(Model):
    """A QA cycle that a play has begun."""

    play: str
    cycle: int
    head: str


class PushRecord(Model):
    """A push that a run has taken on."""

    delivery: str
    head: str
    """The branch's head when the run was admitted; the run brings QA to this commit."""
    before: str
    """The head from before the push, as its event says."""
    at: datetime
    """When the run was admitted."""
    phase: Literal["started", "done", "failed"]
    ends: CycleRecord | None = None
    """The QA cycle that it is about to end, or has ended; None if there was none."""
    heals: bool = False
    """Whether the run before it asked for a person, who is not needed any more if this one works."""

    @property
    def asked_a_person(self) -> bool:
        """Whether the pull request says `needs-human` because of this push, or of one that it had to heal."""
        return self.phase == "failed" or (self.phase == "started" and self.heals)


class Announcement(Model):
    """A push that a webhook has told of, and that GitHub does not show yet."""

    head: str
    before: str
    at: datetime
    """When it was told."""


class SignalRecord(Model):
    """The last signal that gave a gate its verdict, or that could not be answered."""

    delivery: str
    kind: str
    at: datetime
    """When it was answered."""
    phase: Literal["answered", "failed"]
    play: str = ""
    gate: str = ""
    cycle: int = 0
    verdict: str = ""


class TaskState(Model):
    """The state of one task of one repository."""

    task: int
    repository: str
    start_time: str = ""
    """When the present remediation started, RFC 3339; empty before the first."""
    announced: Announcement | None = None
    """The last one; old news are no harm."""
    push: PushRecord | None = None
    qa: CycleRecord | None = None
    signal: SignalRecord | None = None

    @property
    def broken(self) -> CycleRecord | None:
        """The present QA cycle, if a push began to end it and never finished: its agents may be gone."""
        push = self.push
        return self.qa if push is not None and push.phase != "done" and push.ends == self.qa else None

    def names(self, head: str) -> bool:
        """Tell whether the present QA cycle, or the restart that has ended it, is of this head.

        A cycle that was ended no longer counts, and once the next one has begun, neither does the push that
        ended it: a force push back to an earlier commit is news.
        """
        push, qa = self.push, self.qa
        if push is not None and push.ends == qa:
            return push.phase == "done" and push.head == head
        return qa is not None and qa.head == head

    def is_past(self, cycle: CycleRecord) -> bool:
        """Tell whether the play has begun a later QA cycle than this one."""
        return self.qa is not None and self.qa.play == cycle.play and self.qa.cycle > cycle.cycle

    def is_outdated(self, head: str, *, now: datetime, lag: float) -> bool:
        """Tell whether GitHub showed a head from before the last push, which it may do for `lag` seconds.

        A force push back to that commit looks the same, until its own run is admitted.
        """
        push, told = self.push, self.announced
        if told is not None and head == told.before and (now - told.at).total_seconds() < lag:
            return True
        return (
            push is not None
            and head != push.head
            and head in {push.before, push.ends.head if push.ends else push.before}
            and (now - push.at).total_seconds() < lag
        )


def announce(state: TaskState, *, head: str, before: str, at: datetime) -> TaskState:
    """Write down that GitHub does not show a push yet: until it does, nobody believes the head before it."""
    known = state.announced
    if known is not None and (known.head, known.before) == (head, before):
        return state
    return state.model_copy(update={"announced": Announcement(head=head, before=before, at=at)})


def shown_push(state: TaskState, *, head: str, after: str) -> TaskState:
    """Forget the announced push, unless the head is the one from before it.

    A push that goes back to that head proves that GitHub is up to date.

    Args:
        state: What is known.
        head: Of the branch, as GitHub shows it.
        after: The head after the push that is being judged.
    """
    told = state.announced
    if told is None or (head == told.before and head != after):
        return state
    return state.model_copy(update={"announced": None})


def done_push(state: TaskState, *, delivery: str, ends: CycleRecord | None) -> TaskState:
    """Mark a push as done, unless another run has taken over.

    Args:
        state: What is known.
        delivery: Of the push.
        ends: The QA cycle that it has ended.
    """
    push = state.push
    if push is None or push.delivery != delivery:
        return state
    return state.model_copy(update={"push": push.model_copy(update={"phase": "done", "ends": ends})})


def failed_push(state: TaskState, *, delivery: str, head: str, before: str, created: datetime) -> TaskState:
    """Mark a push as failed, unless its work is done or another run has taken it on.

    Args:
        state: What is known.
        delivery: Of the push.
        head: What it pushed.
        before: The head before it.
        created: When its run was created. Whoever was admitted later has seen this push or a newer head.
    """
    push = state.push
    if push is not None and push.delivery == delivery and push.phase == "started":
        phase = "done" if state.names(push.head) else "failed"
        return state.model_copy(update={"push": push.model_copy(update={"phase": phase})})
    if state.names(head) or (push is not None and _has_taken_on(push, delivery, head, created)):
        return state
    record = PushRecord(
        delivery=delivery, head=head, before=before, at=created, phase="failed", ends=state.broken
    )
    return state.model_copy(update={"push": record})


def _has_taken_on(push: PushRecord, delivery: str, head: str, created: datetime) -> bool:
    """Tell whether a push is the failed one, of its head, or was admitted after its run was created.

    Kubernetes cuts a time of creation to whole seconds, so within that second nobody knows who was first.
    """
    later = push.at >= created + timedelta(seconds=1)
    return push.delivery == delivery or push.head == head or later


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
            announced=Announcement.model_validate_json(data["announced"]) if "announced" in data else None,
            push=PushRecord.model_validate_json(data["push"]) if "push" in data else None,
            qa=CycleRecord.model_validate_json(data["qa"]) if "qa" in data else None,
            signal=SignalRecord.model_validate_json(data["signal"]) if "signal" in data else None,
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
    data.pop("announced", None)
    if state.announced is not None:
        data["announced"] = state.announced.model_dump_json()
    if state.push is not None:
        data["push"] = state.push.model_dump_json()
    if state.qa is not None:
        data["qa"] = state.qa.model_dump_json()
    if state.signal is not None:
        data["signal"] = state.signal.model_dump_json()
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
