import pytest

from remediation.clients.kubernetes import LEASES
from remediation.errors import Temporary
from remediation.lease import lease_name
from sandbox.faults import Fault, FaultKind
from steps import locking
from tests.steps.conftest import AGENTS, Cluster, FlyingTime

SECONDS = 60


def acquire(cluster: Cluster, time_flies: FlyingTime, holder: str, *, patience: float = 0.0) -> int:
    return locking.acquire(
        cluster.client,
        namespace=AGENTS,
        task=7,
        holder=holder,
        seconds=SECONDS,
        clock=time_flies.clock,
        patience=patience,
    )


def demand(cluster: Cluster, time_flies: FlyingTime, holder: str, token: int) -> None:
    locking.demand(
        cluster.client, namespace=AGENTS, task=7, holder=holder, token=token, clock=time_flies.clock
    )


def holder_of(cluster: Cluster) -> str:
    lease = cluster.client.get(LEASES, AGENTS, lease_name(7)) or {}
    return str(lease["spec"]["holderIdentity"])


def test_one_run_holds_a_task_at_a_time(cluster: Cluster, time_flies: FlyingTime) -> None:
    token = acquire(cluster, time_flies, "a")

    with pytest.raises(Temporary, match="a holds lease"):
        acquire(cluster, time_flies, "b")
    demand(cluster, time_flies, "a", token)
    assert holder_of(cluster) == "a"


def test_who_has_patience_waits_for_it(cluster: Cluster, time_flies: FlyingTime) -> None:
    first = acquire(cluster, time_flies, "a")

    assert acquire(cluster, time_flies, "b", patience=SECONDS + 1) == first + 1

    assert SECONDS <= time_flies.seconds <= SECONDS + 1


def test_patience_comes_to_an_end(cluster: Cluster, time_flies: FlyingTime) -> None:
    acquire(cluster, time_flies, "a")

    with pytest.raises(Temporary, match="a holds lease"):
        acquire(cluster, time_flies, "b", patience=SECONDS / 2)

    assert SECONDS / 2 <= time_flies.seconds < SECONDS
    assert holder_of(cluster) == "a"


def test_a_released_lease_goes_to_the_next_one_with_a_new_token(
    cluster: Cluster, time_flies: FlyingTime
) -> None:
    first = acquire(cluster, time_flies, "a")
    locking.release(cluster.client, namespace=AGENTS, task=7, holder="a")

    assert acquire(cluster, time_flies, "b") == first + 1
    with pytest.raises(Temporary, match="a no longer holds"):
        demand(cluster, time_flies, "a", first)


def test_a_dead_holders_lease_expires(cluster: Cluster, time_flies: FlyingTime) -> None:
    acquire(cluster, time_flies, "dead")
    time_flies.sleep(SECONDS)

    acquire(cluster, time_flies, "b")

    assert holder_of(cluster) == "b"


def test_a_lease_that_is_demanded_lives_on(cluster: Cluster, time_flies: FlyingTime) -> None:
    token = acquire(cluster, time_flies, "a")
    for _ in range(3):
        time_flies.sleep(SECONDS * 0.6)
        demand(cluster, time_flies, "a", token)

    with pytest.raises(Temporary, match="a holds lease"):
        acquire(cluster, time_flies, "b")


def test_releasing_a_lease_of_somebody_else_or_none_changes_nothing(
    cluster: Cluster, time_flies: FlyingTime
) -> None:
    locking.release(cluster.client, namespace=AGENTS, task=7, holder="b")
    acquire(cluster, time_flies, "a")

    locking.release(cluster.client, namespace=AGENTS, task=7, holder="b")

    assert holder_of(cluster) == "a"


def test_a_lease_that_is_changed_by_somebody_meanwhile_is_left_all_the_same(
    cluster: Cluster, time_flies: FlyingTime
) -> None:
    acquire(cluster, time_flies, "a")
    cluster.stand_in.faults.arm(Fault(kind=FaultKind.STATUS, method="PUT", path=".*leases.*", status=409))

    locking.release(cluster.client, namespace=AGENTS, task=7, holder="a")

    assert holder_of(cluster) == ""


def test_a_context_holds_the_lease_until_it_ends_or_breaks(cluster: Cluster, time_flies: FlyingTime) -> None:
    def hold() -> None:
        with locking.held(
            cluster.client, namespace=AGENTS, task=7, holder="a", seconds=SECONDS, clock=time_flies.clock
        ):
            assert holder_of(cluster) == "a"
            message = "it broke"
            raise Temporary(message)

    with pytest.raises(Temporary, match="it broke"):
        hold()

    assert holder_of(cluster) == ""
