"""Sensor `rex-remediation-restart`: Rex pushed to a task's branch, so QA of that task starts again."""

from remediation.identifiers import BRANCH_PREFIX, EPOCH, SHA, TASK, TASK_BRANCH
from remediation.settings import Settings
from sensors.filters import any_login, any_repository
from sensors.github_event import github_event
from sensors.sensor import Argument, Condition, Sensor
from workflows import rex_remediation


def build(settings: Settings) -> Sensor:
    """Accept pushes by Rex to `task-N-...` of the configured repositories.

    A fork needs no condition of its own: its pushes carry its own full name. A configured repository may
    well be a fork of something else.
    """
    push = github_event(
        "push",
        event="push",
        prefix="rex-push",
        conditions=(Condition(path="body.deleted", pattern="false"),),
        arguments=(
            Argument(
                name="repository",
                path="body.repository.full_name",
                pattern=any_repository(each.name for each in settings.repositories),
            ),
            Argument(name="ref", path="body.ref", pattern=BRANCH_PREFIX + TASK_BRANCH),
            # The first digits in such a ref are the task's.
            Argument(name="task-id", path="body.ref", pattern=TASK, part=True),
            Argument(name="before", path="body.before", pattern=SHA),
            Argument(name="after", path="body.after", pattern=SHA),
            Argument(
                name="sender",
                path="body.sender.login",
                pattern=any_login(settings.identities.logins("rex")),
            ),
            Argument(name="pushed-at", path="body.repository.pushed_at", pattern=EPOCH),
        ),
    )
    return Sensor(name="rex-remediation-restart", template=rex_remediation.NAME, accepts=(push,))
