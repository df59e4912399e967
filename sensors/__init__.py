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
    agent_finished.build,
)
"""Every sensor that is exported."""
