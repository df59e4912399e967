"""Pushes by Rex to the branch of task 7."""

from remediation.model import JsonObject
from tests.sensors.events import Changes, changed, payload

BEFORE, AFTER = "b" * 40, "a1" * 20
_OURS: Changes = {
    "ref": "refs/heads/task-7-add-search",
    "before": BEFORE,
    "after": AFTER,
    "repository__full_name": "5dlabs/cto",
    "sender__login": "5DLabs-Rex[bot]",
}


def push(**changes: object) -> JsonObject:
    """Give a `push` event."""
    return changed(payload("push"), {**_OURS, **changes})
