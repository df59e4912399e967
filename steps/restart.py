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
from remediation.state import CycleRecord, TaskState, done_push
from steps import locking, remembering
from steps.admission import Admission, demand_cycle
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
        Temporary: The play did not reach a gate in time, the Lease is lost, or the play's present cycle is of
            a newer push.
    """
    deadline = clock.monotonic() + settings.deadlines.gate_active
    head = admission.decision.head
    while True:
        play = present_play(argo.find(selector=plays_selector(push.repository, push.task)))
        needed = next_for_restart(play, head, ends=admission.qa)
        if play is None or needed in {Next.NO_PLAY, Next.QA_NOT_BEGUN}:
            return Restarted(outcome=Outcome.NOTHING, reason=needed.value)
        if needed is Next.ALREADY_THERE:
            # Without an earlier cycle, the play began QA, and did not start it again.
            by_itself = Outcome.SUPERSEDED if admission.qa is None else Outcome.RESTARTED
            return Restarted(outcome=by_itself, reason=f"{play.name} went to {head[:7]} by itself")
        gate = play.waiting
        if needed is Next.SET_RESTART and gate is not None:
            if play.stage != WAITING_PR_CREATED:
                reset(push, admission, settings=settings, cluster=cluster, argo=argo, clock=clock)
            demand_cycle(push, admission, cluster=cluster, clock=clock)
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


def _close(push: Push, admission: Admission, restarted: Restarted, *, cluster: Kubernetes) -> None:
    """Mark this run's own record as done, which needs no Lease, and leave the Lease."""

    def finish(state: TaskState) -> TaskState:
        return done_push(state, delivery=push.delivery, ends=restarted.ended)

    namespace = admission.agents_namespace
    remembering.update(
        cluster, namespace=namespace, task=push.task, repository=push.repository, change=finish
    )
    locking.release(cluster, namespace=namespace, task=push.task, holder=push.run)


def _tell(pod: Pod, push: Push, restarted: Restarted) -> None:
    pod.baton.output("outcome", restarted.outcome.value)
    pod.baton.output("reason", restarted.reason)
    pod.log.info(restarted.reason, task=push.task, delivery=push.delivery, outcome=restarted.outcome.value)
