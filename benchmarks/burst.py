"""Two hundred signed deliveries at twenty a second, every other one a duplicate, at the real event source.

What counts is the trigger: how long after the webhook was posted its run exists in the cluster. The runs
themselves are kept from starting (the template is suspended meanwhile), because a hundred pods at once would
measure the machine. A duplicate follows its original at once, while the run of that name exists.
"""

import hmac
import json
import time
import uuid
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from dataclasses import dataclass
from importlib import resources

import urllib3

from benchmarks.exchanged import exchanged
from benchmarks.figure import Figure, Report
from benchmarks.place import cluster
from benchmarks.stage import emptied, staged
from remediation.errors import Temporary
from runner.merging import merged
from runner.scene import Scene
from runner.snapshot import Snapshot

PUSHES, TIMES = 100, 2
DELIVERIES = PUSHES * TIMES
RATE = 20.0
SLOW_SECONDS = 0.5
"""How much longer the posting may take; else this is not the burst that is meant."""
LATE_LIMIT_SECONDS = 1.0
SENDERS = 8
PAST_THE_END_SECONDS = 5.0
OK = 200


@dataclass(frozen=True, kw_only=True)
class Burst:
    """What was seen of the deliveries; times are of one monotonic clock."""

    posted: dict[str, float]
    """When each delivery was first posted, by its GUID."""
    seen: dict[str, float]
    """When its run was first seen."""
    wrong: int
    """Deliveries without a run, and runs without a delivery of their own."""
    seconds: float
    """From the first to the last answer of the event source."""


def measure() -> Report:
    """Post the deliveries and watch the runs appear.

    Raises:
        Misuse: There is no cluster, or it is not one for scenarios.
        Temporary: The event source refuses a delivery.
    """
    with (
        cluster() as place,
        staged(place, "empty-benchmark") as scene,
        _suspended(scene),
        emptied(scene),
    ):
        known = {run.uid for run in scene.history.world().runs}
        burst = _burst(scene, known)
    late = tuple(burst.seen[delivery] - at for delivery, at in burst.posted.items() if delivery in burst.seen)
    return Report(
        title=f"{DELIVERIES} deliveries at {RATE:.0f} a second, half of them duplicates",
        against="",
        figures=(
            Figure(name="runs too many or too few", unit="runs", ours=(burst.wrong,), limit=0),
            Figure(name="from webhook to run", ours=late, limit=LATE_LIMIT_SECONDS),
            Figure(name="time to post them", ours=(burst.seconds,), limit=DELIVERIES / RATE + SLOW_SECONDS),
        ),
        notes=(
            "The limit is for the latest run. Runs are seen by a watch from outside, within 0.02 s.",
            "The template is suspended meanwhile: no pod starts, only the trigger is measured.",
        ),
    )


def _suspended(scene: Scene) -> AbstractContextManager[None]:
    """Let runs wait before their first step while the context lasts."""
    return exchanged(scene, lambda spec: {**spec, "suspend": True})


def _burst(scene: Scene, known: set[str]) -> Burst:
    deliveries = [str(uuid.uuid4()) for _ in range(PUSHES)]
    posted: dict[str, float] = {}
    seen: dict[str, float] = {}
    ended: list[float] = []
    others: set[str] = set()
    began = time.monotonic()

    def post(position: int) -> None:
        delivery = deliveries[position // TIMES]
        time.sleep(max(began + position / RATE - time.monotonic(), 0))
        posted.setdefault(delivery, time.monotonic())
        _post(scene, delivery, task=position // TIMES + 1)
        ended.append(time.monotonic())

    def look(world: Snapshot) -> bool:
        now = time.monotonic()
        for run in world.runs:
            if run.uid not in known:
                known.add(run.uid)
                delivery = next((each for each in deliveries if run.name.endswith(each)), None)
                if delivery is None or delivery in seen:
                    others.add(run.name)
                else:
                    seen[delivery] = now
        return now - began > DELIVERIES / RATE + PAST_THE_END_SECONDS

    with ThreadPoolExecutor(SENDERS) as senders:
        sent = [senders.submit(post, position) for position in range(DELIVERIES)]
        try:
            scene.until(look, "end of the burst")
            for each in sent:
                each.result()
        finally:
            senders.shutdown(cancel_futures=True)
    wrong = PUSHES - len(seen) + len(others)
    return Burst(posted=posted, seen=seen, wrong=wrong, seconds=max(ended) - began)


def _post(scene: Scene, delivery: str, *, task: int) -> None:
    real = json.loads(resources.files("sandbox.github").joinpath("payloads", "push.json").read_bytes())
    changes = {
        "ref": f"refs/heads/task-{task}-burst",
        "before": "b" * 40,
        "repository": {"full_name": scene.settings.repositories[0].name},
        "sender": {"login": f"{scene.settings.identities.rex[0]}[bot]"},
    }
    body = json.dumps(merged(real, changes)).encode()
    signature = hmac.new(scene.installation.webhook_secret.encode(), body, "sha256").hexdigest()
    headers = {
        "Content-Type": "application/json",
        "X-GitHub-Event": "push",
        "X-GitHub-Delivery": delivery,
        "X-Hub-Signature-256": f"sha256={signature}",
    }
    answer = urllib3.request(
        "POST", scene.installation.webhook_url, body=body, headers=headers, retries=False
    )
    if answer.status != OK:
        message = f"the event source answered {answer.status} to a delivery"
        raise Temporary(message)
