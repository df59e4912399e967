"""The whole state of the stand-in, with its clock, its identifiers and its lock."""

import base64
import itertools
import threading
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TypeAlias, TypeVar

from remediation.errors import Misuse
from remediation.model import JsonObject
from sandbox.github.world.accounts import Account, App, Installation, Token
from sandbox.github.world.commits import History
from sandbox.github.world.moving import Moving
from sandbox.github.world.records import Part, copied, counterpart, holder
from sandbox.github.world.repositories import Issue, Label, PullRequest, Repository

# Real identifiers have outgrown 32 bits, which a test with small numbers never notices.
FIRST_ID = 3_100_000_000
# Account and repository ids still fit; GraphQL gives them as Int.
FIRST_SMALL_ID = 186_853_002

Node: TypeAlias = Account | Repository | Label | Issue | PullRequest | Part
T = TypeVar("T")
AnyIssue = TypeVar("AnyIssue", bound=Issue)


@dataclass(frozen=True)
class Event:
    """Something that happened, as every hook that sees it tells it; an app's ping has no repository."""

    name: str
    guid: str
    repository: Repository | None
    payload: JsonObject

    @property
    def action(self) -> str | None:
        """The `action` of the payload; a push has none."""
        action = self.payload.get("action")
        return None if action is None else str(action)


@dataclass
class World:
    """Everything that the stand-in knows. Whoever reads or writes it holds `lock`."""

    clock: Callable[[], float]
    base_url: str = "https://api.github.com"
    html_url: str = "https://github.com"
    ref_lag: float = 0.0
    pull_request_lag: float = 0.0
    lock: threading.RLock = field(default_factory=threading.RLock)
    accounts: dict[str, Account] = field(default_factory=dict)
    repositories: dict[str, Repository] = field(default_factory=dict)
    apps: dict[int, App] = field(default_factory=dict)
    installations: dict[int, Installation] = field(default_factory=dict)
    tokens: dict[str, Token] = field(default_factory=dict)
    history: History = field(default_factory=History)
    nodes: dict[str, Node] = field(default_factory=dict)
    events: list[Event] = field(default_factory=list)
    listeners: list[Callable[[Event], None]] = field(default_factory=list)
    _ids: Iterator[int] = field(default_factory=lambda: itertools.count(FIRST_ID))
    _small_ids: Iterator[int] = field(default_factory=lambda: itertools.count(FIRST_SMALL_ID))

    def new_id(self, *, small: bool = False) -> int:
        """An identifier that no other object has."""
        return next(self._small_ids if small else self._ids)

    def new_guid(self) -> str:
        """The GUID of an event, in GitHub's own flavour (version 1)."""
        return str(uuid.uuid1())

    def now(self) -> float:
        """Seconds since the epoch, whole ones: GitHub's times have no fractions."""
        return float(int(self.clock()))

    def publish(self, name: str, repository: Repository, payload: JsonObject) -> Event:
        """Tell everybody who listens. All hooks that see an event share its delivery GUID."""
        event = Event(name, self.new_guid(), repository, payload)
        self.events.append(event)
        for listener in self.listeners:
            listener(event)
        return event

    def repository(self, full_name: str) -> Repository:
        """The repository of a name, for people's actions; Misuse when the world has none."""
        try:
            return self.repositories[full_name.lower()]
        except KeyError:
            message = f"the GitHub stand-in knows no repository {full_name}; call add_repository first"
            raise Misuse(message) from None

    def account(self, login: str) -> Account:
        """The account of a login, for people's actions; Misuse when the world has none."""
        try:
            return self.accounts[login.lower()]
        except KeyError:
            message = f"the GitHub stand-in knows no account {login}; call add_user first"
            raise Misuse(message) from None

    def lag(self, *, refs: float, pull_requests: float) -> None:
        """Let readers see late, by so many seconds, what changes from now on."""
        for repository in self.repositories.values():
            for moving in (*repository.refs.values(), *(pull.head for pull in repository.pulls)):
                moving.settle()
            for issue in repository.issues.values():
                issue.record = Moving([(0.0, copied(issue))])
        self.ref_lag, self.pull_request_lag = refs, pull_requests

    def touch(self, issue: Issue) -> None:
        """Say that an issue or a pull request changed just now; a payload is written afterwards."""
        issue.updated_at = self.now()
        self.remember(issue)

    def remember(self, issue: Issue) -> None:
        """Keep an issue or a pull request as it is now for readers who lag, if there are any."""
        if self.pull_request_lag:
            issue.record.move(copied(issue), at=self.clock())

    def shown(self, issue: AnyIssue) -> AnyIssue | None:
        """An issue or a pull request as a reader sees it: the truth, or as it was `pull_request_lag` ago.

        None when it was not there yet: a webhook can be faster than the replica that an API call reads.
        """
        if not self.pull_request_lag:
            return issue
        seen = self._seen(issue.record, lag=self.pull_request_lag)
        return seen if isinstance(seen, type(issue)) else None

    def shown_pulls(self, repository: Repository) -> list[PullRequest]:
        """The pull requests of a repository as a reader sees them, oldest first."""
        seen = (self.shown(pull) for pull in repository.pulls)
        return [pull for pull in seen if pull is not None]

    def shown_part(self, part: Part) -> Part | None:
        """A comment, a label event or a review as a reader sees it; None when it was not there yet."""
        seen = self.shown(holder(part))
        return counterpart(part, seen) if seen else None

    def seen(self, moving: Moving[str]) -> str | None:
        """What a reader is told about a reference: the truth, or what it was `ref_lag` seconds ago."""
        return self._seen(moving, lag=self.ref_lag)

    def seen_head(self, pull: PullRequest) -> str:
        """The head in the record of a pull request, which follows its branch later than a reader sees that.

        A pull request that just appeared shows its first one.
        """
        seen = self._seen(pull.head, lag=self.ref_lag + self.pull_request_lag)
        return seen or pull.head.steps[0][1] or ""

    def _seen(self, moving: Moving[T], *, lag: float) -> T | None:
        return moving.seen(self.clock() - lag) if lag else moving.now


def node_id(prefix: str, *parts: int | str) -> str:
    """An opaque identifier in the style of GitHub's (`PR_kwDO…`); only GitHub itself may look into it."""
    packed = "\0".join(str(part) for part in parts).encode()
    return f"{prefix}_kwDO{base64.urlsafe_b64encode(packed).decode().rstrip('=')}"
