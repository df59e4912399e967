"""Branches and tags: the one way in which they are created, moved and deleted, and what follows from it."""

from collections.abc import Mapping

from sandbox.github.access.roles import demand
from sandbox.github.acts import pulls
from sandbox.github.webhooks.payloads import push
from sandbox.github.world.accounts import Account, Role
from sandbox.github.world.commits import Commit
from sandbox.github.world.moving import Moving
from sandbox.github.world.refusal import refuse_unprocessable
from sandbox.github.world.repositories import HEADS, TAGS, Repository
from sandbox.github.world.world import World

RULES = "Repository rule violations found\n\n"


def create(world: World, repo: Repository, actor: Account, name: str, sha: str) -> None:
    """Create a reference (`refs/heads/…`, `refs/tags/…`) at a commit that exists."""
    demand(world, actor, repo, Role.WRITE)
    if not name.startswith((HEADS, TAGS)) or name.endswith("/"):
        refuse_unprocessable("Reference name must start with 'refs/' and have at least two slashes")
    if repo.tip(name):
        refuse_unprocessable("Reference already exists")
    if world.history.get(sha) is None:
        refuse_unprocessable("Object does not exist")
    _set(world, repo, actor, name, sha)


def move(world: World, repo: Repository, actor: Account, name: str, sha: str, *, force: bool = False) -> None:
    """Point a reference at another commit; only `force` may take commits away from it."""
    demand(world, actor, repo, Role.WRITE)
    before = repo.tip(name)
    if before is None:
        refuse_unprocessable("Reference does not exist")
    if world.history.get(sha) is None:
        refuse_unprocessable("Object does not exist")
    forward = before in world.history.reachable(sha)
    if not forward and not force:
        refuse_unprocessable("Update is not a fast forward")
    if name.removeprefix(HEADS) in repo.protected:
        what = (
            "Changes must be made through a pull request." if forward else "Cannot force-push to this branch"
        )
        refuse_unprocessable(f"{RULES}{what}\n\n")
    if sha != before:
        _set(world, repo, actor, name, sha)


def delete(world: World, repo: Repository, actor: Account, name: str) -> None:
    """Delete a reference; pull requests from or to the branch are closed."""
    demand(world, actor, repo, Role.WRITE)
    if not repo.tip(name):
        refuse_unprocessable("Reference does not exist")
    if name.removeprefix(HEADS) in {*repo.protected, repo.default_branch}:
        refuse_unprocessable(f"{RULES}Cannot delete this branch\n\n")
    _set(world, repo, actor, name, None)


def commit(
    world: World,
    repo: Repository,
    actor: Account,
    branch: str,
    *,
    changed: Mapping[str, str | None],
    message: str,
) -> Commit:
    """Make a commit on top of a branch and push it; a branch that does not exist starts at the default one.

    `changed` maps a path to its new text, or to None for a removed file; empty for an empty commit.
    """
    parent = repo.tip(HEADS + branch) or repo.tip(HEADS + repo.default_branch)
    files = {**world.history.files_at(parent), **changed}
    made = world.history.add(
        files={path: text for path, text in files.items() if text is not None},
        parents=(parent,) if parent else (),
        message=message,
        author=actor,
        at=world.now(),
    )
    if repo.tip(HEADS + branch):
        move(world, repo, actor, HEADS + branch, made.sha)
    else:
        create(world, repo, actor, HEADS + branch, made.sha)
    return made


def land(world: World, repo: Repository, actor: Account, branch: str, sha: str) -> None:
    """Move a branch because a pull request was merged: the one way that protection leaves open."""
    demand(world, actor, repo, Role.WRITE)
    _set(world, repo, actor, HEADS + branch, sha)


def _set(world: World, repo: Repository, actor: Account, name: str, sha: str | None) -> None:
    before = repo.tip(name)
    repo.refs.setdefault(name, Moving()).move(sha, at=world.clock())
    repo.pushed_at = world.now()
    world.publish("push", repo, push(world, repo, actor, ref=name, before=before, after=sha))
    if name.startswith(HEADS):
        _follow_head(world, repo, actor, name.removeprefix(HEADS), sha)
        _follow_base(world, repo, actor, name.removeprefix(HEADS), before)


def _follow_head(world: World, repo: Repository, actor: Account, branch: str, sha: str | None) -> None:
    every = [pull for base in world.repositories.values() for pull in base.pulls]
    for pull in every:
        if pull.state != "open" or pull.head_repository is not repo or pull.head_ref != branch:
            continue
        if sha is None:
            pulls.settle(world, pull, actor)
            continue
        before = pull.head_sha
        pull.head.move(sha, at=world.clock())
        pulls.tell(world, pull, actor, "synchronize", {"before": before, "after": sha})
        if sha in world.history.reachable(pull.repository.tip(HEADS + pull.base_ref)):
            # Nothing is left to merge: GitHub closes it.
            pulls.settle(world, pull, actor)


def _follow_base(world: World, repo: Repository, actor: Account, branch: str, before: str | None) -> None:
    sha = repo.tip(HEADS + branch)
    contained = world.history.reachable(sha)
    for pull in repo.pulls:
        if pull.state != "open" or pull.base_ref != branch:
            continue
        if sha is None:
            pull.last_base = before
            pulls.settle(world, pull, actor)
        elif pull.head_sha in contained:
            # Somebody pushed the pull request's commits to its base: GitHub shows it as merged.
            pull.last_base = before
            pull.merged_at, pull.merged_by, pull.merge_commit_sha = world.now(), actor, sha
            pulls.settle(world, pull, actor)
