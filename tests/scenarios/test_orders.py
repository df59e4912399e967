"""The webhooks of a task's life arrive in any order that is possible, each twice: the end is the same.

Some orders are impossible: nobody approves what nobody was asked to test. So whenever all is at rest, the
next webhook of each task is the one of those held back that comes first in an order of its own.
"""

import random
import time
from collections.abc import Mapping

import pytest

from runner.arranging import arrange
from runner.backends.sandbox import Sandbox
from runner.history import History
from runner.scenario import Scenario
from runner.scene import Scene
from runner.settling import settle
from runner.watching import watching
from sandbox.github.webhooks.hooks import Delivery

EVENTS = ("push", "opened", "task-label", "ready-label", "approved")
ORDERS = 12
SCENARIO = Scenario.model_validate(
    {
        "name": "orders",
        "title": "orders",
        "description": "orders",
        "timeout": 300,
        "world": {
            # Nobody ends, so that nothing but GitHub's webhooks moves the plays on.
            "agents": {
                "rex": {"works": 0.1, "acts": ["push", "open_pull_request"]},
                "cleo": {"works": 0.1, "acts": ["ready"]},
                "tess": {"works": 0.1, "acts": ["approve"]},
            }
        },
        "events": [{"do": "start_play", "task": task} for task in range(1, ORDERS + 1)],
        "expect": [{"that": "play", "task": 1, "stage": "completed"}],
    }
)


@pytest.mark.timeout(600)
def test_no_order_of_webhooks_changes_the_end() -> None:
    chance = random.Random(7)  # noqa: S311  # orders, not secrets
    orders = {task: chance.sample(EVENTS, len(EVENTS)) for task in range(1, ORDERS + 1)}
    history = History(clock=time.monotonic)
    with Sandbox().prepared(SCENARIO) as installation, watching(installation, history):
        scene = Scene(installation=installation, history=history, looks=lambda: None, patience=300)
        arrange(SCENARIO.world, scene)
        scene.github.hold()
        for event in SCENARIO.events:
            event.perform(scene)
        while positions := next_of_each(scene, orders):
            again = [scene.github.held[position].event.guid for position in positions]
            scene.github.release(positions)
            scene.github.hold()
            for guid in again:
                scene.github.redeliver(guid)
        world = history.world()

    ends = {
        play.task: (play.stage, play.phase, play.cycle, play.waiting)
        for play in world.plays
        if play.task is not None
    }
    assert ends == dict.fromkeys(orders, ("completed", "Succeeded", 1, ""))
    for pull_request in world.pull_requests:
        assert len(pull_request.labels) == 1, pull_request.labels
        assert len(pull_request.comments) == 1
    assert len(world.code_runs) == 3 * ORDERS
    assert {run.phase for run in world.loops} == {"Succeeded"}
    assert not [lease for lease in world.leases if lease.holder]


def next_of_each(scene: Scene, orders: Mapping[int, list[str]]) -> list[int]:
    """Wait until all is at rest, and give the position of each task's next delivery among those held."""
    settle(SCENARIO, scene)
    first: dict[int, tuple[int, int]] = {}
    for position, delivery in enumerate(scene.github.held):
        task, kind = told(delivery)
        if kind:
            rank = (orders[task].index(kind), position)
            first[task] = min(first.get(task, rank), rank)
    return [position for _, position in first.values()]


def told(delivery: Delivery) -> tuple[int, str]:
    """Give the task and the kind of an event; only the five of a task's life have one."""
    payload = delivery.event.payload
    if delivery.event.name == "push":
        return task_of(payload["ref"].removeprefix("refs/heads/")), "push"
    if delivery.event.name not in {"pull_request", "pull_request_review"}:
        return 0, ""
    task = task_of(payload["pull_request"]["head"]["ref"])
    label = (payload.get("label") or {}).get("name", "")
    kinds = {
        ("pull_request", "opened", ""): "opened",
        ("pull_request", "labeled", f"task-{task}"): "task-label",
        ("pull_request", "labeled", "ready-for-qa"): "ready-label",
        ("pull_request_review", "submitted", ""): "approved",
    }
    return task, kinds.get((delivery.event.name, payload["action"], label), "")


def task_of(branch: str) -> int:
    return int(branch.split("-")[1])
