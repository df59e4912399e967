"""Tell people on the pull request: no longer ready for QA, remediation in progress."""

from remediation.clients.github import GitHub
from remediation.clients.kubernetes import Kubernetes
from remediation.model import Model
from remediation.pull_requests import IN_PROGRESS, NEEDS_HUMAN, READY_FOR_QA
from remediation.push import Push
from steps.admission import Admission, demand_lease, present_cycle
from steps.cancel import Cancelled
from steps.pod import Clock, Pod


class Relabelled(Model):
    """The labels of the pull request afterwards, or None if they were not this run's to change."""

    labels: tuple[str, ...] | None = None


def relabel(
    push: Push, admission: Admission, *, github: GitHub, cluster: Kubernetes, clock: Clock
) -> Relabelled:
    """Change the labels in one mutation, read back.

    Without a play that starts QA again, nobody would ever remove `remediation-in-progress`, so it is added
    only where there is one. A QA cycle that began since admission has set its own labels, and its
    `ready-for-qa` may be there by now.

    Raises:
        Temporary: The Lease is lost, or the labels are not as asked for.
    """
    if admission.pull_request is None or admission.ours is None:
        raise AssertionError
    demand_lease(push, admission, cluster=cluster, clock=clock)
    if present_cycle(push, admission, cluster=cluster) != admission.qa:
        return Relabelled()
    add = [IN_PROGRESS] if admission.qa_begun else []
    remove = [READY_FOR_QA, *([NEEDS_HUMAN] if admission.heals else [])]
    return Relabelled(
        labels=github.change_labels(admission.pull_request, admission.ours, add=add, remove=remove)
    )


def run(pod: Pod) -> None:
    """Change the labels of this run's pull request, once the stale agents are gone."""
    push, admission = pod.read(Push), pod.baton.take("admit", Admission)
    if not admission.decision.proceeds:
        pod.leave(Relabelled(), f"no label to change: {admission.decision.reason}")
        return
    github = pod.github(push.repository)
    pod.baton.take("cancel", Cancelled)
    done = relabel(push, admission, github=github, cluster=pod.kubernetes, clock=pod.clock)
    told = "the next cycle has set its own labels" if done.labels is None else "labels changed"
    pod.leave(done, told, task=push.task, delivery=push.delivery, labels=done.labels)
