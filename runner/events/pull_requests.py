"""What people and agents do with pull requests."""

from typing import Annotated, Literal

from pydantic import Field

from runner.events.event import Event
from runner.scene import Scene
from runner.world import CommitName, LoginName, RepositoryName


class _PullRequestEvent(Event):
    by: LoginName
    number: Annotated[int, Field(ge=1)]
    repository: RepositoryName | None = None


class OpenPullRequest(Event):
    """Open a pull request; its labels come after it, as on the real GitHub."""

    do: Literal["open_pull_request"]
    by: LoginName
    branch: str
    labels: tuple[str, ...] = ()
    title: str = ""
    draft: bool = False
    repository: RepositoryName | None = None

    def perform(self, scene: Scene) -> str:
        """Open it."""
        repository = scene.repository(self.repository)
        title = self.title or f"Work on {self.branch}"
        number = scene.github.open_pull_request(
            repository, self.branch, self.by, title=title, draft=self.draft
        )
        for label in self.labels:
            scene.github.label(repository, number, label, self.by)
        labelled = f" with {', '.join(self.labels)}" if self.labels else ""
        kind = "draft" if self.draft else "pull request"
        return f"{self.by} opens {kind} #{number} from {self.branch}{labelled}"


class ReadyForReview(_PullRequestEvent):
    """Mark a draft as ready for review."""

    do: Literal["ready_for_review"]

    def perform(self, scene: Scene) -> str:
        """Mark it."""
        scene.github.ready_for_review(scene.repository(self.repository), self.number, self.by)
        return f"{self.by} marks pull request #{self.number} as ready for review"


class ConvertToDraft(_PullRequestEvent):
    """Convert a pull request to a draft."""

    do: Literal["convert_to_draft"]

    def perform(self, scene: Scene) -> str:
        """Convert it."""
        scene.github.convert_to_draft(scene.repository(self.repository), self.number, self.by)
        return f"{self.by} converts pull request #{self.number} to a draft"


class ClosePullRequest(_PullRequestEvent):
    """Close a pull request without merging it, or merge it."""

    do: Literal["close_pull_request"]
    merge: bool = False

    def perform(self, scene: Scene) -> str:
        """Close or merge it."""
        repository = scene.repository(self.repository)
        if self.merge:
            scene.github.merge(repository, self.number, self.by)
            return f"{self.by} merges pull request #{self.number}"
        scene.github.close(repository, self.number, self.by)
        return f"{self.by} closes pull request #{self.number}"


class ReopenPullRequest(_PullRequestEvent):
    """Reopen a pull request that was closed without merging; its branch must still be there."""

    do: Literal["reopen_pull_request"]

    def perform(self, scene: Scene) -> str:
        """Reopen it."""
        scene.github.reopen(scene.repository(self.repository), self.number, self.by)
        return f"{self.by} reopens pull request #{self.number}"


class Label(_PullRequestEvent):
    """Put a label on a pull request, or take it off."""

    do: Literal["label"]
    label: Annotated[str, Field(min_length=1, max_length=50)]
    remove: bool = False

    def perform(self, scene: Scene) -> str:
        """Change the label."""
        repository = scene.repository(self.repository)
        if self.remove:
            scene.github.unlabel(repository, self.number, self.label, self.by)
            return f"{self.by} takes {self.label} off pull request #{self.number}"
        scene.github.label(repository, self.number, self.label, self.by)
        return f"{self.by} adds {self.label} to pull request #{self.number}"


class Comment(_PullRequestEvent):
    """Comment on a pull request."""

    do: Literal["comment"]
    body: Annotated[str, Field(min_length=1)]

    def perform(self, scene: Scene) -> str:
        """Comment."""
        scene.github.comment(scene.repository(self.repository), self.number, self.by, self.body)
        return f"{self.by} comments on pull request #{self.number}"


class Review(_PullRequestEvent):
    """Review a pull request."""

    do: Literal["review"]
    opinion: Literal["approved", "changes_requested", "commented"]
    commit: CommitName | None = None
    """The commit that was looked at, by default the newest."""

    def perform(self, scene: Scene) -> str:
        """Review it."""
        sha = scene.commit(self.commit) if self.commit else None
        scene.github.review(
            scene.repository(self.repository), self.number, self.by, self.opinion, commit_id=sha
        )
        said = self.opinion.replace("_", " ")
        return f"{self.by} reviews pull request #{self.number}: {said}"


class DismissReview(_PullRequestEvent):
    """Dismiss the newest approval or request for changes of a reviewer."""

    do: Literal["dismiss_review"]
    of: LoginName
    """The reviewer."""

    def perform(self, scene: Scene) -> str:
        """Dismiss it."""
        scene.github.dismiss_review(scene.repository(self.repository), self.number, self.of, self.by)
        return f"{self.by} dismisses the review of pull request #{self.number} by {self.of}"
