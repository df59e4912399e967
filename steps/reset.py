"""Set the play's stage back to `waiting-pr-created`, beside the labels and before the verdict."""

from remediation.clients.argo import Argo
from remediation.clients.http import Conflict
from remediation.clients.kubernetes import WORKFLOWS, Kubernetes
from remediation.errors import Temporary
from remediation.model import Model
from remediation.play import (
    STAGE_LABEL,
    WAITING_PR_CREATED,
    Next,
    next_for_restart,
    only_play,
    parse_play,
    plays_selector,
)
from remediation.push import Push
from remediation.settings import Settings
from steps.admit import Admission
from steps.cancel import Cancelled
from steps.pod import Pod

TRIES = 5


class Reset(Model):
    """The play whose stage was set back, or nothing."""

    play: str = ""


def reset(push: Push, admission: Admission, *, settings: Settings, cluster: Kubernetes, argo: Argo) -> Reset:
    """Set the stage of the play that QA of this head has to restart.

    Only a play that waits at a gate of another head is touched. Between two gates a step is about to write
    the next stage itself; `restart` looks again when the gate has come. The patch carries the
    resourceVersion that the decision was made on, so a play that moved on is looked at again.

    Raises:
        Temporary: The play keeps changing.
    """
    for _ in range(TRIES):
        found = argo.find(selector=plays_selector(push.repository, push.task))
        play = only_play(found)
        if play is None or next_for_restart(play, admission.verdict.head) is not Next.SET_RESTART:
            return Reset()
        if play.stage == WAITING_PR_CREATED:
            return Reset(play=play.name)
        version = next(each["metadata"]["resourceVersion"] for each in found if parse_play(each) == play)
        patch = {"metadata": {"labels": {STAGE_LABEL: WAITING_PR_CREATED}, "resourceVersion": version}}
        try:
            cluster.merge(WORKFLOWS, settings.namespace, play.name, patch)
        except Conflict:
            continue
        return Reset(play=play.name)
    message = f"the play of task {push.task} keeps changing"
    raise Temporary(message)


def run(pod: Pod) -> None:
    """Set back the stage of this run's play, once the stale agents are gone."""
    push, admission = pod.read(Push), pod.baton.take("admit", Admission)
    if not admission.verdict.proceeds:
        pod.leave(Reset(), f"no stage to reset: {admission.verdict.reason}")
        return
    pod.baton.take("cancel", Cancelled)
    done = reset(push, admission, settings=pod.settings, cluster=pod.kubernetes, argo=pod.argo)
    told = "stage reset" if done.play else "no play whose stage could be reset"
    pod.leave(done, told, task=push.task, delivery=push.delivery, play=done.play)
