"""The committed manifests are what the Python definitions and the default settings give."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from gitops.folder import differences
from gitops.manifests import KUSTOMIZATION
from remediation.settings import CodeRuns, Identities, Retries, Settings
from tests.golden.exported import THREE_REPOSITORIES, strings, texts

ROOT = Path(__file__).parents[2]
COMMITTED = ROOT / "manifests"
ARGO = os.environ.get("ARGO") or shutil.which("argo")
ORACLE = os.environ.get("ARGO_ORACLE")
STEPS = {"workflows/play.yaml", "workflows/play-signal.yaml", "workflows/rex-remediation.yaml"}
SENSORS = {
    "sensors/agent-finished.yaml",
    "sensors/multi-agent-workflow-resume.yaml",
    "sensors/pr-approval-sensor.yaml",
    "sensors/pull-request-closed.yaml",
    "sensors/ready-for-qa-sensor.yaml",
    "sensors/rex-remediation-restart.yaml",
}
OF_AGENTS = {
    "access/play.yaml",
    "access/play-signal.yaml",
    "access/remedy-agent-events.yaml",
    "access/rex-remediation.yaml",
    "events/agent-events.yaml",
}
"""Where the agents' resource is named."""


def test_the_committed_manifests_are_as_exported() -> None:
    drift = differences(COMMITTED, texts(Settings()))

    assert not drift, "run `remedy export`:\n" + "".join(each.diff for each in drift)


def test_exporting_twice_gives_the_same_bytes() -> None:
    assert texts(THREE_REPOSITORIES) == texts(THREE_REPOSITORIES)


def test_the_kustomization_lists_every_other_file_and_moves_no_object_to_another_namespace() -> None:
    files = texts(THREE_REPOSITORIES)
    kustomization = yaml.safe_load(files[KUSTOMIZATION])

    assert sorted(kustomization["resources"]) == sorted(set(files) - {KUSTOMIZATION})
    assert "namespace" not in kustomization


@given(limit=st.integers(0, 20), cap=st.integers(1, 20), days=st.integers(4, 90))
@settings(max_examples=10)
def test_every_file_is_yaml_that_says_what_it_said(limit: int, cap: int, days: int) -> None:
    chosen = Settings(retries=Retries(limit=limit), cycle_cap=cap, retention_days=days)

    for path, text in texts(chosen).items():
        assert text == text.replace("\r", ""), path
        assert all(yaml.safe_load_all(text)), path


@pytest.mark.parametrize(
    ("changed", "files"),
    [
        (Settings(cycle_cap=3), {"settings.yaml", "workflows/play.yaml"}),
        (Settings(log_level="debug"), {"settings.yaml"}),
        (Settings(image="remedy:2"), {"settings.yaml", *STEPS}),
        (Settings(retention_days=9), {"settings.yaml", *STEPS}),
        (
            Settings(nats_url="nats://nats.example:4333"),
            {"settings.yaml", "events/event-bus.yaml", "network.yaml"},
        ),
        (Settings(kubernetes_url="https://10.0.0.1"), {"settings.yaml", *SENSORS}),
        (Settings(coderuns=CodeRuns(api_version="platform.example/v2")), {"settings.yaml", *OF_AGENTS}),
        (
            Settings(identities=Identities(cleo=("acme-cleo",))),
            {"settings.yaml", "admission.yaml", "sensors/ready-for-qa-sensor.yaml"},
        ),
        (
            THREE_REPOSITORIES,
            {
                "settings.yaml",
                "access/remedy-conclude.yaml",
                "admission.yaml",
                "events/event-source.yaml",
                *OF_AGENTS,
                *SENSORS,
                "sensors/agent-finished-agents-b.yaml",
                "sensors/agent-finished-agents-c.yaml",
                "kustomization.yaml",
            },
        ),
    ],
)
def test_a_setting_changes_only_what_it_is_about(changed: Settings, files: set[str]) -> None:
    before, after = texts(Settings()), texts(changed)

    assert {path for path in {*before, *after} if before.get(path) != after.get(path)} == files


def test_nothing_exported_names_a_secret_value() -> None:
    everything = "".join(texts(Settings.model_validate({"github_token": "hush-hush"})).values())

    assert "hush-hush" not in everything


def test_no_text_is_longer_than_kubernetes_and_argo_take() -> None:
    for path, text in texts(THREE_REPOSITORIES).items():
        assert all(len(each) < 128 * 1024 for each in strings(list(yaml.safe_load_all(text)))), path


@pytest.mark.skipif(not ARGO, reason="needs the argo command in $ARGO or on the PATH")
def test_argo_finds_no_fault_in_any_file() -> None:
    linted = subprocess.run(  # noqa: S603  # the argo command of this machine
        [str(ARGO), "lint", "--offline", str(COMMITTED)], capture_output=True, text=True, check=False
    )

    assert linted.returncode == 0, linted.stdout + linted.stderr


@pytest.mark.oracle
@pytest.mark.skipif(not ORACLE, reason="needs $ARGO_ORACLE")
def test_argo_events_finds_no_fault_in_bus_source_and_sensors() -> None:
    files = [str(path) for folder in ("events", "sensors") for path in (COMMITTED / folder).glob("*.yaml")]

    linted = subprocess.run([str(ORACLE), "lint", *files], capture_output=True, text=True, check=False)  # noqa: S603  # built by the caller

    assert len(files) > 2
    assert linted.returncode == 0, linted.stdout + linted.stderr
