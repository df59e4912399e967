"""Resolvers of issues, pull requests, comments and reviews."""

from collections.abc import Callable
from typing import TypeAlias

from remediation.model import JsonObject
from sandbox.github.access.permissions import role_in
from sandbox.github.graphql.connections import connect, ordered
from sandbox.github.graphql.context import Fields, Info, plain
from sandbox.github.graphql.git import GitCommit, GitRef, find_commit, find_ref
from sandbox.github.graphql.pull_filter import state_of
from sandbox.github.graphql.repositories import LABEL_KEYS
from sandbox.github.graphql.timeline import timeline
from sandbox.github.shapes.accounts import association
from sandbox.github.shapes.templates import timestamp, timestamp_or_none
from sandbox.github.world.accounts import Role
from sandbox.github.world.commits import FileChange
from sandbox.github.world.repositories import HEADS, Comment, Issue, PullRequest, Review
from sandbox.github.world.world import node_id

Written: TypeAlias = Issue | Comment | Review


def _viewer_did_author(written: Written, info: Info) -> bool:
    return written.author == info.context.viewer.account


def _labels(issue: Issue, info: Info, *, order_by: dict[str, str], **arguments: object) -> JsonObject:
    return connect(info, ordered(issue.labels, order_by, LABEL_KEYS), arguments)


def _comments(issue: Issue, info: Info, **arguments: object) -> JsonObject:
    return connect(info, issue.comments, arguments)


def _issue_url(issue: Issue, info: Info) -> str:
    page = "pull" if isinstance(issue, PullRequest) else "issues"
    return f"{info.context.world.html_url}/{issue.repository.full_name}/{page}/{issue.number}"


def _comment_url(comment: Comment, info: Info) -> str:
    return f"{_issue_url(comment.issue, info)}#issuecomment-{comment.id}"


def _review_url(review: Review, info: Info) -> str:
    return f"{_issue_url(review.pull, info)}#pullrequestreview-{review.id}"


def _head(pull: PullRequest, info: Info) -> str:
    return info.context.world.seen_head(pull)


def _head_ref(pull: PullRequest, info: Info) -> GitRef | None:
    repo, context = pull.head_repository, info.context
    if repo is None or role_in(context.world, context.viewer, repo) < Role.READ:
        # Deleted, or a fork that the caller does not see.
        return None
    return find_ref(info, repo, HEADS + pull.head_ref)


def _base_ref(pull: PullRequest, info: Info) -> GitRef | None:
    return find_ref(info, pull.repository, HEADS + pull.base_ref)


def _base_oid(pull: PullRequest, _info: Info) -> str | None:
    return pull.last_base or pull.repository.tip(HEADS + pull.base_ref)


def _mergeable(pull: PullRequest, info: Info) -> str:
    base = _base_oid(pull, info)
    if pull.state != "open" or base is None:
        return "UNKNOWN"
    return "CONFLICTING" if info.context.world.history.conflicts(base, _head(pull, info)) else "MERGEABLE"


def _changed(pull: PullRequest, info: Info) -> list[FileChange]:
    return info.context.world.history.difference(_base_oid(pull, info), _head(pull, info))


def _additions(pull: PullRequest, info: Info) -> int:
    return sum(change.additions for change in _changed(pull, info))


def _deletions(pull: PullRequest, info: Info) -> int:
    return sum(change.deletions for change in _changed(pull, info))


def _changed_files(pull: PullRequest, info: Info) -> int:
    return len(_changed(pull, info))


def _commits(pull: PullRequest, info: Info, **arguments: object) -> JsonObject:
    made = info.context.world.history.log(_head(pull, info), without=[_base_oid(pull, info)])
    nodes = [
        {
            "id": node_id("PURC", pull.id, commit.sha),
            "commit": GitCommit(pull.repository, commit),
            "pullRequest": pull,
        }
        for commit in made
    ]
    return connect(info, nodes, arguments)


def _merge_commit(pull: PullRequest, info: Info) -> GitCommit | None:
    return find_commit(info, pull.repository, pull.merge_commit_sha)


def _reviews(
    pull: PullRequest,
    info: Info,
    *,
    author: str | None = None,
    states: list[str] | None = None,
    **arguments: object,
) -> JsonObject:
    found = [
        review
        for review in pull.reviews
        if review.state != "PENDING" or review.author == info.context.viewer.account
        if states is None or review.state in states
        if author is None or review.author.short_login.lower() == author.lower()
    ]
    return connect(info, found, arguments)


def _review_commit(review: Review, info: Info) -> GitCommit | None:
    return find_commit(info, review.pull.repository, review.commit_id)


def _commented_pull(comment: Comment) -> PullRequest | None:
    return comment.issue if isinstance(comment.issue, PullRequest) else None


_ISSUE: dict[str, Callable[[Issue], object]] = {
    "id": lambda issue: issue.node_id,
    "fullDatabaseId": lambda issue: str(issue.id),
    "number": lambda issue: issue.number,
    "title": lambda issue: issue.title,
    "body": lambda issue: issue.body or "",
    "author": lambda issue: issue.author,
    "authorAssociation": lambda issue: association(issue.author, issue.repository),
    "state": lambda issue: issue.state.upper(),
    "closed": lambda issue: issue.state == "closed",
    "closedAt": lambda issue: timestamp_or_none(issue.closed_at),
    "createdAt": lambda issue: timestamp(issue.created_at),
    "updatedAt": lambda issue: timestamp(issue.updated_at),
    "lastEditedAt": lambda _issue: None,
    "repository": lambda issue: issue.repository,
}
_PULL: dict[str, Callable[[PullRequest], object]] = {
    "fullDatabaseId": lambda pull: str(pull.pull_id),
    "state": state_of,
    "isDraft": lambda pull: pull.draft,
    "isCrossRepository": lambda pull: pull.is_cross_repository,
    "headRefName": lambda pull: pull.head_ref,
    "headRepository": lambda pull: pull.head_repository,
    "headRepositoryOwner": lambda pull: pull.head_repository.owner if pull.head_repository else None,
    "baseRefName": lambda pull: pull.base_ref,
    "baseRepository": lambda pull: pull.repository,
    "merged": lambda pull: pull.merged_at is not None,
    "mergedAt": lambda pull: timestamp_or_none(pull.merged_at),
    "mergedBy": lambda pull: pull.merged_by,
}
_COMMENT: dict[str, Callable[[Comment], object]] = {
    "id": lambda comment: comment.node_id,
    "fullDatabaseId": lambda comment: str(comment.id),
    "body": lambda comment: comment.body,
    "author": lambda comment: comment.author,
    "authorAssociation": lambda comment: association(comment.author, comment.issue.repository),
    "createdAt": lambda comment: timestamp(comment.created_at),
    "updatedAt": lambda comment: timestamp(comment.updated_at),
    "lastEditedAt": lambda comment: timestamp_or_none(comment.edited_at),
    "issue": lambda comment: comment.issue,
    "pullRequest": _commented_pull,
    "repository": lambda comment: comment.issue.repository,
}
_REVIEW: dict[str, Callable[[Review], object]] = {
    "id": lambda review: review.node_id,
    "fullDatabaseId": lambda review: str(review.id),
    "body": lambda review: review.body,
    "author": lambda review: review.author,
    "authorAssociation": lambda review: association(review.author, review.pull.repository),
    "state": lambda review: review.state,
    "createdAt": lambda review: timestamp(review.created_at),
    "updatedAt": lambda review: timestamp(review.updated_at),
    "submittedAt": lambda review: timestamp_or_none(review.submitted_at),
    "lastEditedAt": lambda _review: None,
    "pullRequest": lambda review: review.pull,
    "repository": lambda review: review.pull.repository,
}

ISSUE: Fields = {
    **plain(_ISSUE),
    "url": _issue_url,
    "labels": _labels,
    "comments": _comments,
    "viewerDidAuthor": _viewer_did_author,
}
PULL_REQUEST: Fields = {
    **ISSUE,
    **plain(_PULL),
    "headRef": _head_ref,
    "headRefOid": _head,
    "baseRef": _base_ref,
    "baseRefOid": _base_oid,
    "mergeable": _mergeable,
    "additions": _additions,
    "deletions": _deletions,
    "changedFiles": _changed_files,
    "commits": _commits,
    "mergeCommit": _merge_commit,
    "reviews": _reviews,
    "timelineItems": timeline,
}
ISSUE_COMMENT: Fields = {**plain(_COMMENT), "url": _comment_url, "viewerDidAuthor": _viewer_did_author}
REVIEW: Fields = {
    **plain(_REVIEW),
    "url": _review_url,
    "commit": _review_commit,
    "viewerDidAuthor": _viewer_did_author,
}
