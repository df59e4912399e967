"""Which pushes restart QA, and what the run is told."""

import pytest

from tests.golden.exported import named
from tests.sensors.events import GUID, NO_GUIDS, SETTINGS, Changes, webhook
from tests.sensors.judges import Judge, Run
from tests.sensors.pushes import AFTER, BEFORE, push

SENSOR = named(SETTINGS, "Sensor", "rex-remediation-restart")


def test_a_rex_push_creates_one_run_with_the_events_identifiers(judge: Judge) -> None:
    created = judge(SENSOR, webhook("push", push()))

    arguments = {
        "repository": "5dlabs/cto",
        "task-id": "7",
        "ref": "refs/heads/task-7-add-search",
        "before": BEFORE,
        "after": AFTER,
        "sender": "5DLabs-Rex[bot]",
        "delivery": GUID,
        "pushed-at": "1557933657",
    }
    assert created == [Run("push", f"rex-push-{GUID}", "rex-remediation", arguments)]


@pytest.mark.parametrize(
    "changes",
    [
        {"sender__login": "rex-5dlabs"},
        {"sender__login": "5DLABS-REX[bot]"},
        {"ref": "refs/heads/task-123456789-x", "forced": True},
        {"ref": "refs/heads/task-7-fix/1.2_#3+a=b@c"},
        {"created": True, "before": "0" * 40},
        {"pusher__name": "somebody-else"},
    ],
)
def test_any_push_by_rex_to_a_task_branch_is_one(judge: Judge, changes: Changes) -> None:
    assert len(judge(SENSOR, webhook("push", push(**changes)))) == 1


@pytest.mark.parametrize(
    "changes",
    [
        {"sender__login": "alice"},
        {"sender__login": "5DLabs-Rexo-evil"},
        {"sender__login": "5DLabs-Cleo[bot]"},
        {"sender__login": "alice", "pusher__name": "5DLabs-Rex[bot]"},
        {"ref": "refs/tags/task-7-add-search"},
        {"ref": "refs/heads/main"},
        {"ref": "refs/heads/feature/task-3-x"},
        {"ref": "refs/heads/task-0-x"},
        {"ref": "refs/heads/task-03-x"},
        {"ref": "refs/heads/task-3"},
        {"ref": "refs/heads/task-3-"},
        {"ref": "refs/heads/task-3-{{workflow.name}}"},
        {"ref": "refs/heads/task-3-x\n"},
        {"ref": "refs/heads/task-3-$(id)"},
        {"ref": "refs/heads/task-1234567890-x"},
        {"deleted": True, "after": "0" * 40},
        {"after": "A1" * 20},
        {"after": "a1" * 19},
        {"before": None},
        {"repository__full_name": "evil/cto"},
        {"repository__full_name": "5dlabs/cto-fork"},
        {"repository__full_name": "evil5dlabs/cto"},
        {"repository__pushed_at": "2019-05-15T15:20:41Z"},
        {"repository__pushed_at": None},
    ],
)
def test_any_other_push_is_none(judge: Judge, changes: Changes) -> None:
    assert judge(SENSOR, webhook("push", push(**changes))) == []


@pytest.mark.parametrize("event", ["pull_request", "ping", "push_x", "Push"])
def test_another_event_with_the_same_body_is_none(judge: Judge, event: str) -> None:
    assert judge(SENSOR, webhook(event, push())) == []


@pytest.mark.parametrize("guid", NO_GUIDS)
def test_a_delivery_without_a_guid_is_none(judge: Judge, guid: str) -> None:
    assert judge(SENSOR, webhook("push", push(), guid=guid)) == []
