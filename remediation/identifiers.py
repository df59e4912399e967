"""What an identifier looks like, once: sensors filter by these patterns and steps check them again.

Only text that matches one of them may become a workflow parameter, because Argo expands `{{...}}` in
parameter values. The patterns mean the same in RE2 (sensors) and in Python's `re` (steps).
"""

import re

REPOSITORY = r"[A-Za-z0-9][A-Za-z0-9-]{0,38}/[A-Za-z0-9._-]{1,100}"
TASK = r"[1-9][0-9]{0,8}"
TASK_BRANCH = rf"task-{TASK}-[A-Za-z0-9._/#+=@-]{{1,180}}"
TASK_LABEL = rf"task-{TASK}"
SHA = r"[0-9a-f]{40}"
DELIVERY = r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
EPOCH = r"[0-9]{1,12}"
NUMBER = r"[1-9][0-9]{0,9}"
TIME = r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,9})?Z"
OBJECT_NAME = r"[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?"
LOGIN = r"[A-Za-z0-9][A-Za-z0-9_-]{0,38}(\[bot\])?"
"""An enterprise's managed users have `_` and its short code at the end."""

BOT_SUFFIX = "[bot]"
BRANCH_PREFIX = "refs/heads/"

_TASK_OF_BRANCH = re.compile(rf"task-({TASK})-")
_TASK_OF_LABEL = re.compile(rf"task-({TASK})")


def whole(pattern: str) -> str:
    """Anchor a pattern at both ends, for a sensor's filter or a model's field."""
    return f"^(?:{pattern})$"


def task_of_branch(branch: str) -> int | None:
    """Give N of a branch `task-N-...`, or None for any other branch."""
    match = _TASK_OF_BRANCH.match(branch)
    return int(match[1]) if match else None


def task_of_label(label: str) -> int | None:
    """Give N of a label that is exactly `task-N`, or None for any other label."""
    match = _TASK_OF_LABEL.fullmatch(label)
    return int(match[1]) if match else None


def repository_label(repository: str) -> str:
    """Write `owner/repo` as a Kubernetes label value, `owner.repo`, which allows no slash."""
    return repository.replace("/", ".")
