"""GitHub Apps: themselves, their installations, and the tokens that they mint."""

import secrets

from remediation.model import JsonObject
from sandbox.github.access.permissions import covers
from sandbox.github.access.roles import role_of
from sandbox.github.rest.call import Answer, Call
from sandbox.github.shapes.accounts import account
from sandbox.github.shapes.repositories import full_repository, repository
from sandbox.github.shapes.templates import timestamp
from sandbox.github.world.accounts import App, Installation, Token
from sandbox.github.world.refusal import refuse_forbidden, refuse_missing, refuse_unprocessable
from sandbox.github.world.repositories import Repository
from sandbox.github.world.world import World

TOKEN_SECONDS = 3_600
NOT_GRANTED = "The permissions requested are not granted to this installation."
NOT_ACCESSIBLE = (
    "There is at least one repository that does not exist or is not accessible to the parent installation."
)
NOT_AN_INSTALLATION = "You must authenticate with an installation access token in order to list repositories."


def get_app(call: Call) -> Answer:
    """`GET /app`, by JWT."""
    return Answer(200, _app(call.world, call.app))


def list_installations(call: Call) -> Answer:
    """`GET /app/installations`, by JWT."""
    return call.paged(_installations(call), lambda each: _installation(call.world, each))


def get_installation(call: Call) -> Answer:
    """`GET /app/installations/{id}`, by JWT."""
    return Answer(200, _installation(call.world, _own(call, call.number("id"))))


def get_repository_installation(call: Call) -> Answer:
    """`GET /repos/{owner}/{repo}/installation`, by JWT; 404 when the app is not installed there."""
    own, wanted = _installations(call), call.repository.id
    found = next((each for each in own if wanted in each.repository_ids), None) or refuse_missing()
    return Answer(200, _installation(call.world, found))


def create_token(call: Call) -> Answer:
    """`POST /app/installations/{id}/access_tokens`, by JWT: for an hour, for what the body narrows it to."""
    world, installation = call.world, _own(call, call.number("id"))
    permissions = call.body.fields.get("permissions") or dict(installation.permissions)
    if not covers(installation.permissions, permissions):
        refuse_unprocessable(NOT_GRANTED)
    chosen = _chosen(call, installation)
    expires = world.clock() + TOKEN_SECONDS
    # What GitHub's tokens look like: a prefix for secret scanners and 36 characters.
    value = f"ghs_{secrets.token_hex(18)}"
    scope = frozenset(installation.repository_ids if chosen is None else {repo.id for repo in chosen})
    bot = installation.app.bot
    world.tokens[value] = Token(value, bot, installation, {"metadata": "read", **permissions}, scope, expires)
    shape: JsonObject = {
        "token": value,
        "expires_at": timestamp(expires),
        "permissions": world.tokens[value].permissions,
        "repository_selection": "selected",
    }
    if chosen is not None:
        shape["repositories"] = [repository(world, repo) for repo in chosen]
    return Answer(201, shape)


def list_repositories(call: Call) -> Answer:
    """`GET /installation/repositories`, by installation token."""
    token = call.viewer.token
    if token is None or token.installation is None:
        refuse_forbidden(NOT_AN_INSTALLATION)
    found = [repo for repo in call.world.repositories.values() if repo.id in token.repository_ids]
    page = call.paged(
        found, lambda repo: full_repository(call.world, repo, role_of(call.world, token.account, repo))
    )
    body = {"total_count": len(found), "repository_selection": "selected", "repositories": page.body}
    return Answer(200, body, page.headers)


def _chosen(call: Call, installation: Installation) -> list[Repository] | None:
    names = call.body.texts("repositories")
    ids = call.body.fields.get("repository_ids") or []
    if not names and not ids:
        return None
    installed = [repo for repo in call.world.repositories.values() if repo.id in installation.repository_ids]
    wanted = {name.lower() for name in names}
    chosen = [repo for repo in installed if repo.name.lower() in wanted or repo.id in ids]
    if len(chosen) < len(wanted) + len(set(ids)):
        refuse_unprocessable(NOT_ACCESSIBLE)
    return chosen


def _own(call: Call, identifier: int) -> Installation:
    return next((each for each in _installations(call) if each.id == identifier), None) or refuse_missing()


def _installations(call: Call) -> list[Installation]:
    app = call.app
    return [each for each in call.world.installations.values() if each.app is app]


def _app(world: World, app: App) -> JsonObject:
    return {
        "id": app.id,
        "client_id": app.client_id,
        "slug": app.slug,
        "node_id": app.node_id,
        "owner": account(world, app.owner),
        "name": app.slug,
        "description": None,
        "external_url": world.html_url,
        "html_url": f"{world.html_url}/apps/{app.slug}",
        "created_at": timestamp(app.created_at),
        "updated_at": timestamp(app.created_at),
        "permissions": app.permissions,
        "events": list(app.events),
        "installations_count": sum(each.app is app for each in world.installations.values()),
    }


def _installation(world: World, installation: Installation) -> JsonObject:
    app, url = installation.app, f"{world.base_url}/app/installations/{installation.id}"
    owner = installation.account
    return {
        "id": installation.id,
        "account": account(world, owner),
        "repository_selection": "selected",
        "access_tokens_url": f"{url}/access_tokens",
        "repositories_url": f"{world.base_url}/installation/repositories",
        "html_url": f"{world.html_url}/organizations/{owner.login}/settings/installations/{installation.id}",
        "app_id": app.id,
        "app_slug": app.slug,
        "target_id": owner.id,
        "target_type": owner.type,
        "permissions": installation.permissions,
        "events": list(app.events),
        "created_at": timestamp(installation.created_at),
        "updated_at": timestamp(installation.created_at),
        "single_file_name": None,
        "has_multiple_single_files": False,
        "single_file_paths": [],
        "suspended_by": None,
        "suspended_at": None,
    }
