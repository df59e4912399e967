"""What an account may do in a repository, whether it calls the API or acts in a browser."""

from sandbox.github.world.accounts import Account, Role
from sandbox.github.world.refusal import refuse_forbidden, refuse_missing
from sandbox.github.world.repositories import Repository
from sandbox.github.world.world import World


def role_of(world: World, account: Account, repository: Repository) -> Role:
    """The strongest role that an account has in a repository.

    A bot has no role of its own: its installation's permissions stand for one, unless the world
    gives it one (a bot whose app is not part of the story).
    """
    if account == repository.owner:
        return Role.ADMIN
    given = repository.roles.get(account.login.lower(), Role.NONE)
    floor = Role.NONE if repository.private else Role.READ
    return max(given, floor, _role_of_installation(world, account, repository))


def _role_of_installation(world: World, account: Account, repository: Repository) -> Role:
    for installation in world.installations.values():
        if installation.app.bot == account and repository.id in installation.repository_ids:
            granted = installation.permissions
            if granted.get("contents") == "write":
                return Role.WRITE
            may_triage = "write" in {granted.get("issues"), granted.get("pull_requests")}
            return Role.TRIAGE if may_triage else Role.READ
    return Role.NONE


def demand(world: World, account: Account, repository: Repository, role: Role) -> None:
    """Refuse what an account's role does not allow: 404 when it may not even see the repository."""
    has = role_of(world, account, repository)
    if has < Role.READ:
        refuse_missing()
    if has < role:
        message = "Must have admin rights to Repository."
        refuse_forbidden(message)
