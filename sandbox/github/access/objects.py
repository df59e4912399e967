"""Under which permission of an app each kind of object falls.

GitHub's page "Permissions required for GitHub Apps": what issues and pull requests share is limited to one of
them for an app with the permission for that one only. So a pull request is labelled and commented on with
`pull_requests`, although it is an issue too.
"""

from typing import Literal, TypeAlias

from sandbox.github.world.repositories import Comment, Issue, Label, LabelEvent, PullRequest, Review
from sandbox.github.world.world import Node

Level: TypeAlias = Literal["read", "write"]
# The page names `pull_requests=write` too, but GitHub does not take it any more (actions/labeler#870).
LABELS_WRITE = "issues=write"
LABELS_READ = "issues=read; pull_requests=read"


def accepted(node: Node, level: Level) -> str:
    """The permissions of an app that let it read or change an object, alternatives parted by `;`."""
    match node:
        case Comment() | LabelEvent():
            return accepted(node.issue, level)
        case PullRequest() | Review():
            return f"pull_requests={level}"
        case Issue():
            return f"issues={level}"
        case Label():
            return LABELS_READ if level == "read" else LABELS_WRITE
        case _:
            return "metadata=read"
