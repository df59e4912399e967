"""A signal that something happened which a play may wait for, and what it means for the gate that waits.

A signal only says that it is time to look. What opens a gate is what GitHub shows now, so signals may come
twice, late, or in any order.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, StrEnum
from typing import Annotated, Literal

from pydantic import AwareDatetime, Field, model_validator

from remediation.identifiers import DELIVERY, LOGIN, OBJECT_NAME, REPOSITORY, TASK, whole
from remediation.model import Model
from remediation.play import (
    AGENT_OF,
    AWAIT_PR_APPROVED,
    AWAIT_PR_CREATED,
    AWAIT_READY_FOR_QA,
    CANCELLED,
    FAILED,
    PROCEED,
    RESTART,
    STAGE_OF,
    Gate,
    Play,
)
from remediation.pull_requests import READY_FOR_QA, Review, WatchedPullRequest

Kind = Literal[
    "pull-request", "task-label", "ready-for-qa", "approval", "closed", "agent-ended", "agent-gone"
]


class Signal(Model):
    """The identifiers of an event: all that the sensors let through."""

    repository: Annotated[str, Field(pattern=whole(REPOSITORY))]
    task_id: Annotated[str, Field(pattern=whole(TASK), alias="task-id")]
    """As the branch, the label or the agent says; GitHub is asked."""
    kind: Annotated[Kind, Field(alias="signal")]
    subject: Annotated[str, Field(pattern=whole(OBJECT_NAME))]
    """The pull request's number, or the name of the agent's CodeRun."""
    phase: Literal["Pending", "Running", "Succeeded", "Failed", "none"]
    """Of the agent, as it was seen last."""
    sender: Annotated[str, Field(pattern=whole(LOGIN))]
    at: AwareDatetime
    """When the pull request was updated by it; of an agent, when it was started."""
    delivery: Annotated[str, Field(pattern=whole(DELIVERY))]
    """The GUID of GitHub's delivery, or the CodeRun's UID."""
    run: str
    """The workflow that handles it; it holds the task's Lease."""

    @property
    def task(self) -> int:
        """N of `task-N`."""
        return int(self.task_id)

    @property
    def is_about_agent(self) -> bool:
        """Whether an agent has ended or is gone."""
        return self.kind in {"agent-ended", "agent-gone"}

    @property
    def pull_request(self) -> int | None:
        """The number of the pull request that it is about."""
        return None if self.is_about_agent else int(self.subject)

    @model_validator(mode="after")
    def _names_a_pull_request(self) -> "Signal":
        if not self.is_about_agent and not self.subject.isdecimal():
            message = f"{self.subject} is no number of a pull request"
            raise ValueError(message)
        return self


class Outcome(StrEnum):
    """How a run ends when nothing broke; each is a success with a reason."""

    ANSWERED = "gate-answered"
    STAYS_CLOSED = "gate-stays-closed"
    NOTHING = "nothing-waits"
    REFUSED = "refused"
    CONTRADICTION = "contradiction"


class Doubt(Enum):
    """Why an answer may be another one in a moment."""

    GITHUB_LAGS = "GitHub may not show it yet"
    PUSH_IS_COMING = "GitHub shows a head from before a push that was told"
    BETWEEN_GATES = "the play is between two gates"


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """What a signal comes to."""

    outcome: Outcome
    reason: str
    verdict: str = ""
    """For the waiting gate; empty if there is none."""
    doubt: Doubt | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Seen:
    """What there is to see when a signal is answered."""

    play: Play
    gate: Gate
    """The one that waits."""
    pull_request: WatchedPullRequest | None
    """The open one that claims the task."""
    cleo: Collection[str]
    """The logins that count as Cleo."""
    tess: Collection[str]
    """The logins that count as Tess."""
    restarting: bool
    """Whether a push is about to end the gate's cycle, so its agents may be gone."""


def shows(pull: WatchedPullRequest, signal: Signal) -> bool:
    """Tell whether a pull request, as GitHub shows it, is one to which the signal's event has happened.

    Times are whole seconds: of two things that happened in one, the first may be shown alone.
    """
    if pull.updated != signal.at:
        return pull.updated > signal.at
    match signal.kind:
        case "ready-for-qa":
            return READY_FOR_QA in pull.labels
        case "approval":
            opinions = {each.opinion for each in pull.reviews if each.by == signal.sender}
            return bool(opinions & {"APPROVED", "DISMISSED"})
        case "closed":
            return pull.state != "OPEN"
        case "task-label":
            return bool(pull.tasks)
        case _:
            return not pull.draft


def answer_closing(ended: WatchedPullRequest, play: Play) -> Answer:
    """Answer that a task's only pull request was closed or merged: its play ends."""
    if ended.ended is not None and ended.ended < datetime.fromisoformat(play.created):
        reason = f"pull request #{ended.number} was closed before {play.name} began"
        return Answer(outcome=Outcome.NOTHING, reason=reason)
    return _give(CANCELLED, f"pull request #{ended.number} is {ended.state.lower()}")


def answer(signal: Signal, seen: Seen) -> Answer:
    """Decide about the gate that waits.

    An agent's end counts only if nothing at GitHub opens the gate: who has done the work may fail afterwards.
    """
    gate, role = seen.gate, AGENT_OF[seen.gate.name]
    if seen.restarting or seen.play.stage != STAGE_OF[role]:
        return _stay(gate, f"{seen.play.name} is about to start QA again")
    opened, why = _WHAT_OPENS[gate.name](seen)
    if opened:
        return _give(opened, why)
    if signal.kind == "closed" and role != "rex" and _works_on_another(gate, seen.pull_request):
        return _give(RESTART, f"pull request #{signal.subject} is closed, and {why}")
    if signal.is_about_agent and role == "rex":
        # Success without a commit is no success. GitHub may be slow to show it.
        has_new_head = seen.pull_request is not None and seen.pull_request.head != gate.head
        if not has_new_head:
            return _give(FAILED, f"Rex has ended, and {why}", doubt=Doubt.GITHUB_LAGS)
    elif signal.is_about_agent and signal.phase != "Succeeded":
        how = "failed" if signal.kind == "agent-ended" else "is gone"
        return _give(FAILED, f"{role.capitalize()} {how}, and {why}")
    return _stay(gate, why)


def _created(seen: Seen) -> tuple[str, str]:
    pull, gate = seen.pull_request, seen.gate
    if pull is None:
        return "", "no open pull request claims the task"
    if pull.head == gate.head:
        return "", f"pull request #{pull.number} still has the commit from before Rex worked"
    if pull.draft:
        return "", f"pull request #{pull.number} is a draft"
    return PROCEED, f"pull request #{pull.number} has {pull.head[:7]}"


def _ready(seen: Seen) -> tuple[str, str]:
    pull, gate = seen.pull_request, seen.gate
    if pull is None:
        return "", "no open pull request claims the task"
    mark = pull.readied
    if READY_FOR_QA not in pull.labels or mark is None or mark.id == gate.seen:
        return "", f"Cleo has not put {READY_FOR_QA} on pull request #{pull.number}"
    if mark.by not in seen.cleo:
        return "", f"{mark.by} put {READY_FOR_QA} on pull request #{pull.number}, not Cleo"
    return _of_this_cycle(gate, pull, pull.head, f"Cleo put {READY_FOR_QA} on pull request #{pull.number}")


def _approved(seen: Seen) -> tuple[str, str]:
    pull, gate = seen.pull_request, seen.gate
    if pull is None:
        return "", "no open pull request claims the task"
    opinions = [review for review in _after(gate.seen, pull.reviews) if review.by in seen.tess]
    if not opinions:
        return "", f"Tess has not reviewed pull request #{pull.number} in this cycle"
    last = opinions[-1]
    if last.opinion != "APPROVED":
        said = last.opinion.lower().replace("_", " ")
        return "", f"Tess's review of pull request #{pull.number}: {said}"
    return _of_this_cycle(gate, pull, last.commit, f"Tess approved pull request #{pull.number}")


def _after(seen: str, reviews: tuple[Review, ...]) -> tuple[Review, ...]:
    """Give the reviews that are newer than the one that was seen: who may write may change meanwhile."""
    return reviews[next((index for index, each in enumerate(reviews, 1) if each.id == seen), 0) :]


def _of_this_cycle(gate: Gate, pull: WatchedPullRequest, commit: str, what: str) -> tuple[str, str]:
    """Open the gate for the commit that its cycle works on; anything else must be checked from the start."""
    if commit == gate.head == pull.head:
        return PROCEED, f"{what} at {commit[:7]}"
    at = commit[:7] or "an unknown commit"
    return RESTART, f"{what} at {at}, QA worked on {gate.head[:7]}, the head is {pull.head[:7]}"


def _works_on_another(gate: Gate, pull: WatchedPullRequest | None) -> bool:
    """Tell whether the pull request that is left is not the one that the cycle works on."""
    return pull is not None and pull.head != gate.head


_WHAT_OPENS = {AWAIT_PR_CREATED: _created, AWAIT_READY_FOR_QA: _ready, AWAIT_PR_APPROVED: _approved}
"""For each gate: what tells its verdict, or why it stays closed."""


def _give(verdict: str, reason: str, *, doubt: Doubt | None = None) -> Answer:
    return Answer(outcome=Outcome.ANSWERED, reason=reason, verdict=verdict, doubt=doubt)


def _stay(gate: Gate, why: str) -> Answer:
    return Answer(outcome=Outcome.STAYS_CLOSED, reason=f"{gate.name} stays closed: {why}")
