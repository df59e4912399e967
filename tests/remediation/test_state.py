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


def test_a_state_names_the_heads_that_are_taken_care_of() -> None:
    assert STATE.names(OTHER)
    assert not STATE.names(HEAD), "a started push is not done"
    done = PushRecord(delivery="d", head=HEAD, phase="done")
    assert STATE.model_copy(update={"push": done}).names(HEAD)
