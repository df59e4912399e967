import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from cli.export import export
from gitops.manifests import manifests
from remediation.errors import Misuse
from remediation.settings import Settings

app = typer.Typer()
app.command()(export)


@pytest.fixture(autouse=True)
def empty_directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, arguments)


def test_it_writes_the_manifests_and_then_finds_no_drift() -> None:
    written, checked = run(), run("--check")

    assert (written.exit_code, checked.exit_code) == (0, 0)
    count = len(manifests(Settings()))
    assert f"manifests: {count} files, {count} of them written" in written.output
    assert Path("manifests/sensors/rex-remediation-restart.yaml").is_file()
    assert checked.output == ""


def test_drift_is_exit_code_1_and_is_told(empty_directory: Path) -> None:
    run("--output", "out")
    changed = empty_directory / "out" / "settings.yaml"
    changed.write_text(
        changed.read_text(encoding="utf-8").replace("remedy:0.1.0", "evil:1"), encoding="utf-8"
    )
    (empty_directory / "out" / "network.yaml").unlink()

    checked = run("--output", "out", "--check")

    assert checked.exit_code == 1
    assert "changed: settings.yaml" in checked.stdout
    assert "-  REMEDY_IMAGE: evil:1\n+  REMEDY_IMAGE: remedy:0.1.0" in checked.stdout
    assert "missing: network.yaml" in checked.stdout
    assert checked.stderr == (
        "out: 2 files are not as exported; run `remedy export` to write them, or take your change back\n"
    )
    assert not (empty_directory / "out" / "network.yaml").exists()


def test_the_settings_of_the_environment_are_exported(monkeypatch: pytest.MonkeyPatch) -> None:
    run()
    monkeypatch.setenv("REMEDY_NAMESPACE", "elsewhere")

    checked = run("--check")

    assert checked.exit_code == 1
    assert "+  namespace: elsewhere" in checked.stdout


def test_json_is_one_document_on_standard_output() -> None:
    checked, written = run("--check", "--json"), run("--json")

    drift = json.loads(checked.stdout)["drift"]
    assert {each["kind"] for each in drift} == {"missing"}
    assert sorted(each["path"] for each in drift) == json.loads(written.stdout)["written"]


def test_a_wrong_setting_changes_nothing(empty_directory: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REMEDY_IMAGE", "remedy:{{workflow.name}}")

    failed = run()

    assert isinstance(failed.exception, Misuse)
    assert list(empty_directory.iterdir()) == []
