"""Cancel every Cleo and Tess run of the task that is not of the present head, and wait until it is gone."""

from collections.abc import Iterator

from remediation.clients.kubernetes import PODS, Kubernetes, Resource
from remediation.coderuns import coderuns, stale_selectors
from remediation.errors import Temporary
from remediation.model import JsonObject, Model
from remediation.push import Push
from remediation.settings import Settings
from steps import locking
from steps.admit import Admission
from steps.pod import Clock, Pod

FIRST_PAUSE_SECONDS = 0.02
LONGEST_PAUSE_SECONDS = 0.25
NAMED = 3


class Cancelled(Model):
    """The runs that were deleted, by name."""

    names: tuple[str, ...] = ()


def cancel(
    push: Push, admission: Admission, *, settings: Settings, cluster: Kubernetes, clock: Clock
) -> Cancelled:
    """Delete stale runs by label, in one request however many there are, until none is left.

    Foreground deletion keeps a run until its pods are gone; pods are looked for as well, because an agent
    that still runs could still push or label.

    Raises:
        Temporary: Runs or pods are still there after the deadline.
    """
    kind, namespace = coderuns(settings), admission.agents_namespace
    selectors = stale_selectors(settings, push.task, head=admission.verdict.head)
    names = [name for each in selectors for name in cluster.names(kind, namespace, selector=each)]
    deadline, pause = clock.monotonic() + settings.deadlines.cancel, FIRST_PAUSE_SECONDS
    while left := list(_left(cluster, kind, namespace, selectors)):
        if clock.monotonic() > deadline:
            raise Temporary(_hanging(left, settings.deadlines.cancel))
        for selector in {each for each, metadata in left if "deletionTimestamp" not in metadata}:
            locking.demand(
                cluster, namespace=namespace, task=push.task, holder=push.run, token=admission.lease
            )
            cluster.delete_collection(kind, namespace, selector=selector)
            pause = FIRST_PAUSE_SECONDS
        clock.sleep(pause)
        pause = min(2 * pause, LONGEST_PAUSE_SECONDS)
    return Cancelled(names=tuple(names))


def run(pod: Pod) -> None:
    """Cancel the stale agents of this run's task."""
    push, admission = pod.read(Push), pod.baton.take("admit", Admission)
    if not admission.verdict.proceeds:
        pod.leave(Cancelled(), f"nothing to cancel: {admission.verdict.reason}")
        return
    cancelled = cancel(push, admission, settings=pod.settings, cluster=pod.kubernetes, clock=pod.clock)
    pod.leave(
        cancelled,
        "stale agents are gone",
        task=push.task,
        delivery=push.delivery,
        count=len(cancelled.names),
    )


def _left(
    cluster: Kubernetes, kind: Resource, namespace: str, selectors: tuple[str, ...]
) -> Iterator[tuple[str, JsonObject]]:
    for selector in selectors:
        for resource in (kind, PODS):
            for metadata in cluster.some(resource, namespace, selector=selector, limit=NAMED):
                yield selector, metadata


def _hanging(left: list[tuple[str, JsonObject]], seconds: int) -> str:
    told = ", ".join(
        f"{metadata['name']} (finalizers: {', '.join(metadata.get('finalizers') or ['none'])})"
        for _, metadata in left[:NAMED]
    )
    return f"stale agents are still there after {seconds} s: {told}"
