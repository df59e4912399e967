"""Start an agent of a play: write the stage, create its CodeRun, and see that the head has not moved."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from remediation.clients.argo import Argo
from remediation.clients.github import GitHub
from remediation.clients.http import Conflict
from remediation.clients.kubernetes import WORKFLOWS, Kubernetes
from remediation.coderuns import HEAD_LABEL, coderuns, fits_into_labels, new_coderun
from remediation.errors import Permanent, Temporary
from remediation.identifiers import REPOSITORY, SHA, TASK, whole
from remediation.model import JsonObject, Model
from remediation.play import STAGE_LABEL, STAGE_OF, plays_selector, present_play
from remediation.pull_requests import PullRequest, WatchedPullRequest
from remediation.settings import Repository, Role, Settings
from remediation.state import CycleRecord, TaskState
from steps import remembering
from steps.begin_cycle import begin_cycle
from steps.pod import Clock, Pod

PLAY_UID = "remedy/play-uid"
"""Annotation of a CodeRun: a name may be taken again, this may not."""
SEEN = "remedy/seen"
"""Annotation of a CodeRun: what GitHub already showed of the signals that the agent is to give."""


class AgentStart(Model):
    """Which agent of which play is to start."""

    task_id: Annotated[str, Field(pattern=whole(TASK), alias="task-id")]
    repository: Annotated[str, Field(pattern=whole(REPOSITORY))]
    role: Role
    cycle: Annotated[int, Field(ge=0)]
    """Rex's tries are 0 and 1; QA cycles are 1, 2, ..."""
    head: Annotated[str, Field(pattern=f"^({SHA})?$")] = ""
    """The commit that this cycle works on; empty where the cycle begins and it is to be found out."""
    play: str
    """The play's workflow."""
    play_uid: Annotated[str, Field(alias="play-uid")]

    @property
    def task(self) -> int:
        """N of `task-N`."""
        return int(self.task_id)


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
    seen: str = ""
    code_run: str = ""


def start_agent(
    wanted: AgentStart,
    *,
    settings: Settings,
    github: GitHub,
    cluster: Kubernetes,
    argo: Argo,
    clock: Clock,
) -> AgentStarted:
    """Create the agent's CodeRun for the present head.

    The head is read again after the run was created. If it moved, the run is deleted by its UID and the
    cycle starts again: so no interleaving with a push leaves an agent at work on a stale commit.

    Raises:
        Permanent: The repository is not configured, several pull requests claim the task, the play's name
            was taken before or is too long, or a later cycle has begun: this try was given up long ago.
        Temporary: An earlier run of the same name is still being deleted, a stale agent hangs, or GitHub
            shows a head from before the last push.
    """
    repository = settings.served(wanted.repository)
    if wanted.role == "rex":
        return _start_rex(wanted, repository, settings=settings, github=github, cluster=cluster, argo=argo)
    _write_stage(wanted, settings=settings, cluster=cluster)

    def look() -> tuple[WatchedPullRequest | None, bool]:
        pull_request = github.task(wanted.task).pull_request
        state = remembering.load(cluster, namespace=repository.agents_namespace, task=wanted.task)
        _demand_fresh(pull_request, state, now=clock.now(), lag=settings.deadlines.github_lag)
        cycle = CycleRecord(play=wanted.play, cycle=wanted.cycle, head=wanted.head)
        return pull_request, state is not None and state.is_past(cycle)

    pull_request, over = look()
    if over:
        raise Permanent(_over(wanted))
    if pull_request is None:
        reason = f"task {wanted.task} has no open pull request on a branch of its own"
        return AgentStarted(outcome=Started.CANCELLED, reason=reason)
    head = pull_request.head
    if wanted.head and wanted.head != head:
        return _moved(wanted.head, head)
    if wanted.role == "cleo":
        begin_cycle(
            CycleRecord(play=wanted.play, cycle=wanted.cycle, head=head),
            task=wanted.task,
            repository=repository,
            settings=settings,
            github=github,
            cluster=cluster,
            clock=clock,
        )
    seen = _seen(wanted.role, pull_request, settings)
    run = _create(wanted, repository, head=head, seen=seen, settings=settings, cluster=cluster)
    started_on = run["metadata"]["labels"].get(HEAD_LABEL, "")
    now, over = look()
    if over or now is None or now.head != started_on:
        metadata = run["metadata"]
        kind = coderuns(settings)
        cluster.delete(kind, repository.agents_namespace, metadata["name"], uid=metadata["uid"])
        if over:
            raise Permanent(_over(wanted))
        return _moved(started_on, now.head if now else "nothing")
    return _started(run, f"{wanted.role.capitalize()} works on {head[:7]}")


def run(pod: Pod) -> None:
    """Start the agent that this step is for."""
    wanted = pod.read(AgentStart)
    started = start_agent(
        wanted,
        settings=pod.settings,
        github=pod.github(wanted.repository),
        cluster=pod.kubernetes,
        argo=pod.argo,
        clock=pod.clock,
    )
    pod.baton.output("outcome", started.outcome.value)
    pod.baton.output("reason", started.reason)
    pod.baton.output("head", started.head)
    pod.baton.output("seen", started.seen)
    pod.baton.output("code-run", started.code_run)
    pod.log.info(started.reason, task=wanted.task_id, cycle=wanted.cycle, outcome=started.outcome.value)


def _start_rex(
    wanted: AgentStart,
    repository: Repository,
    *,
    settings: Settings,
    github: GitHub,
    cluster: Kubernetes,
    argo: Argo,
) -> AgentStarted:
    """Start Rex, unless an older play of the task is at work: a task has one play, and the oldest counts.

    A pull request may be there already; then Rex's work shows as another head.
    """
    if wanted.repository != repository.name:
        message = f"write the repository as {repository.name}: events look for the play by that name"
        raise Permanent(message)
    selector = plays_selector(repository.name, wanted.task)
    present = present_play(argo.find(selector=selector))
    if present is None:
        message = f"the Argo Server does not list {wanted.play} yet"
        raise Temporary(message)
    if present.name != wanted.play:
        reason = f"{present.name} plays task {wanted.task} already"
        return AgentStarted(outcome=Started.CANCELLED, reason=reason)
    if not fits_into_labels(wanted.play):
        message = f"{wanted.play} is too long for a label: a play's name has 63 characters at most"
        raise Permanent(message)
    _write_stage(wanted, settings=settings, cluster=cluster)
    pull_request = github.task(wanted.task).pull_request
    head = pull_request.head if pull_request is not None else ""
    run = _create(wanted, repository, head=head, seen="", settings=settings, cluster=cluster)
    return _started(run, "Rex is at work")


def _seen(role: Role, pull_request: WatchedPullRequest, settings: Settings) -> str:
    """Give the last signal of a role that a pull request shows: what comes after it is new."""
    if role == "cleo":
        return pull_request.readied.id if pull_request.readied else ""
    by_tess = [each.id for each in pull_request.reviews if settings.identities.role_of(each.by) == role]
    return by_tess[-1] if by_tess else ""


def _write_stage(wanted: AgentStart, *, settings: Settings, cluster: Kubernetes) -> None:
    patch = {"metadata": {"labels": {STAGE_LABEL: STAGE_OF[wanted.role]}}}
    cluster.merge(WORKFLOWS, settings.namespace, wanted.play, patch)


def _demand_fresh(
    pull_request: PullRequest | None, state: TaskState | None, *, now: datetime, lag: float
) -> None:
    """Demand that GitHub does not show a head from before the last push."""
    if state and pull_request and state.is_outdated(pull_request.head, now=now, lag=lag):
        message = f"GitHub still shows {pull_request.head[:7]} as the head of {pull_request.branch}"
        raise Temporary(message)


def _create(
    wanted: AgentStart,
    repository: Repository,
    *,
    head: str,
    seen: str,
    settings: Settings,
    cluster: Kubernetes,
) -> JsonObject:
    body = new_coderun(
        settings,
        repository,
        task=wanted.task,
        role=wanted.role,
        play=wanted.play,
        cycle=wanted.cycle,
        head=head,
    )
    body["metadata"]["annotations"] |= {PLAY_UID: wanted.play_uid, SEEN: seen}
    try:
        run = cluster.create_or_get(coderuns(settings), repository.agents_namespace, body)
    except Conflict as error:
        message = f"CodeRun {body['metadata']['name']} came and went"
        raise Temporary(message) from error
    if "deletionTimestamp" in run["metadata"]:
        message = f"CodeRun {run['metadata']['name']} of an earlier try is still being deleted"
        raise Temporary(message)
    if run["metadata"].get("annotations", {}).get(PLAY_UID) != wanted.play_uid:
        message = f"agents of an earlier play called {wanted.play} are still here: take another name"
        raise Permanent(message)
    return run


def _started(run: JsonObject, reason: str) -> AgentStarted:
    """Say that an agent is at work, with what was written down when its run was created, by whichever try."""
    metadata = run["metadata"]
    return AgentStarted(
        outcome=Started.STARTED,
        reason=reason,
        head=metadata["labels"].get(HEAD_LABEL, ""),
        seen=metadata["annotations"].get(SEEN, ""),
        code_run=metadata["name"],
    )


def _over(wanted: AgentStart) -> str:
    return f"{wanted.play} has begun a later cycle than {wanted.cycle}"


def _moved(before: str, after: str) -> AgentStarted:
    reason = f"the head moved from {before[:7]} to {after[:7]}"
    return AgentStarted(outcome=Started.RESTART, reason=reason, head=before)
