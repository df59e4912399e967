"""What GitHub says about a branch and its pull request."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from remediation.errors import Permanent
from remediation.identifiers import task_of_label
from remediation.model import Model

READY_FOR_QA = "ready-for-qa"
IN_PROGRESS = "remediation-in-progress"
NEEDS_HUMAN = "needs-human"


@dataclass(frozen=True, kw_only=True, slots=True)
class Label:
    """How one of our labels looks at GitHub."""

    name: str
    color: str
    description: str


LABELS = (
    Label(name=READY_FOR_QA, color="0e8a16", description="Cleo is content; Tess may test"),
    Label(name=IN_PROGRESS, color="fbca04", description="Rex pushed or was asked to; QA starts again"),
    Label(name=NEEDS_HUMAN, color="d93f0b", description="The automation gave up; a person decides"),
)


class PullRequest(Model):
    """A pull request whose head branch is in the repository itself."""

    number: int
    node_id: str
    branch: str
    head: str
    labels: tuple[str, ...]

    @property
    def tasks(self) -> frozenset[int]:
        """The tasks that its labels name; more than one is a contradiction."""
        return frozenset(task for label in self.labels if (task := task_of_label(label)) is not None)


class Labelling(Model):
    """Somebody put a label on a pull request."""

    id: str
    by: str
    """The login as webhooks write it: an app's ends in `[bot]`."""


class Review(Model):
    """Somebody's opinion of a pull request."""

    id: str
    by: str
    opinion: Literal["APPROVED", "CHANGES_REQUESTED", "DISMISSED"]
    commit: str
    """The commit that it is about; empty if GitHub does not know it any more."""


class WatchedPullRequest(PullRequest):
    """A pull request with all that a play waits for."""

    state: Literal["OPEN", "CLOSED", "MERGED"]
    draft: bool
    updated: datetime
    ended: datetime | None
    """When it was closed or merged."""
    readied: Labelling | None
    """Who put `ready-for-qa` on last; it may be off again."""
    reviews: tuple[Review, ...]
    """Those with an opinion, oldest first."""


class OurLabels(Model):
    """Node ids that a change of labels needs."""

    repository_id: str
    ids: dict[str, str]
    """By name, of those of our labels that exist in the repository."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Branch:
    """A branch as GitHub shows it now."""

    head: str | None
    """The commit that it points to, or None if there is no such branch."""
    pull_requests: tuple[PullRequest, ...]
    """The open ones of this branch."""
    claimants: tuple[PullRequest, ...]
    """The open ones that are labelled as the branch's task and lie on a branch of it, this one or another."""
    ours: OurLabels
    sender_may_write: bool
    """Whether the asked login has write permission; False if nobody was asked about."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Task:
    """A task as GitHub shows it now: what its label and its branches say."""

    number: int
    pull_requests: tuple[WatchedPullRequest, ...]
    """The open ones that are labelled `task-N` on a branch `task-N-...`; there should be one."""
    asked: WatchedPullRequest | None
    """The one that was asked about, whatever its state; None if it is not here, or not yet."""
    ours: OurLabels

    @property
    def pull_request(self) -> WatchedPullRequest | None:
        """The task's pull request, or None.

        Raises:
            Permanent: Several claim the task.
        """
        if len(self.pull_requests) > 1:
            raise Permanent(rivals(self.number, self.pull_requests))
        return self.pull_requests[0] if self.pull_requests else None


def rivals(task: int, claimants: Iterable[PullRequest]) -> str:
    """Say that several pull requests claim one task."""
    numbers = " and ".join(f"#{number}" for number in sorted(each.number for each in claimants))
    return f"pull requests {numbers} claim task {task}: close all but one, or take the label away"
