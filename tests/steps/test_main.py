import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from steps import __main__, admit
from steps.__main__ import VERBS
from steps.pod import Pod

ROOT = Path(__file__).parents[2]
PUSH = {
    "repository": "5dlabs/cto",
    "ref": "refs/heads/task-7-login",
    "before": "a" * 40,
    "after": "b" * 40,
    "sender": "5DLabs-Rex[bot]",
    "delivery": "11111111-2222-3333-4444-555555555555",
    "pushed-at": "1",
    "task-id": "7",
    "run": "rex-push-x",
}


def run(folder: Path, *arguments: str, **environment: str) -> tuple[int, dict[str, str]]:
    """Run a step as its pod does; give the exit code and the last line of the log."""
    done = subprocess.run(  # noqa: S603  # our own program
        [sys.executable, "-m", "steps", *arguments],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    lines = done.stderr.strip().splitlines()
    assert done.stdout == ""
    assert folder.is_dir()
    return done.returncode, json.loads(lines[-1])


def given(**changes: str) -> str:
    values = {**PUSH, **{name.replace("_", "-"): value for name, value in changes.items()}}
    return json.dumps([{"name": name, "value": value} for name, value in values.items()])


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_is_a_step(verb: str) -> None:
    assert (ROOT / "steps" / f"{verb}.py").is_file()


@pytest.mark.parametrize("arguments", [(), ("admit",), ("no-such-verb", "--baton", "x", "[]")])
def test_wrong_usage_says_how(arguments: tuple[str, ...], tmp_path: Path) -> None:
    code, line = run(tmp_path, *arguments)

    assert code == 1
    assert line["message"].startswith("usage: python3 -m steps VERB")


def test_wrong_parameters_are_named(tmp_path: Path) -> None:
    code, line = run(
        tmp_path, "admit", "--baton", str(tmp_path), given(ref="refs/heads/task-3-{{workflow.name}}")
    )

    assert code == 1
    assert line["message"].startswith("wrong parameters: ref: ")


def test_wrong_settings_are_named(tmp_path: Path) -> None:
    code, line = run(tmp_path, "admit", "--baton", str(tmp_path), given(), REMEDY_CYCLE_CAP="99")

    assert code == 1
    assert line["message"].startswith("wrong settings: cycle_cap: ")


def test_missing_credentials_are_named_and_nothing_is_left_for_the_next_step_but_the_failure(
    tmp_path: Path,
) -> None:
    code, line = run(tmp_path, "admit", "--baton", str(tmp_path), given())

    assert code == 1
    assert "no GitHub credentials" in line["message"]
    left = json.loads((tmp_path / "admit.json").read_text())
    assert left["exit_code"] == code


def test_a_token_that_cannot_be_one_is_told_nowhere(tmp_path: Path) -> None:
    (tmp_path / "token").write_text("SEC\nRET", encoding="utf-8")
    environment = {
        "REMEDY_KUBERNETES_URL": "http://127.0.0.1:9",
        "REMEDY_SERVICE_ACCOUNT_DIRECTORY": str(tmp_path),
        "REMEDY_GITHUB_TOKEN": "t",
    }

    code, line = run(tmp_path, "admit", "--baton", str(tmp_path), given(), **environment)

    told = "the token of the Kubernetes API holds characters that no token has"
    assert (code, line["message"]) == (1, told)
    left = json.loads((tmp_path / "admit.json").read_text())
    assert left == {"exit_code": 1, "reason": told}


def test_what_nobody_expected_is_handed_on_without_its_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_: Pod) -> None:
        message = "Invalid header value b'Bearer SECRET'"
        raise ValueError(message)

    monkeypatch.setattr(admit, "run", broken)

    with pytest.raises(ValueError, match="Invalid header value"):
        __main__.run(["admit", "--baton", str(tmp_path), given()])

    left = json.loads((tmp_path / "admit.json").read_text())
    assert left == {"exit_code": 1, "reason": "unexpected ValueError"}


def test_an_unreachable_api_server_is_temporary_and_the_next_step_ends_the_same_way(tmp_path: Path) -> None:
    (tmp_path / "token").write_text("t", encoding="utf-8")
    away = {
        "REMEDY_KUBERNETES_URL": "http://127.0.0.1:9",
        "REMEDY_SERVICE_ACCOUNT_DIRECTORY": str(tmp_path),
        "REMEDY_GITHUB_TOKEN": "t",
    }

    first, line = run(tmp_path, "admit", "--baton", str(tmp_path), given(), **away)
    second, _ = run(tmp_path, "cancel", "--baton", str(tmp_path), given(), **away)

    assert (first, second) == (75, 75)
    assert "the Kubernetes API does not answer" in line["message"]


def test_a_refused_push_is_a_success_with_a_reason(tmp_path: Path) -> None:
    with_token = {"REMEDY_GITHUB_TOKEN": "t"}

    codes = [
        run(tmp_path, verb, "--baton", str(tmp_path), given(sender="somebody"), **with_token)[0]
        for verb in ("admit", "cancel", "relabel", "reset", "restart")
    ]

    assert codes == [0, 0, 0, 0, 0]
    assert (tmp_path / "outcome").read_text() == "refused"
    assert (tmp_path / "reason").read_text() == "somebody is not Rex"
