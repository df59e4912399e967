"""Who installs the wheel has no checkout: all that the command reads must be in it."""

import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from hatchling.builders.wheel import WheelBuilder

CHECKOUT = Path(__file__).parents[2]
SCENARIO = """
name: forged
title: Somebody posts a webhook with a wrong signature
world:
  branches: [{name: task-7-login, commits: [first]}]
events:
  - {do: webhook, event: push, payload: push, signature: wrong}
expect:
  - {that: runs, count: 0}
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with what the wheel installs."""
    folder = tmp_path_factory.mktemp("installed")
    for wheel in WheelBuilder(str(CHECKOUT)).build(directory=str(folder)):
        with zipfile.ZipFile(wheel) as archive:
            archive.extractall(folder)
    return folder


def remedy(site: Path, folder: Path, *arguments: str) -> str:
    """Run the installed command in a folder, and give its standard output."""
    done = subprocess.run(  # noqa: S603  # our own command
        [sys.executable, "-m", "cli.main", *arguments],
        cwd=folder,
        env={"PYTHONPATH": str(site)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_what_is_exported_anywhere_can_be_replayed_there(site: Path, tmp_path: Path) -> None:
    remedy(site, tmp_path, "export")

    payload = site / "sandbox" / "github" / "payloads" / "push.json"
    answer = json.loads(remedy(site, tmp_path, "replay", "push", "--payload", str(payload), "--json"))

    assert "rex-remediation-restart" in [each["sensor"] for each in answer["sensors"]]


def test_a_scenario_is_played_and_reported_anywhere(site: Path, tmp_path: Path) -> None:
    (tmp_path / "forged.yaml").write_text(SCENARIO, encoding="utf-8")

    record = json.loads(remedy(site, tmp_path, "run", "forged.yaml", "--json", "--report", "page.html"))

    assert (record["ok"], record["backend"]) == (True, "sandbox")
    assert "<style" in (tmp_path / "page.html").read_text(encoding="utf-8")


def test_the_compiled_code_of_one_machine_is_not_in_it() -> None:
    config = WheelBuilder(str(CHECKOUT)).config

    assert config.include_path("steps/precompile.py")
    assert not config.include_path("steps/precompiled.bin")
