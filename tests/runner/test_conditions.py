"""An event waits until everything that it names is true."""

import pytest

from runner.conditions import After
from runner.snapshot import Snapshot
from tests.runner.records import record

AFTER = record().after


@pytest.mark.parametrize(
    ("condition", "met"),
    [
        ({}, True),
        ({"play": {"task": 7, "waiting": "await-ready-for-qa", "cycle": 2}}, True),
        ({"play": {"task": 7, "cycle": 1}}, False),
        ({"play": {"task": 8}}, False),
        ({"agent": {"task": 7, "role": "cleo", "phase": "Running"}}, True),
        ({"agent": {"task": 7, "role": "tess"}}, False),
        ({"run": {"name": "rex-push-*"}}, True),
        ({"run": {"task": 7, "phase": "Running"}}, False),
        ({"run": {"task": 7}, "agent": {"task": 7, "role": "tess"}}, False),
    ],
)
def test_conditions_are_compared_with_the_world(condition: dict[str, object], met: bool) -> None:  # noqa: FBT001  # a value of the table
    assert After.model_validate(condition).met(AFTER) is met


def test_an_agent_that_is_being_deleted_does_not_count() -> None:
    doomed = tuple(run.model_copy(update={"deleting": True}) for run in AFTER.code_runs)
    condition = After.model_validate({"agent": {"task": 7, "role": "cleo"}})

    assert not condition.met(Snapshot(code_runs=doomed))


def test_a_condition_tells_what_it_waits_for() -> None:
    assert "cleo" in After.model_validate({"agent": {"task": 7, "role": "cleo"}}).told()
    assert not After(seconds=2).looks
