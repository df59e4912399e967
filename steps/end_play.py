"""The exit handler of a play: write its last stage, take its agents along, and tell people how it ended."""

from datetime import datetime
from typing import Annotated

from pydantic import Field

from remediation.clients.argo import Argo
from remediation.clients.github import GitHub
from remediation.clients.kubernetes import EVENTS, WORKFLOWS, Kubernetes
from remediation.coderuns import PLAY_LABEL, coderuns, fits_into_labels
from remediation.errors import Permanent
from remediation.identifiers import REPOSITORY, TASK, whole
from remediation.kubernetes_events import event_about
from remediation.model import JsonObject, Model
from remediation.play import CANCELLED, STAGE_LABEL, parse_play, plays_selector, present_play
from remediation.play_end import PlayEnd, read_end, with_pull_request
from remediation.pull_requests import IN_PROGRESS, NEEDS_HUMAN, READY_FOR_QA, OurLabels, PullRequest
from remediation.settings import Repository, Settings
from steps import locking
from steps.pod import Clock, Pod


class EndedPlay(Model):
    """A play whose workflow has ended."""

    task_id: Annotated[str, Field(pattern=whole(TASK), alias="task-id")]
    repository: Annotated[str, Field(pattern=whole(REPOSITORY))]
    play: str
    status: Annotated[str, Field(pattern="^[A-Za-z]+$")]

    @property
    def task(self) -> int:
        """N of `task-N`."""
        return int(self.task_id)


def end_play(
    ended: EndedPlay,
    *,
    settings: Settings,
    github: GitHub,
    cluster: Kubernetes,
    argo: Argo,
    clock: Clock,
) -> PlayEnd:
    """Delete the agents of a play that was not completed, write its stage, and tell its pull request.

    A play that found another one at work leaves the labels to that one.

    Raises:
        Permanent: The play or its repository is unknown.
        Temporary: A remediation of the task is at work.
    """
    workflow, repository = argo.get(ended.play), settings.served(ended.repository)
    if workflow is None:
        message = f"play {ended.play} is gone before its end was recorded"
        raise Permanent(message)
    end, closed = read_end(workflow, status=ended.status), None
    if end.stage == CANCELLED and fits_into_labels(ended.play):
        cluster.delete_collection(
            coderuns(settings), repository.agents_namespace, selector=f"{PLAY_LABEL}={ended.play}"
        )
    if parse_play(workflow).gates and not github.task(ended.task).pull_requests:
        since = datetime.fromisoformat(workflow["metadata"]["creationTimestamp"])
        end, closed = with_pull_request(end, github.ended(ended.task), since=since)
    patch = {"metadata": {"labels": {STAGE_LABEL: end.stage}}}
    cluster.merge(WORKFLOWS, settings.namespace, ended.play, patch)
    if end.problem:
        _warn(workflow, end, settings=settings, cluster=cluster, clock=clock)
    if (end.problem or end.news) and not _is_younger(ended, repository, argo):
        with locking.held(
            cluster,
            namespace=repository.agents_namespace,
            task=ended.task,
            holder=ended.play,
            seconds=settings.deadlines.lease,
            clock=clock,
            patience=settings.deadlines.gate_active,
        ):
            seen = github.task(ended.task)
            for each in (closed,) if closed is not None else seen.pull_requests:
                _tell(ended, end, each, seen.ours, github=github)
    return end


def run(pod: Pod) -> None:
    """End this play."""
    ended = pod.read(EndedPlay)
    end = end_play(
        ended,
        settings=pod.settings,
        github=pod.github(ended.repository),
        cluster=pod.kubernetes,
        argo=pod.argo,
        clock=pod.clock,
    )
    pod.log.info(
        end.problem or end.news or "play ended", task=ended.task_id, play=ended.play, stage=end.stage
    )


def _is_younger(ended: EndedPlay, repository: Repository, argo: Argo) -> bool:
    """Tell whether an older play has the task."""
    present = present_play(argo.find(selector=plays_selector(repository.name, ended.task)))
    return present is not None and present.name != ended.play


def _tell(
    ended: EndedPlay, end: PlayEnd, pull_request: PullRequest, ours: OurLabels, *, github: GitHub
) -> None:
    """Clean the labels up and say how the play ended; a problem is a person's."""
    add = {NEEDS_HUMAN} if end.problem else set()
    remove = {READY_FOR_QA, IN_PROGRESS, NEEDS_HUMAN} - add
    if (add - set(pull_request.labels)) or (remove & set(pull_request.labels)):
        github.change_labels(pull_request, ours, add=sorted(add), remove=sorted(remove))
    body = _question(ended, end) if end.problem else f"The play of task {ended.task} {end.news}."
    github.comment_once(pull_request, body, marker=f"ended-{ended.play}")


def _warn(
    workflow: JsonObject, end: PlayEnd, *, settings: Settings, cluster: Kubernetes, clock: Clock
) -> None:
    event = event_about(
        workflow,
        kind="Warning",
        reason="PlayFailed",
        message=end.problem,
        component="play",
        now=clock.now(),
    )
    cluster.create_or_get(EVENTS, settings.namespace, event)


def _question(ended: EndedPlay, end: PlayEnd) -> str:
    return (
        f"The play of task {ended.task} ended without an approval:\n\n```\n{end.problem}\n```\n\n"
        f"Its agents are stopped. Workflow `{ended.play}` has the details; a person should look at it."
    )
