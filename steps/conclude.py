"""The exit handler of a push remediation: record the outcome, free the Lease, tell people if it failed."""

from typing import Annotated

from pydantic import Field

from remediation.clients.argo import Argo
from remediation.clients.github import GitHub
from remediation.clients.kubernetes import EVENTS, WORKFLOWS, Kubernetes
from remediation.errors import Permanent
from remediation.kubernetes_events import event_about
from remediation.model import JsonObject
from remediation.pull_requests import IN_PROGRESS, NEEDS_HUMAN
from remediation.push import Outcome, Push
from remediation.runs import FAILED, OUTCOME_LABEL, REASON_ANNOTATION, RunResult, read_result
from remediation.settings import Settings
from steps import locking
from steps.pod import Clock, Pod

REASONS = {FAILED: "RemediationFailed", Outcome.CONTRADICTION.value: "TaskContradiction"}


class FinishedPush(Push):
    """A push whose run has ended."""

    status: Annotated[str, Field(pattern="^[A-Za-z]+$")]
    """`{{workflow.status}}`: Succeeded, Failed or Error."""


def conclude(
    finished: FinishedPush,
    *,
    settings: Settings,
    github: GitHub | None,
    cluster: Kubernetes,
    argo: Argo,
    clock: Clock,
) -> RunResult:
    """Record how a run ended, where people look: the Argo UI, Kubernetes Events, the pull request.

    Args:
        finished: The push and the run's status.
        settings: Tell the namespaces.
        github: The repository, or None if it is not one of ours.
        cluster: The Kubernetes API.
        argo: The Argo Server.
        clock: The time.
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
    cluster.merge(
        WORKFLOWS,
        settings.namespace,
        finished.run,
        {
            "metadata": {
                "labels": {OUTCOME_LABEL: result.outcome},
                "annotations": {REASON_ANNOTATION: result.reason},
            }
        },
    )
    if result.outcome in REASONS:
        _warn(workflow, result, cluster=cluster, namespace=settings.namespace, clock=clock)
        if github is not None and repository is not None:
            # Two runs of one task may end together, and only one of them may comment.
            with locking.held(
                cluster,
                namespace=repository.agents_namespace,
                task=finished.task,
                holder=finished.run,
                seconds=settings.deadlines.lease,
                clock=clock,
            ):
                _tell(finished, result, github)
    return result


def run(pod: Pod) -> None:
    """Record the outcome of this run."""
    finished = pod.read(FinishedPush)
    ours = pod.settings.repository(finished.repository) is not None
    result = conclude(
        finished,
        settings=pod.settings,
        github=pod.github(finished.repository) if ours else None,
        cluster=pod.kubernetes,
        argo=pod.argo,
        clock=pod.clock,
    )
    pod.log.info(result.reason, task=finished.task, delivery=finished.delivery, outcome=result.outcome)


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


def _tell(finished: FinishedPush, result: RunResult, github: GitHub) -> None:
    branch = github.branch(finished.branch)
    for pull_request in branch.pull_requests:
        if result.outcome == FAILED:
            github.change_labels(pull_request, branch.ours, add=[NEEDS_HUMAN], remove=[IN_PROGRESS])
            body = (
                f"QA could not be restarted for {finished.after[:7]}, and trying again did not help:\n\n"
                f"```\n{result.reason}\n```\n\n"
                f"Workflow `{finished.run}` has the details. A person should look at it."
            )
            github.comment_once(pull_request, body, marker=finished.run)
        else:
            body = (
                f"Nothing was restarted: {result.reason}. "
                "Exactly one label `task-N` must name the task of the branch `task-N-...`."
            )
            claimed = "-".join(str(task) for task in sorted(pull_request.tasks))
            github.comment_once(pull_request, body, marker=f"contradiction-{finished.task}-{claimed}")
