"""What admission hands on to the steps after it, and whether it still stands when they are about to write."""

from remediation.clients.kubernetes import Kubernetes
from remediation.errors import Temporary
from remediation.model import Model
from remediation.pull_requests import OurLabels, PullRequest
from remediation.push import Decision, Push
from remediation.state import CycleRecord
from steps import locking, remembering
from steps.pod import Clock


class Admission(Model):
    """What the steps after admission act on."""

    decision: Decision
    agents_namespace: str = ""
    pull_request: PullRequest | None = None
    ours: OurLabels | None = None
    lease: int = 0
    """Fencing token of the task's Lease."""
    qa: CycleRecord | None = None
    """The QA cycle that this run ends; one that begins later may be of a newer head."""
    qa_begun: bool = False
    """Whether a play has QA to start again."""
    heals: bool = False
    """Whether the run before it failed and asked for a person, who is not needed any more."""


def demand_lease(push: Push, admission: Admission, *, cluster: Kubernetes, clock: Clock) -> None:
    """Demand that the run still holds the task's Lease, before a write.

    Raises:
        Temporary: It expired and somebody else took it.
    """
    locking.demand(
        cluster,
        namespace=admission.agents_namespace,
        task=push.task,
        holder=push.run,
        token=admission.lease,
        clock=clock,
    )


def present_cycle(push: Push, admission: Admission, *, cluster: Kubernetes) -> CycleRecord | None:
    """Give the QA cycle that the play has begun last; it may be another one than at admission."""
    state = remembering.load(cluster, namespace=admission.agents_namespace, task=push.task)
    return state.qa if state else None


def demand_cycle(push: Push, admission: Admission, *, cluster: Kubernetes, clock: Clock) -> None:
    """Demand that the play's present QA cycle is this run's to end, before a write to the play.

    A cycle that began since admission with a third head is of a newer push: it is not ours to end. One that
    began with the old head again has read a GitHub that lags, and is.

    Raises:
        Temporary: It is of another head, or the Lease is lost.
    """
    demand_lease(push, admission, cluster=cluster, clock=clock)
    present = present_cycle(push, admission, cluster=cluster)
    known = {admission.decision.head, admission.qa.head if admission.qa else ""}
    if present is not None and present.head not in known:
        message = f"the play of task {push.task} has begun a QA cycle of another head; looking again"
        raise Temporary(message)
