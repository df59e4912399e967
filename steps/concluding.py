"""What every run's exit handler does: it records the outcome where people and alerts look."""

from collections.abc import Collection

from remediation.clients.argo import Argo
from remediation.clients.github import GitHub
from remediation.clients.kubernetes import EVENTS, WORKFLOWS, Kubernetes
from remediation.errors import Permanent
from remediation.kubernetes_events import event_about
from remediation.pull_requests import IN_PROGRESS, NEEDS_HUMAN, OurLabels, PullRequest
from remediation.runs import FAILED, OUTCOME_LABEL, REASON_ANNOTATION, RunResult, read_result
from steps.pod import Clock

CONTRADICTION = "contradiction"
_REASONS = {FAILED: "RemediationFailed", CONTRADICTION: "TaskContradiction"}


def record_outcome(
    run: str,
    *,
    status: str,
    component: str,
    namespace: str,
    cluster: Kubernetes,
    argo: Argo,
    clock: Clock,
) -> RunResult:
    """Write how a run ended: as its label, and if people must know, as a Kubernetes Event.

    Args:
        run: The workflow.
        status: `{{workflow.status}}` as the exit handler got it.
        component: Who the Event is from.
        namespace: The workflow's.
        cluster: The Kubernetes API.
        argo: The Argo Server.
        clock: The time.

    Raises:
        Permanent: The run is gone.
    """
    workflow = argo.get(run)
    if workflow is None:
        message = f"workflow {run} is gone before its outcome was recorded"
        raise Permanent(message)
    result = read_result(workflow, status=status)
    metadata = {
        "labels": {OUTCOME_LABEL: result.outcome},
        "annotations": {REASON_ANNOTATION: result.reason},
    }
    cluster.merge(WORKFLOWS, namespace, run, {"metadata": metadata})
    if must_be_told(result):
        event = event_about(
            workflow,
            kind="Warning",
            reason=_REASONS[result.outcome],
            message=result.reason,
            component=component,
            now=clock.now(),
        )
        cluster.create_or_get(EVENTS, namespace, event)
    return result


def must_be_told(result: RunResult) -> bool:
    """Tell whether people must hear of an outcome."""
    return result.outcome in _REASONS


def tell_contradiction(
    result: RunResult,
    pull_requests: Collection[PullRequest],
    claimants: Collection[PullRequest],
    *,
    github: GitHub,
) -> None:
    """Tell people, once for each state of affairs, that label and branch disagree.

    Args:
        result: What the run found.
        pull_requests: Where to say it.
        claimants: All that claim the task, be it the one of the label or of the branch.
        github: The repository.
    """
    body = (
        f"Nothing was done: {result.reason}.\n\n"
        "A task has one open pull request, on a branch `task-N-...` and with exactly one label `task-N`."
    )
    for pull_request in pull_requests:
        labels = "-".join(str(each) for each in sorted(pull_request.tasks))
        numbers = "-".join(str(each.number) for each in claimants) if len(claimants) > 1 else "none"
        marker = f"contradiction labels-{labels} rivals-{numbers}"
        github.comment_once(pull_request, body, marker=marker)


def ask_person(
    run: str,
    what: str,
    result: RunResult,
    pull_requests: Collection[PullRequest],
    ours: OurLabels,
    *,
    github: GitHub,
) -> None:
    """Tell people that a run failed for good, and that a person is needed.

    Args:
        run: The workflow.
        what: What could not be done, as a sentence begins.
        result: How it failed.
        pull_requests: Where to say it.
        ours: Our labels' ids.
        github: The repository.
    """
    body = (
        f"{what}, and trying again did not help:\n\n```\n{result.reason}\n```\n\n"
        f"Workflow `{run}` has the details. A person should look at it."
    )
    for pull_request in pull_requests:
        github.change_labels(pull_request, ours, add=[NEEDS_HUMAN], remove=[IN_PROGRESS])
        github.comment_once(pull_request, body, marker=run)
