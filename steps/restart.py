"""Give the waiting QA gate the verdict `restart`, last of all, so that QA really starts again at Cleo."""

from remediation.clients.argo import Argo
from remediation.clients.kubernetes import Kubernetes
from remediation.errors import Temporary
from remediation.model import Model
from remediation.play import (
    RESTART,
    WAITING_PR_CREATED,
    Next,
    next_for_restart,
    plays_selector,
    present_play,
)
from remediation.push import Outcome, Push
from remediation.settings import Settings
from remediation.state import CycleRecord, TaskState
from steps import locking, remembering
from steps.admission import Admission, demand_lease, present_cycle
from steps.pod import Clock, Pod
from steps.relabel import Relabelled
from steps.reset import Reset, reset

PAUSE_SECONDS = 0.25


class Restarted(Model):
    """How the run ends."""

    outcome: Outcome
    reason: str
    ended: CycleRecord | None = None
    """The QA cycle that it ended."""


def restart(
    push: Push, admission: Admission, *, settings: Settings, cluster: Kubernetes, argo: Argo, clock: Clock
) -> Restarted:
    """Bring the play to QA of the admitted head, whatever it is doing now.

    Between two gates there is nothing to give a verdict to: the step that is running may see the new head
    itself and restart, or its gate comes up and gets the verdict.

    Raises:
        Temporary: The play did not reach a gate in time.
    """
    deadline = clock.monotonic() + settings.deadlines.gate_active
    head = admission.decision.head
    while True:
        play = present_play(argo.find(selector=plays_selector(push.repository, push.task)))
        needed = next_for_restart(play, head, ends=admission.qa)
        if play is None or needed in {Next.NO_PLAY, Next.QA_NOT_BEGUN}:
            return Restarted(outcome=Outcome.NOTHING, reason=needed.value)
        if needed is Next.ALREADY_THERE:
            return Restarted(outcome=Outcome.RESTARTED, reason=f"{play.name} went to {head[:7]} by itself")
        gate = play.waiting
        if needed is Next.SET_RESTART and gate is not None:
            if play.stage != WAITING_PR_CREATED:
                reset(push, admission, settings=settings, cluster=cluster, argo=argo, clock=clock)
            _demand(push, admission, cluster=cluster, clock=clock)
            if argo.set_verdict(play.name, gate=gate.name, cycle=gate.cycle, verdict=RESTART):
                return Restarted(
                    outcome=Outcome.RESTARTED,
                    reason=f"{play.name} starts QA again with {head[:7]}, "
                    f"after cycle {gate.cycle} at {gate.name}",
                    ended=CycleRecord(play=play.name, cycle=gate.cycle, head=gate.head),
                )
        if clock.monotonic() > deadline:
            message = f"{play.name} reached no gate within {settings.deadlines.gate_active} s"
            raise Temporary(message)
        clock.sleep(PAUSE_SECONDS)


def run(pod: Pod) -> None:
    """Restart QA once labels and stage are confirmed, then mark the push as done and leave the Lease."""
    push, admission = pod.read(Push), pod.baton.take("admit", Admission)
    decision = admission.decision
    if decision.outcome is not None:
        _tell(pod, push, Restarted(outcome=decision.outcome, reason=decision.reason))
        return
    pod.baton.take("relabel", Relabelled)
    pod.baton.take("reset", Reset)
    restarted = restart(
        push, admission, settings=pod.settings, cluster=pod.kubernetes, argo=pod.argo, clock=pod.clock
    )
    _close(push, admission, restarted, cluster=pod.kubernetes)
    _tell(pod, push, restarted)


def _demand(push: Push, admission: Admission, *, cluster: Kubernetes, clock: Clock) -> None:
    """Demand that the verdict is still this run's to give.

    A cycle that began since admission with a third head is of a newer push: it is not ours to end. One that
    began with the old head again has read a GitHub that lags, and is.
    """
    demand_lease(push, admission, cluster=cluster, clock=clock)
    present = present_cycle(push, admission, cluster=cluster)
    known = {admission.decision.head, admission.qa.head if admission.qa else ""}
    if present is not None and present.head not in known:
        message = f"the play of task {push.task} has begun a QA cycle of another head; looking again"
        raise Temporary(message)


def _close(push: Push, admission: Admission, restarted: Restarted, *, cluster: Kubernetes) -> None:
    """Mark this run's own record as done, which needs no Lease, and leave the Lease."""

    def finish(state: TaskState) -> TaskState:
        if state.push is None or state.push.delivery != push.delivery:
            return state
        record = state.push.model_copy(update={"phase": "done", "ends": restarted.ended})
        return state.model_copy(update={"push": record})

    namespace = admission.agents_namespace
    remembering.update(
        cluster, namespace=namespace, task=push.task, repository=push.repository, change=finish
    )
    locking.release(cluster, namespace=namespace, task=push.task, holder=push.run)


def _tell(pod: Pod, push: Push, restarted: Restarted) -> None:
    pod.baton.output("outcome", restarted.outcome.value)
    pod.baton.output("reason", restarted.reason)
    pod.log.info(restarted.reason, task=push.task, delivery=push.delivery, outcome=restarted.outcome.value)
