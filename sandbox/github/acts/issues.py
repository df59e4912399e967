"""Issues, of which pull requests are a kind."""

from sandbox.github.access.roles import demand
from sandbox.github.acts import pulls
from sandbox.github.world.accounts import Account, Role
from sandbox.github.world.refusal import refuse_missing
from sandbox.github.world.repositories import Issue, PullRequest, Repository
from sandbox.github.world.world import World, node_id


def find(repo: Repository, number: int) -> Issue:
    """The issue or pull request of a number; Refused (404) when there is none."""
    return repo.issues.get(number) or refuse_missing()


def create(world: World, repo: Repository, author: Account, *, title: str, body: str | None = None) -> Issue:
    """Open an issue; whoever sees the repository may."""
    demand(world, author, repo, Role.READ)
    identifier, at = world.new_id(), world.now()
    node = node_id("I", repo.id, identifier)
    number = len(repo.issues) + 1
    issue = Issue(identifier, node, repo, number, title, body, author, at, at)
    repo.issues[number] = world.nodes[node] = issue
    world.remember(issue)
    return issue


def close(world: World, issue: Issue, actor: Account) -> None:
    """Close an issue or a pull request; one that is closed stays as it is."""
    if isinstance(issue, PullRequest):
        pulls.close(world, issue, actor)
    elif issue.state == "open":
        _demand_hold(world, issue, actor)
        issue.state, issue.closed_at = "closed", world.now()
        world.touch(issue)


def reopen(world: World, issue: Issue, actor: Account) -> None:
    """Reopen an issue or a pull request."""
    if isinstance(issue, PullRequest):
        pulls.reopen(world, issue, actor)
    else:
        _demand_hold(world, issue, actor)
        issue.state, issue.closed_at = "open", None
        world.touch(issue)


def _demand_hold(world: World, issue: Issue, actor: Account) -> None:
    if actor != issue.author:
        demand(world, actor, issue.repository, Role.TRIAGE)
