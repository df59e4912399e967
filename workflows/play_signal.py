"""WorkflowTemplate `play-signal`: something happened that a play may wait for.

One step looks at the task as it is now and gives the waiting gate its verdict. It waits for the task's Lease
instead of standing in Argo's queue, because it may have to look for a while, and a push must not wait for it.
"""

from hera.workflows import Container, Parameter, Step, Steps, WorkflowTemplate

from remediation.settings import Settings
from workflows.house_style import CONCLUDE_SERVICE_ACCOUNT, Loop, workflow_template
from workflows.step import output, step

NAME = "play-signal"
SERVICE_ACCOUNT = "play-signal"
PARAMETERS = ("repository", "task-id", "signal", "subject", "phase", "sender", "at", "delivery")
LOOP = Loop(
    name=NAME,
    about="A pull request, a label, a review or an agent's end, and the gate of the play that waits for it.",
    workflow_type=NAME,
    title=(
        "Task {{workflow.parameters.task-id}} of {{workflow.parameters.repository}}: "
        "{{workflow.parameters.signal}} {{workflow.parameters.subject}}"
    ),
    description=(
        "{{workflow.parameters.sender}} at {{workflow.parameters.at}}. The play's gate opens by what GitHub "
        "shows now. Delivery {{workflow.parameters.delivery}}."
    ),
    parameters=PARAMETERS,
    service_account=SERVICE_ACCOUNT,
    finally_runs="conclude",
)


def build(settings: Settings) -> WorkflowTemplate:
    """Build the template that all sensors but those of pushes create runs of."""
    with Steps(name=NAME) as entrypoint:
        Step(name="answer", template="answer")
    return workflow_template(
        settings,
        LOOP,
        [entrypoint, _answer(settings), _conclude(settings)],
        seconds=settings.deadlines.run,
    )


def _answer(settings: Settings) -> Container:
    return step(
        settings,
        name="answer",
        verb="answer_signal",
        inputs=_signal(),
        outputs=[output("outcome", default=""), output("reason", default="")],
        github=True,
    )


def _conclude(settings: Settings) -> Container:
    return step(
        settings,
        name="conclude",
        verb="conclude_signal",
        inputs=[*_signal(), Parameter(name="status", value="{{workflow.status}}")],
        github=True,
        service_account=CONCLUDE_SERVICE_ACCOUNT,
    )


def _signal() -> list[Parameter]:
    """Give what both steps are told; steps refuse parameters that they do not know."""
    signal = [Parameter(name=each, value=f"{{{{workflow.parameters.{each}}}}}") for each in PARAMETERS]
    return [*signal, Parameter(name="run", value="{{workflow.name}}")]
