"""One call of the REST API, as its handler sees it, and what the handler answers."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias, TypeVar

from remediation.model import JsonObject
from sandbox.github.access.limits import RateLimits
from sandbox.github.access.objects import Level, accepted
from sandbox.github.access.permissions import Need, require
from sandbox.github.access.viewer import Viewer
from sandbox.github.rest.body import Body
from sandbox.github.webhooks.post_office import PostOffice
from sandbox.github.world.accounts import Account, App
from sandbox.github.world.refusal import Refused, refuse_missing
from sandbox.github.world.repositories import Issue, Repository
from sandbox.github.world.world import Node, World

T = TypeVar("T")
AnyIssue = TypeVar("AnyIssue", bound=Issue)
DEFAULT_PER_PAGE = 30
MAX_PER_PAGE = 100
NOT_AN_APP = "A JSON web token could not be decoded"
ANONYMOUS = "Requires authentication"


@dataclass(frozen=True)
class Answer:
    """A status, a JSON body (None for no content), and headers of its own."""

    status: int = 200
    body: JsonObject | list[JsonObject] | None = None
    headers: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Call:
    """One request: whose, with what in the path, the query and the body."""

    world: World
    office: PostOffice
    limits: RateLimits
    viewer: Viewer
    path: Mapping[str, str]
    query: Mapping[str, str]
    body: Body
    url: str

    @property
    def repository(self) -> Repository:
        """The repository that the path names; 404 when there is none."""
        full_name = f"{self.path['owner']}/{self.path['repo']}"
        return self.world.repositories.get(full_name.lower()) or refuse_missing()

    @property
    def account(self) -> Account:
        """Whom the caller acts as; 401 when that is nobody."""
        if self.viewer.account is None:
            raise Refused(401, ANONYMOUS, kind="FORBIDDEN")
        return self.viewer.account

    @property
    def app(self) -> App:
        """The app that the caller's JWT proves; 401 when it sent another credential."""
        if self.viewer.app is None:
            raise Refused(401, NOT_AN_APP, kind="FORBIDDEN")
        return self.viewer.app

    def require(self, node: Node, level: Level) -> None:
        """Refuse (403) an app without the permission that this kind of object asks for."""
        need = Need(accepted(node, level), writes=level == "write")
        require(self.world, self.viewer, self.repository, need)

    def shown(self, issue: AnyIssue) -> AnyIssue:
        """An issue or a pull request as a reader sees it, who may lag; 404 when it was not there yet."""
        return self.world.shown(issue) or refuse_missing()

    def number(self, name: str) -> int:
        """A number in the path; 404 when it is none."""
        text = self.path[name]
        return int(text) if text.isdigit() else refuse_missing()

    def paged(self, items: Sequence[T], shape: Callable[[T], JsonObject]) -> Answer:
        """One page of a list, with the `Link` header that leads to the others."""
        size = self.page_size
        page = max(1, _whole(self.query.get("page"), 1))
        last = max(1, -(-len(items) // size))
        links: dict[str, int] = {}
        if page < last:
            links.update(next=page + 1, last=last)
        if page > 1:
            links.update(first=1, prev=page - 1)
        headers = {"Link": ", ".join(self.link(name, page=to) for name, to in links.items())} if links else {}
        return Answer(200, [shape(item) for item in items[(page - 1) * size : page * size]], headers)

    @property
    def page_size(self) -> int:
        """`per_page`, 30 unless told, at most 100."""
        return min(MAX_PER_PAGE, max(1, _whole(self.query.get("per_page"), DEFAULT_PER_PAGE)))

    def link(self, relation: str, **changed: str | int) -> str:
        """One entry of the `Link` header: this URL with other parameters."""
        query = "&".join(f"{name}={value}" for name, value in {**self.query, **changed}.items())
        return f'<{self.url}?{query}>; rel="{relation}"'


Handler: TypeAlias = Callable[[Call], Answer]


def _whole(text: str | None, default: int) -> int:
    return int(text) if text and text.isdigit() else default
