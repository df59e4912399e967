"""Which labels say that Cleo is content."""

import pytest

from tests.golden.exported import named
from tests.sensors.events import ABSENT, GUID, NO_GUIDS, SETTINGS, Changes, webhook
from tests.sensors.judges import Judge, Run
from tests.sensors.pull_requests import NEVER, NOT_ON_A_TASK_BRANCH, OTHER_EVENTS, labelled

SENSOR = named(SETTINGS, "Sensor", "ready-for-qa-sensor")
CLEO: Changes = {"sender__login": "5DLabs-Cleo[bot]"}


def test_the_label_from_cleo_is_a_signal(judge: Judge) -> None:
    created = judge(SENSOR, webhook("pull_request", labelled("ready-for-qa", **CLEO)))

    arguments = {
        "repository": "5dlabs/cto",
        "task-id": "3",
        "signal": "ready-for-qa",
        "subject": "42",
        "phase": "none",
        "sender": "5DLabs-Cleo[bot]",
        "at": "2019-05-15T15:20:35Z",
        "delivery": GUID,
    }
    assert created == [Run("readied", f"pr-ready-{GUID}", "play-signal", arguments)]


@pytest.mark.parametrize("login", ["5DLabs-Cleo", "5dlabs-cleo[bot]", "5DLABS-CLEO"])
def test_cleo_counts_in_any_case_with_and_without_bot(judge: Judge, login: str) -> None:
    (created,) = judge(SENSOR, webhook("pull_request", labelled("ready-for-qa", sender__login=login)))

    assert created.arguments["sender"] == login


@pytest.mark.parametrize("branch", ["task-3-fix/1.2_#3+a=b@c", "task-123456789-x"])
def test_the_task_is_the_branchs(judge: Judge, branch: str) -> None:
    body = labelled("ready-for-qa", **CLEO, pull_request__head__ref=branch)

    (created,) = judge(SENSOR, webhook("pull_request", body))

    assert created.arguments["task-id"] == branch.split("-")[1]


@pytest.mark.parametrize(
    "label",
    [
        "ready-for-qa ",
        " ready-for-qa",
        "ready-for-qa\n",
        "Ready-For-QA",
        "ready-for-qa-2",
        "not-ready-for-qa",
        "ready_for_qa",
        "ready-for-qb",
        "task-3",
        "bug",
        "",
    ],
)
def test_another_label_is_none(judge: Judge, label: str) -> None:
    assert judge(SENSOR, webhook("pull_request", labelled(label, **CLEO))) == []


@pytest.mark.parametrize("changes", [{"label": ABSENT}, {"label": None}, {"label__name": ABSENT}])
def test_a_label_that_was_deleted_meanwhile_is_none(judge: Judge, changes: Changes) -> None:
    body = labelled("ready-for-qa", **CLEO, **changes)

    assert judge(SENSOR, webhook("pull_request", body)) == []


@pytest.mark.parametrize(
    "login",
    [
        "alice",
        "5DLabs-Tess[bot]",
        "5DLabs-Rex[bot]",
        "5DLabs-Cleo-evil[bot]",
        "5DLabs-Cleob",
        "5DLabs-Cleo[bot]x",
        "evil-5DLabs-Cleo",
        "5DLabs-Cleo\n",
        "[bot]",
        "",
        None,
    ],
)
def test_the_label_from_anybody_else_is_none(judge: Judge, login: str | None) -> None:
    assert judge(SENSOR, webhook("pull_request", labelled("ready-for-qa", sender__login=login))) == []


def test_a_pull_request_by_cleo_that_somebody_else_labels_is_none(judge: Judge) -> None:
    body = labelled("ready-for-qa", pull_request__user__login="5DLabs-Cleo[bot]", sender__login="alice")

    assert judge(SENSOR, webhook("pull_request", body)) == []


@pytest.mark.parametrize(
    "action", ["unlabeled", "opened", "edited", "synchronize", "Labeled", "labeled ", None]
)
def test_another_action_is_none(judge: Judge, action: str | None) -> None:
    body = labelled("ready-for-qa", **CLEO, action=action)

    assert judge(SENSOR, webhook("pull_request", body)) == []


@pytest.mark.parametrize("changes", [*NEVER, *NOT_ON_A_TASK_BRANCH])
def test_the_label_elsewhere_is_none(judge: Judge, changes: Changes) -> None:
    body = labelled("ready-for-qa", **CLEO, **changes)

    assert judge(SENSOR, webhook("pull_request", body)) == []


@pytest.mark.parametrize("event", [*OTHER_EVENTS, "issues"])
def test_another_event_with_the_same_body_is_none(judge: Judge, event: str) -> None:
    assert judge(SENSOR, webhook(event, labelled("ready-for-qa", **CLEO))) == []


@pytest.mark.parametrize("guid", NO_GUIDS)
def test_a_delivery_without_a_guid_is_none(judge: Judge, guid: str) -> None:
    assert judge(SENSOR, webhook("pull_request", labelled("ready-for-qa", **CLEO), guid=guid)) == []
