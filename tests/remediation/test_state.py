import json

import pytest

from remediation.errors import Permanent
from remediation.state import CycleRecord, PushRecord, TaskState, read_state, write_state

HEAD, OTHER = "a" * 40, "b" * 40
STATE = TaskState(
    task=7,
    repository="5dlabs/cto",
    start_time="2026-01-01T00:00:00+00:00",
    push=PushRecord(delivery="d", head=HEAD, phase="started"),
    qa=CycleRecord(play="play-x", cycle=2, head=OTHER),
)


def test_what_is_written_is_read_back() -> None:
    written = write_state(STATE, namespace="agents", previous=None)

    assert read_state(written) == STATE
    assert written["metadata"]["name"] == "task-7-remediation-state"
    assert written["metadata"]["labels"] == {"app": "remediation-loop", "task-id": "7"}


def test_keys_of_other_loops_and_the_resource_version_are_kept() -> None:
    previous = write_state(STATE, namespace="agents", previous=None)
    previous["metadata"]["resourceVersion"] = "5"
    previous["data"]["current_iteration"] = "3"

    written = write_state(STATE.model_copy(update={"qa": None}), namespace="agents", previous=previous)

    assert written["metadata"]["resourceVersion"] == "5"
    assert written["data"]["current_iteration"] == "3"


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"schema_version": "99"}, "schema version '99'"),
        ({"push": "{"}, "unreadable"),
        ({"push": json.dumps({"delivery": "d", "head": HEAD, "phase": "perhaps"})}, "phase"),
        ({"task_id": "seven"}, "unreadable"),
    ],
)
def test_an_unreadable_state_is_a_permanent_error_that_names_the_config_map(
    change: dict[str, str], told: str
) -> None:
    config_map = write_state(STATE, namespace="agents", previous=None)
    config_map["data"].update(change)

    with pytest.raises(Permanent, match="task-7-remediation-state") as caught:
        read_state(config_map)

    assert told in str(caught.value)


def state(*, push: PushRecord | None = None, qa: CycleRecord | None = None) -> TaskState:
    return TaskState(task=7, repository="5dlabs/cto", push=push, qa=qa)


def done(head: str, *, play: str = "play-x", cycle: int = 1) -> PushRecord:
    return PushRecord(delivery="d", head=head, phase="done", play=play, cycle=cycle)


def test_the_head_of_the_present_cycle_is_taken_care_of() -> None:
    assert state(qa=CycleRecord(play="play-x", cycle=1, head=HEAD)).names(HEAD)
    assert not state(qa=CycleRecord(play="play-x", cycle=1, head=OTHER)).names(HEAD)


def test_a_restart_that_is_about_to_begin_takes_care_of_its_head() -> None:
    waiting = CycleRecord(play="play-x", cycle=1, head=OTHER)

    assert state(push=done(HEAD), qa=waiting).names(HEAD)
    assert state(push=done(HEAD)).names(HEAD)


def test_a_push_that_was_only_started_takes_care_of_nothing() -> None:
    assert not state(push=PushRecord(delivery="d", head=HEAD, phase="started")).names(HEAD)


def test_a_force_push_back_to_a_commit_of_an_earlier_cycle_is_news() -> None:
    moved_on = CycleRecord(play="play-x", cycle=3, head=OTHER)

    assert not state(push=done(HEAD, cycle=1), qa=moved_on).names(HEAD)
