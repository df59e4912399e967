"""A scenario that cannot be played to its end says where it stopped."""

from typing import Any

import pytest

from remediation.errors import Misuse
from runner.backends.sandbox import Sandbox
from runner.record import Record
from runner.run import play
from runner.scenario import Scenario
from runner.screens.screen import NoScreen

PUSH = {"do": "push", "by": "ada", "branch": "task-7-login", "commit": "fix"}


def played(*events: dict[str, Any], timeout: float = 20, **world: Any) -> Record:  # noqa: ANN401  # YAML values
    scenario = Scenario.model_validate(
        {
            "name": "story",
            "title": "Something happens",
            "world": {
                "people": {"ada": "write"},
                "branches": [{"name": "task-7-login", "commits": ["first"]}],
                **world,
            },
            "events": events,
            "expect": [{"that": "runs", "count": 0}],
            "timeout": timeout,
        }
    )
    return play(scenario, Sandbox(), screen=NoScreen())


def test_an_event_that_waits_in_vain_is_a_failed_expectation_beside_the_others() -> None:
    record = played(PUSH, {**PUSH, "after": {"play": {"task": 7}}}, timeout=1)

    assert [finding.expected for finding in record.failed] == ["story: events[1] can be played"]
    assert "still no world as this event needs it (play task=7" in record.failed[0].found
    assert record.findings[-1].ok


def test_a_world_that_does_not_come_about_ends_the_scenario() -> None:
    record = played(PUSH, timeout=1, plays=[{"task": 7, "at": "completed"}])

    assert [finding.expected for finding in record.findings] == ["story: world can be played"]


def test_what_github_refuses_is_a_fault_of_the_file() -> None:
    with pytest.raises(Misuse, match=r"story: events\[0\]: GitHub refuses it: Reference does not exist"):
        played({"do": "delete_branch", "by": "ada", "branch": "task-8-logout"})


def test_silence_is_told() -> None:
    record = played(PUSH)

    assert record.ok
    assert [moment.text for moment in record.timeline][-1] == "no sensor fires: no run is started"


def test_a_world_that_never_rests_tells_what_is_at_work() -> None:
    run = {"task": 7, "role": "cleo", "commit": "first", "name": "cleo-by-hand"}

    record = played(PUSH, timeout=1, agents={"cleo": {"works": 9, "ends": "Failed"}}, code_runs=[run])

    assert record.failed[0].found == "after 1 s there is still no rest: cleo-by-hand"
