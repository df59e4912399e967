"""What every resolver can ask: the world, the caller, and what the query costs."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias, TypeVar

from graphql import GraphQLResolveInfo

from sandbox.github.access.limits import RateLimits
from sandbox.github.access.permissions import Need, require
from sandbox.github.access.viewer import Viewer
from sandbox.github.graphql.cost import Cost
from sandbox.github.world.accounts import Account
from sandbox.github.world.refusal import refuse_forbidden
from sandbox.github.world.repositories import Repository
from sandbox.github.world.world import World

T = TypeVar("T")
Resolver: TypeAlias = Callable[..., Any]
Fields: TypeAlias = Mapping[str, Resolver]


@dataclass(frozen=True)
class Context:
    """One request to the GraphQL API."""

    world: World
    limits: RateLimits
    viewer: Viewer
    cost: Cost

    @property
    def account(self) -> Account:
        """Whom the caller acts as."""
        return self.viewer.account or refuse_forbidden("This endpoint requires you to be authenticated.")

    def require(self, repo: Repository, need: Need) -> None:
        """Refuse what the caller may not do in a repository."""
        require(self.world, self.viewer, repo, need)


Info: TypeAlias = GraphQLResolveInfo[Context]


def plain(table: dict[str, Callable[[T], object]]) -> Fields:
    """Resolvers of fields that only look at their object."""
    return {name: _without_info(read) for name, read in table.items()}


def _without_info(read: Callable[[T], object]) -> Resolver:
    def resolve(source: T, _info: Info) -> object:
        return read(source)

    return resolve
