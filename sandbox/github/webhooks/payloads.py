"""The payload of each event, as GitHub sends it to the hooks of a repository."""

from remediation.model import JsonObject
from sandbox.github.shapes.accounts import account, organization
from sandbox.github.shapes.commits import pushed_commit
from sandbox.github.shapes.issues import comment as comment_shape
from sandbox.github.shapes.issues import issue as issue_shape
from sandbox.github.shapes.pulls import listed_pull, pull, review
from sandbox.github.shapes.repositories import pushed_repository, repository
from sandbox.github.shapes.templates import template
from sandbox.github.world.accounts import Account
from sandbox.github.world.commits import ZERO_SHA, Commit
from sandbox.github.world.repositories import HEADS, Comment, PullRequest, Repository, Review
from sandbox.github.world.world import World

# GitHub's payloads list at most this many commits of a push.
MAX_COMMITS = 2048
SHORT = 12


def push(
    world: World, repo: Repository, sender: Account, *, ref: str, before: str | None, after: str | None
) -> JsonObject:
    """A push to a branch or a tag; no `before` means that it was created, no `after` that it was deleted."""
    history = world.history
    others = [moving.now for name, moving in repo.refs.items() if name != ref]
    known = [before] if before else others
    made = history.log(after, without=known)
    elsewhere = history.reachable(*others)
    head = history.get(after) if after else None
    shape = template("push" if after else "push.branch-deleted")
    shape.pop("installation", None)
    shape.update(
        ref=ref,
        before=before or ZERO_SHA,
        after=after or ZERO_SHA,
        created=before is None,
        deleted=after is None,
        forced=bool(before and after and before not in history.reachable(after)),
        base_ref=_base_ref(repo, ref, after) if before is None else None,
        compare=_compare(world, repo, ref=ref, before=before, after=after, made=made),
        commits=[
            pushed_commit(world, repo, each, distinct=each.sha not in elsewhere)
            for each in made[:MAX_COMMITS]
        ],
        head_commit=pushed_commit(world, repo, head, distinct=head.sha not in elsewhere) if head else None,
        repository=pushed_repository(world, repo),
        pusher={"name": sender.login, "email": sender.email},
    )
    return _signed_by(world, repo, sender, shape)


def pull_request(
    world: World, shown: PullRequest, sender: Account, action: str, extra: JsonObject | None = None
) -> JsonObject:
    """An event of a pull request; `extra` holds what the action adds, such as `label` or `before`."""
    shape: JsonObject = {
        "action": action,
        "number": shown.number,
        "pull_request": pull(world, shown, head=shown.head_sha),
        **(extra or {}),
        "repository": repository(world, shown.repository),
    }
    return _signed_by(world, shown.repository, sender, shape)


def issue_comment(
    world: World, shown: Comment, sender: Account, action: str, changes: JsonObject | None = None
) -> JsonObject:
    """A comment that was created, edited (with `changes`) or deleted."""
    repo = shown.issue.repository
    shape: JsonObject = {
        "action": action,
        "issue": issue_shape(world, shown.issue),
        "comment": comment_shape(world, shown),
        "repository": repository(world, repo),
    }
    if changes is not None:
        shape["changes"] = changes
    return _signed_by(world, repo, sender, shape)


def pull_request_review(world: World, shown: Review, sender: Account, action: str) -> JsonObject:
    """A review that was submitted or dismissed."""
    repo = shown.pull.repository
    shape: JsonObject = {
        "action": action,
        "review": review(world, shown, lower=True),
        "pull_request": listed_pull(world, shown.pull, head=shown.pull.head_sha),
        "repository": repository(world, repo),
    }
    return _signed_by(world, repo, sender, shape)


def ping(world: World, repo: Repository | None, sender: Account, hook: JsonObject) -> JsonObject:
    """The first delivery of a new hook."""
    shape: JsonObject = {"zen": template("ping")["zen"], "hook_id": hook["id"], "hook": hook}
    if repo is None:
        return {**shape, "sender": account(world, sender)}
    shape["repository"] = repository(world, repo)
    return _signed_by(world, repo, sender, shape)


def _signed_by(world: World, repo: Repository, sender: Account, shape: JsonObject) -> JsonObject:
    if repo.owner.type == "Organization":
        shape["organization"] = organization(world, repo.owner)
    shape["sender"] = account(world, sender)
    return shape


def _base_ref(repo: Repository, ref: str, after: str | None) -> str | None:
    # A new reference to what is the tip of a branch names that branch.
    names = [HEADS + name for name, sha in repo.branches.items() if sha == after]
    return next((name for name in names if name != ref), None)


def _compare(
    world: World, repo: Repository, *, ref: str, before: str | None, after: str | None, made: list[Commit]
) -> str:
    html = f"{world.html_url}/{repo.full_name}"
    if before and after:
        return f"{html}/compare/{before[:SHORT]}...{after[:SHORT]}"
    if before:
        return f"{html}/compare/{before[:SHORT]}^...{ZERO_SHA[:SHORT]}"
    if not made:
        return f"{html}/compare/{ref.split('/', 2)[-1]}"
    if len(made) == 1:
        return f"{html}/commit/{made[0].sha}"
    return f"{html}/compare/{made[0].sha[:SHORT]}^...{made[-1].sha[:SHORT]}"
