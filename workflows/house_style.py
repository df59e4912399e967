"""What every run has in common: how it is secured, bounded, kept, retried and shown."""

from collections.abc import Sequence
from dataclasses import dataclass

import yaml
from hera.workflows import Parameter, RetryStrategy, Step, Steps, WorkflowTemplate
from hera.workflows.models import (
    Backoff,
    Capabilities,
    LabelValueFrom,
    PodGC,
    PodSecurityContext,
    ResourceRequirements,
    SeccompProfile,
    SecurityContext,
    TTLStrategy,
    WorkflowMetadata,
)
from hera.workflows.protocol import Templatable

from remediation.model import JsonObject
from remediation.settings import Settings

UID = 10001
DAY = 24 * 3600
_ON_EXIT = "on-exit"
CONTAINER_SECURITY = SecurityContext(
    allow_privilege_escalation=False,
    capabilities=Capabilities(drop=["ALL"]),
    read_only_root_filesystem=True,
    run_as_non_root=True,
)
POD_SECURITY = PodSecurityContext(
    run_as_non_root=True,
    run_as_user=UID,
    run_as_group=UID,
    fs_group=UID,
    seccomp_profile=SeccompProfile(type="RuntimeDefault"),
)
RETRY = "lastRetry.status == 'Error' || asInt(lastRetry.exitCode) in [75, 137, 143]"
"""Temporary errors, killed or evicted containers, and lost pods (docs/decisions/0005-retries.md)."""


def resources(*, cpu: str = "25m", memory: str = "48Mi") -> ResourceRequirements:
    """Give what a container asks for and may use at most.

    A whole CPU as the limit, because throttling would stretch the start-up of an interpreter, which is most
    of what a step does.
    """
    return ResourceRequirements(
        requests={"cpu": cpu, "memory": memory}, limits={"cpu": "1", "memory": "256Mi"}
    )


def retry(settings: Settings) -> RetryStrategy:
    """Try again what another try can help, and nothing else."""
    tries = settings.retries
    return RetryStrategy(
        limit=tries.limit,
        expression=RETRY,
        backoff=Backoff(
            duration=f"{tries.backoff}s", factor=tries.factor, max_duration=f"{settings.deadlines.run}s"
        ),
    )


@dataclass(frozen=True, kw_only=True)
class Loop:
    """What tells the runs of one loop from those of another."""

    name: str
    """The template's name, and that of its entrypoint."""
    about: str
    """What the loop is for; the Argo UI shows it in the list of templates."""
    workflow_type: str
    """The runs' label `workflow-type`."""
    title: str
    """One line that the Argo UI shows for a run; may hold `{{workflow.parameters.NAME}}`."""
    description: str
    """A sentence more, shown below the title."""
    parameters: tuple[str, ...]
    """All of them are required; `repository` and `task-id` are among them."""
    service_account: str
    """Whom the steps act as, unless a template names another one."""
    finally_runs: str
    """The template that runs at the end, whatever happened."""


CONCLUDE_SERVICE_ACCOUNT = "remedy-conclude"
"""Whom the exit handlers act as that record an outcome."""


def workflow_template(
    settings: Settings, loop: Loop, templates: Sequence[Templatable], *, seconds: int
) -> WorkflowTemplate:
    """Build the WorkflowTemplate of a loop about a task.

    Args:
        settings: Namespace and retention.
        loop: What is special about it.
        templates: What it runs.
        seconds: How long a run may take, with all retries and waits.
    """
    # Argo passes the workflow's arguments to an exit handler by name, and its linter then misses those that
    # have no value yet; a step in between takes them as any step does.
    with Steps(name=_ON_EXIT) as on_exit:
        Step(name=loop.finally_runs, template=loop.finally_runs)
    return WorkflowTemplate(
        name=loop.name,
        namespace=settings.namespace,
        annotations={"workflows.argoproj.io/description": loop.about},
        entrypoint=loop.name,
        on_exit=_ON_EXIT,
        arguments=[Parameter(name=each) for each in loop.parameters],
        workflow_metadata=WorkflowMetadata(
            labels={"workflow-type": loop.workflow_type, "task-id": "{{workflow.parameters.task-id}}"},
            labels_from={"repository": LabelValueFrom(expression=label_of("workflow.parameters.repository"))},
            annotations={
                "workflows.argoproj.io/title": loop.title,
                "workflows.argoproj.io/description": loop.description,
                "remedy/repository": "{{workflow.parameters.repository}}",
            },
        ),
        service_account_name=loop.service_account,
        security_context=POD_SECURITY,
        pod_spec_patch=_own_containers_of_argo(),
        pod_gc=PodGC(strategy="OnPodSuccess"),
        ttl_strategy=TTLStrategy(seconds_after_completion=settings.retention_days * DAY),
        active_deadline_seconds=seconds,
        templates=[*templates, on_exit],
    )


def label_of(repository: str) -> str:
    """Give the Argo expression that writes `owner/repo` as a label value, `owner.repo`."""
    return f"replace({repository}, '/', '.')"


def _own_containers_of_argo() -> str:
    """Secure and bound the containers that Argo adds to each pod, as a patch of the pod's spec."""

    def secured(name: str) -> JsonObject:
        return {
            "name": name,
            "resources": resources(cpu="10m", memory="32Mi").model_dump(by_alias=True, exclude_none=True),
            "securityContext": CONTAINER_SECURITY.model_dump(by_alias=True, exclude_none=True),
        }

    patch: str = yaml.safe_dump({"initContainers": [secured("init")], "containers": [secured("wait")]})
    return patch
