"""Repositories and what lives in them: references, labels, issues, pull requests, comments, reviews.

Everything here is one thing with an identity: two labels are equal only when they are the same label.
"""

from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from sandbox.github.world.accounts import Account, Role
from sandbox.github.world.moving import Moving

ReviewState: TypeAlias = Literal["APPROVED", "CHANGES_REQUESTED", "COMMENTED", "DISMISSED", "PENDING"]
HEADS = "refs/heads/"
TAGS = "refs/tags/"


@dataclass(eq=False)
class Label:
    """A label of a repository; its name is unique there whatever its case."""

    id: int
    node_id: str
    repository: "Repository"
    name: str
    color: str
    description: str | None
    created_at: float
    updated_at: float


@dataclass(eq=False)
class Comment:
    """A comment on an issue or a pull request."""

    id: int
    node_id: str
    issue: "Issue"
    author: Account
    body: str
    created_at: float
    updated_at: float
    edited_at: float | None = None


@dataclass(eq=False)
class CommitComment:
    """A comment on a commit as a whole, or on a line of it."""

    id: int
    node_id: str
    author: Account
    sha: str
    body: str
    path: str | None
    position: int | None
    created_at: float
    updated_at: float


@dataclass(eq=False)
class Review:
    """A review of one commit of a pull request; `PENDING` until it is submitted."""

    id: int
    node_id: str
    pull: "PullRequest"
    author: Account
    state: ReviewState
    body: str
    commit_id: str
    created_at: float
    updated_at: float
    submitted_at: float | None


@dataclass(eq=False)
class LabelEvent:
    """That somebody changed the labels of an issue or a pull request, as the timeline shows it."""

    id: int
    node_id: str
    issue: "Issue"
    label: Label
    actor: Account
    created_at: float


class LabeledEvent(LabelEvent):
    """A label was put on."""


class UnlabeledEvent(LabelEvent):
    """A label was taken off."""


@dataclass(eq=False)
class Issue:
    """An issue. A pull request is one too, with the same number and the same comments and labels.

    While readers lag, `record` has a copy of it after each change.
    """

    id: int
    node_id: str
    repository: "Repository"
    number: int
    title: str
    body: str | None
    author: Account
    created_at: float
    updated_at: float
    state: Literal["open", "closed"] = "open"
    closed_at: float | None = None
    labels: list[Label] = field(default_factory=list)
    comments: list[Comment] = field(default_factory=list)
    label_events: list[LabelEvent] = field(default_factory=list)
    record: Moving["Issue"] = field(default_factory=Moving)


@dataclass(eq=False)
class PullRequest(Issue):
    """A pull request. When it is closed its head stays, and `last_base` keeps where its base was."""

    pull_id: int = 0
    head_repository: "Repository | None" = None
    head_ref: str = ""
    head: Moving[str] = field(default_factory=Moving)
    base_ref: str = ""
    last_base: str | None = None
    draft: bool = False
    merged_at: float | None = None
    merged_by: Account | None = None
    merge_commit_sha: str | None = None
    reviews: list[Review] = field(default_factory=list)

    @property
    def head_sha(self) -> str:
        """The commit that the head is at, in truth."""
        return self.head.now or ""

    @property
    def is_cross_repository(self) -> bool:
        """Whether the head lies in a fork."""
        return self.head_repository is not self.repository

    @property
    def head_label(self) -> str:
        """`owner:branch`, as people write it."""
        owner = self.head_repository.owner.login if self.head_repository else "unknown"
        return f"{owner}:{self.head_ref}"


@dataclass(eq=False)
class Repository:
    """A repository; `refs` maps a full name (`refs/heads/main`) to where it points."""

    id: int
    node_id: str
    owner: Account
    name: str
    private: bool
    default_branch: str
    parent: "Repository | None"
    protected: frozenset[str]
    created_at: float
    pushed_at: float
    refs: dict[str, Moving[str]] = field(default_factory=dict)
    labels: dict[str, Label] = field(default_factory=dict)
    issues: dict[int, Issue] = field(default_factory=dict)
    commit_comments: list[CommitComment] = field(default_factory=list)
    roles: dict[str, Role] = field(default_factory=dict)

    @property
    def full_name(self) -> str:
        """`owner/name`."""
        return f"{self.owner.login}/{self.name}"

    @property
    def pulls(self) -> list[PullRequest]:
        """The pull requests, oldest first."""
        return [issue for issue in self.issues.values() if isinstance(issue, PullRequest)]

    @property
    def branches(self) -> dict[str, str]:
        """The branches that exist, in truth, and where they point."""
        return {
            name.removeprefix(HEADS): moving.now
            for name, moving in sorted(self.refs.items())
            if name.startswith(HEADS) and moving.now
        }

    def tip(self, ref: str) -> str | None:
        """Where a reference points in truth; None when it does not exist."""
        moving = self.refs.get(ref)
        return moving.now if moving else None
