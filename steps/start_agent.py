"""Start an agent of a play: write the stage, create its CodeRun, and see that the head has not moved."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from remediation.clients.github import GitHub
from remediation.clients.http import Conflict
from remediation.clients.kubernetes import WORKFLOWS, Kubernetes
from remediation.coderuns import HEAD_LABEL, coderuns, new_coderun
from remediation.errors import Permanent, Temporary
from remediation.identifiers import REPOSITORY, SHA, TASK, whole
from remediation.model import JsonObject, Model
from remediation.play import STAGE_LABEL, WAITING_PR_APPROVED, WAITING_PR_CREATED, WAITING_READY_FOR_QA
from remediation.pull_requests import IN_PROGRESS, READY_FOR_QA, Branch
from remediation.settings import Repository, Role, Settings
from remediation.state import CycleRecord, TaskState
from steps import remembering
from steps.cancel import cancel_stale
from steps.pod import Clock, Pod

STAGES: dict[Role, str] = {
    "rex": WAITING_PR_CREATED,
    "cleo": WAITING_READY_FOR_QA,
    "tess": WAITING_PR_APPROVED,
}


class AgentStart(Model):
    """Which agent of which play is to start."""

    task_id: Annotated[str, Field(pattern=whole(TASK), alias="task-id")]
    repository: Annotated[str, Field(pattern=whole(REPOSITORY))]
    role: Role
    cycle: Annotated[int, Field(ge=0)]
    """0 for Rex, then 1, 2, ... for each QA cycle."""
    head: Annotated[str, Field(pattern=f"^({SHA})?$")] = ""
    """The commit that this cycle works on; empty where the cycle begins and it is to be found out."""
    play: str
    """The play's workflow."""


class Started(StrEnum):
    """What came of it."""

    STARTED = "started"
    RESTART = "restart"
    CANCELLED = "cancelled"


class AgentStarted(Model):
    """What came of it, and for which commit."""

    outcome: Started
    reason: str
    head: str = ""
    code_run: str = ""


def start_agent(
    wanted: AgentStart, *, settings: Settings, github: GitHub, cluster: Kubernetes, clock: Clock
) -> AgentStarted:
    """Create the agent's CodeRun for the present head.

    A QA cycle begins by cancelling the agents of other heads: a play that moves on by itself may be faster
    than the push that made it move.

    The head is read again after the run was created. If it moved, the run is deleted by its UID and the
    cycle starts again: so no interleaving with a push leaves an agent at work on a stale commit.

    Raises:
        Permanent: The repository is not configured.
        Temporary: An earlier run of the same name is still being deleted, or a stale agent hangs.
    """
    repository = settings.repository(wanted.repository)
    if repository is None:
        message = f"{wanted.repository} is not a configured repository"
        raise Permanent(message)
    _write_stage(wanted, settings=settings, cluster=cluster)
    if wanted.role == "rex":
        run = _create(wanted, repository, head="", settings=settings, cluster=cluster)
        return AgentStarted(
            outcome=Started.STARTED, reason="Rex is at work", code_run=run["metadata"]["name"]
        )
    seen = github.task(int(wanted.task_id))
    if seen.head is None:
        reason = f"task {wanted.task_id} has no open pull request on a branch of its own"
        return AgentStarted(outcome=Started.CANCELLED, reason=reason)
    if wanted.head and wanted.head != seen.head:
        return _moved(wanted.head, seen.head)
    if wanted.role == "cleo":
        _begin_cycle(wanted, repository, seen, github=github, cluster=cluster)
        cancel_stale(
            settings=settings,
            cluster=cluster,
            clock=clock,
            namespace=repository.agents_namespace,
            task=int(wanted.task_id),
            head=seen.head,
            may_go_on=lambda: None,
        )
    run = _create(wanted, repository, head=seen.head, settings=settings, cluster=cluster)
    started_on = run["metadata"]["labels"].get(HEAD_LABEL, "")
    now = github.task(int(wanted.task_id)).head
    if now != started_on:
        metadata = run["metadata"]
        kind = coderuns(settings)
        cluster.delete(kind, repository.agents_namespace, metadata["name"], uid=metadata["uid"])
        return _moved(started_on, now or "nothing")
    reason = f"{wanted.role.capitalize()} works on {seen.head[:7]}"
    return AgentStarted(
        outcome=Started.STARTED, reason=reason, head=seen.head, code_run=run["metadata"]["name"]
    )


def run(pod: Pod) -> None:
    """Start the agent that this step is for."""
    wanted = pod.read(AgentStart)
    started = start_agent(
        wanted,
        settings=pod.settings,
        github=pod.github(wanted.repository),
        cluster=pod.kubernetes,
        clock=pod.clock,
    )
    pod.baton.output("outcome", started.outcome.value)
    pod.baton.output("reason", started.reason)
    pod.baton.output("head", started.head)
    pod.baton.output("code-run", started.code_run)
    pod.log.info(started.reason, task=wanted.task_id, cycle=wanted.cycle, outcome=started.outcome.value)


def _write_stage(wanted: AgentStart, *, settings: Settings, cluster: Kubernetes) -> None:
    patch = {"metadata": {"labels": {STAGE_LABEL: STAGES[wanted.role]}}}
    cluster.merge(WORKFLOWS, settings.namespace, wanted.play, patch)


def _begin_cycle(
    wanted: AgentStart, repository: Repository, seen: Branch, *, github: GitHub, cluster: Kubernetes
) -> None:
    """Write down what the cycle works on, and take away a `ready-for-qa` that was about an older commit."""
    record = CycleRecord(play=wanted.play, cycle=wanted.cycle, head=seen.head or "")

    def begin(state: TaskState) -> TaskState:
        return state.model_copy(update={"qa": record})

    remembering.update(
        cluster,
        namespace=repository.agents_namespace,
        task=int(wanted.task_id),
        repository=repository.name,
        change=begin,
    )
    pull_request = seen.pull_requests[0]
    if READY_FOR_QA in pull_request.labels:
        add = [IN_PROGRESS] if wanted.cycle > 1 else []
        github.change_labels(pull_request, seen.ours, add=add, remove=[READY_FOR_QA])


def _create(
    wanted: AgentStart, repository: Repository, *, head: str, settings: Settings, cluster: Kubernetes
) -> JsonObject:
    body = new_coderun(
        settings,
        repository,
        task=int(wanted.task_id),
        role=wanted.role,
        play=wanted.play,
        cycle=wanted.cycle,
        head=head,
    )
    try:
        run = cluster.create_or_get(coderuns(settings), repository.agents_namespace, body)
    except Conflict as error:
        message = f"CodeRun {body['metadata']['name']} came and went"
        raise Temporary(message) from error
    if "deletionTimestamp" in run["metadata"]:
        message = f"CodeRun {run['metadata']['name']} of an earlier try is still being deleted"
        raise Temporary(message)
    return run


def _moved(before: str, after: str) -> AgentStarted:
    reason = f"the head moved from {before[:7]} to {after[:7]}"
    return AgentStarted(outcome=Started.RESTART, reason=reason, head=before)
