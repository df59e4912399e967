import re

import pytest
import re2
from hypothesis import given
from hypothesis import strategies as st

from remediation.identifiers import (
    BRANCH_PREFIX,
    DELIVERY,
    EPOCH,
    LOGIN,
    REPOSITORY,
    SHA,
    TASK_BRANCH,
    repository_label,
    task_of_branch,
    task_of_label,
    whole,
)

PATTERNS = (REPOSITORY, BRANCH_PREFIX + TASK_BRANCH, SHA, DELIVERY, EPOCH, LOGIN)


@pytest.mark.parametrize(
    ("branch", "task"),
    [
        ("task-3-login", 3),
        ("task-12-a/b", 12),
        ("task-3", None),
        ("task-03-login", None),
        ("task-0-login", None),
        ("feature/task-3-x", None),
        ("Task-3-x", None),
        ("task--x", None),
    ],
)
def test_a_branch_names_its_task_only_at_its_start(branch: str, task: int | None) -> None:
    assert task_of_branch(branch) == task


@pytest.mark.parametrize(
    ("label", "task"),
    [("task-3", 3), ("task-3-x", None), ("task-03", None), ("xtask-3", None), ("task-3\n", None)],
)
def test_a_label_names_a_task_only_as_a_whole(label: str, task: int | None) -> None:
    assert task_of_label(label) == task


@pytest.mark.parametrize(
    "ref",
    [
        "refs/heads/task-3-{{workflow.name}}",
        "refs/tags/task-3-x",
        "refs/heads/task-3-a b",
        "refs/heads/task-3-x\n",
    ],
)
def test_a_hostile_ref_is_no_task_branch(ref: str) -> None:
    assert not re2.search(whole(BRANCH_PREFIX + TASK_BRANCH), ref)


@given(text=st.text(alphabet=st.sampled_from("ab/-_.[]botaskrefsheads0123456789{}\n \x00é"), max_size=60))
def test_sensors_and_steps_read_the_patterns_alike(text: str) -> None:
    for pattern in PATTERNS:
        in_sensor = re2.search(whole(pattern), text) is not None
        assert in_sensor == (re.fullmatch(pattern, text) is not None)


def test_a_repository_becomes_a_label_value() -> None:
    assert repository_label("5dlabs/cto") == "5dlabs.cto"
