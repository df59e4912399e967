"""Resolvers of the root `Query`."""

from remediation.model import JsonObject
from sandbox.github.access.objects import accepted
from sandbox.github.access.permissions import Need, role_in
from sandbox.github.graphql.context import Context, Fields, Info
from sandbox.github.shapes.templates import timestamp
from sandbox.github.world.accounts import Account, Role
from sandbox.github.world.records import Part, holder
from sandbox.github.world.refusal import refuse_missing
from sandbox.github.world.repositories import Issue, Repository
from sandbox.github.world.world import Node

MISSING = "Could not resolve to a node with the global id of '{}'"


def find_node(context: Context, identifier: str) -> Node:
    """The node of a global id, in truth; NOT_FOUND when there is none that the caller may see.

    FORBIDDEN for an app that sees the repository, but lacks the permission for this kind of object.
    """
    missing = MISSING.format(identifier)
    node = context.world.nodes.get(identifier) or refuse_missing(missing)
    repo = repository_of(node)
    if repo is None:
        return node
    if role_in(context.world, context.viewer, repo) < Role.READ:
        refuse_missing(missing)
    context.require(repo, Need(accepted(node, "read")))
    return node


def repository_of(node: Node) -> Repository | None:
    """The repository that a node lies in; accounts lie in none."""
    if isinstance(node, Account):
        return None
    if isinstance(node, Repository):
        return node
    return holder(node).repository if isinstance(node, Part) else node.repository


def _shown_node(context: Context, identifier: str) -> Node:
    """The node of a global id as a reader sees it, who may lag."""
    node: Node | None = find_node(context, identifier)
    if isinstance(node, Issue):
        node = context.world.shown(node)
    elif isinstance(node, Part):
        node = context.world.shown_part(node)
    return node or refuse_missing(MISSING.format(identifier))


def _repository(_root: None, info: Info, *, owner: str, name: str, **_renames: bool) -> Repository:
    world = info.context.world
    found = world.repositories.get(f"{owner}/{name}".lower())
    if found is None or role_in(world, info.context.viewer, found) < Role.READ:
        refuse_missing(f"Could not resolve to a Repository with the name '{owner}/{name}'.")
    return found


def _node(_root: None, info: Info, **arguments: str) -> Node:
    return _shown_node(info.context, arguments["id"])


def _nodes(_root: None, info: Info, *, ids: list[str]) -> list[Node]:
    return [_shown_node(info.context, identifier) for identifier in ids]


def _user(_root: None, info: Info, *, login: str) -> Account:
    found = info.context.world.accounts.get(login.lower())
    if found is None or found.type != "User":
        refuse_missing(f"Could not resolve to a User with the login of '{login}'.")
    return found


def _viewer(_root: None, info: Info) -> Account:
    return info.context.account


def _rate_limit(_root: None, info: Info, **_dry_run: bool) -> JsonObject:
    context = info.context
    standing = context.limits.standing(context.viewer.subject, "graphql")
    return {
        "cost": context.cost.points,
        "nodeCount": context.cost.nodes,
        "limit": standing.limit,
        "used": standing.used,
        "remaining": standing.remaining,
        "resetAt": timestamp(standing.reset),
    }


QUERY: Fields = {
    "repository": _repository,
    "node": _node,
    "nodes": _nodes,
    "user": _user,
    "viewer": _viewer,
    "rateLimit": _rate_limit,
}
