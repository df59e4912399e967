"""Tell people on the pull request: no longer ready for QA, remediation in progress."""

from remediation.clients.github import GitHub
from remediation.clients.kubernetes import Kubernetes
from remediation.model import Model
from remediation.pull_requests import IN_PROGRESS, READY_FOR_QA
from remediation.push import Push
from steps import locking
from steps.admit import Admission
from steps.cancel import Cancelled
from steps.pod import Pod


class Relabelled(Model):
    """The labels of the pull request afterwards."""

    labels: tuple[str, ...] = ()


def relabel(push: Push, admission: Admission, *, github: GitHub, cluster: Kubernetes) -> Relabelled:
    """Change the labels in one mutation, read back.

    Without a play that starts QA again, nobody would ever remove `remediation-in-progress`, so it is added
    only where there is one.
    """
    if admission.pull_request is None or admission.ours is None:
        raise AssertionError
    locking.demand(
        cluster,
        namespace=admission.agents_namespace,
        task=push.task,
        holder=push.run,
        token=admission.lease,
    )
    add = [IN_PROGRESS] if admission.qa_begun else []
    return Relabelled(
        labels=github.change_labels(admission.pull_request, admission.ours, add=add, remove=[READY_FOR_QA])
    )


def run(pod: Pod) -> None:
    """Change the labels of this run's pull request, once the stale agents are gone."""
    push, admission = pod.read(Push), pod.baton.take("admit", Admission)
    if not admission.verdict.proceeds:
        pod.leave(Relabelled(), f"no label to change: {admission.verdict.reason}")
        return
    github = pod.github(push.repository)
    pod.baton.take("cancel", Cancelled)
    relabelled = relabel(push, admission, github=github, cluster=pod.kubernetes)
    pod.leave(relabelled, "labels changed", task=push.task, delivery=push.delivery, labels=relabelled.labels)
