"""The exit handler of a play: write its last stage, and take its agents along unless it was completed."""

from typing import Annotated

from pydantic import Field

from remediation.clients.argo import Argo
from remediation.clients.kubernetes import WORKFLOWS, Kubernetes
from remediation.coderuns import PLAY_LABEL, coderuns
from remediation.errors import Permanent
from remediation.identifiers import REPOSITORY, TASK, whole
from remediation.model import Model
from remediation.play import (
    AWAIT_PR_APPROVED,
    CANCELLED,
    COMPLETED,
    PROCEED,
    STAGE_LABEL,
    Play,
    parse_play,
)
from remediation.settings import Settings
from steps.pod import Pod


class EndedPlay(Model):
    """A play whose workflow has ended."""

    task_id: Annotated[str, Field(pattern=whole(TASK), alias="task-id")]
    repository: Annotated[str, Field(pattern=whole(REPOSITORY))]
    play: str
    status: Annotated[str, Field(pattern="^[A-Za-z]+$")]


def last_stage(play: Play, *, status: str) -> str:
    """Tell whether a play was completed: it succeeded, and the last approval gate let it proceed."""
    approvals = [gate.verdict for gate in play.gates if gate.name == AWAIT_PR_APPROVED]
    return COMPLETED if status == "Succeeded" and approvals[-1:] == [PROCEED] else CANCELLED


def end_play(ended: EndedPlay, *, settings: Settings, cluster: Kubernetes, argo: Argo) -> str:
    """Write the stage and delete the agents of a play that was not completed; give the stage.

    Raises:
        Permanent: The play or its repository is unknown.
    """
    workflow, repository = argo.get(ended.play), settings.repository(ended.repository)
    if workflow is None or repository is None:
        message = f"play {ended.play} of {ended.repository} is unknown"
        raise Permanent(message)
    stage = last_stage(parse_play(workflow), status=ended.status)
    if stage == CANCELLED:
        cluster.delete_collection(
            coderuns(settings), repository.agents_namespace, selector=f"{PLAY_LABEL}={ended.play}"
        )
    patch = {"metadata": {"labels": {STAGE_LABEL: stage}}}
    cluster.merge(WORKFLOWS, settings.namespace, ended.play, patch)
    return stage


def run(pod: Pod) -> None:
    """End this play."""
    ended = pod.read(EndedPlay)
    stage = end_play(ended, settings=pod.settings, cluster=pod.kubernetes, argo=pod.argo)
    pod.log.info("play ended", task=ended.task_id, play=ended.play, stage=stage)
