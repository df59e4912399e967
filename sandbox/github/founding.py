"""How a world comes into being: accounts, repositories, apps, hooks. Nothing here asks for permission."""

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from remediation.errors import Misuse
from sandbox.github.webhooks.hooks import Hook
from sandbox.github.webhooks.post_office import PostOffice
from sandbox.github.world.accounts import Account, AccountType, App, Installation, Role, Token
from sandbox.github.world.moving import Moving
from sandbox.github.world.repositories import HEADS, Repository
from sandbox.github.world.world import World, node_id

FIRST_FILES = {"README.md": "# Hello\n"}
NODE_PREFIXES: dict[AccountType, str] = {"User": "U", "Bot": "BOT", "Organization": "O"}
KEY_BITS = 2048


@dataclass(frozen=True)
class RegisteredApp:
    """A new app and its private key in PEM, which GitHub shows only now."""

    app: App
    private_key: str


def add_account(world: World, login: str, kind: AccountType | None = None) -> Account:
    """The account of a login, made when there is none; a login that ends in `[bot]` is a bot's."""
    if login.lower() in world.accounts:
        return world.accounts[login.lower()]
    kind = kind or ("Bot" if login.endswith("[bot]") else "User")
    identifier = world.new_id(small=True)
    node = node_id(NODE_PREFIXES[kind], identifier)
    email = f"{identifier}+{login}@users.noreply.github.com"
    account = Account(identifier, node, login, kind, login, email, world.now())
    world.accounts[login.lower()] = world.nodes[node] = account
    return account


def add_repository(
    world: World,
    full_name: str,
    *,
    default_branch: str,
    private: bool,
    protected: Iterable[str],
    fork_of: str | None,
) -> Repository:
    """A repository with a first commit, or with the branches of the one that it forks."""
    owner_login, slash, name = full_name.partition("/")
    if not slash or full_name.lower() in world.repositories:
        message = f"a new repository needs a free name OWNER/NAME, not {full_name}"
        raise Misuse(message)
    parent = world.repository(fork_of) if fork_of else None
    owner = add_account(world, owner_login, "User" if parent else "Organization")
    identifier, at = world.new_id(small=True), world.now()
    node = node_id("R", identifier)
    repo = Repository(
        id=identifier,
        node_id=node,
        owner=owner,
        name=name,
        private=private,
        default_branch=parent.default_branch if parent else default_branch,
        parent=parent,
        protected=frozenset(protected),
        created_at=at,
        pushed_at=at,
    )
    tips = parent.branches if parent else {default_branch: _first_commit(world, owner)}
    for branch, sha in tips.items():
        # There since ever: a lag must not hide what a story starts with.
        repo.refs[HEADS + branch] = Moving([(0.0, sha)])
    world.repositories[full_name.lower()] = world.nodes[node] = repo
    return repo


def register_app(
    world: World, slug: str, *, permissions: Mapping[str, str], events: Iterable[str], owner: str
) -> RegisteredApp:
    """An app with a new key, and its bot `SLUG[bot]`."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=KEY_BITS)
    private = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.TraditionalOpenSSL,
        serialization.NoEncryption(),
    )
    public = key.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    identifier = world.new_id(small=True)
    app = App(
        id=identifier,
        node_id=node_id("A", identifier),
        slug=slug,
        owner=add_account(world, owner, "Organization"),
        bot=add_account(world, f"{slug}[bot]"),
        public_key=public.decode(),
        permissions={"metadata": "read", **permissions},
        events=tuple(events),
        created_at=world.now(),
    )
    world.apps[identifier] = app
    return RegisteredApp(app, private.decode())


def install(
    world: World, app: App, repositories: Iterable[str], *, identifier: int | None = None
) -> Installation:
    """Install an app on repositories of one account, with all that it asks for, under a given or a new id."""
    chosen = [world.repository(name) for name in repositories]
    if len({repo.owner for repo in chosen}) != 1:
        message = "an installation needs repositories of one owner"
        raise Misuse(message)
    installation = Installation(
        id=identifier or world.new_id(small=True),
        app=app,
        account=chosen[0].owner,
        repository_ids={repo.id for repo in chosen},
        permissions=dict(app.permissions),
        created_at=world.now(),
    )
    world.installations[installation.id] = installation
    return installation


def personal_token(world: World, login: str) -> str:
    """A classic personal access token that may do all that its owner may."""
    value = f"ghp_{secrets.token_hex(18)}"
    world.tokens[value] = Token(value, world.account(login))
    return value


def grant(world: World, login: str, permissions: Mapping[str, str]) -> Account:
    """Give an account a role (`read` to `admin`) in repositories, made when there is no such account."""
    account = add_account(world, login)
    for full_name, role in permissions.items():
        if role.upper() not in Role.__members__:
            message = (
                f"{role} is no role of a repository; use {', '.join(each.name.lower() for each in Role)}"
            )
            raise Misuse(message)
        world.repository(full_name).roles[login.lower()] = Role[role.upper()]
    return account


def add_hook(
    office: PostOffice,
    world: World,
    *,
    url: str,
    secret: str,
    events: Iterable[str],
    repository: Repository | None = None,
    app: App | None = None,
) -> Hook:
    """A webhook of a repository or of an app; it is pinged at once."""
    hook = Hook(world.new_id(small=True), url, secret, tuple(events), world.now(), repository, app)
    sender = app.owner if app else repository.owner if repository else None
    if sender is None:
        message = "a hook belongs to a repository or to an app"
        raise Misuse(message)
    office.add(hook, sender)
    return hook


def _first_commit(world: World, owner: Account) -> str:
    made = world.history.add(
        files=FIRST_FILES, parents=(), message="Initial commit", author=owner, at=world.now()
    )
    return made.sha
