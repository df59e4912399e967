"""The agents' accounts at the GitHub stand-in."""

from typing import TYPE_CHECKING

from remediation.identifiers import BOT_SUFFIX
from remediation.pull_requests import READY_FOR_QA
from remediation.settings import Role, Settings
from sandbox.agents.behaviour import Act
from sandbox.github import GitHubStandIn

if TYPE_CHECKING:
    from sandbox.github.people import Opinion


class AgentsAtGitHub:
    """Acts at GitHub in the name of an agent's app."""

    def __init__(self, github: GitHubStandIn, settings: Settings) -> None:
        """Use a GitHub and the logins of the settings."""
        self._github, self._settings = github, settings

    def perform(self, act: Act, *, role: Role, task: int, repository: str) -> None:
        """Do something about the task's branch or pull request; a push makes the branch, if there is none."""
        who = f"{self._settings.identities.logins(role)[0]}{BOT_SUFFIX}"
        branch = self._branch(task, repository)
        if act == "push":
            self._github.push(repository, branch or f"task-{task}-work", who)
            return
        if branch is None:
            return
        number = self._number(branch, repository)
        if act == "open_pull_request":
            if number is None:
                opened = self._github.open_pull_request(repository, branch, who)
                self._github.label(repository, opened, f"task-{task}", who)
        elif number is not None:
            self._react(act, number, repository, who)

    def _react(self, act: Act, number: int, repository: str, who: str) -> None:
        if act == "ready":
            self._github.label(repository, number, READY_FOR_QA, who)
        else:
            opinion: Opinion = "approved" if act == "approve" else "changes_requested"
            self._github.review(repository, number, who, opinion)

    def _branch(self, task: int, repository: str) -> str | None:
        branches = self._github.snapshot()["branches"][repository]
        return next((name for name in branches if name.startswith(f"task-{task}-")), None)

    def _number(self, branch: str, repository: str) -> int | None:
        for shown in self._github.snapshot()["pull_requests"]:
            if (
                shown["repository"] == repository
                and shown["head"]["ref"] == branch
                and shown["state"] == "open"
            ):
                return int(shown["number"])
        return None
