"""The exit handler of a play: write its last stage, take its agents along, and tell people how it ended."""

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
from remediation.play import CANCELLED, COMPLETED, STAGE_LABEL
from remediation.play_end import PlayEnd, read_end
from remediation.pull_requests import IN_PROGRESS, NEEDS_HUMAN
from remediation.settings import Settings
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
    ended: EndedPlay, *, settings: Settings, cluster: Kubernetes, argo: Argo, clock: Clock
) -> PlayEnd:
    """Write the stage, and delete the agents of a play that was not completed.

    Raises:
        Permanent: The play or its repository is unknown.
    """
    workflow, repository = argo.get(ended.play), settings.served(ended.repository)
    if workflow is None:
        message = f"play {ended.play} is gone before its end was recorded"
        raise Permanent(message)
    end = read_end(workflow, status=ended.status)
    if end.stage == CANCELLED and fits_into_labels(ended.play):
        cluster.delete_collection(
            coderuns(settings), repository.agents_namespace, selector=f"{PLAY_LABEL}={ended.play}"
        )
    patch = {"metadata": {"labels": {STAGE_LABEL: end.stage}}}
    cluster.merge(WORKFLOWS, settings.namespace, ended.play, patch)
    if end.problem:
        _warn(workflow, end, settings=settings, cluster=cluster, clock=clock)
    return end


def tell(
    ended: EndedPlay,
    end: PlayEnd,
    *,
    settings: Settings,
    github: GitHub,
    cluster: Kubernetes,
    clock: Clock,
) -> None:
    """Take `remediation-in-progress` off the pull request, and if the play broke, ask a person.

    Raises:
        Temporary: A remediation of the task is at work.
    """
    with locking.held(
        cluster,
        namespace=settings.served(ended.repository).agents_namespace,
        task=ended.task,
        holder=ended.play,
        seconds=settings.deadlines.lease,
        clock=clock,
    ):
        seen = github.task(ended.task)
        for pull_request in seen.pull_requests:
            if end.problem:
                github.change_labels(pull_request, seen.ours, add=[NEEDS_HUMAN], remove=[IN_PROGRESS])
                github.comment_once(pull_request, _question(ended, end), marker=f"ended-{ended.play}")
            elif IN_PROGRESS in pull_request.labels:
                github.change_labels(pull_request, seen.ours, add=[], remove=[IN_PROGRESS])


def run(pod: Pod) -> None:
    """End this play; nobody is told of one that somebody stopped."""
    ended = pod.read(EndedPlay)
    end = end_play(ended, settings=pod.settings, cluster=pod.kubernetes, argo=pod.argo, clock=pod.clock)
    pod.log.info("play ended", task=ended.task_id, play=ended.play, stage=end.stage, problem=end.problem)
    if end.problem or end.stage == COMPLETED:
        tell(
            ended,
            end,
            settings=pod.settings,
            github=pod.github(ended.repository),
            cluster=pod.kubernetes,
            clock=pod.clock,
        )


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
