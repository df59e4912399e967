"""Resolvers of repositories and labels."""

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import quote

from remediation.model import JsonObject
from sandbox.github.access.objects import LABELS_READ, accepted
from sandbox.github.access.permissions import BY_INTEGRATION, Need, role_in
from sandbox.github.access.roles import role_of
from sandbox.github.graphql.connections import connect, ordered
from sandbox.github.graphql.context import Fields, Info, plain
from sandbox.github.graphql.git import CONTENTS, PULLS, GitCommit, GitRef, find_commit, find_ref
from sandbox.github.graphql.pull_filter import matching
from sandbox.github.shapes.templates import timestamp
from sandbox.github.world.accounts import Account, Role
from sandbox.github.world.refusal import refuse_forbidden, refuse_missing
from sandbox.github.world.repositories import Issue, Label, PullRequest, Repository

ISSUES = Need("issues=read; pull_requests=read")
LABELS = Need(LABELS_READ)
UNSEEN_ROLES = "Must have push access to view repository collaborators."
LABEL_KEYS: Mapping[str, Callable[[Label], Any]] = {
    "CREATED_AT": lambda label: (label.created_at, label.id),
    "NAME": lambda label: label.name.lower(),
}


def _pull_request(repo: Repository, info: Info, *, number: int) -> PullRequest:
    info.context.require(repo, PULLS)
    found = _seen(repo, info, number)
    if not isinstance(found, PullRequest):
        refuse_missing(f"Could not resolve to a PullRequest with the number of {number}.")
    return found


def _pull_requests(repo: Repository, info: Info, **arguments: object) -> JsonObject:
    info.context.require(repo, PULLS)
    return connect(info, matching(info.context.world.shown_pulls(repo), arguments), arguments)


def _issue(repo: Repository, info: Info, *, number: int) -> Issue:
    found = _issue_or_pull(repo, info, number=number)
    if isinstance(found, PullRequest):
        refuse_missing(f"Could not resolve to an Issue with the number of {number}.")
    return found


def _issue_or_pull(repo: Repository, info: Info, *, number: int) -> Issue:
    info.context.require(repo, ISSUES)
    missing = f"Could not resolve to an issue or pull request with the number of {number}."
    found = _seen(repo, info, number) or refuse_missing(missing)
    info.context.require(repo, Need(accepted(found, "read")))
    return found


def _seen(repo: Repository, info: Info, number: int) -> Issue | None:
    found = repo.issues.get(number)
    return info.context.world.shown(found) if found else None


def _label(repo: Repository, info: Info, *, name: str) -> Label | None:
    info.context.require(repo, LABELS)
    return repo.labels.get(name.lower())


def _labels(
    repo: Repository, info: Info, *, order_by: dict[str, str], query: str = "", **arguments: object
) -> JsonObject:
    info.context.require(repo, LABELS)
    found = [label for label in repo.labels.values() if query.lower() in label.name.lower()]
    return connect(info, ordered(found, order_by, LABEL_KEYS), arguments)


def _ref(repo: Repository, info: Info, *, qualified_name: str) -> GitRef | None:
    return find_ref(info, repo, qualified_name)


def _default_branch(repo: Repository, info: Info) -> GitRef | None:
    return _ref(repo, info, qualified_name=repo.default_branch)


def _object(
    repo: Repository, info: Info, *, expression: str | None = None, oid: str | None = None
) -> GitCommit | None:
    info.context.require(repo, CONTENTS)
    ref = find_ref(info, repo, expression) if expression else None
    return find_commit(info, repo, ref.sha if ref else oid or expression)


def _collaborators(
    repo: Repository, info: Info, *, login: str | None = None, query: str = "", **arguments: object
) -> JsonObject:
    viewer = info.context.viewer
    if viewer.token and viewer.token.installation:
        # No page of GitHub's says with which permission an app may: nothing here may come to depend on it.
        refuse_forbidden(BY_INTEGRATION)
    if role_in(info.context.world, viewer, repo) < Role.WRITE:
        refuse_forbidden(UNSEEN_ROLES)
    found = [
        account
        for account in info.context.world.accounts.values()
        if account.type == "User" and _is_collaborator(account, repo)
        if login is None or account.login.lower() == login.lower()
        if query.lower() in account.login.lower()
    ]
    return connect(
        info,
        found,
        arguments,
        edge=lambda account: {"permission": role_of(info.context.world, account, repo).name},
    )


def _is_collaborator(account: Account, repo: Repository) -> bool:
    return account == repo.owner or repo.roles.get(account.login.lower(), Role.NONE) > Role.NONE


def _viewer_permission(repo: Repository, info: Info) -> str | None:
    return role_in(info.context.world, info.context.viewer, repo).name


def _url(repo: Repository, info: Info) -> str:
    return f"{info.context.world.html_url}/{repo.full_name}"


def _label_url(label: Label, info: Info) -> str:
    return f"{_url(label.repository, info)}/labels/{quote(label.name)}"


_REPOSITORY: dict[str, Callable[[Repository], object]] = {
    "id": lambda repo: repo.node_id,
    "databaseId": lambda repo: repo.id,
    "name": lambda repo: repo.name,
    "nameWithOwner": lambda repo: repo.full_name,
    "owner": lambda repo: repo.owner,
    "isFork": lambda repo: repo.parent is not None,
    "isPrivate": lambda repo: repo.private,
    "visibility": lambda repo: "PRIVATE" if repo.private else "PUBLIC",
    "parent": lambda repo: repo.parent,
    "createdAt": lambda repo: timestamp(repo.created_at),
    "pushedAt": lambda repo: timestamp(repo.pushed_at),
}
_LABEL: dict[str, Callable[[Label], object]] = {
    "id": lambda label: label.node_id,
    "name": lambda label: label.name,
    "color": lambda label: label.color,
    "description": lambda label: label.description,
    "isDefault": lambda _label: False,
    "repository": lambda label: label.repository,
    "createdAt": lambda label: timestamp(label.created_at),
    "updatedAt": lambda label: timestamp(label.updated_at),
}

REPOSITORY: Fields = {
    **plain(_REPOSITORY),
    "url": _url,
    "viewerPermission": _viewer_permission,
    "pullRequest": _pull_request,
    "pullRequests": _pull_requests,
    "issue": _issue,
    "issueOrPullRequest": _issue_or_pull,
    "label": _label,
    "labels": _labels,
    "ref": _ref,
    "defaultBranchRef": _default_branch,
    "object": _object,
    "collaborators": _collaborators,
}
LABEL: Fields = {**plain(_LABEL), "url": _label_url}
