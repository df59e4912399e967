"""People, bots, organizations, and what somebody is to a repository."""

from urllib.parse import quote

from remediation.model import JsonObject
from sandbox.github.shapes.templates import EXAMPLE_OWNER, bases, renamed, template, timestamp
from sandbox.github.world.accounts import Account, Role
from sandbox.github.world.repositories import Repository
from sandbox.github.world.world import World


def account(world: World, who: Account) -> JsonObject:
    """An account as it stands in `user`, `sender` and `owner`."""
    names = {**bases(world), EXAMPLE_OWNER: quote(who.login)}
    shape: JsonObject = renamed(template("pull_request.opened", "sender"), names)
    shape.update(id=who.id, node_id=who.node_id, login=who.login, type=who.type)
    shape["avatar_url"] = f"https://avatars.githubusercontent.com/u/{who.id}?v=4"
    if who.type == "Bot":
        shape["html_url"] = f"{world.html_url}/apps/{who.short_login}"
    return shape


def profile(world: World, who: Account) -> JsonObject:
    """An account as `GET /users/{login}` gives it."""
    return {
        **account(world, who),
        "name": who.name,
        "company": None,
        "blog": "",
        "location": None,
        "email": None,
        "bio": None,
        "public_repos": sum(repository.owner == who for repository in world.repositories.values()),
        "public_gists": 0,
        "followers": 0,
        "following": 0,
        "created_at": timestamp(who.created_at),
        "updated_at": timestamp(who.created_at),
    }


def organization(world: World, who: Account) -> JsonObject:
    """The `organization` of a payload, which repositories of an organization add."""
    url = f"{world.base_url}/orgs/{who.login}"
    return {
        "login": who.login,
        "id": who.id,
        "node_id": who.node_id,
        "url": url,
        "repos_url": f"{url}/repos",
        "events_url": f"{url}/events",
        "hooks_url": f"{url}/hooks",
        "issues_url": f"{url}/issues",
        "members_url": f"{url}/members{{/member}}",
        "public_members_url": f"{url}/public_members{{/member}}",
        "avatar_url": f"https://avatars.githubusercontent.com/u/{who.id}?v=4",
        "description": None,
    }


def association(who: Account, repository: Repository) -> str:
    """What the author of a comment is to the repository (`author_association`)."""
    if who == repository.owner:
        return "OWNER"
    if repository.roles.get(who.login.lower(), Role.NONE) > Role.NONE:
        return "MEMBER" if repository.owner.type == "Organization" else "COLLABORATOR"
    return "NONE"
