"""Sensor `pr-approval-sensor`: Tess approved, so the play may be completed."""

from remediation.settings import Settings
from sensors.filters import any_login
from sensors.pull_request_signal import APPROVAL, ON_TASK_BRANCH, signal
from sensors.sensor import Argument, Condition, Sensor
from workflows import play_signal


def build(settings: Settings) -> Sensor:
    """Accept an approving review by Tess, on a task's branch."""
    tess = any_login(settings.identities.logins("tess"))
    approved = signal(
        settings,
        "approved",
        APPROVAL,
        action="submitted",
        conditions=(ON_TASK_BRANCH, Condition(path="body.review.state", pattern="approved")),
        sender=Argument(name="sender", path="body.review.user.login", pattern=tess),
    )
    return Sensor(name="pr-approval-sensor", template=play_signal.NAME, accepts=(approved,))
