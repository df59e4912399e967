"""The exit handler of a push remediation: record the outcome, free the Lease, tell people if it failed."""

from datetime import datetime
from typing import Annotated

from pydantic import Field

from remediation.clients.argo import Argo
from remediation.clients.github import GitHub
from remediation.clients.kubernetes import EVENTS, WORKFLOWS, Kubernetes
from remediation.errors import Permanent
from remediation.kubernetes_events import event_about
from remediation.model import JsonObject
from remediation.pull_requests import IN_PROGRESS, NEEDS_HUMAN, Branch
from remediation.push import Outcome, Push
from remediation.runs import FAILED, OUTCOME_LABEL, REASON_ANNOTATION, RunResult, read_result
from remediation.settings import Repository, Settings
from remediation.state import TaskState, failed_push
from steps import locking, remembering
from steps.pod import Clock, Pod

REASONS = {FAILED: "RemediationFailed", Outcome.CONTRADICTION.value: "TaskContradiction"}


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
    workflow = argo.get(finished.run)
    if workflow is None:
        message = f"workflow {finished.run} is gone before its outcome was recorded"
        raise Permanent(message)
    result = read_result(workflow, status=finished.status)
    _label_run(finished, result, cluster=cluster, namespace=settings.namespace)
    if result.outcome in REASONS:
        _warn(workflow, result, cluster=cluster, namespace=settings.namespace, clock=clock)
    return result


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
    ):
        if result.outcome == Outcome.CONTRADICTION:
            _tell_contradiction(finished, result, github.branch(finished.branch), github)
        elif _record_failure(finished, repository, created=result.created, cluster=cluster):
            _ask_person(finished, result, github.branch(finished.branch), github)


def run(pod: Pod) -> None:
    """Record the outcome of this run."""
    finished = pod.read(FinishedPush)
    result = conclude(finished, settings=pod.settings, cluster=pod.kubernetes, argo=pod.argo, clock=pod.clock)
    pod.log.info(result.reason, task=finished.task, delivery=finished.delivery, outcome=result.outcome)
    if result.outcome in REASONS and pod.settings.repository(finished.repository) is not None:
        tell(
            finished,
            result,
            settings=pod.settings,
            github=pod.github(finished.repository),
            cluster=pod.kubernetes,
            clock=pod.clock,
        )


def _label_run(finished: FinishedPush, result: RunResult, *, cluster: Kubernetes, namespace: str) -> None:
    metadata = {
        "labels": {OUTCOME_LABEL: result.outcome},
        "annotations": {REASON_ANNOTATION: result.reason},
    }
    cluster.merge(WORKFLOWS, namespace, finished.run, {"metadata": metadata})


def _warn(
    workflow: JsonObject, result: RunResult, *, cluster: Kubernetes, namespace: str, clock: Clock
) -> None:
    event = event_about(
        workflow,
        kind="Warning",
        reason=REASONS[result.outcome],
        message=result.reason,
        component="rex-remediation",
        now=clock.now(),
    )
    cluster.create_or_get(EVENTS, namespace, event)


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


def _ask_person(finished: FinishedPush, result: RunResult, branch: Branch, github: GitHub) -> None:
    body = (
        f"QA could not be restarted for {finished.after[:7]}, and trying again did not help:\n\n"
        f"```\n{result.reason}\n```\n\n"
        f"Workflow `{finished.run}` has the details. A person should look at it."
    )
    for pull_request in branch.pull_requests:
        github.change_labels(pull_request, branch.ours, add=[NEEDS_HUMAN], remove=[IN_PROGRESS])
        github.comment_once(pull_request, body, marker=finished.run)


def _tell_contradiction(finished: FinishedPush, result: RunResult, branch: Branch, github: GitHub) -> None:
    body = (
        f"Nothing was restarted: {result.reason}.\n\n"
        "A task has one open pull request, on a branch `task-N-...` and with exactly one label `task-N`."
    )
    for pull_request in branch.pull_requests:
        labels = "-".join(str(task) for task in sorted(pull_request.tasks))
        claimants = "-".join(str(each.number) for each in branch.claimants)
        marker = f"contradiction task-{finished.task} labels-{labels} claimants-{claimants}"
        github.comment_once(pull_request, body, marker=marker)
