"""The world in which a scenario begins."""

from collections import Counter
from typing import Annotated, Literal, Self, TypeAlias, get_args

from pydantic import Field, model_validator

from remediation.identifiers import LOGIN, REPOSITORY, whole
from remediation.settings import Role
from sandbox.agents.behaviour import Behaviour
from sandbox.agents.described import Described

ROLES: tuple[Role, ...] = get_args(Role)
RepositoryName: TypeAlias = Annotated[str, Field(pattern=whole(REPOSITORY))]
LoginName: TypeAlias = Annotated[str, Field(pattern=whole(LOGIN))]
CommitName: TypeAlias = Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]{0,39}$")]
Seconds: TypeAlias = Annotated[float, Field(ge=0, le=600)]
Task: TypeAlias = Annotated[int, Field(ge=1, le=999_999_999)]


class Branch(Described):
    """A branch with commits of its own on top of the default branch."""

    name: str
    commits: Annotated[tuple[CommitName, ...], Field(min_length=1)]
    """The scenario's names for its commits, oldest first."""
    by: LoginName = "5DLabs-Rex[bot]"
    repository: RepositoryName | None = None
    """By default the first repository of the settings. One that is not among them is a fork of the first."""


class PullRequest(Described):
    """An open pull request. Numbers count from 1 in each repository, in the order of this list."""

    branch: str
    repository: RepositoryName | None = None
    """The repository into which it wants to be merged."""
    head_repository: RepositoryName | None = None
    """The repository of its branch, if it is a fork."""
    by: LoginName = "5DLabs-Rex[bot]"
    title: str = ""
    labels: tuple[str, ...] = ()
    state: Literal["open", "closed"] = "open"


class Play(Described):
    """A task's play, submitted to Argo and brought to a gate by verdicts."""

    task: Task
    repository: RepositoryName | None = None
    at: Literal["await-pr-created", "await-ready-for-qa", "await-pr-approved", "completed"] = (
        "await-pr-created"
    )
    cycle: Annotated[int, Field(ge=1, le=20)] = 1
    """The QA cycle in which it is there."""


class CodeRun(Described):
    """Agents' runs that no play has started."""

    task: Task
    role: Role
    commit: CommitName
    """The commit that they work on."""
    name: Annotated[str, Field(pattern=r"^[a-z0-9]([a-z0-9-]{0,50}[a-z0-9])?$")]
    repository: RepositoryName | None = None
    count: Annotated[int, Field(ge=1, le=1000)] = 1
    """More than one get the names `NAME-1`, `NAME-2`, ..."""


class World(Described):
    """Everything that is there before the first event."""

    people: dict[LoginName, Literal["none", "read", "triage", "write", "maintain", "admin"]] = Field(
        default_factory=dict
    )
    """Logins and their roles in all repositories. The agents are there without being named, with `write`."""
    hooks: Annotated[int, Field(ge=1, le=3)] = 1
    """How many webhooks of the repository lead to the event source; they share an event's delivery GUID."""
    ref_lag: Seconds = 0
    """For how many seconds after a push GitHub still shows the old head of the branch."""
    pull_request_lag: Seconds = 0
    """For how many seconds it shows a pull request as it was before a change, its head for as long after
    `ref_lag`; a new one is not there yet."""
    branches: tuple[Branch, ...] = ()
    pull_requests: tuple[PullRequest, ...] = ()
    agents: dict[Role, Behaviour] = Field(default_factory=dict)
    """An agent that is not named works until it is deleted, without pod and finalizer."""
    code_runs: tuple[CodeRun, ...] = ()
    plays: tuple[Play, ...] = ()

    @model_validator(mode="after")
    def _names_each_commit_once(self) -> Self:
        named = Counter(commit for branch in self.branches for commit in branch.commits)
        if twice := [name for name, times in named.items() if times > 1]:
            message = f"two commits are named {twice[0]}"
            raise ValueError(message)
        return self

    @model_validator(mode="after")
    def _has_branches_for_pull_requests(self) -> Self:
        known = {branch.name for branch in self.branches}
        if unknown := [each.branch for each in self.pull_requests if each.branch not in known]:
            message = f"a pull request is from {unknown[0]}, which is not among the branches"
            raise ValueError(message)
        return self
