"""Which pull requests end a play."""

import pytest

from tests.golden.exported import named
from tests.sensors.events import GUID, NO_GUIDS, SETTINGS, Changes, webhook
from tests.sensors.judges import Judge, Run
from tests.sensors.pull_requests import (
    NEVER,
    NOT_ON_A_TASK_BRANCH,
    OTHER_EVENTS,
    SENT_BY_NOBODY,
    acted,
)

SENSOR = named(SETTINGS, "Sensor", "pull-request-closed")


@pytest.mark.parametrize("merged", [True, False])
def test_a_tasks_pull_request_that_is_closed_or_merged_is_a_signal(judge: Judge, *, merged: bool) -> None:
    created = judge(SENSOR, webhook("pull_request", acted("closed", pull_request__merged=merged)))

    arguments = {
        "repository": "5dlabs/cto",
        "task-id": "3",
        "signal": "closed",
        "subject": "42",
        "phase": "none",
        "sender": "Codertocat",
        "at": "2019-05-15T15:20:33Z",
        "delivery": GUID,
    }
    assert created == [Run("closed", f"pr-closed-{GUID}", "play-signal", arguments)]


@pytest.mark.parametrize("sender", ["ada", "ada_acme", "5DLabs-Rex[bot]", "github-merge-queue[bot]"])
def test_anybody_may_close_it(judge: Judge, sender: str) -> None:
    (created,) = judge(SENSOR, webhook("pull_request", acted("closed", sender__login=sender)))

    assert created.arguments["sender"] == sender


def test_a_draft_that_is_closed_is_a_signal(judge: Judge) -> None:
    assert judge(SENSOR, webhook("pull_request", acted("closed", pull_request__draft=True)))


@pytest.mark.parametrize(
    "action",
    [
        "opened",
        "reopened",
        "edited",
        "synchronize",
        "converted_to_draft",
        "Closed",
        "closed ",
        "enclosed",
        None,
    ],
)
def test_another_action_is_none(judge: Judge, action: str) -> None:
    assert judge(SENSOR, webhook("pull_request", acted(action))) == []


@pytest.mark.parametrize("changes", [*NEVER, *NOT_ON_A_TASK_BRANCH, *SENT_BY_NOBODY])
def test_what_is_closed_elsewhere_is_none(judge: Judge, changes: Changes) -> None:
    assert judge(SENSOR, webhook("pull_request", acted("closed", **changes))) == []


@pytest.mark.parametrize("event", [*OTHER_EVENTS, "issues", "pull_request_review"])
def test_another_event_with_the_same_body_is_none(judge: Judge, event: str) -> None:
    assert judge(SENSOR, webhook(event, acted("closed"))) == []


@pytest.mark.parametrize("guid", NO_GUIDS)
def test_a_delivery_without_a_guid_is_none(judge: Judge, guid: str) -> None:
    assert judge(SENSOR, webhook("pull_request", acted("closed"), guid=guid)) == []
