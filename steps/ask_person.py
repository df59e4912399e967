"""Ask a person, because a play has started QA as often as it may, or an agent failed twice."""

from typing import Annotated, Literal

from pydantic import Field

from remediation.clients.argo import Argo
from remediation.clients.github import GitHub
from remediation.clients.kubernetes import EVENTS, WORKFLOWS, Kubernetes
from remediation.identifiers import REPOSITORY, TASK, whole
from remediation.kubernetes_events import event_about
from remediation.model import Model
from remediation.play import CANCELLED, STAGE_LABEL
from remediation.pull_requests import IN_PROGRESS, NEEDS_HUMAN, READY_FOR_QA
from remediation.settings import Settings
from steps import locking
from steps.pod import Clock, Pod


class Question(Model):
    """Which play stops, and after how many cycles."""

    task_id: Annotated[str, Field(pattern=whole(TASK), alias="task-id")]
    repository: Annotated[str, Field(pattern=whole(REPOSITORY))]
    cycle: int
    play: str
    because: Literal["restarts", "failures"]

    @property
    def sentence(self) -> str:
        """Say what happened."""
        if self.because == "restarts":
            return f"QA of task {self.task_id} started {self.cycle} times, and each time the branch moved on."
        return f"An agent of task {self.task_id} failed, and could not be started once more, or failed again."


def ask_person(
    question: Question, *, settings: Settings, github: GitHub, cluster: Kubernetes, argo: Argo, clock: Clock
) -> str:
    """Label the task's pull request `needs-human` and say why, once; give what happened in one line.

    A task may have no pull request yet, so a Kubernetes Event says the same. The stage comes first: a push
    that holds the Lease must not wait for a gate of a play that stops here.

    Raises:
        Temporary: A remediation of the task is at work.
    """
    repository = settings.served(question.repository)
    told = f"{question.sentence} Play `{question.play}` stops here; a person should decide how to go on."
    workflow = argo.get(question.play)
    if workflow is not None:
        patch = {"metadata": {"labels": {STAGE_LABEL: CANCELLED}}}
        cluster.merge(WORKFLOWS, settings.namespace, question.play, patch)
        event = event_about(
            workflow,
            kind="Warning",
            reason="NeedsHuman",
            message=question.sentence,
            component="play",
            now=clock.now(),
        )
        cluster.create_or_get(EVENTS, settings.namespace, event)
    with locking.held(
        cluster,
        namespace=repository.agents_namespace,
        task=int(question.task_id),
        holder=question.play,
        seconds=settings.deadlines.lease,
        clock=clock,
        patience=settings.deadlines.gate_active,
    ):
        seen = github.task(int(question.task_id))
        for pull_request in seen.pull_requests:
            github.change_labels(
                pull_request, seen.ours, add=[NEEDS_HUMAN], remove=[IN_PROGRESS, READY_FOR_QA]
            )
            github.comment_once(pull_request, told, marker=f"{question.because}-{question.play}")
    numbers = " and ".join(f"#{each.number}" for each in seen.pull_requests)
    return f"asked a person on {numbers or 'no pull request'}: {question.sentence}"


def run(pod: Pod) -> None:
    """Ask a person about this play."""
    question = pod.read(Question)
    asked = ask_person(
        question,
        settings=pod.settings,
        github=pod.github(question.repository),
        cluster=pod.kubernetes,
        argo=pod.argo,
        clock=pod.clock,
    )
    pod.log.info(asked, task=question.task_id)
