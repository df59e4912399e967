"""Two hundred signed deliveries at twenty a second, every other one a duplicate, at the real event source.

What counts is the trigger: how long after the webhook was posted its run exists in the cluster. The runs
themselves are kept from starting (the template is suspended meanwhile), because a hundred pods at once would
measure the machine. A duplicate follows its original at once, while the run of that name exists.
"""

import hmac
import json
import time
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from importlib import resources

import urllib3

from benchmarks.figure import Figure, Report
from benchmarks.stage import staged
from remediation.errors import Temporary
from runner.backends.cluster import Cluster
from runner.merging import merged
from runner.scene import Scene
from runner.snapshot import Snapshot
from sandbox.agents.agent import MERGE_PATCH
from workflows.rex_remediation import NAME

PUSHES, TIMES = 100, 2
RATE = 20.0
LATE_LIMIT_SECONDS = 1.0
SENDERS = 8
PAST_THE_END_SECONDS = 5.0
OK = 200
WORKFLOWS = "/apis/argoproj.io/v1alpha1/namespaces"


def measure() -> Report:
    """Post the deliveries and watch the runs appear.

    Raises:
        Misuse: There is no cluster.
        Temporary: The event source refuses a delivery.
    """
    with staged(Cluster.from_environment(), "burst-benchmark") as scene, _suspended(scene):
        known = {run.uid for run in scene.history.world().runs}
        posted, seen = _burst(scene, known)
    late = tuple(seen[delivery] - at for delivery, at in posted.items() if delivery in seen)
    return Report(
        title=f"{PUSHES * TIMES} deliveries at {RATE:.0f} a second, half of them duplicates",
        against="",
        figures=(
            Figure(name="runs too many or too few", unit="runs", ours=(abs(PUSHES - len(seen)),), limit=0),
            Figure(name="from webhook to run", ours=late, limit=LATE_LIMIT_SECONDS),
        ),
        notes=(
            "The limit is for the latest of them. Runs are seen by a watch from outside, within 0.02 s.",
            "The template is suspended meanwhile: no pod starts, only the trigger is measured.",
        ),
    )


@contextmanager
def _suspended(scene: Scene) -> Iterator[None]:
    """Let no run of the template start while the context lasts, and delete all that came."""
    namespace = scene.settings.namespace
    path = f"{WORKFLOWS}/{namespace}/workflowtemplates/{NAME}"
    scene.kubernetes.call("PATCH", path, body={"spec": {"suspend": True}}, kind=MERGE_PATCH)
    try:
        yield
    finally:
        scene.kubernetes.call("DELETE", f"{WORKFLOWS}/{namespace}/workflows")
        scene.kubernetes.call("PATCH", path, body={"spec": {"suspend": None}}, kind=MERGE_PATCH)


def _burst(scene: Scene, known: set[str]) -> tuple[dict[str, float], dict[str, float]]:
    """Give when each delivery was first posted, and when its run was first seen."""
    deliveries = [str(uuid.uuid4()) for _ in range(PUSHES)]
    posted: dict[str, float] = {}
    seen: dict[str, float] = {}
    began = time.monotonic()

    def post(position: int) -> None:
        delivery = deliveries[position // TIMES]
        time.sleep(max(began + position / RATE - time.monotonic(), 0))
        posted.setdefault(delivery, time.monotonic())
        _post(scene, delivery, task=position // TIMES + 1)

    def look(world: Snapshot) -> bool:
        now = time.monotonic()
        for run in world.runs:
            if run.uid not in known:
                known.add(run.uid)
                seen[next(each for each in deliveries if run.name.endswith(each))] = now
        return now - began > PUSHES * TIMES / RATE + PAST_THE_END_SECONDS

    with ThreadPoolExecutor(SENDERS) as senders:
        sent = [senders.submit(post, position) for position in range(PUSHES * TIMES)]
        scene.until(look, "end of the burst")
        for each in sent:
            each.result()
    return posted, seen


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
