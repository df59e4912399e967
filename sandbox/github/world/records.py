"""Issues and pull requests as they are at one moment, for readers who see them late."""

from dataclasses import replace
from typing import TypeAlias, TypeVar

from sandbox.github.world.repositories import Comment, Issue, LabelEvent, PullRequest, Review

AnyIssue = TypeVar("AnyIssue", bound=Issue)
Part: TypeAlias = Comment | LabelEvent | Review


def copied(issue: AnyIssue) -> AnyIssue:
    """A copy that later changes leave alone; its comments, label events and reviews are copies too.

    The head of a pull request is not copied: its reader may lag differently.
    """
    copy = replace(issue, labels=list(issue.labels))
    copy.comments = [replace(each, issue=copy) for each in issue.comments]
    copy.label_events = [replace(each, issue=copy) for each in issue.label_events]
    if isinstance(copy, PullRequest):
        copy.reviews = [replace(each, pull=copy) for each in copy.reviews]
    return copy


def holder(part: Part) -> Issue:
    """The issue or pull request that a part belongs to."""
    return part.pull if isinstance(part, Review) else part.issue


def counterpart(part: Part, issue: Issue) -> Part | None:
    """The same part in a copy of its issue or pull request; None when it was not there yet."""
    parts: list[Part] = [*issue.comments, *issue.label_events]
    if isinstance(issue, PullRequest):
        parts += issue.reviews
    return next((each for each in parts if each.id == part.id), None)
