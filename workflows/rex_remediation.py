"""WorkflowTemplate `rex-remediation`: a Rex push restarts QA.

All steps run as containers of one pod, without `dependencies`: the next pod would cost six to ten seconds,
and a dependency a second (docs/decisions/0002-one-pod.md). Each container waits for the files of those
before it.
"""

from hera.workflows import Container, ContainerSet, Parameter, Step, Steps, WorkflowTemplate
from hera.workflows.models import Mutex, Synchronization

from remediation.settings import Settings
from workflows.house_style import CONCLUDE_SERVICE_ACCOUNT, Loop, label_of, retry, workflow_template
from workflows.step import MAIN, mounts, node, output, step, volumes

NAME = "rex-remediation"
SERVICE_ACCOUNT = "rex-remediation"
PARAMETERS = ("repository", "task-id", "ref", "before", "after", "sender", "delivery", "pushed-at")
LOOP = Loop(
    name=NAME,
    about="Rex pushed: stale agents go, labels and stage are reset, and QA starts again at Cleo.",
    workflow_type=NAME,
    title="Rex pushed to task {{workflow.parameters.task-id}} of {{workflow.parameters.repository}}",
    description=(
        "{{workflow.parameters.sender}} pushed {{workflow.parameters.after}}. "
        "Agents that check an older commit are cancelled, and QA starts again at Cleo. "
        "Delivery {{workflow.parameters.delivery}}."
    ),
    parameters=PARAMETERS,
    service_account=SERVICE_ACCOUNT,
    finally_runs="conclude",
)


def build(settings: Settings) -> WorkflowTemplate:
    """Build the template that the sensor `rex-remediation-restart` creates runs of."""
    with Steps(name=NAME) as entrypoint:
        Step(name="remediate", template="remediate")
    return workflow_template(
        settings,
        LOOP,
        [entrypoint, _remediate(settings), _conclude(settings)],
        seconds=settings.deadlines.run,
    )


def _remediate(settings: Settings) -> ContainerSet:
    repository, task = "inputs.parameters.repository", "inputs.parameters.task-id"
    return ContainerSet(
        name="remediate",
        inputs=_push(),
        outputs=[output("outcome", default=""), output("reason", default="")],
        containers=[
            # The kubelet starts containers in this order, and everything waits for the first.
            node(settings, name="admit", verb="admit", github=True, cpu="200m"),
            node(settings, name="cancel", verb="cancel"),
            node(settings, name="relabel", verb="relabel", github=True),
            node(settings, name="reset", verb="reset"),
            node(settings, name=MAIN, verb="restart"),
        ],
        volumes=volumes(),
        volume_mounts=mounts(),
        synchronization=Synchronization(
            mutexes=[Mutex(name=f"task-{{{{={label_of(repository)}}}}}-{{{{{task}}}}}")]
        ),
        retry_strategy=retry(settings),
        active_deadline_seconds=settings.deadlines.attempt,
    )


def _conclude(settings: Settings) -> Container:
    return step(
        settings,
        name="conclude",
        verb="conclude",
        inputs=[*_push(), Parameter(name="status", value="{{workflow.status}}")],
        github=True,
        service_account=CONCLUDE_SERVICE_ACCOUNT,
    )


def _push() -> list[Parameter]:
    """Give what every step of the run is told; steps refuse parameters that they do not know."""
    push = [Parameter(name=each, value=f"{{{{workflow.parameters.{each}}}}}") for each in PARAMETERS]
    return [*push, Parameter(name="run", value="{{workflow.name}}")]
