"""A wrong scenario is one line that names the file, the field and the fault."""

from pathlib import Path

import pytest

from remediation.errors import Misuse
from remediation.settings import Settings
from runner.reading import read_scenario, settings_for

RIGHT = """
name: story
title: Something happens
world:
  people: {ada: write}
  branches: [{name: task-7-login, commits: [first]}]
  pull_requests: [{branch: task-7-login}]
events:
  - {do: push, by: ada, branch: task-7-login, commit: fix}
expect:
  - {that: unchanged}
"""


def written(folder: Path, text: str, *, name: str = "story.yaml") -> Path:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return file


def test_a_right_file_becomes_a_scenario(tmp_path: Path) -> None:
    scenario = read_scenario(written(tmp_path, RIGHT))

    assert scenario.name == "story"
    assert [event.lane for event in scenario.events] == ["github"]


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("title: Something happens", "titel: Something happens", "title: Field required"),
        ("by: ada, ", "", "events[0].by: Field required"),
        ("do: push", "do: pull", "events[0]: Input tag 'pull' found using 'do'"),
        ("commit: fix", "commit: Fix", "events[0].commit: String should match pattern"),
        ("commit: fix", "commit: fix, force: true", "events[0].force: Extra inputs are not permitted"),
        (
            "that: unchanged",
            "that: unchanged, task: seven",
            "expect[0].task: Input should be a valid integer",
        ),
        ("that: unchanged", "that: changed", "expect[0]: Input tag 'changed' found using 'that'"),
        (
            "branch: task-7-login}",
            "branch: task-8}",
            "world: a pull request is from task-8, which is not among",
        ),
        ("commits: [first]", "commits: [first, first]", "world: two commits are named first"),
        ("by: ada", "by: bob", "events[0].by: there is nobody called bob; add the login to world.people"),
        ("that: unchanged", "that: pods, task: 7, head: fxi", "expect[0].head: no commit is named fxi"),
        (
            "that: unchanged",
            "that: state, task: 7, data: {push.head: {commit: fxi}}",
            "expect[0].data.push.head: no commit is named fxi",
        ),
        ("commit: fix", "commit: fix, repository: a/b", "events[0].repository: there is no repository a/b"),
        ("name: story", "name: other", "name: is other, but the file is called story.yaml"),
        (
            "world:",
            "settings: {deadlines: {cancel: soon}}\nworld:",
            "settings.deadlines.cancel: Input should be",
        ),
        ("world:", "settings: {deadline: {}}\nworld:", "settings.deadline: Extra inputs are not permitted"),
    ],
)
def test_a_wrong_field_is_named(tmp_path: Path, old: str, new: str, fault: str) -> None:
    file = written(tmp_path, RIGHT.replace(old, new))

    with pytest.raises(Misuse) as refused:
        read_scenario(file)

    assert str(refused.value).startswith(f"{file}: {fault}")
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    ("text", "fault"),
    [("a: [", "is not YAML"), ("- one", "a scenario is a mapping"), ("", "a scenario is a mapping")],
)
def test_a_file_that_is_no_scenario_is_refused(tmp_path: Path, text: str, fault: str) -> None:
    with pytest.raises(Misuse, match=fault):
        read_scenario(written(tmp_path, text))


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Misuse, match="cannot be read: No such file"):
        read_scenario(tmp_path / "missing.yaml")


def test_a_payload_lies_beside_the_scenario_or_comes_with_the_sandbox(tmp_path: Path) -> None:
    (tmp_path / "mine.json").write_text("{}", encoding="utf-8")
    webhook = "do: webhook, event: push, payload: {}"
    push = "do: push, by: ada, branch: task-7-login, commit: fix"

    for payload in ("push", "push.json", "mine.json"):
        read_scenario(written(tmp_path, RIGHT.replace(push, webhook.format(payload))))

    with pytest.raises(Misuse, match=r"events\[0\]\.payload: theirs is neither"):
        read_scenario(written(tmp_path, RIGHT.replace(push, webhook.format("theirs"))))


def test_settings_of_a_scenario_lie_over_those_of_the_backend(tmp_path: Path) -> None:
    text = RIGHT.replace("world:", "settings: {deadlines: {cancel: 1}}\nworld:")
    base = Settings(namespace="elsewhere")

    settings = settings_for(read_scenario(written(tmp_path, text)), base=base)

    assert (settings.namespace, settings.deadlines.cancel) == ("elsewhere", 1)
    assert settings.deadlines.run == base.deadlines.run
