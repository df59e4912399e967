"""What the events of a scenario act on: GitHub, Argo and the cluster, with the scenario's own names."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from remediation.errors import Temporary
from remediation.model import JsonObject
from remediation.settings import Repository, Settings
from runner.history import SHORT, History
from runner.installation import Installation
from runner.snapshot import Play, Snapshot
from sandbox.agents.api import Api
from sandbox.github import GitHubStandIn

LOOK_SECONDS = 0.02


class NeverCame(Exception):  # noqa: N818  # told as a failed expectation, not as an error
    """The world did not come to where an event needs it."""


@dataclass(frozen=True, kw_only=True)
class Scene:
    """The installation, what has been watched of it, and the names that the scenario has given."""

    installation: Installation
    history: History
    looks: Callable[[], None]
    """Lets the screen go on while time passes."""
    patience: float
    """Seconds that anything may take."""
    deliveries: dict[str, str] = field(default_factory=dict)
    """Delivery GUID of the push of each named commit."""

    @property
    def settings(self) -> Settings:
        """The scenario's settings."""
        return self.installation.settings

    @property
    def github(self) -> GitHubStandIn:
        """GitHub, for people's actions."""
        return self.installation.github

    @property
    def kubernetes(self) -> Api:
        """The Kubernetes API."""
        return self.installation.kubernetes

    def repository(self, name: str | None) -> str:
        """Give a repository's full name: the first of the settings if the scenario names none."""
        return name or self.settings.repositories[0].name

    def served(self, name: str | None) -> Repository:
        """Give a repository of the settings."""
        wanted = self.repository(name)
        return next(each for each in self.settings.repositories if each.name == wanted)

    def commit(self, name: str) -> str:
        """Give the SHA of a commit that the scenario has named."""
        if name not in self.history.commits:
            message = f"no commit is named {name} yet"
            raise NeverCame(message)
        return self.history.commits[name]

    def pushed(self, name: str, sha: str) -> str:
        """Remember a named commit and the delivery of its push; give it as people speak of it."""
        self.history.commits[name] = sha
        pushes = (event for event in self.github.events if event.name == "push")
        events = [event for event in pushes if event.payload["after"] == sha]
        if events:
            self.deliveries[name] = events[-1].guid
        return f"{name} ({sha[:SHORT]})"

    def play(self, task: int) -> Play:
        """Give the task's newest play."""
        plays = [play for play in self.history.world().plays if play.task == task]
        if not plays:
            message = f"task {task} has no play"
            raise NeverCame(message)
        return plays[-1]

    def workflow(self, name: str) -> str:
        """Give a workflow's path at the Argo Server."""
        return f"/api/v1/workflows/{self.settings.namespace}/{name}"

    def argo(self, method: str, path: str, body: JsonObject) -> JsonObject:
        """Ask the Argo Server for something."""
        return self.installation.argo.call(method, path, body=body)

    def until(self, met: Callable[[Snapshot], bool], waiting_for: str) -> None:
        """Wait until the watched world is as it must be.

        Raises:
            NeverCame: It was not in time.
        """
        deadline = time.monotonic() + self.patience
        while not met(self.history.world()):
            if time.monotonic() > deadline:
                message = f"after {self.patience:.0f} s there is still no {waiting_for}"
                raise NeverCame(message)
            self.pause(LOOK_SECONDS)

    def trying(self, act: Callable[[], object], what: str) -> None:
        """Do something that may come too early, until it works.

        Raises:
            NeverCame: It did not work in time.
        """
        deadline = time.monotonic() + self.patience
        while True:
            try:
                act()
            except Temporary as error:
                if time.monotonic() > deadline:
                    message = f"{what}: {error}"
                    raise NeverCame(message) from error
                self.pause(LOOK_SECONDS)
            else:
                return

    def pause(self, seconds: float) -> None:
        """Let time pass while the screen goes on."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            self.looks()
            time.sleep(min(left, LOOK_SECONDS))
