"""Which pull requests let a play go on from Rex to QA."""

import pytest

from tests.golden.exported import named
from tests.sensors.events import ABSENT, GUID, NO_GUIDS, SETTINGS, Changes, webhook
from tests.sensors.judges import Judge, Run
from tests.sensors.pull_requests import (
    NEVER,
    NOT_ON_A_TASK_BRANCH,
    OTHER_EVENTS,
    SENT_BY_NOBODY,
    acted,
    labelled,
)

SENSOR = named(SETTINGS, "Sensor", "multi-agent-workflow-resume")
OPENED = {
    "repository": "5dlabs/cto",
    "task-id": "3",
    "signal": "pull-request",
    "subject": "42",
    "phase": "none",
    "sender": "Codertocat",
    "at": "2019-05-15T15:20:33Z",
    "delivery": GUID,
}
LABELLED = {**OPENED, "signal": "task-label", "at": "2019-05-15T15:20:35Z"}
NO_TASK_LABELS = (
    "task-03",
    "task-0",
    "task-",
    "task-3-x",
    "task-3 ",
    "task-3\n",
    "Task-3",
    "xtask-3",
    "task-1234567890",
    "task-{{workflow.name}}",
    "bug",
    "ready-for-qa",
    "",
)


@pytest.mark.parametrize("action", ["opened", "reopened", "ready_for_review"])
def test_a_task_that_has_a_pull_request_is_a_signal(judge: Judge, action: str) -> None:
    created = judge(SENSOR, webhook("pull_request", acted(action)))

    assert created == [Run("opened", f"pr-opened-{GUID}", "play-signal", OPENED)]


def test_a_task_label_is_a_signal(judge: Judge) -> None:
    created = judge(SENSOR, webhook("pull_request", labelled("task-3")))

    assert created == [Run("labelled", f"pr-opened-{GUID}", "play-signal", LABELLED)]


@pytest.mark.parametrize(
    "changes",
    [{"pull_request__head__ref": "feature/login"}, {"pull_request__head__ref": "task-7-login"}],
)
def test_a_task_label_that_the_branch_contradicts_is_told_as_the_label_says(
    judge: Judge, changes: Changes
) -> None:
    (created,) = judge(SENSOR, webhook("pull_request", labelled("task-3", **changes)))

    assert (created.dependency, created.arguments["task-id"]) == ("labelled", "3")


@pytest.mark.parametrize("sender", ["ada", "ada_acme", "5DLabs-Rex[bot]", "dependabot[bot]"])
def test_anybody_may_open_and_label(judge: Judge, sender: str) -> None:
    for body in (acted("opened", sender__login=sender), labelled("task-3", sender__login=sender)):
        (created,) = judge(SENSOR, webhook("pull_request", body))
        assert created.arguments["sender"] == sender


def test_the_label_of_a_draft_is_a_signal_that_a_step_looks_at(judge: Judge) -> None:
    assert judge(SENSOR, webhook("pull_request", labelled("task-3", pull_request__draft=True)))


@pytest.mark.parametrize(
    "action",
    [
        "edited",
        "unlabeled",
        "synchronize",
        "converted_to_draft",
        "closed",
        "assigned",
        "review_requested",
        "locked",
        "Opened",
        "opened ",
        "opened\n",
        "unopened",
        "labeled",
    ],
)
def test_another_action_is_none(judge: Judge, action: str) -> None:
    assert judge(SENSOR, webhook("pull_request", acted(action))) == []


@pytest.mark.parametrize("action", ["unlabeled", "edited", "opened ", "labeled\n", None])
def test_another_action_with_a_task_label_is_none(judge: Judge, action: str | None) -> None:
    assert judge(SENSOR, webhook("pull_request", labelled("task-3", action=action))) == []


@pytest.mark.parametrize("label", NO_TASK_LABELS)
def test_another_label_is_none(judge: Judge, label: str) -> None:
    assert judge(SENSOR, webhook("pull_request", labelled(label))) == []


@pytest.mark.parametrize("changes", [{"label": ABSENT}, {"label": None}, {"label__name": None}])
def test_a_label_that_was_deleted_meanwhile_is_none(judge: Judge, changes: Changes) -> None:
    assert judge(SENSOR, webhook("pull_request", labelled("task-3", **changes))) == []


@pytest.mark.parametrize(
    "changes",
    [
        *NEVER,
        *NOT_ON_A_TASK_BRANCH,
        *SENT_BY_NOBODY,
        {"pull_request__draft": True},
        {"pull_request__draft": ABSENT},
    ],
)
def test_what_is_opened_elsewhere_or_as_a_draft_is_none(judge: Judge, changes: Changes) -> None:
    assert judge(SENSOR, webhook("pull_request", acted("opened", **changes))) == []


@pytest.mark.parametrize("changes", [*NEVER, *SENT_BY_NOBODY])
def test_what_is_labelled_elsewhere_is_none(judge: Judge, changes: Changes) -> None:
    assert judge(SENSOR, webhook("pull_request", labelled("task-3", **changes))) == []


@pytest.mark.parametrize("event", OTHER_EVENTS)
def test_another_event_with_the_same_body_is_none(judge: Judge, event: str) -> None:
    assert judge(SENSOR, webhook(event, acted("opened"))) == []


@pytest.mark.parametrize("guid", NO_GUIDS)
def test_a_delivery_without_a_guid_is_none(judge: Judge, guid: str) -> None:
    assert judge(SENSOR, webhook("pull_request", acted("opened"), guid=guid)) == []
