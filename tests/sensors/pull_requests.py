"""Pull requests of task 3, and what keeps any of their events from being a signal."""

from remediation.model import JsonObject
from tests.sensors.events import ABSENT, Changes, changed, payload

_OURS: Changes = {
    "repository__full_name": "5dlabs/cto",
    "pull_request__head__repo__full_name": "5dlabs/cto",
    "pull_request__head__ref": "task-3-add-search",
    "pull_request__number": 42,
}
OF_ANOTHER_REPOSITORY: tuple[Changes, ...] = (
    {"repository__full_name": "evil/cto"},
    {"repository__full_name": "5dlabs/cto-fork"},
    {"repository__full_name": "5DLabs/CTO"},
    {"repository__full_name": ABSENT},
)
FROM_A_FORK: tuple[Changes, ...] = (
    {"pull_request__head__repo__full_name": "evil/cto"},
    {"pull_request__head__repo__full_name": "5dlabs/cto\n"},
    {"pull_request__head__repo": None},
)
NOT_ON_A_TASK_BRANCH: tuple[Changes, ...] = tuple(
    {"pull_request__head__ref": branch}
    for branch in (
        "main",
        "feature/task-3-x",
        "xtask-3-x",
        "Task-3-x",
        "task-0-x",
        "task-03-x",
        "task-1234567890-x",
        "task-3",
        "task-3-",
        "task-3-x\n",
        "task-3-$(id)",
        "task-3-{{workflow.name}}",
        "refs/heads/task-3-x",
        None,
    )
)
WITHOUT_AN_IDENTIFIER: tuple[Changes, ...] = (
    {"pull_request__number": 0},
    {"pull_request__number": 4.5},
    {"pull_request__number": None},
    {"pull_request__number": "42 "},
    {"pull_request__number": "{{workflow.name}}"},
    {"pull_request__updated_at": "2019-05-15"},
    {"pull_request__updated_at": "2019-05-15 15:20:33"},
    {"pull_request__updated_at": "2019-05-15T15:20:33+02:00"},
    {"pull_request__updated_at": "2019-05-15T15:20:33Z\n"},
    {"pull_request__updated_at": "{{workflow.name}}"},
    {"pull_request__updated_at": 1557933633},
    {"pull_request__updated_at": None},
    {"pull_request__updated_at": ABSENT},
)
SENT_BY_NOBODY: tuple[Changes, ...] = (
    {"sender__login": ""},
    {"sender__login": "-ada"},
    {"sender__login": "ada lovelace"},
    {"sender__login": "{{workflow.name}}"},
    {"sender__login": "ada[bot][bot]"},
    {"sender__login": None},
    {"sender": None},
    {"sender": ABSENT},
)
NEVER: tuple[Changes, ...] = (*OF_ANOTHER_REPOSITORY, *FROM_A_FORK, *WITHOUT_AN_IDENTIFIER)
OTHER_EVENTS = ("push", "pull_request_target", "pull_request_review_comment", "Pull_request", "pull_request ")


def acted(action: str | None, /, **changes: object) -> JsonObject:
    """Give a `pull_request` event of any action but labelling."""
    return changed(payload("pull_request.opened"), {**_OURS, "action": action, **changes})


def labelled(label: str, /, **changes: object) -> JsonObject:
    """Give the `pull_request` event of a label that was put on."""
    return changed(payload("pull_request.labeled"), {**_OURS, "label__name": label, **changes})


def reviewed(state: str | None, /, *, by: str, **changes: object) -> JsonObject:
    """Give the `pull_request_review` event of a review that was submitted."""
    ours = {**_OURS, "review__state": state, "review__user__login": by, "sender__login": by}
    return changed(payload("pull_request_review.submitted"), {**ours, **changes})
