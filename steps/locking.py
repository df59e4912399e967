"""The task's Lease in a cluster: taken by the first step that writes, checked by each, left by the last."""

from collections.abc import Iterator
from contextlib import contextmanager

from remediation.clients.kubernetes import LEASES, Kubernetes
from remediation.errors import Temporary
from remediation.lease import is_held, lease_name, new_lease, released, renewed, take_over, token_of
from steps.contention import despite_conflicts
from steps.pod import Clock

PAUSE_SECONDS = 0.25


def acquire(
    cluster: Kubernetes,
    *,
    namespace: str,
    task: int,
    holder: str,
    seconds: int,
    clock: Clock,
    patience: float = 0.0,
) -> int:
    """Take the task's Lease and give the fencing token.

    Args:
        cluster: The Kubernetes API.
        namespace: The agents' namespace.
        task: N of `task-N`.
        holder: The workflow that takes it.
        seconds: When it expires, if nobody renews it.
        clock: The time.
        patience: For how many seconds to wait for somebody else to leave it.

    Raises:
        Temporary: Somebody else holds it.
    """

    def take() -> int:
        present = cluster.get(LEASES, namespace, lease_name(task))
        if present is None:
            wanted = new_lease(task, namespace=namespace, holder=holder, seconds=seconds, now=clock.now())
            return token_of(cluster.create(LEASES, namespace, wanted))
        wanted = take_over(present, holder=holder, seconds=seconds, now=clock.now())
        return token_of(cluster.replace(LEASES, namespace, wanted))

    deadline = clock.monotonic() + patience
    while True:
        try:
            return despite_conflicts(take, what=f"lease {lease_name(task)}")
        except Temporary:
            if clock.monotonic() >= deadline:
                raise
        clock.sleep(PAUSE_SECONDS)


@contextmanager
def held(
    cluster: Kubernetes,
    *,
    namespace: str,
    task: int,
    holder: str,
    seconds: int,
    clock: Clock,
    patience: float = 0.0,
) -> Iterator[int]:
    """Hold the task's Lease while the context lasts, as `acquire` takes it.

    Yields:
        The fencing token.

    Raises:
        Temporary: Somebody else holds it.
    """
    token = acquire(
        cluster,
        namespace=namespace,
        task=task,
        holder=holder,
        seconds=seconds,
        clock=clock,
        patience=patience,
    )
    try:
        yield token
    finally:
        release(cluster, namespace=namespace, task=task, holder=holder)


def demand(cluster: Kubernetes, *, namespace: str, task: int, holder: str, token: int, clock: Clock) -> None:
    """Demand that the Lease is still held under this token, before a write, and keep it alive.

    Raises:
        Temporary: It expired and somebody else took it.
    """

    def renew() -> None:
        present = cluster.get(LEASES, namespace, lease_name(task))
        if present is None or not is_held(present, holder=holder, token=token):
            message = f"{holder} no longer holds lease {lease_name(task)}"
            raise Temporary(message)
        if (wanted := renewed(present, now=clock.now())) is not None:
            cluster.replace(LEASES, namespace, wanted)

    despite_conflicts(renew, what=f"lease {lease_name(task)}")


def release(cluster: Kubernetes, *, namespace: str, task: int, holder: str) -> None:
    """Leave the Lease to the next one; one that somebody else holds is left alone.

    Raises:
        Temporary: Others keep changing it.
    """

    def leave() -> None:
        present = cluster.get(LEASES, namespace, lease_name(task))
        if present is not None and present["spec"].get("holderIdentity") == holder:
            cluster.replace(LEASES, namespace, released(present))

    despite_conflicts(leave, what=f"lease {lease_name(task)}")
