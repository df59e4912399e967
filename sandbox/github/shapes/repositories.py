"""Repositories and references."""

from remediation.model import JsonObject
from sandbox.github.shapes.accounts import account
from sandbox.github.shapes.templates import (
    EXAMPLE_OWNER,
    EXAMPLE_REPOSITORY,
    bases,
    renamed,
    template,
    timestamp,
)
from sandbox.github.world.accounts import Role
from sandbox.github.world.repositories import Repository
from sandbox.github.world.world import World, node_id

# What GitHub sends by now and the examples are too old to have.
NEWER_FIELDS: JsonObject = {
    "allow_forking": True,
    "custom_properties": {},
    "has_discussions": False,
    "is_template": False,
    "topics": [],
    "web_commit_signoff_required": False,
}


def repository(world: World, repo: Repository) -> JsonObject:
    """A repository as it stands in payloads."""
    return _filled(world, repo, template("pull_request.opened", "repository"))


def pushed_repository(world: World, repo: Repository) -> JsonObject:
    """A repository as a push tells it: two times as Unix integers, and the owner's name and address."""
    shape = _filled(world, repo, template("push", "repository"))
    shape.update(created_at=int(repo.created_at), pushed_at=int(repo.pushed_at))
    shape["master_branch"] = repo.default_branch
    email = None if repo.owner.type == "Organization" else repo.owner.email
    shape["owner"] = {"name": repo.owner.login, "email": email, **shape["owner"]}
    shape["url"] = f"{world.html_url}/{repo.full_name}"
    return shape


def pulled_repository(world: World, repo: Repository) -> JsonObject:
    """A repository as the head and the base of a pull request tell it: with its settings for merging."""
    return _filled(world, repo, template("pull_request.opened", "pull_request", "head", "repo"))


def full_repository(world: World, repo: Repository, role: Role) -> JsonObject:
    """A repository as `GET /repos/{owner}/{repo}` gives it to somebody with this role."""
    shape = pulled_repository(world, repo)
    shape.update(permissions=permissions(role), network_count=0, subscribers_count=0)
    if repo.parent:
        shape["parent"] = shape["source"] = repository(world, repo.parent)
    return shape


def permissions(role: Role) -> dict[str, bool]:
    """The `permissions` of a role."""
    return {
        "admin": role >= Role.ADMIN,
        "maintain": role >= Role.MAINTAIN,
        "push": role >= Role.WRITE,
        "triage": role >= Role.TRIAGE,
        "pull": role >= Role.READ,
    }


def reference(world: World, repo: Repository, name: str, sha: str) -> JsonObject:
    """A git reference by its full name."""
    url = f"{world.base_url}/repos/{repo.full_name}/git"
    return {
        "ref": name,
        "node_id": node_id("REF", repo.id, name),
        "url": f"{url}/{name}",
        "object": {"sha": sha, "type": "commit", "url": f"{url}/commits/{sha}"},
    }


def _filled(world: World, repo: Repository, shape: JsonObject) -> JsonObject:
    del shape["owner"]
    names = {**bases(world), EXAMPLE_REPOSITORY: repo.full_name, EXAMPLE_OWNER: repo.owner.login}
    shape = renamed(shape, names)
    open_issues = sum(issue.state == "open" for issue in repo.issues.values())
    forks = sum(other.parent is repo for other in world.repositories.values())
    shape.update(
        id=repo.id,
        node_id=repo.node_id,
        name=repo.name,
        full_name=repo.full_name,
        private=repo.private,
        fork=repo.parent is not None,
        default_branch=repo.default_branch,
        owner=account(world, repo.owner),
        created_at=timestamp(repo.created_at),
        updated_at=timestamp(repo.pushed_at),
        pushed_at=timestamp(repo.pushed_at),
        open_issues=open_issues,
        open_issues_count=open_issues,
        forks=forks,
        forks_count=forks,
        visibility="private" if repo.private else "public",
        **NEWER_FIELDS,
    )
    return shape
