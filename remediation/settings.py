"""The settings: one frozen object that everything is built from and every step pod reads.

The command reads them with pydantic-settings (`remediation/configuration.py`). `environment()` gives what the
exported ConfigMap holds, and `from_environment()` reads that back in a pod, without the sources that only the
command needs: they would add a third to a step's start.
"""

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Literal, Self
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator

from remediation import shapes
from remediation.errors import Misuse, Permanent
from remediation.identifiers import BOT_SUFFIX, repository_label
from remediation.model import Model

PREFIX = "REMEDY_"
LABEL_LENGTH = 63
_SPARE_SECONDS = 120
SECRET_FIELDS = ("github_token", "github_app_id", "github_app_private_key", "argo_token")

Seconds = Annotated[int, Field(ge=1, le=7 * 24 * 3600)]
Name = Annotated[str, Field(pattern=shapes.NAME)]
AgentsNamespace = Annotated[str, Field(pattern=shapes.NAME, max_length=48)]
HttpUrl = Annotated[str, Field(pattern=shapes.HTTP_URL)]
Logins = Annotated[tuple[Annotated[str, Field(pattern=shapes.LOGIN)], ...], Field(min_length=1)]
Role = Literal["rex", "cleo", "tess"]
ROLES: tuple[Role, ...] = ("rex", "cleo", "tess")


class Repository(Model):
    """A repository that the loops serve, and the namespace of its own agents."""

    name: Annotated[str, Field(pattern=shapes.REPOSITORY)]
    agents_namespace: AgentsNamespace
    """Sensor `agent-finished-NAMESPACE` has it in its name, which is a label of at most 63 characters."""
    installation_id: Annotated[int, Field(ge=1)] | None = None
    """Of our GitHub App there; known, it saves one call at every run."""

    @field_validator("name")
    @classmethod
    def _fits_into_a_label(cls, name: str) -> str:
        label = repository_label(name)
        if len(label) > LABEL_LENGTH or not label[-1].isalnum():
            message = f"{name} cannot be written as a Kubernetes label value of {LABEL_LENGTH} characters"
            raise ValueError(message)
        return name


class Identities(Model):
    """The agents' logins; each counts with and without `[bot]`, compared case-insensitively."""

    rex: Logins = ("5DLabs-Rex", "rex-5dlabs")
    cleo: Logins = ("5DLabs-Cleo",)
    tess: Logins = ("5DLabs-Tess",)

    @model_validator(mode="after")
    def _each_in_one_role(self) -> Self:
        """Refuse what would let Rex cancel his own runs, which are found by their agent's login."""
        for role in ROLES:
            for login in self.logins(role):
                if (other := self.role_of(login)) != role:
                    message = f"{login} is in {other} and in {role}; each agent has logins of its own"
                    raise ValueError(message)
        return self

    def role_of(self, login: str) -> Role | None:
        """Give the role of a login, or None for anybody else."""
        bare = login.removesuffix(BOT_SUFFIX).lower()
        for role in ROLES:
            if bare in (known.lower() for known in self.logins(role)):
                return role
        return None

    def logins(self, role: Role) -> tuple[str, ...]:
        """Give a role's logins without `[bot]`."""
        logins = {"rex": self.rex, "cleo": self.cleo, "tess": self.tess}[role]
        return tuple(dict.fromkeys(login.removesuffix(BOT_SUFFIX) for login in logins))


class CodeRuns(Model):
    """The agents' custom resource, and the fields that its definition demands."""

    api_version: Annotated[str, Field(pattern=shapes.API_VERSION)] = "agents.platform/v1"
    plural: Name = "coderuns"
    service: str = "cto"
    model: str = "claude-sonnet-4"
    working_directory: str = "."
    docs_repository_url: str = "https://github.com/5dlabs/cto-docs"
    docs_branch: str = "main"
    docs_project_directory: str = "docs"


class Deadlines(Model):
    """How long each thing may take, in seconds."""

    cancel: Seconds = 60
    """Stale agents and their pods must be gone."""
    github_lag: Seconds = 60
    """GitHub may still answer with the head from before a push."""
    gate_active: Seconds = 45
    """A play between two gates must reach the next one."""
    lease: Seconds = 120
    """A dead holder's lease expires; longer than each wait that happens under it."""
    run: Seconds = 1200
    """A remediation run, with all its retries."""
    pr_created: Seconds = 24 * 3600
    ready_for_qa: Seconds = 12 * 3600
    pr_approved: Seconds = 12 * 3600
    play: Seconds = 7 * 24 * 3600

    @property
    def attempt(self) -> int:
        """How long one try of a step may take: its waits, its start, and calls that are slow."""
        return max(self.cancel, self.github_lag) + self.gate_active + _SPARE_SECONDS

    @model_validator(mode="after")
    def _fit_into_each_other(self) -> Self:
        if self.lease <= max(self.cancel, self.gate_active):
            message = "lease must be longer than cancel and gate_active, which are waited for under it"
            raise ValueError(message)
        if self.run <= self.attempt:
            message = f"run must be longer than {self.attempt}, the seconds of one attempt"
            raise ValueError(message)
        return self


class Retries(Model):
    """How a step that exits 75 is tried again."""

    limit: Annotated[int, Field(ge=0, le=20)] = 7
    backoff: Seconds = 5
    factor: Annotated[int, Field(ge=1, le=5)] = 2


class Settings(Model):
    """Everything that an operator may set; see docs/settings.md for the table."""

    namespace: Name = "remediation"
    repositories: Annotated[tuple[Repository, ...], Field(min_length=1)] = (
        Repository(name="5dlabs/cto", agents_namespace="agent-platform"),
    )
    identities: Identities = Identities()
    coderuns: CodeRuns = CodeRuns()
    deadlines: Deadlines = Deadlines()
    retries: Retries = Retries()
    cycle_cap: Annotated[int, Field(ge=1, le=20)] = 10

    image: Annotated[str, Field(pattern=shapes.IMAGE)] = "remedy:0.1.0"
    image_pull_policy: Literal["Always", "IfNotPresent", "Never"] = "IfNotPresent"
    retention_days: Annotated[int, Field(ge=4, le=90)] = 7

    github_url: HttpUrl = "https://api.github.com"
    kubernetes_url: HttpUrl = "https://kubernetes.default.svc"
    argo_server_url: HttpUrl = "https://argo-server.argo.svc:2746"
    argo_server_ca: str = ""
    """PEM text of the authorities that may sign the Argo Server's certificate; empty means the system's."""
    argo_server_verify: bool = True
    """False trusts any certificate: the one that an Argo Server makes itself is new at each start."""
    nats_url: Annotated[str, Field(pattern=shapes.NATS_URL)] = ""
    """An existing NATS server with JetStream; empty lets Argo Events run its own."""
    service_account_directory: Path = Path("/var/run/secrets/kubernetes.io/serviceaccount")

    log_level: Literal["debug", "info", "warning", "error"] = "info"
    log_format: Literal["json", "text"] = "json"

    github_token: SecretStr | None = None
    github_app_id: str | None = None
    github_app_private_key: SecretStr | None = None
    argo_token: SecretStr | None = None
    """Of a person or a CI job, for `remedy submit`; pods use their service account's."""

    @field_validator("github_url", "kubernetes_url", "argo_server_url", "nats_url")
    @classmethod
    def _is_an_address(cls, url: str) -> str:
        """Refuse a port or an IPv6 address that cannot be; the ValueError of reading it says why."""
        _ = urlsplit(url).port
        return url

    @field_validator("github_token", "github_app_id", mode="before")
    @classmethod
    def _without_line_end(cls, given: object) -> object:
        """Take away what a file with a line end brings into a Secret; nothing left is nothing given."""
        text = given.get_secret_value() if isinstance(given, SecretStr) else given
        return text.strip() or None if isinstance(text, str) else text

    @field_validator("argo_server_ca")
    @classmethod
    def _is_a_certificate(cls, text: str) -> str:
        if text and not ("-----BEGIN CERTIFICATE-----" in text and text.isascii()):
            message = "must be the text of a PEM certificate, not its path"
            raise ValueError(message)
        return text

    @field_validator("repositories")
    @classmethod
    def _each_on_its_own(cls, repositories: tuple[Repository, ...]) -> tuple[Repository, ...]:
        """Refuse what would let task 3 of one repository touch task 3 of another."""
        names = [each.name.lower() for each in repositories]
        namespaces = [each.agents_namespace for each in repositories]
        for values, what in ((names, "is listed"), (namespaces, "is the agents_namespace of a repository")):
            if twice := [value for value in values if values.count(value) > 1]:
                message = f"{twice[0]} {what} more than once"
                raise ValueError(message)
        return repositories

    def repository(self, name: str) -> Repository | None:
        """Find a configured repository by `owner/repo`, compared case-insensitively as GitHub does."""
        return next((known for known in self.repositories if known.name.lower() == name.lower()), None)

    def served(self, name: str) -> Repository:
        """Give a configured repository by `owner/repo`.

        Raises:
            Permanent: It is not configured.
        """
        repository = self.repository(name)
        if repository is None:
            message = f"{name} is not a configured repository"
            raise Permanent(message)
        return repository

    def environment(self) -> dict[str, str]:
        """Give the settings as `REMEDY_*` variables, without secrets: the exported ConfigMap's content."""
        fields = self.model_dump(mode="json", exclude=set(SECRET_FIELDS))
        return {
            f"{PREFIX}{name.upper()}": value if isinstance(value, str) else json.dumps(value, sort_keys=True)
            for name, value in sorted(fields.items())
        }


def from_environment(environment: Mapping[str, str] | None = None) -> Settings:
    """Read in a pod what `Settings.environment()` wrote, and the credentials beside it.

    Raises:
        Misuse: A value is wrong; the message names each one.
    """
    given = os.environ if environment is None else environment
    values = {
        name: value for name in Settings.model_fields if (value := given.get(f"{PREFIX}{name.upper()}"))
    }
    try:
        decoded = {name: _decoded(name, value) for name, value in values.items()}
        return Settings.model_validate(decoded)
    except ValidationError as error:
        raise Misuse(shapes.explain(error)) from error


def _decoded(name: str, value: str) -> object:
    if name in SECRET_FIELDS or not value.startswith(("{", "[")):
        return value
    try:
        return json.loads(value)
    except ValueError as error:
        message = f"wrong settings: {name}: no valid JSON: {error}"
        raise Misuse(message) from error
