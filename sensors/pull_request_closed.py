"""Sensor `pull-request-closed`: a task's pull request was closed or merged, so its play ends."""

from remediation.settings import Settings
from sensors.pull_request_signal import CLOSED, signal
from sensors.sensor import Sensor
from workflows import play_signal


def build(settings: Settings) -> Sensor:
    """Accept that a pull request of a task's branch is closed, by whomever."""
    closed = signal(
        settings,
        "closed",
        CLOSED,
        action="closed",
    )
    return Sensor(name="pull-request-closed", template=play_signal.NAME, accepts=(closed,))
