"""Whether a caller may do something in a repository, by role or by an app's permissions."""

from dataclasses import dataclass

from sandbox.github.access.roles import role_of
from sandbox.github.access.viewer import Viewer
from sandbox.github.world.accounts import Role
from sandbox.github.world.refusal import Refused, refuse_forbidden, refuse_missing
from sandbox.github.world.repositories import Repository
from sandbox.github.world.world import World

LEVELS = {"read": 1, "write": 2, "admin": 3}
BY_INTEGRATION = "Resource not accessible by integration"
BY_ROLE = "Must have admin rights to Repository."
UNAUTHENTICATED = "Requires authentication"


def covers(granted: dict[str, str], wanted: dict[str, str]) -> bool:
    """Whether these permissions include those."""
    return all(LEVELS.get(granted.get(name, ""), 0) >= LEVELS[level] for name, level in wanted.items())


def accepted_by(accepted: str, granted: dict[str, str]) -> bool:
    """Whether one of the alternatives of `X-Accepted-GitHub-Permissions` (`issues=write; …`) is granted."""
    return any(covers(granted, dict([one.strip().split("=")])) for one in accepted.split(";"))


def role_in(world: World, viewer: Viewer, repo: Repository) -> Role:
    """What a caller is to a repository."""
    if viewer.account is None:
        return Role.NONE if repo.private else Role.READ
    if viewer.token and viewer.token.installation and repo.id not in viewer.token.repository_ids:
        return Role.NONE if repo.private else Role.READ
    return role_of(world, viewer.account, repo)


@dataclass(frozen=True)
class Need:
    """What an endpoint or a mutation asks of its caller.

    Attributes:
        accepts: The permissions of an app that allow it, alternatives parted by `;`, as
            `X-Accepted-GitHub-Permissions` tells them.
        role: The role that a person needs in the repository.
        writes: Whether it changes something; what is public needs no permission to be read.
        refusal: What GitHub tells a person whose role is too weak.
    """

    accepts: str
    role: Role = Role.READ
    writes: bool = False
    refusal: str = BY_ROLE


def require(world: World, viewer: Viewer, repo: Repository, need: Need) -> None:
    """Refuse what the caller may not do.

    404 when the repository is invisible to it, 403 when a role or an app's permission is missing, 401 when
    it should say who it is.
    """
    has = role_in(world, viewer, repo)
    if has < Role.READ:
        refuse_missing()
    if not need.writes and not repo.private and need.role == Role.READ:
        return
    if viewer.account is None:
        raise Refused(401, UNAUTHENTICATED, kind="FORBIDDEN")
    token = viewer.token
    if token and token.installation:
        if repo.id not in token.repository_ids or not accepted_by(need.accepts, token.permissions):
            refuse_forbidden(BY_INTEGRATION)
    elif has < need.role:
        refuse_forbidden(need.refusal)
