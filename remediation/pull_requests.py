"""What GitHub says about a branch and its pull request."""

from dataclasses import dataclass

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
    """An open pull request whose head branch is in the repository itself."""

    number: int
    node_id: str
    branch: str
    head: str
    labels: tuple[str, ...]

    @property
    def tasks(self) -> frozenset[int]:
        """The tasks that its labels name; more than one is a contradiction."""
        return frozenset(task for label in self.labels if (task := task_of_label(label)) is not None)


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
    ours: OurLabels
    sender_may_write: bool
    """Whether the asked login has write permission; False if nobody was asked about."""
