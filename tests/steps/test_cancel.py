from dataclasses import replace

import pytest

from remediation.clients.kubernetes import LEASES
from remediation.coderuns import stale_selectors
from remediation.errors import Temporary
from remediation.lease import lease_name
from remediation.push import Decision
from steps import locking
from steps.admission import Admission
from steps.cancel import cancel, cancel_all
from tests.remediation.test_push import push
from tests.steps.conftest import AGENTS, SETTINGS, Cluster, FlyingTime

HEAD, OLD = "a" * 40, "b" * 40
CLEO, TESS, REX = "5DLabs-Cleo", "5DLabs-Tess", "5DLabs-Rex"


def admitted(cluster: Cluster, time_flies: FlyingTime) -> Admission:
    lease = locking.acquire(
        cluster.client, namespace=AGENTS, task=7, holder=push().run, seconds=600, clock=time_flies.clock
    )
    return Admission(decision=Decision(head=HEAD), agents_namespace=AGENTS, lease=lease)


class StopCheck(Exception):  # noqa: N818  # it is no error
    """The first deletion is over."""


def stop(_: float) -> None:
    raise StopCheck


def run_cancel(cluster: Cluster, time_flies: FlyingTime) -> tuple[str, ...]:
    return cancel(
        push(),
        admitted(cluster, time_flies),
        settings=SETTINGS,
        cluster=cluster.client,
        clock=time_flies.clock,
    ).names


def test_stale_runs_of_cleo_and_tess_go_and_all_others_stay(cluster: Cluster, time_flies: FlyingTime) -> None:
    cluster.add_run("stale-cleo", task_id="7", github_app=CLEO, agent_type="cleo", head_sha=OLD)
    cluster.add_run("stale-tess-by-type", task_id="7", agent_type="tess", head_sha=OLD)
    cluster.add_run("of-no-known-head", task_id="7", github_app=TESS)
    cluster.add_run("present", task_id="7", github_app=CLEO, agent_type="cleo", head_sha=HEAD)
    cluster.add_run("rex", task_id="7", github_app=REX, agent_type="rex", head_sha=OLD)
    cluster.add_run("other-task", task_id="8", github_app=CLEO, agent_type="cleo", head_sha=OLD)
    cluster.add_run("other-task-70", task_id="70", github_app=TESS, head_sha=OLD)

    names = run_cancel(cluster, time_flies)

    assert set(names) == {"stale-cleo", "stale-tess-by-type", "of-no-known-head"}
    assert cluster.runs() == {"present", "rex", "other-task", "other-task-70"}


def test_nothing_to_cancel_deletes_nothing(cluster: Cluster, time_flies: FlyingTime) -> None:
    assert run_cancel(cluster, time_flies) == ()
    assert not [each for each in cluster.stand_in.audit.records if each.method == "DELETE"]


def test_a_hanging_finalizer_is_named_when_time_is_up(cluster: Cluster, time_flies: FlyingTime) -> None:
    cluster.add_run("stuck", finalizer="agents.platform/hangs", task_id="7", github_app=CLEO, head_sha=OLD)

    with pytest.raises(Temporary, match=r"stuck \(finalizers: agents.platform/hangs"):
        run_cancel(cluster, time_flies)
    assert time_flies.seconds >= SETTINGS.deadlines.cancel


def test_an_agent_of_a_cycle_that_begins_after_the_look_stays(
    cluster: Cluster, time_flies: FlyingTime
) -> None:
    cluster.add_run("stale", task_id="7", github_app=CLEO, head_sha=OLD, play="p", cycle="1")
    newer = iter(["newer-head", "head-of-before"])

    def begin() -> None:
        for name, head in zip(newer, ("c" * 40, OLD), strict=True):
            cluster.add_run(name, task_id="7", github_app=CLEO, head_sha=head, play="p", cycle="2")

    with pytest.raises(StopCheck):
        cancel_all(
            stale_selectors(SETTINGS, 7, head=HEAD),
            settings=SETTINGS,
            cluster=cluster.client,
            clock=replace(time_flies.clock, sleep=stop),
            namespace=AGENTS,
            may_go_on=begin,
        )

    assert cluster.runs() == {"newer-head", "head-of-before"}


def test_a_run_that_lost_its_lease_deletes_nothing(cluster: Cluster, time_flies: FlyingTime) -> None:
    cluster.add_run("stale", task_id="7", github_app=CLEO, head_sha=OLD)
    admission = admitted(cluster, time_flies)
    lease = cluster.client.get(LEASES, AGENTS, lease_name(7)) or {}
    lease["spec"]["holderIdentity"] = "somebody-else"
    cluster.client.replace(LEASES, AGENTS, lease)

    with pytest.raises(Temporary, match="no longer holds"):
        cancel(push(), admission, settings=SETTINGS, cluster=cluster.client, clock=time_flies.clock)
    assert cluster.runs() == {"stale"}


def test_the_number_of_api_calls_grows_by_pages_only(cluster: Cluster, time_flies: FlyingTime) -> None:
    calls = {}
    for count in (10, 1000):
        for index in range(count):
            cluster.add_run(f"run-{index}", task_id="7", github_app=CLEO, head_sha=OLD)
        admission = admitted(cluster, time_flies)
        before = cluster.calls()
        cancel(push(), admission, settings=SETTINGS, cluster=cluster.client, clock=time_flies.clock)
        calls[count] = cluster.calls() - before

    assert cluster.runs() == set()
    assert calls[1000] - calls[10] == 1, "one more page of 500 names"


def test_a_pod_without_a_run_is_waited_for_and_not_hammered(cluster: Cluster, time_flies: FlyingTime) -> None:
    labels = {"task-id": "7", "github-app": CLEO, "head-sha": OLD}
    pod = {
        "metadata": {"name": "orphan", "labels": labels},
        "spec": {"containers": [{"name": "c", "image": "i"}]},
    }
    cluster.post(f"/api/v1/namespaces/{AGENTS}/pods", pod)

    with pytest.raises(Temporary, match="orphan"):
        run_cancel(cluster, time_flies)

    assert not [each for each in cluster.stand_in.audit.records if each.method == "DELETE"]
