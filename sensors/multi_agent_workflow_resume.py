"""Sensor `multi-agent-workflow-resume`: a task has a pull request, so its play may go on from Rex to QA."""

from remediation.identifiers import TASK, TASK_LABEL
from remediation.settings import Settings
from sensors.pull_request_signal import ON_TASK_BRANCH, PULL_REQUEST, TASK_LABEL_ADDED, signal
from sensors.sensor import Argument, Condition, Sensor
from workflows import play_signal


def build(settings: Settings) -> Sensor:
    """Accept pull requests that are opened on a task's branch, and the label that says which task it is.

    A pull request has no labels yet when it is opened. The label is accepted on any branch, so that people
    hear of a branch that does not agree with it.
    """
    opened = signal(
        settings,
        "opened",
        PULL_REQUEST,
        action="opened|reopened|ready_for_review",
        conditions=(ON_TASK_BRANCH, Condition(path="body.pull_request.draft", pattern="false")),
    )
    labelled = signal(
        settings,
        "labelled",
        TASK_LABEL_ADDED,
        action="labeled",
        conditions=(Condition(path="body.label.name", pattern=TASK_LABEL),),
        task=Argument(name="task-id", path="body.label.name", pattern=TASK, part=True),
    )
    return Sensor(name="multi-agent-workflow-resume", template=play_signal.NAME, accepts=(opened, labelled))
