"""Resolvers of references and commits."""

from collections.abc import Callable
from dataclasses import dataclass

from remediation.model import JsonObject
from sandbox.github.access.permissions import Need
from sandbox.github.graphql.connections import connect
from sandbox.github.graphql.context import Fields, Info, plain
from sandbox.github.graphql.pull_filter import matching
from sandbox.github.shapes.templates import timestamp
from sandbox.github.world.commits import Commit, FileChange, changes
from sandbox.github.world.repositories import HEADS, PullRequest, Repository
from sandbox.github.world.world import node_id

CONTENTS = Need("contents=read")
PULLS = Need("pull_requests=read")


@dataclass(frozen=True)
class GitRef:
    """A reference as the caller is told it."""

    repository: Repository
    name: str
    sha: str


@dataclass(frozen=True)
class GitCommit:
    """A commit, seen from one of the repositories that have it."""

    repository: Repository
    commit: Commit


def find_ref(info: Info, repo: Repository, name: str) -> GitRef | None:
    """A reference by its full name, or by `heads/…`, or by the bare name of a branch or a tag."""
    info.context.require(repo, CONTENTS)
    for full in (name, f"refs/{name}", f"refs/heads/{name}", f"refs/tags/{name}"):
        moving = repo.refs.get(full)
        sha = info.context.world.seen(moving) if moving else None
        if sha:
            return GitRef(repo, full, sha)
    return None


def find_commit(info: Info, repo: Repository, sha: str | None) -> GitCommit | None:
    """A commit by its full SHA."""
    commit = info.context.world.history.get(sha or "")
    return GitCommit(repo, commit) if commit else None


def _prefix(ref: GitRef) -> str:
    return "/".join(ref.name.split("/")[:2]) + "/"


def _target(ref: GitRef, info: Info) -> GitCommit | None:
    return find_commit(info, ref.repository, ref.sha)


def _associated(ref: GitRef, info: Info, **arguments: object) -> JsonObject:
    info.context.require(ref.repository, PULLS)
    branch = ref.name.removeprefix(HEADS)
    world = info.context.world
    every = [pull for base in world.repositories.values() for pull in world.shown_pulls(base)]
    own: list[PullRequest] = [
        pull for pull in every if pull.head_repository is ref.repository and pull.head_ref == branch
    ]
    return connect(info, matching(own, arguments), arguments)


def _changed(found: GitCommit, info: Info) -> list[FileChange]:
    parents = found.commit.parents
    return changes(info.context.world.history.files_at(parents[0] if parents else None), found.commit.files)


def _url(found: GitCommit, info: Info) -> str:
    return f"{info.context.world.html_url}/{found.repository.full_name}/commit/{found.commit.sha}"


def _parents(found: GitCommit, info: Info, **arguments: object) -> JsonObject:
    parents = [find_commit(info, found.repository, sha) for sha in found.commit.parents]
    return connect(info, parents, arguments)


def _additions(found: GitCommit, info: Info) -> int:
    return sum(change.additions for change in _changed(found, info))


def _deletions(found: GitCommit, info: Info) -> int:
    return sum(change.deletions for change in _changed(found, info))


def _changed_files(found: GitCommit, info: Info) -> int:
    return len(_changed(found, info))


def _actor(found: GitCommit) -> JsonObject:
    author = found.commit.author
    user = author if author.type == "User" else None
    date = timestamp(found.commit.created_at)
    return {"name": author.name, "email": author.email, "date": date, "user": user}


_REF: dict[str, Callable[[GitRef], object]] = {
    "id": lambda ref: node_id("REF", ref.repository.id, ref.name),
    "name": lambda ref: ref.name.split("/", 2)[-1],
    "prefix": _prefix,
    "repository": lambda ref: ref.repository,
}
_COMMIT: dict[str, Callable[[GitCommit], object]] = {
    "id": lambda found: node_id("C", found.repository.id, found.commit.sha),
    "oid": lambda found: found.commit.sha,
    "abbreviatedOid": lambda found: found.commit.sha[:7],
    "message": lambda found: found.commit.message,
    "messageHeadline": lambda found: found.commit.message.partition("\n")[0],
    "messageBody": lambda found: found.commit.message.partition("\n")[2].strip(),
    "author": _actor,
    "committer": _actor,
    "authoredDate": lambda found: timestamp(found.commit.created_at),
    "committedDate": lambda found: timestamp(found.commit.created_at),
    "repository": lambda found: found.repository,
}

REF: Fields = {**plain(_REF), "target": _target, "associatedPullRequests": _associated}
COMMIT: Fields = {
    **plain(_COMMIT),
    "url": _url,
    "commitUrl": _url,
    "parents": _parents,
    "additions": _additions,
    "deletions": _deletions,
    "changedFilesIfAvailable": _changed_files,
}
