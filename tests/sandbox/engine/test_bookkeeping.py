"""The engine's memory: caches, the queue, and what is kept how long."""

import asyncio
from datetime import UTC, datetime

import pytest

from remediation.model import JsonObject
from sandbox.engine.cache import Cache
from sandbox.engine.operation.names import node_id, pod_name
from sandbox.engine.retention import expires_at, pod_delay, pods_to_delete
from sandbox.engine.work_queue import WorkQueue


def obj(name: str, uid: str, version: int) -> JsonObject:
    return {"metadata": {"name": name, "uid": uid, "resourceVersion": str(version)}}


def test_old_news_are_no_news() -> None:
    cache = Cache()
    assert cache.put(obj("a", "1", 5))
    assert not cache.put(obj("a", "1", 5))
    assert not cache.change("MODIFIED", obj("a", "1", 4))
    assert cache.get("a") == obj("a", "1", 5)


def test_what_is_gone_does_not_come_back_by_a_late_answer() -> None:
    cache = Cache()
    cache.put(obj("a", "1", 5))
    assert cache.change("DELETED", obj("a", "1", 6))
    assert not cache.put(obj("a", "1", 5))
    assert cache.put(obj("a", "2", 7)), "another object of the same name is new"
    assert not cache.change("DELETED", obj("a", "1", 6)), "and is not the one that is gone"


def test_a_listing_tells_what_is_new_and_what_is_gone() -> None:
    cache = Cache()
    cache.put(obj("a", "1", 1))
    cache.put(obj("b", "2", 2))
    new, gone = cache.replace([obj("b", "2", 2), obj("c", "3", 3)])
    assert [each["metadata"]["name"] for each in new] == ["c"]
    assert [each["metadata"]["name"] for each in gone] == ["a"]


def test_a_key_is_handled_by_one_at_a_time_and_again_if_it_was_added_meanwhile() -> None:
    running, most, handled = 0, 0, []

    async def handle(key: str) -> None:
        nonlocal running, most
        running += 1
        most = max(most, running)
        await asyncio.sleep(0.02)
        handled.append(key)
        running -= 1

    async def work() -> None:
        queue = WorkQueue(handle)
        queue.add("a")
        queue.add("a")
        await asyncio.sleep(0.01)
        queue.add("a")
        await asyncio.sleep(0.1)
        await queue.close()

    asyncio.run(work())
    assert (handled, most) == (["a", "a"], 1)


def test_the_soonest_time_counts() -> None:
    times: list[float] = []

    async def work() -> None:
        loop = asyncio.get_running_loop()
        begin = loop.time()

        async def handle(_: str) -> None:
            times.append(loop.time() - begin)

        queue = WorkQueue(handle)
        for after in (60, 0.05, 30):
            queue.add("a", after=after)
        await asyncio.sleep(0.2)
        await queue.close()

    asyncio.run(work())
    assert len(times) == 1
    assert 0.04 < times[0] < 0.2


def ended(phase: str, **spec: object) -> JsonObject:
    return {"spec": spec, "status": {"phase": phase, "finishedAt": "2026-11-21T00:00:00Z"}}


@pytest.mark.parametrize(
    ("strategy", "phase", "deleted"),
    [
        ("OnPodSuccess", "Running", ["good"]),
        ("OnPodCompletion", "Running", ["good", "bad"]),
        ("OnWorkflowSuccess", "Failed", []),
        ("OnWorkflowCompletion", "Failed", ["good", "bad"]),
        ("", "Succeeded", []),
    ],
)
def test_pods_are_deleted_by_strategy(strategy: str, phase: str, deleted: list[str]) -> None:
    phases = {"good": "Succeeded", "bad": "Failed", "busy": "Running"}
    pods: list[JsonObject] = [
        {"metadata": {"name": name}, "status": {"phase": each}} for name, each in phases.items()
    ]
    found = pods_to_delete(ended(phase, podGC={"strategy": strategy}), pods)
    assert [pod["metadata"]["name"] for pod in found] == deleted


def test_a_pod_is_kept_for_a_while() -> None:
    assert pod_delay(ended("Succeeded"), default=5) == 5
    assert pod_delay(ended("Succeeded", podGC={"deleteDelayDuration": "2m"}), default=5) == 120


def test_a_workflow_expires_by_its_result() -> None:
    strategy = {"secondsAfterCompletion": 60, "secondsAfterSuccess": 10}
    assert expires_at(ended("Succeeded", ttlStrategy=strategy)) == datetime(
        2026, 11, 21, 0, 0, 10, tzinfo=UTC
    )
    assert expires_at(ended("Failed", ttlStrategy=strategy)) == datetime(2026, 11, 21, 0, 1, tzinfo=UTC)
    assert expires_at(ended("Failed")) is None


def test_names_are_argos() -> None:
    assert node_id("steps-outputs", "steps-outputs[0].first") == "steps-outputs-3834255563"
    assert pod_name("steps-outputs", "steps-outputs[0].first", "say") == "steps-outputs-say-3834255563"
    assert node_id("run", "run") == pod_name("run", "run", "main") == "run"
