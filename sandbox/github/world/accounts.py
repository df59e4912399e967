"""Accounts, roles and apps: who can act on GitHub, and with which rights."""

from dataclasses import dataclass, field
from enum import IntEnum
from typing import Literal, TypeAlias

AccountType: TypeAlias = Literal["User", "Bot", "Organization"]


class Role(IntEnum):
    """What an account may do in one repository, weakest first (GitHub's repository roles)."""

    NONE = 0
    READ = 1
    TRIAGE = 2
    WRITE = 3
    MAINTAIN = 4
    ADMIN = 5

    @property
    def legacy(self) -> str:
        """The four names of the `permission` field: triage reads, maintain writes."""
        return {Role.TRIAGE: "read", Role.MAINTAIN: "write"}.get(self, self.name.lower())


@dataclass(frozen=True)
class Account:
    """A person, a bot (its login ends in `[bot]`, nobody can register that) or an organization."""

    id: int
    node_id: str
    login: str
    type: AccountType
    name: str
    email: str
    created_at: float

    @property
    def short_login(self) -> str:
        """The login as GraphQL gives it: a bot's without its suffix."""
        return self.login.removesuffix("[bot]")


@dataclass(eq=False)
class App:
    """A GitHub App: its key, what it asks for, and the bot that it acts as."""

    id: int
    node_id: str
    slug: str
    owner: Account
    bot: Account
    public_key: str
    permissions: dict[str, str]
    events: tuple[str, ...]
    created_at: float

    @property
    def client_id(self) -> str:
        """The other name of the app that GitHub takes as `iss` of its JWT."""
        return f"Iv1.{self.id:016x}"


@dataclass(eq=False)
class Installation:
    """An app on one account, for some of its repositories (ids), with granted permissions."""

    id: int
    app: App
    account: Account
    repository_ids: set[int]
    permissions: dict[str, str]
    created_at: float


@dataclass(frozen=True)
class Token:
    """A person's token, or an installation's with its scope and its end."""

    value: str
    account: Account
    installation: Installation | None = None
    permissions: dict[str, str] = field(default_factory=dict)
    repository_ids: frozenset[int] = frozenset()
    expires_at: float | None = None
