"""Set the play's stage back to `waiting-pr-created`, beside the labels and before the verdict."""

from remediation.clients.argo import Argo
from remediation.clients.http import NotFound
from remediation.clients.kubernetes import WORKFLOWS, Kubernetes
from remediation.model import Model
from remediation.play import (
    STAGE_LABEL,
    WAITING_PR_CREATED,
    Next,
    next_for_restart,
    parse_play,
    plays_selector,
    present_play,
)
from remediation.push import Push
from remediation.settings import Settings
from steps.admission import Admission, demand_cycle
from steps.cancel import Cancelled
from steps.contention import despite_conflicts
from steps.pod import Clock, Pod


class Reset(Model):
    """The play whose stage was set back, or nothing."""

    play: str = ""


def reset(
    push: Push, admission: Admission, *, settings: Settings, cluster: Kubernetes, argo: Argo, clock: Clock
) -> Reset:
    """Set the stage of the play that QA of this head has to restart.

    Only a play that waits at a gate of an outdated cycle is touched. Between two gates a step is about to
    write the next stage itself; `restart` looks again when the gate has come. The patch carries the
    resourceVersion that the decision was made on, so a play that moved on is looked at again.

    Raises:
        Temporary: The Lease is lost, the play's present cycle is of a newer push, or the play keeps changing.
    """

    def write() -> Reset:
        found = argo.find(selector=plays_selector(push.repository, push.task))
        play = present_play(found)
        needed = next_for_restart(play, admission.decision.head, ends=admission.qa)
        if play is None or needed is not Next.SET_RESTART:
            return Reset()
        if play.stage == WAITING_PR_CREATED:
            return Reset(play=play.name)
        demand_cycle(push, admission, cluster=cluster, clock=clock)
        version = next(each["metadata"]["resourceVersion"] for each in found if parse_play(each) == play)
        patch = {"metadata": {"labels": {STAGE_LABEL: WAITING_PR_CREATED}, "resourceVersion": version}}
        try:
            cluster.merge(WORKFLOWS, settings.namespace, play.name, patch)
        except NotFound:
            return Reset()
        return Reset(play=play.name)

    return despite_conflicts(write, what=f"the play of task {push.task}")


def run(pod: Pod) -> None:
    """Set back the stage of this run's play, once the stale agents are gone."""
    push, admission = pod.read(Push), pod.baton.take("admit", Admission)
    if not admission.decision.proceeds:
        pod.leave(Reset(), f"no stage to reset: {admission.decision.reason}")
        return
    pod.baton.take("cancel", Cancelled)
    done = reset(
        push, admission, settings=pod.settings, cluster=pod.kubernetes, argo=pod.argo, clock=pod.clock
    )
    told = "stage reset" if done.play else "no play whose stage could be reset"
    pod.leave(done, told, task=push.task, delivery=push.delivery, play=done.play)
