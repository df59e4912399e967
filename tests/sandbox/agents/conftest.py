"""A Kubernetes API with the CodeRun definition, and agents that act at a GitHub of their own."""

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass

import pytest

from remediation.coderuns import new_coderun
from remediation.model import JsonObject
from remediation.settings import Role, Settings
from sandbox.agents.api import Api
from sandbox.agents.behaviour import Behaviour
from sandbox.agents.controller import Agents
from sandbox.agents.definition import code_run_definition
from sandbox.agents.people import AgentsAtGitHub
from sandbox.applying import Applier
from sandbox.github import GitHubStandIn
from sandbox.kube import KubernetesStandIn, Options

SETTINGS = Settings()
REPOSITORY = SETTINGS.repositories[0]
RUNS = f"/apis/agents.platform/v1/namespaces/{REPOSITORY.agents_namespace}/coderuns"
PODS = f"/api/v1/namespaces/{REPOSITORY.agents_namespace}/pods"
REX = "5DLabs-Rex[bot]"


@dataclass(frozen=True)
class Office:
    """Where the agents work."""

    api: Api
    github: GitHubStandIn
    agents: Agents

    def hire(self, role: Role, behaviours: Mapping[Role, Behaviour], *, task: int = 7) -> str:
        """Create a CodeRun for an agent that behaves so, and give its name."""
        self.agents.behave(behaviours)
        body = new_coderun(SETTINGS, REPOSITORY, task=task, role=role, play="play", cycle=1, head="a" * 40)
        self.api.call("POST", RUNS, body=body)
        return str(body["metadata"]["name"])

    def run(self, name: str) -> JsonObject:
        """Read a CodeRun; empty if there is none."""
        found = self.api.call("GET", f"{RUNS}/{name}", allow={404})
        return found if "metadata" in found and found.get("kind") == "CodeRun" else {}

    def phase(self, name: str) -> str:
        """Read a CodeRun's phase."""
        return str((self.run(name).get("status") or {}).get("phase", ""))

    def dismiss(self, name: str) -> None:
        """Delete a CodeRun, its pods first."""
        self.api.call("DELETE", f"{RUNS}/{name}", body={"propagationPolicy": "Foreground"})

    def pods(self) -> list[JsonObject]:
        """List the agents' pods."""
        return list(self.api.call("GET", PODS)["items"])


def eventually(met: Callable[[], bool], *, seconds: float = 5.0) -> bool:
    """Wait until something is so."""
    deadline = time.monotonic() + seconds
    while not met():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.01)
    return True


@pytest.fixture
def office() -> Iterator[Office]:
    with ExitStack() as stack:
        cluster = KubernetesStandIn(Options(namespaces=(REPOSITORY.agents_namespace,)))
        api = Api(
            url=stack.enter_context(cluster.serving()),
            name="the Kubernetes API",
            headers={"Authorization": f"Bearer {cluster.options.admin_token}"},
        )
        Applier(api).create([code_run_definition()])
        github = stack.enter_context(GitHubStandIn())
        github.add_repository(REPOSITORY.name)
        for login in (REX, "5DLabs-Cleo[bot]", "5DLabs-Tess[bot]"):
            github.add_user(login, {REPOSITORY.name: "write"})
        agents = Agents(api, SETTINGS, acts=AgentsAtGitHub(github, SETTINGS))
        stack.enter_context(agents.working())
        yield Office(api, github, agents)
