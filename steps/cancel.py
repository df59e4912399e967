"""Cancel every Cleo and Tess run of the task that is not of the present head, and wait until it is gone."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from remediation.clients.kubernetes import PODS, Kubernetes, Resource
from remediation.coderuns import coderuns, like_those, stale_selectors
from remediation.errors import Temporary
from remediation.model import JsonObject, Model
from remediation.push import Push
from remediation.settings import Settings
from steps.admission import Admission, demand_lease, present_cycle
from steps.pod import Clock, Pod

FIRST_PAUSE_SECONDS = 0.02
LONG_PAUSE_SECONDS = 0.25
PAUSE_SHARE = 0.1
"""Of the time that has passed: who has waited for a minute need not look four times a second."""
LOOKED_AT = 100
NAMED = 3


class Cancelled(Model):
    """The runs that were deleted, by name."""

    names: tuple[str, ...] = ()


def cancel(
    push: Push, admission: Admission, *, settings: Settings, cluster: Kubernetes, clock: Clock
) -> Cancelled:
    """Cancel the stale agents of an admitted push.

    Raises:
        Temporary: Runs or pods are still there after the deadline, the Lease is lost, or the play has begun
            a QA cycle since admission: its agent may be of a newer head than this run knows.
    """

    def may_go_on() -> None:
        demand_lease(push, admission, cluster=cluster, clock=clock)
        if present_cycle(push, admission, cluster=cluster) != admission.qa:
            message = f"the play of task {push.task} has begun another QA cycle; looking again"
            raise Temporary(message)

    return cancel_all(
        stale_selectors(settings, push.task, head=admission.decision.head),
        settings=settings,
        cluster=cluster,
        clock=clock,
        namespace=admission.agents_namespace,
        may_go_on=may_go_on,
    )


def cancel_all(
    selectors: Sequence[str],
    *,
    settings: Settings,
    cluster: Kubernetes,
    clock: Clock,
    namespace: str,
    may_go_on: Callable[[], None],
) -> Cancelled:
    """Delete agents by label, in one request for each selector however many there are, until none is left.

    Each deletion is narrowed to the cycles of agents that were seen before `may_go_on` was asked, so that it
    never meets the agent of a cycle that began in between.

    Foreground deletion keeps a run until its pods are gone; pods are looked for as well, because an agent
    that still runs could still push or label.

    Args:
        selectors: Which runs are stale, and their pods; no run matches two of them.
        settings: What an agent's run is, and the deadline.
        cluster: The Kubernetes API.
        clock: The time.
        namespace: The agents' namespace.
        may_go_on: Asked before each deletion; raises if it must not happen any more.

    Raises:
        Temporary: Runs or pods are still there after the deadline.
    """
    kind = coderuns(settings)
    names = [name for each in selectors for name in cluster.names(kind, namespace, selector=each)]
    began, pause = clock.monotonic(), FIRST_PAUSE_SECONDS
    while left := _left(cluster, kind, namespace, selectors):
        waited = clock.monotonic() - began
        if waited > settings.deadlines.cancel:
            raise Temporary(_hanging(left, settings.deadlines.cancel))
        for selector in _deletions(left):
            may_go_on()
            cluster.delete_collection(kind, namespace, selector=selector)
            pause = FIRST_PAUSE_SECONDS
        clock.sleep(pause)
        pause = min(2 * pause, max(LONG_PAUSE_SECONDS, waited * PAUSE_SHARE))
    return Cancelled(names=tuple(names))


def run(pod: Pod) -> None:
    """Cancel the stale agents of this run's task."""
    push, admission = pod.read(Push), pod.baton.take("admit", Admission)
    if not admission.decision.proceeds:
        pod.leave(Cancelled(), f"nothing to cancel: {admission.decision.reason}")
        return
    cancelled = cancel(push, admission, settings=pod.settings, cluster=pod.kubernetes, clock=pod.clock)
    pod.leave(
        cancelled,
        "stale agents are gone",
        task=push.task,
        delivery=push.delivery,
        count=len(cancelled.names),
    )


class _Left(NamedTuple):
    selector: str
    is_run: bool
    metadata: JsonObject


def _left(cluster: Kubernetes, kind: Resource, namespace: str, selectors: Sequence[str]) -> list[_Left]:
    """Give what is left, some of it: runs, and once these are gone, their pods."""
    for resource in (kind, PODS):
        left = [
            _Left(selector, resource is kind, metadata)
            for selector in selectors
            for metadata in cluster.some(resource, namespace, selector=selector, limit=LOOKED_AT)
        ]
        if left:
            return left
    return []


def _deletions(left: list[_Left]) -> Iterator[str]:
    """Give the selectors of what must be deleted: pods go with their runs, and nobody is deleted twice."""
    seen: dict[str, list[dict[str, str]]] = defaultdict(list)
    for each in left:
        if each.is_run and "deletionTimestamp" not in each.metadata:
            seen[each.selector].append(each.metadata.get("labels") or {})
    for selector, labels in seen.items():
        yield from like_those(selector, labels)


def _hanging(left: list[_Left], seconds: int) -> str:
    told = ", ".join(
        f"{each.metadata['name']} (finalizers: {', '.join(each.metadata.get('finalizers') or ['none'])})"
        for each in left[:NAMED]
    )
    return f"stale agents are still there after {seconds} s: {told}"
