"""Give the waiting QA gate the verdict `restart`, last of all, so that QA really starts again at Cleo."""

from remediation.clients.argo import Argo
from remediation.clients.kubernetes import Kubernetes
from remediation.errors import Temporary
from remediation.model import Model
from remediation.play import RESTART, WAITING_PR_CREATED, Next, next_for_restart, only_play, plays_selector
from remediation.push import Outcome, Push
from remediation.settings import Settings
from remediation.state import PushRecord, TaskState
from steps import locking, remembering
from steps.admit import Admission
from steps.pod import Clock, Pod
from steps.relabel import Relabelled
from steps.reset import Reset, reset

PAUSE_SECONDS = 0.25


class Restarted(Model):
    """How the run ends."""

    outcome: Outcome
    reason: str
    play: str = ""
    cycle: int = 0
    """The QA cycle of `play` that it ended."""


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
    head = admission.verdict.head
    while True:
        play = only_play(argo.find(selector=plays_selector(push.repository, push.task)))
        needed = next_for_restart(play, head)
        if play is None or needed in {Next.NO_PLAY, Next.QA_NOT_BEGUN}:
            return Restarted(outcome=Outcome.NOTHING, reason=needed.value)
        if needed is Next.ALREADY_THERE:
            return Restarted(outcome=Outcome.RESTARTED, reason=f"{play.name} went to {head[:7]} by itself")
        gate = play.waiting
        if needed is Next.SET_RESTART and gate is not None:
            if play.stage != WAITING_PR_CREATED:
                reset(push, admission, settings=settings, cluster=cluster, argo=argo)
            _demand(push, admission, cluster)
            if argo.set_verdict(play.name, gate=gate.name, cycle=gate.cycle, verdict=RESTART):
                reason = (
                    f"{play.name} starts QA again with {head[:7]}, after cycle {gate.cycle} at {gate.name}"
                )
                return Restarted(outcome=Outcome.RESTARTED, reason=reason, play=play.name, cycle=gate.cycle)
        if clock.monotonic() > deadline:
            message = f"{play.name} reached no gate within {settings.deadlines.gate_active} s"
            raise Temporary(message)
        clock.sleep(PAUSE_SECONDS)


def run(pod: Pod) -> None:
    """Restart QA once labels and stage are confirmed, then mark the push as done and leave the Lease."""
    push, admission = pod.read(Push), pod.baton.take("admit", Admission)
    verdict = admission.verdict
    if verdict.outcome is not None:
        _tell(pod, push, Restarted(outcome=verdict.outcome, reason=verdict.reason))
        return
    pod.baton.take("relabel", Relabelled)
    pod.baton.take("reset", Reset)
    restarted = restart(
        push, admission, settings=pod.settings, cluster=pod.kubernetes, argo=pod.argo, clock=pod.clock
    )
    _close(push, admission, restarted, cluster=pod.kubernetes)
    _tell(pod, push, restarted)


def _demand(push: Push, admission: Admission, cluster: Kubernetes) -> None:
    """Demand that the verdict is still this run's to give.

    A cycle that began since admission with a third head is of a newer push: it is not ours to end. One that
    began with the old head again has read a GitHub that lags, and is.
    """
    namespace = admission.agents_namespace
    locking.demand(cluster, namespace=namespace, task=push.task, holder=push.run, token=admission.lease)
    state = remembering.load(cluster, namespace=namespace, task=push.task)
    known = {admission.verdict.head, admission.qa.head if admission.qa else ""}
    if state is not None and state.qa is not None and state.qa.head not in known:
        message = f"the play of task {push.task} has begun a QA cycle of another head; looking again"
        raise Temporary(message)


def _close(push: Push, admission: Admission, restarted: Restarted, *, cluster: Kubernetes) -> None:
    record = PushRecord(
        delivery=push.delivery,
        head=admission.verdict.head,
        phase="done",
        play=restarted.play,
        cycle=restarted.cycle,
    )

    def finish(state: TaskState) -> TaskState:
        ours = state.push is not None and state.push.delivery == push.delivery
        return state.model_copy(update={"push": record}) if ours else state

    namespace = admission.agents_namespace
    remembering.update(
        cluster, namespace=namespace, task=push.task, repository=push.repository, change=finish
    )
    locking.release(cluster, namespace=namespace, task=push.task, holder=push.run)


def _tell(pod: Pod, push: Push, restarted: Restarted) -> None:
    pod.baton.output("outcome", restarted.outcome.value)
    pod.baton.output("reason", restarted.reason)
    pod.log.info(restarted.reason, task=push.task, delivery=push.delivery, outcome=restarted.outcome.value)
