import json
import zipfile
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from cli.diagnose import diagnose
from remediation.errors import Misuse
from tests.remediation.diagnosis.logs import CLEANUP, RED_END, github

app = typer.Typer()
app.command()(diagnose)

RED = github("one", "error[E0308]: mismatched types", "  --> src/a.rs:9:5", RED_END, *CLEANUP)
GREEN = github("one", "two", *CLEANUP)


@pytest.fixture
def red(tmp_path: Path) -> Path:
    """A log in which rustc failed."""
    file = tmp_path / "red.log"
    file.write_bytes(RED)
    return file


def run(*arguments: str | Path, standard_input: bytes = b"") -> Result:
    return CliRunner().invoke(app, [str(each) for each in arguments], input=standard_input)


def test_a_person_reads_the_verdict_first_then_the_line_in_its_context(red: Path) -> None:
    result = run(red)

    first, *rest = result.stdout.splitlines()
    assert result.exit_code == 0
    assert first == f"{red}: build failure (rustc) in make: error[E0308]: mismatched types"
    assert " 1>    10  error[E0308]: mismatched types" in rest
    assert "        9  one" in rest
    assert any(line.split()[:2] == ["to", "do"] for line in rest)


def test_what_put_a_line_where_it_is_can_be_explained(red: Path) -> None:
    assert "= rule rustc-error-code +" in run(red, "--explain").stdout


def test_a_program_reads_one_row_for_each_file(red: Path, tmp_path: Path) -> None:
    green = tmp_path / "green.log"
    green.write_bytes(GREEN)

    rows = [json.loads(line) for line in run(red, green, "--json").stdout.splitlines()]

    assert [(row["file"], row["category"]) for row in rows] == [("red.log", "build"), ("green.log", None)]
    assert rows[0]["lines"][0] == 10
    assert rows[0]["verdicts"][0]["causes"][0]["text"] == "error[E0308]: mismatched types"
    assert rows[1]["lines"] == []


def test_a_log_without_a_failure_is_a_result() -> None:
    result = run("-", standard_input=GREEN)

    assert (result.exit_code, result.stdout) == (0, "-: nothing failed in this log\n\n".rstrip("\n") + "\n")


def test_standard_input_is_read() -> None:
    assert "mismatched types" in run("-", standard_input=RED).stdout


def test_each_job_of_a_run_is_read_from_its_zip(tmp_path: Path) -> None:
    file = tmp_path / "run.zip"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("0_build.txt", RED)
        archive.writestr("1_docs.txt", GREEN)

    (row,) = [json.loads(line) for line in run(file, "--json").stdout.splitlines()]

    assert [each["job"] for each in row["verdicts"]] == ["build"]


def test_the_last_green_log_is_compared_with(red: Path, tmp_path: Path) -> None:
    green = tmp_path / "green.log"
    green.write_bytes(github("error[E0308]: mismatched types", *CLEANUP))

    explained = run(red, "--green", green, "--explain").stdout

    assert "green log -" in explained


@pytest.mark.parametrize("arguments", [["nowhere.log"], ["--green", "nowhere.log", "-"]])
def test_a_missing_file_is_told(arguments: list[str]) -> None:
    result = run(*arguments)

    assert isinstance(result.exception, Misuse)
    assert str(result.exception) == "cannot read the log nowhere.log: No such file or directory"


def test_a_broken_zip_is_told(tmp_path: Path) -> None:
    file = tmp_path / "run.zip"
    file.write_bytes(b"PK\x03\x04nothing")

    assert isinstance(run(file).exception, Misuse)


def test_what_would_steer_a_terminal_is_escaped() -> None:
    shown = run("-", standard_input=github("error: a\u202eb", RED_END)).stdout

    assert "\u202e" not in shown
    assert "\\u202e" in shown
