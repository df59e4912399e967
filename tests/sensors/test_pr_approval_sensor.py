"""Which reviews say that Tess approved."""

import pytest

from tests.golden.exported import named
from tests.sensors.events import GUID, NO_GUIDS, SETTINGS, Changes, webhook
from tests.sensors.judges import Judge, Run
from tests.sensors.pull_requests import NEVER, NOT_ON_A_TASK_BRANCH, reviewed

SENSOR = named(SETTINGS, "Sensor", "pr-approval-sensor")
TESS = "5DLabs-Tess[bot]"
EVENT = "pull_request_review"


def test_an_approval_by_tess_is_a_signal(judge: Judge) -> None:
    created = judge(SENSOR, webhook(EVENT, reviewed("approved", by=TESS)))

    arguments = {
        "repository": "5dlabs/cto",
        "task-id": "3",
        "signal": "approval",
        "subject": "42",
        "phase": "none",
        "sender": TESS,
        "at": "2019-05-15T15:20:38Z",
        "delivery": GUID,
    }
    assert created == [Run("approved", f"pr-approved-{GUID}", "play-signal", arguments)]


@pytest.mark.parametrize("login", ["5DLabs-Tess", "5dlabs-tess[bot]", "5DLABS-TESS"])
def test_tess_counts_in_any_case_with_and_without_bot(judge: Judge, login: str) -> None:
    (created,) = judge(SENSOR, webhook(EVENT, reviewed("approved", by=login)))

    assert created.arguments["sender"] == login


@pytest.mark.parametrize(
    "state",
    [
        "commented",
        "changes_requested",
        "dismissed",
        "pending",
        "APPROVED",
        "approved ",
        "unapproved",
        "",
        None,
    ],
)
def test_another_opinion_is_none(judge: Judge, state: str) -> None:
    assert judge(SENSOR, webhook(EVENT, reviewed(state, by=TESS))) == []


@pytest.mark.parametrize(
    "login",
    [
        "alice",
        "5DLabs-Cleo[bot]",
        "5DLabs-Rex[bot]",
        "5DLabs-Tess-evil[bot]",
        "5DLabs-Tess[bot]x",
        "evil-5DLabs-Tess",
        "5DLabs-Tess\n",
        "[bot]",
        "",
    ],
)
def test_an_approval_by_anybody_else_is_none(judge: Judge, login: str) -> None:
    assert judge(SENSOR, webhook(EVENT, reviewed("approved", by=login))) == []


@pytest.mark.parametrize(
    "changes",
    [
        {"review__user__login": "alice"},
        {"review__user__login": "alice", "pull_request__user__login": TESS},
        {"review__user": None},
        {"review": None},
    ],
)
def test_a_review_that_is_not_tesss_own_is_none(judge: Judge, changes: Changes) -> None:
    body = reviewed("approved", by=TESS, **changes)

    assert body["sender"]["login"] == TESS
    assert judge(SENSOR, webhook(EVENT, body)) == []


@pytest.mark.parametrize("action", ["edited", "dismissed", "Submitted", "submitted\n", "resubmitted", None])
def test_another_action_is_none(judge: Judge, action: str | None) -> None:
    assert judge(SENSOR, webhook(EVENT, reviewed("approved", by=TESS, action=action))) == []


@pytest.mark.parametrize("changes", [*NEVER, *NOT_ON_A_TASK_BRANCH])
def test_an_approval_elsewhere_is_none(judge: Judge, changes: Changes) -> None:
    assert judge(SENSOR, webhook(EVENT, reviewed("approved", by=TESS, **changes))) == []


@pytest.mark.parametrize("event", ["pull_request", "pull_request_review_comment", "Pull_request_review"])
def test_another_event_with_the_same_body_is_none(judge: Judge, event: str) -> None:
    assert judge(SENSOR, webhook(event, reviewed("approved", by=TESS))) == []


@pytest.mark.parametrize("guid", NO_GUIDS)
def test_a_delivery_without_a_guid_is_none(judge: Judge, guid: str) -> None:
    assert judge(SENSOR, webhook(EVENT, reviewed("approved", by=TESS), guid=guid)) == []
