"""The exit handler of a signal's run: record the outcome, free the Lease, tell people if it failed."""

from datetime import timedelta
from typing import Annotated

from pydantic import Field

from remediation.clients.argo import Argo
from remediation.clients.github import GitHub
from remediation.clients.kubernetes import Kubernetes
from remediation.errors import Permanent
from remediation.runs import RunResult
from remediation.settings import Settings
from remediation.signal import Outcome, Signal
from remediation.state import SignalRecord, TaskState
from steps import concluding, locking, remembering
from steps.pod import Clock, Pod


class FinishedSignal(Signal):
    """A signal whose run has ended."""

    status: Annotated[str, Field(pattern="^[A-Za-z]+$")]
    """`{{workflow.status}}`: Succeeded, Failed or Error."""


def conclude_signal(
    finished: FinishedSignal, *, settings: Settings, cluster: Kubernetes, argo: Argo, clock: Clock
) -> RunResult:
    """Free the Lease and record how the run ended, as a label of the run and as a Kubernetes Event.

    Raises:
        Permanent: The run is gone.
    """
    repository = settings.repository(finished.repository)
    if repository is not None:
        locking.release(
            cluster, namespace=repository.agents_namespace, task=finished.task, holder=finished.run
        )
    return concluding.record_outcome(
        finished.run,
        status=finished.status,
        component="play-signal",
        namespace=settings.namespace,
        cluster=cluster,
        argo=argo,
        clock=clock,
    )


def tell(
    finished: FinishedSignal,
    result: RunResult,
    *,
    settings: Settings,
    github: GitHub,
    cluster: Kubernetes,
    clock: Clock,
) -> None:
    """Tell people on the pull request of a run that failed or found a contradiction.

    Raises:
        Temporary: Another run of the task holds the Lease: two may end together, and only one may tell.
    """
    namespace = settings.served(finished.repository).agents_namespace
    with locking.held(
        cluster,
        namespace=namespace,
        task=finished.task,
        holder=finished.run,
        seconds=settings.deadlines.lease,
        clock=clock,
        patience=settings.deadlines.gate_active,
    ):
        if result.outcome == Outcome.CONTRADICTION:
            seen = github.task(finished.task, ask_about=finished.pull_request)
            pull_requests = seen.pull_requests if seen.asked is None else (seen.asked,)
            concluding.tell_contradiction(result, pull_requests, seen.pull_requests, github=github)
        elif _record_failure(finished, namespace, settings=settings, cluster=cluster, clock=clock):
            seen = github.task(finished.task)
            what = f"The signal `{finished.kind}` of `{finished.subject}` could not be answered"
            concluding.ask_person(finished.run, what, result, seen.pull_requests, seen.ours, github=github)


def run(pod: Pod) -> None:
    """Record the outcome of this run."""
    finished = pod.read(FinishedSignal)
    result = conclude_signal(
        finished, settings=pod.settings, cluster=pod.kubernetes, argo=pod.argo, clock=pod.clock
    )
    pod.log.info(result.reason, task=finished.task, delivery=finished.delivery, outcome=result.outcome)
    if concluding.must_be_told(result) and pod.settings.repository(finished.repository) is not None:
        tell(
            finished,
            result,
            settings=pod.settings,
            github=pod.github(finished.repository),
            cluster=pod.kubernetes,
            clock=pod.clock,
        )


def _record_failure(
    finished: FinishedSignal, namespace: str, *, settings: Settings, cluster: Kubernetes, clock: Clock
) -> bool:
    """Write down that a signal was not answered, and tell whether a person is needed."""
    record = SignalRecord(delivery=finished.delivery, kind=finished.kind, at=clock.now(), phase="failed")
    repository = settings.served(finished.repository)

    def fail(state: TaskState) -> TaskState:
        known = state.signal
        if known is not None and known.phase == "answered" and _has_seen(known, finished):
            return state
        return state.model_copy(update={"signal": record})

    try:
        state = remembering.update(
            cluster, namespace=namespace, task=finished.task, repository=repository.name, change=fail
        )
    except Permanent:  # An unreadable state is what the run may have failed of.
        return True
    return state.signal is not None and state.signal.phase == "failed"


def _has_seen(known: SignalRecord, finished: FinishedSignal) -> bool:
    """Tell whether an answer was this signal's, or of later, and so has looked at all that this was about.

    An event's time is cut to whole seconds, so within that second nobody knows what was first.
    """
    return known.delivery == finished.delivery or known.at >= finished.at + timedelta(seconds=1)
