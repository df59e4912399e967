"""Every scenario ends as expected, in the sandbox and on a real cluster."""

import json
import os
from pathlib import Path

import pytest

from runner.backends.backend import Backend
from runner.backends.cluster import Cluster
from runner.backends.sandbox import Sandbox
from runner.reading import read_scenario
from runner.run import play
from runner.screens.screen import NoScreen

FOLDER = Path(__file__).parents[2] / "scenarios"
SCENARIOS = sorted(FOLDER.glob("*.yaml"), key=lambda file: (file.stat().st_size, file.name))
"""The largest last: a cluster is busy for minutes with what fifty plays leave behind."""
each_scenario = pytest.mark.parametrize("file", SCENARIOS, ids=lambda file: file.stem)


def assert_ends_as_expected(file: Path, backend: Backend) -> None:
    record = play(read_scenario(file), backend, screen=NoScreen())

    story = "\n".join(f"{moment.at:7.2f} s  {moment.text}" for moment in record.timeline)
    failed = "\n".join(f"{finding.expected}\n    found: {finding.found}" for finding in record.failed)
    assert record.ok, f"{failed}\n\n{story}"


@pytest.fixture
def cluster(monkeypatch: pytest.MonkeyPatch) -> Cluster:
    """The cluster, with what must be this process's own: namespaces, which each scenario empties, and bus.

    Two installations on one NATS server take each other's events, so each process has its own of those in
    `$TEST_NATS_URLS` (separated by commas).
    """
    worker = os.environ.get("PYTEST_XDIST_WORKER", "gw0")
    if servers := os.environ.get("TEST_NATS_URLS"):
        monkeypatch.setenv("REMEDY_NATS_URL", servers.split(",")[int(worker.removeprefix("gw"))])
    served = {"name": "5dlabs/cto", "agents_namespace": f"agents-{worker}"}
    monkeypatch.setenv("REMEDY_NAMESPACE", f"remediation-{worker}")
    monkeypatch.setenv("REMEDY_REPOSITORIES", json.dumps([served]))
    return Cluster.from_environment()


@pytest.mark.timeout(600)
@each_scenario
def test_in_the_sandbox(file: Path) -> None:
    assert_ends_as_expected(file, Sandbox())


@pytest.mark.cluster
@pytest.mark.skipif(not os.environ.get("KUBECONFIG"), reason="needs a cluster in $KUBECONFIG")
@pytest.mark.timeout(1500)
@each_scenario
def test_on_the_cluster(file: Path, cluster: Cluster) -> None:
    assert_ends_as_expected(file, cluster)
