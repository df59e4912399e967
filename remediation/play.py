"""A task's play workflow as the loops see it: its stage, its gates, and what a restart must do to it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from remediation.identifiers import repository_label
from remediation.model import JsonObject
from remediation.settings import Role
from remediation.state import CycleRecord

AWAIT_PR_CREATED = "await-pr-created"
AWAIT_READY_FOR_QA = "await-ready-for-qa"
AWAIT_PR_APPROVED = "await-pr-approved"
QA_GATES = (AWAIT_READY_FOR_QA, AWAIT_PR_APPROVED)
GATES = (AWAIT_PR_CREATED, *QA_GATES)
AGENT_OF: Mapping[str, Role] = {
    AWAIT_PR_CREATED: "rex",
    AWAIT_READY_FOR_QA: "cleo",
    AWAIT_PR_APPROVED: "tess",
}
"""Whose work each gate waits for."""

STAGE_LABEL = "current-stage"
WAITING_PR_CREATED = "waiting-pr-created"
WAITING_READY_FOR_QA = "waiting-ready-for-qa"
WAITING_PR_APPROVED = "waiting-pr-approved"
COMPLETED = "completed"
CANCELLED = "cancelled"
STAGE_OF: Mapping[Role, str] = {
    "rex": WAITING_PR_CREATED,
    "cleo": WAITING_READY_FOR_QA,
    "tess": WAITING_PR_APPROVED,
}
"""The stage of a play while it waits for an agent; `cancelled` is a verdict, too."""

PROCEED = "proceed"
RESTART = "restart"
FAILED = "failed"
TIMEOUT = "timeout"


@dataclass(frozen=True, kw_only=True, slots=True)
class Gate:
    """A suspend node of a play."""

    name: str
    cycle: int
    head: str
    """The commit that the gate's QA cycle works on; at `await-pr-created`, the one from before Rex worked.

    Empty before there is one.
    """
    seen: str
    """What GitHub already showed of such signals when the agent was started: such a signal is an old one."""
    waiting: bool
    verdict: str
    """Empty while the gate waits."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Play:
    """A play workflow."""

    name: str
    uid: str
    created: str
    """RFC 3339, so it sorts by time."""
    stage: str
    finished: bool
    gates: tuple[Gate, ...]

    @property
    def over(self) -> bool:
        """Whether no gate comes any more: who ends it, or asks a person, has written its last stage."""
        return self.finished or self.stage in {COMPLETED, CANCELLED}

    @property
    def waiting(self) -> Gate | None:
        """The gate that waits for a verdict, or None while the play works between two gates."""
        return next((gate for gate in self.gates if gate.waiting), None)


class Next(Enum):
    """What stands between a play and QA of the present head."""

    NO_PLAY = "no unfinished play"
    QA_NOT_BEGUN = "QA has not begun"
    ALREADY_THERE = "QA works on this head already"
    BETWEEN_GATES = "the play is between two gates"
    SET_RESTART = "a gate of an outdated cycle waits"


def plays_selector(repository: str, task: int) -> str:
    """Give the label selector of a task's plays."""
    return (
        f"workflow-type=play-orchestration,task-id={task},repository={repository_label(repository)},"
        "workflows.argoproj.io/completed!=true"
    )


def parse_play(workflow: JsonObject) -> Play:
    """Read a play out of a workflow and its nodes (`argo/workflows.md`, section 3)."""
    metadata, status = workflow["metadata"], workflow.get("status") or {}
    gates = (_gate(node) for node in (status.get("nodes") or {}).values() if node.get("type") == "Suspend")
    return Play(
        name=metadata["name"],
        uid=metadata["uid"],
        created=metadata.get("creationTimestamp", ""),
        stage=(metadata.get("labels") or {}).get(STAGE_LABEL, ""),
        finished=bool(status.get("finishedAt")),
        gates=tuple(sorted((gate for gate in gates if gate.name in GATES), key=_order)),
    )


def present_play(workflows: list[JsonObject]) -> Play | None:
    """Give a task's unfinished play, or None.

    A task has one play. Of several, the oldest counts; each younger one finds it and ends by itself before
    it starts an agent.
    """
    plays = [play for play in map(parse_play, workflows) if not play.finished]
    return min(plays, key=lambda play: (play.created, play.name), default=None)


def next_for_restart(play: Play | None, head: str, *, ends: CycleRecord | None = None) -> Next:
    """Decide what brings a play to QA of `head`; nothing depends on who asks or how often.

    Args:
        play: The task's play.
        head: The commit that QA must work on.
        ends: A QA cycle that must end even if it is of this head, because its agents may be gone.
    """
    if play is None or play.over:
        return Next.NO_PLAY
    gate = play.waiting
    if not play.gates or (gate is not None and gate.name == AWAIT_PR_CREATED):
        return Next.QA_NOT_BEGUN
    if gate is None:
        return Next.BETWEEN_GATES
    cycle = CycleRecord(play=play.name, cycle=gate.cycle, head=gate.head)
    return Next.ALREADY_THERE if gate.head == head and cycle != ends else Next.SET_RESTART


def _gate(node: JsonObject) -> Gate:
    inputs = _values((node.get("inputs") or {}).get("parameters"))
    outputs = _values((node.get("outputs") or {}).get("parameters"))
    cycle = inputs.get("cycle", "0")
    return Gate(
        name=node.get("displayName", ""),
        cycle=int(cycle) if cycle.isdigit() else 0,
        head=inputs.get("head", ""),
        seen=inputs.get("seen", ""),
        waiting=node.get("phase") == "Running",
        verdict=outputs.get("verdict", ""),
    )


def _values(parameters: list[JsonObject] | None) -> Mapping[str, str]:
    return {each["name"]: each.get("value", "") for each in parameters or ()}


def _order(gate: Gate) -> tuple[int, int]:
    return gate.cycle, GATES.index(gate.name)
