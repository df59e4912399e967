"""The exit handler of a push remediation: record the outcome, free the Lease, tell people if it failed."""

from datetime import datetime
from typing import Annotated

from pydantic import Field

from remediation.clients.argo import Argo
from remediation.clients.github import GitHub
from remediation.clients.kubernetes import Kubernetes
from remediation.errors import Permanent
from remediation.push import Outcome, Push
from remediation.runs import RunResult
from remediation.settings import Repository, Settings
from remediation.state import TaskState, failed_push
from steps import concluding, locking, remembering
from steps.pod import Clock, Pod


class FinishedPush(Push):
    """A push whose run has ended."""

    status: Annotated[str, Field(pattern="^[A-Za-z]+$")]
    """`{{workflow.status}}`: Succeeded, Failed or Error."""


def conclude(
    finished: FinishedPush, *, settings: Settings, cluster: Kubernetes, argo: Argo, clock: Clock
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
        component="rex-remediation",
        namespace=settings.namespace,
        cluster=cluster,
        argo=argo,
        clock=clock,
    )


def tell(
    finished: FinishedPush,
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
    repository = settings.served(finished.repository)
    with locking.held(
        cluster,
        namespace=repository.agents_namespace,
        task=finished.task,
        holder=finished.run,
        seconds=settings.deadlines.lease,
        clock=clock,
        patience=settings.deadlines.gate_active,
    ):
        if result.outcome == Outcome.CONTRADICTION:
            branch = github.branch(finished.branch)
            concluding.tell_contradiction(result, branch.pull_requests, branch.claimants, github=github)
        elif _record_failure(finished, repository, created=result.created, cluster=cluster):
            branch = github.branch(finished.branch)
            what = f"QA could not be restarted for {finished.after[:7]}"
            concluding.ask_person(
                finished.run, what, result, branch.pull_requests, branch.ours, github=github
            )


def run(pod: Pod) -> None:
    """Record the outcome of this run."""
    finished = pod.read(FinishedPush)
    result = conclude(finished, settings=pod.settings, cluster=pod.kubernetes, argo=pod.argo, clock=pod.clock)
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
    finished: FinishedPush, repository: Repository, *, created: datetime, cluster: Kubernetes
) -> bool:
    """Mark the push as failed, and tell whether a person is needed: not if its work is done or taken over."""

    def fail(state: TaskState) -> TaskState:
        return failed_push(
            state, delivery=finished.delivery, head=finished.after, before=finished.before, created=created
        )

    try:
        state = remembering.update(
            cluster,
            namespace=repository.agents_namespace,
            task=finished.task,
            repository=repository.name,
            change=fail,
        )
    except Permanent:  # An unreadable state is what the run may have failed of.
        return True
    push = state.push
    return push is not None and (push.delivery, push.phase) == (finished.delivery, "failed")
