"""One Argo Events Sensor per file, plus the event source and the bus."""

from collections.abc import Callable

from remediation.settings import Settings
from sensors import (
    agent_finished,
    multi_agent_workflow_resume,
    pr_approval_sensor,
    pull_request_closed,
    ready_for_qa_sensor,
    rex_remediation_restart,
)
from sensors.sensor import Sensor

SENSORS: tuple[Callable[[Settings], Sensor], ...] = (
    multi_agent_workflow_resume.build,
    ready_for_qa_sensor.build,
    pr_approval_sensor.build,
    rex_remediation_restart.build,
    pull_request_closed.build,
)
"""The sensors for GitHub's events: one for all repositories."""


def build_all(settings: Settings) -> tuple[Sensor, ...]:
    """Build every sensor that is exported."""
    return (*(build(settings) for build in SENSORS), *agent_finished.build(settings))
