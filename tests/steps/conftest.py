"""A cluster and a clock for steps: the Kubernetes stand-in with the agents' resource, and time that flies."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from remediation.clients.http import Http
from remediation.clients.kubernetes import Kubernetes, Resource
from remediation.model import JsonObject
from remediation.settings import Settings
from sandbox.agents.definition import code_run_definition
from sandbox.kube import KubernetesStandIn, Options
from steps.pod import Clock
from tests.steps.stand_ins import KUBERNETES, OTHERS, StandIns, stand_ins
from tests.steps.world import World, new_world

AGENTS = "agent-platform"
DEFINITIONS = Resource("apiextensions.k8s.io/v1", "customresourcedefinitions")
SETTINGS = Settings()


@dataclass
class Cluster:
    """The stand-in, a client of it, and what the tests put into it."""

    stand_in: KubernetesStandIn
    http: Http
    client: Kubernetes

    def calls(self) -> int:
        return len(self.stand_in.audit.records)

    def post(self, path: str, body: JsonObject) -> JsonObject:
        return self.http.call("POST", path, body=body).json()

    def add_run(self, name: str, *, finalizer: str | None = None, **labels: str) -> None:
        metadata: JsonObject = {
            "name": name,
            "labels": {key.replace("_", "-"): value for key, value in labels.items()},
        }
        if finalizer:
            metadata["finalizers"] = [finalizer]
        spec = {
            "taskId": 7,
            "service": "cto",
            "repositoryUrl": "https://github.com/5dlabs/cto",
            "docsRepositoryUrl": "https://github.com/5dlabs/docs",
            "workingDirectory": ".",
            "githubApp": "5DLabs-Cleo",
            "model": "m",
        }
        body = {"apiVersion": "agents.platform/v1", "kind": "CodeRun", "metadata": metadata, "spec": spec}
        self.post(f"/apis/agents.platform/v1/namespaces/{AGENTS}/coderuns", body)

    def runs(self) -> set[str]:
        path = f"/apis/agents.platform/v1/namespaces/{AGENTS}/coderuns"
        return {item["metadata"]["name"] for item in self.http.call("GET", path).json()["items"]}


@pytest.fixture
def cluster() -> Iterator[Cluster]:
    stand_in = KubernetesStandIn(Options(namespaces=(AGENTS, SETTINGS.namespace)))
    with stand_in.serving() as url:
        token = {"Authorization": f"Bearer {stand_in.options.admin_token}"}
        http = Http(url, name="the Kubernetes API", headers=lambda: token)
        path = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions"
        http.call("POST", path, body=code_run_definition())
        yield Cluster(stand_in=stand_in, http=http, client=Kubernetes(http))
        http.close()


@pytest.fixture(scope="session", name="stand_ins")
def serve_stand_ins() -> Iterator[StandIns]:
    with stand_ins() as served:
        path = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions"
        admin = {"Authorization": f"Bearer {served.kubernetes.options.admin_token}"}
        url = f"{served.url}/{OTHERS}/{KUBERNETES}"
        http = Http(url, name="the Kubernetes API", headers=lambda: admin)
        http.call("POST", path, body=code_run_definition())
        http.close()
        yield served


@pytest.fixture
def world(stand_ins: StandIns, tmp_path: Path) -> Iterator[World]:
    made = new_world(stand_ins, tmp_path)
    yield made
    made.close()


@dataclass
class FlyingTime:
    """A clock whose waits take no time."""

    seconds: float = 0.0
    start: datetime = field(default_factory=lambda: datetime(2026, 1, 1, tzinfo=UTC))

    def sleep(self, seconds: float) -> None:
        self.seconds += seconds

    @property
    def clock(self) -> Clock:
        return Clock(
            now=lambda: self.start + timedelta(seconds=self.seconds),
            monotonic=lambda: self.seconds,
            sleep=self.sleep,
        )


@pytest.fixture
def time_flies() -> FlyingTime:
    return FlyingTime()


def parameters(**values: str) -> str:
    """Give what Argo puts for `{{inputs.parameters}}`."""
    return json.dumps([{"name": name.replace("_", "-"), "value": value} for name, value in values.items()])
