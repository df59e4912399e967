"""Pull requests: opened, edited, made a draft and ready again, closed, reopened."""

from typing import NoReturn

from remediation.model import JsonObject
from sandbox.github.access.roles import demand
from sandbox.github.webhooks.payloads import pull_request
from sandbox.github.world.accounts import Account, Role
from sandbox.github.world.moving import Moving
from sandbox.github.world.refusal import refuse_invalid, refuse_missing, refuse_unprocessable
from sandbox.github.world.repositories import HEADS, PullRequest, Repository
from sandbox.github.world.world import World, node_id


def find(repo: Repository, number: int) -> PullRequest:
    """The pull request of a number; Refused (404) when there is none."""
    found = repo.issues.get(number)
    return found if isinstance(found, PullRequest) else refuse_missing()


def create(
    world: World,
    repo: Repository,
    author: Account,
    *,
    head: str,
    base: str,
    title: str,
    body: str | None = None,
    draft: bool = False,
) -> PullRequest:
    """Open a pull request from `branch` or, out of a fork, `owner:branch`.

    Refused (422) when a branch is missing, when there is nothing to merge, and when one is open already.
    """
    demand(world, author, repo, Role.READ)
    source, branch = _head(world, repo, head)
    base_sha = repo.tip(HEADS + base) or refuse_invalid("PullRequest", "base")
    head_sha = (source.tip(HEADS + branch) if source else None) or refuse_invalid("PullRequest", "head")
    if _open_between(repo, source, branch, base):
        label = f"{source.owner.login if source else ''}:{branch}"
        refuse_invalid("PullRequest", None, "custom", f"A pull request already exists for {label}.")
    if not world.history.log(head_sha, without=[base_sha]):
        refuse_invalid("PullRequest", None, "custom", f"No commits between {base} and {branch}")
    identifier, at = world.new_id(), world.now()
    node = node_id("PR", repo.id, identifier)
    number = len(repo.issues) + 1
    pull = PullRequest(
        id=identifier,
        node_id=node,
        repository=repo,
        number=number,
        title=title,
        body=body,
        author=author,
        created_at=at,
        updated_at=at,
        pull_id=world.new_id(),
        head_repository=source,
        head_ref=branch,
        head=Moving([(world.clock(), head_sha)]),
        base_ref=base,
        draft=draft,
    )
    repo.issues[number] = world.nodes[node] = pull
    tell(world, pull, author, "opened")
    return pull


def edit(
    world: World, pull: PullRequest, actor: Account, *, title: str | None = None, body: str | None = None
) -> None:
    """Change the title or the body; None leaves it as it is."""
    _demand_hold(world, pull, actor)
    changes: JsonObject = {}
    if title is not None and title != pull.title:
        changes["title"] = {"from": pull.title}
        pull.title = title
    if body is not None and body != pull.body:
        changes["body"] = {"from": pull.body}
        pull.body = body
    if changes:
        tell(world, pull, actor, "edited", {"changes": changes})


def set_draft(world: World, pull: PullRequest, actor: Account, *, draft: bool) -> None:
    """Convert to a draft, or mark as ready for review; one that is so already stays as it is.

    Its author and people with write access may, while it is open (GitHub's page "Changing the stage of a pull
    request").
    """
    if pull.state != "open":
        refuse_unprocessable("Only an open pull request changes between draft and ready for review.")
    _demand_hold(world, pull, actor, Role.WRITE)
    if pull.draft != draft:
        pull.draft = draft
        tell(world, pull, actor, "converted_to_draft" if draft else "ready_for_review")


def close(world: World, pull: PullRequest, actor: Account) -> None:
    """Close without merging; one that is closed stays as it is."""
    if pull.state == "open":
        _demand_hold(world, pull, actor)
        settle(world, pull, actor)


def settle(world: World, pull: PullRequest, actor: Account) -> None:
    """Mark as closed and tell, whoever or whatever the reason was."""
    pull.state, pull.closed_at = "closed", world.now()
    pull.last_base = pull.last_base or pull.repository.tip(HEADS + pull.base_ref)
    tell(world, pull, actor, "closed")


def reopen(world: World, pull: PullRequest, actor: Account) -> None:
    """Reopen; Refused (422) when it is merged, or its branch is gone or was rewritten meanwhile."""
    if pull.state == "open":
        return
    _demand_hold(world, pull, actor)
    tip = pull.head_repository.tip(HEADS + pull.head_ref) if pull.head_repository else None
    if pull.merged_at:
        _refuse_state("The pull request cannot be reopened.")
    if tip is None:
        _refuse_state(f"The {pull.head_ref} branch has been deleted.")
    if pull.head_sha not in world.history.reachable(tip):
        _refuse_state(f"The {pull.head_ref} branch was force-pushed or recreated.")
    if _open_between(pull.repository, pull.head_repository, pull.head_ref, pull.base_ref):
        _refuse_state(f"A pull request already exists for {pull.head_label}.")
    if tip != pull.head_sha:
        pull.head.move(tip, at=world.clock())
    pull.state, pull.closed_at, pull.last_base = "open", None, None
    tell(world, pull, actor, "reopened")


def tell(
    world: World, pull: PullRequest, actor: Account, action: str, extra: JsonObject | None = None
) -> None:
    """Publish an event of a pull request."""
    world.touch(pull)
    world.publish("pull_request", pull.repository, pull_request(world, pull, actor, action, extra))


def _demand_hold(world: World, pull: PullRequest, actor: Account, role: Role = Role.TRIAGE) -> None:
    if actor != pull.author:
        demand(world, actor, pull.repository, role)


def _head(world: World, repo: Repository, head: str) -> tuple[Repository | None, str]:
    owner, colon, branch = head.partition(":")
    if not colon:
        return repo, head
    if owner.lower() == repo.owner.login.lower():
        return repo, branch
    forks = [each for each in world.repositories.values() if each.parent is repo]
    return next((fork for fork in forks if fork.owner.login.lower() == owner.lower()), None), branch


def _open_between(repo: Repository, source: Repository | None, branch: str, base: str) -> bool:
    wanted = (source, branch, base, "open")
    return any(
        (each.head_repository, each.head_ref, each.base_ref, each.state) == wanted for each in repo.pulls
    )


def _refuse_state(why: str) -> NoReturn:
    refuse_invalid("PullRequest", "state", "invalid", f"state cannot be changed. {why}")
