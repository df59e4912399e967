"""Repositories, their collaborators, accounts and the rate limit."""

from sandbox.github.access.permissions import role_in
from sandbox.github.access.roles import role_of
from sandbox.github.rest.call import Answer, Call
from sandbox.github.shapes.accounts import profile
from sandbox.github.shapes.repositories import full_repository, permissions
from sandbox.github.world.accounts import Role
from sandbox.github.world.refusal import refuse_forbidden, refuse_missing

UNSEEN_ROLES = "Must have push access to view collaborator permission."


def get_repository(call: Call) -> Answer:
    """`GET /repos/{owner}/{repo}`."""
    role = role_in(call.world, call.viewer, call.repository)
    return Answer(200, full_repository(call.world, call.repository, role))


def get_permission(call: Call) -> Answer:
    """`GET /repos/{owner}/{repo}/collaborators/{login}/permission`.

    A bot is never a collaborator: its permission is `none`, whatever its app may do.
    """
    repo, login, token = call.repository, call.path["login"], call.viewer.token
    installed = token and token.installation and repo.id in token.repository_ids
    if not installed and role_in(call.world, call.viewer, repo) < Role.WRITE:
        refuse_forbidden(UNSEEN_ROLES)
    account = call.world.accounts.get(login.lower()) or refuse_missing(f"{login} is not a user")
    role = Role.NONE if account.type == "Bot" else role_of(call.world, account, repo)
    user = {**profile(call.world, account), "permissions": permissions(role), "role_name": role.name.lower()}
    body = {"permission": role.legacy, "user": user, "role_name": role.name.lower()}
    return Answer(200, body)


def get_user(call: Call) -> Answer:
    """`GET /users/{login}`, a bot's being `NAME[bot]`."""
    account = call.world.accounts.get(call.path["login"].lower()) or refuse_missing()
    return Answer(200, profile(call.world, account))


def get_viewer(call: Call) -> Answer:
    """`GET /user`; an installation is no user."""
    if call.viewer.token and call.viewer.token.installation:
        refuse_forbidden("Resource not accessible by integration")
    return Answer(200, profile(call.world, call.account))


def get_rate_limit(call: Call) -> Answer:
    """`GET /rate_limit`, which itself costs nothing."""
    core = call.limits.standing(call.viewer.subject, "core").shape
    graphql = call.limits.standing(call.viewer.subject, "graphql").shape
    search = {**core, "limit": 30, "used": 0, "remaining": 30}
    resources = {"core": core, "search": search, "graphql": graphql}
    return Answer(200, {"resources": resources, "rate": core})
