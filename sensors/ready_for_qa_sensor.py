"""Sensor `ready-for-qa-sensor`: Cleo is content, so Tess may test."""

from remediation.pull_requests import READY_FOR_QA
from remediation.settings import Settings
from sensors.filters import any_login, literal
from sensors.pull_request_signal import ON_TASK_BRANCH, READY, signal
from sensors.sensor import Argument, Condition, Sensor
from workflows import play_signal


def build(settings: Settings) -> Sensor:
    """Accept the label `ready-for-qa` from Cleo, on a task's branch."""
    cleo = any_login(settings.identities.logins("cleo"))
    readied = signal(
        settings,
        "readied",
        READY,
        action="labeled",
        conditions=(ON_TASK_BRANCH, Condition(path="body.label.name", pattern=literal(READY_FOR_QA))),
        sender=Argument(name="sender", path="body.sender.login", pattern=cleo),
    )
    return Sensor(name="ready-for-qa-sensor", template=play_signal.NAME, accepts=(readied,))
