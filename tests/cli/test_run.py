"""`remedy run` plays a scenario, says how it ended, and exits by it."""

import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from cli.run import run
from remediation.errors import Misuse
from runner.schema import schema_text

QUICK = """
name: quick
title: A person pushes to a branch
world:
  people: {ada: write}
  branches: [{name: task-7-login, commits: [first]}]
events:
  - {do: push, by: ada, branch: task-7-login, commit: second}
expect:
  - {that: runs, count: COUNT}
"""
KUBECONFIG = """
clusters: [{name: test, cluster: {server: "http://127.0.0.1:9"}}]
contexts: [{name: test, context: {cluster: test, user: test}}]
users: [{name: test, user: {token: t}}]
current-context: test
"""


def invoke(*arguments: str | Path) -> Result:
    app = typer.Typer()
    app.command()(run)
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def quick(folder: Path, *, count: int = 0) -> Path:
    file = folder / "quick.yaml"
    file.write_text(QUICK.replace("COUNT", str(count)), encoding="utf-8")
    return file


def test_it_tells_the_story_and_the_end(tmp_path: Path) -> None:
    result = invoke(quick(tmp_path))

    assert result.exit_code == 0
    assert "ada pushes second" in result.stdout
    assert "no sensor fires: no run is started" in result.stdout
    assert "✓ there is no run" in result.stdout


def test_an_expectation_that_does_not_hold_exits_1(tmp_path: Path) -> None:
    result = invoke(quick(tmp_path, count=1))

    assert result.exit_code == 1
    assert "✗ there is 1 run" in result.stdout
    assert "found: no run" in result.stdout


def test_json_is_one_document_on_standard_output(tmp_path: Path) -> None:
    result = invoke(quick(tmp_path), "--json")

    document = json.loads(result.stdout)
    assert (document["ok"], document["scenario"], document["backend"]) == (True, "quick", "sandbox")
    assert document["workflows"] == []
    assert "ada pushes second" in result.stderr


def test_a_report_is_written(tmp_path: Path) -> None:
    report = tmp_path / "report.html"

    invoke(quick(tmp_path), "--report", report)

    assert report.read_text(encoding="utf-8").startswith("<!doctype html>")


def test_the_schema_is_printed() -> None:
    assert invoke("--schema").stdout == schema_text()


@pytest.mark.parametrize(
    ("arguments", "fault"),
    [
        ((), "name a scenario"),
        (("missing.yaml",), "missing.yaml: cannot be read"),
        (("scenarios/demo.yaml", "--report", "no/such/report.html"), "name a file in a folder that exists"),
    ],
)
def test_wrong_usage_exits_2_before_anything_happens(arguments: tuple[str, ...], fault: str) -> None:
    error = invoke(*arguments).exception

    assert isinstance(error, Misuse)
    assert fault in str(error)


def test_a_cluster_without_a_kubeconfig_is_wrong_usage(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("KUBECONFIG", raising=False)

    error = invoke(quick(tmp_path), "--backend", "cluster").exception

    assert isinstance(error, Misuse)
    assert "needs $KUBECONFIG" in str(error)


@pytest.mark.parametrize(
    ("host", "fault"),
    [
        ("", "--backend cluster needs $REMEDY_RUNNER_HOST, the address of this machine"),
        ("192.0.2.1", "192.0.2.1 is no address of this machine"),
    ],
)
def test_a_cluster_that_cannot_reach_this_machine_is_wrong_usage(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, host: str, fault: str
) -> None:
    kubeconfig = tmp_path / "kubeconfig"
    kubeconfig.write_text(KUBECONFIG, encoding="utf-8")
    monkeypatch.setenv("KUBECONFIG", str(kubeconfig))
    monkeypatch.setenv("REMEDY_RUNNER_HOST", host)

    error = invoke(quick(tmp_path), "--backend", "cluster").exception

    assert isinstance(error, Misuse)
    assert fault in str(error)
