import json
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
import typer
import yaml
from typer.testing import CliRunner, Result

from cli.graph import graph
from remediation.errors import Misuse, Permanent
from tests.contract.argo.manifests import step, steps, template
from tests.gitops.graph.examples import POD

DOCS = Path(__file__).parents[2] / "docs"

app = typer.Typer()
app.command()(graph)


@pytest.fixture
def manifests(tmp_path: Path) -> Path:
    """A folder that holds the WorkflowTemplates `shop` and `odd`; `odd` loops over items."""
    folder = tmp_path / "manifests"
    folder.mkdir()
    shop = template("shop", steps("main", [step("count", "pod")]), POD)
    odd = template("odd", steps("main", [step("count", "pod") | {"withItems": [1]}]), POD)
    (folder / "workflows.yaml").write_text(yaml.safe_dump_all([shop, odd]), encoding="utf-8")
    return folder


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, [str(each) for each in arguments])


def test_a_template_is_drawn_as_mermaid() -> None:
    result = run("play")

    assert result.exit_code == 0
    assert result.stdout.startswith('---\ntitle: "play"\n---\nflowchart TD\n')
    assert result.stdout.endswith("\n")


def test_a_template_is_drawn_as_a_picture_in_a_file(tmp_path: Path) -> None:
    result = run("play", "--format", "svg", "--output", tmp_path / "play.svg")

    assert (result.exit_code, result.stdout) == (0, "")
    assert ET.parse(tmp_path / "play.svg").getroot().tag.endswith("svg")  # noqa: S314  # our own


def test_the_settings_are_those_that_are_exported(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("REMEDY_CYCLE_CAP", "3")
    monkeypatch.setenv("REMEDY_DEADLINES", json.dumps({"pr_created": 3600}))

    shown = run("play").stdout

    assert '|"at least 3"|' in shown
    assert "after 1 hour: timeout" in shown


def test_other_manifests_may_be_named(manifests: Path) -> None:
    assert '["count<br/>pod"]' in run("shop", "--manifests", manifests).stdout


def test_the_committed_manifests_show_the_same_as_the_export() -> None:
    committed = Path(__file__).parents[2] / "manifests"

    assert run("play", "--manifests", committed).stdout == run("play").stdout


@pytest.mark.parametrize("shown", sorted(DOCS.rglob("*.svg")), ids=lambda path: path.stem)
def test_a_picture_in_the_documentation_is_the_exported_one(shown: Path) -> None:
    again = f"remedy graph {shown.stem} --format svg --output {shown}"

    assert run(shown.stem, "--format", "svg").stdout == shown.read_text(encoding="utf-8"), again


def test_an_unknown_template_is_a_misuse_that_names_the_others(manifests: Path) -> None:
    error = run("nosuch", "--manifests", manifests).exception

    assert isinstance(error, Misuse)
    assert error.exit_code == 2
    assert str(error) == "there is no WorkflowTemplate nosuch; there are: odd, shop"


def test_a_feature_that_is_not_drawn_is_refused_by_name(manifests: Path) -> None:
    error = run("odd", "--manifests", manifests).exception

    assert isinstance(error, Permanent)
    assert error.exit_code == 1
    assert str(error) == "WorkflowTemplate odd: spec.templates.main.steps.count.withItems: is not drawn"


def test_a_file_that_cannot_be_written_is_a_misuse(tmp_path: Path) -> None:
    error = run("play", "--output", tmp_path / "none" / "play.mmd").exception

    assert isinstance(error, Misuse)
    assert "none/play.mmd: No such file or directory" in str(error)
