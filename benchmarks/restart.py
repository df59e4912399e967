"""From a push to stale agents gone and the play's next node, beside document 1's chain of five bash pods.

Both act on one play, in turns, on ten stale runs that are made anew, under the same controller. Each begins
with a push whose signed webhook goes to the real event source. Their calls reach the same GitHub, where each
takes a tenth of a second. One observer watches the API from outside, for the same two things.
"""

import time
from dataclasses import dataclass

from benchmarks import chain
from benchmarks.figure import Figure, Report
from benchmarks.github_front import github_front
from benchmarks.place import cluster
from benchmarks.requeue import requeue_time
from benchmarks.stage import emptied, rest, staged
from remediation.coderuns import coderuns, new_coderun
from remediation.play import AWAIT_READY_FOR_QA
from remediation.settings import Role
from runner.scene import Scene
from runner.snapshot import CodeRun, Snapshot

ROUNDS = 5
TASK, BRANCH, LABEL = 7, "task-7-login", "ready-for-qa"
STALE: dict[Role, int] = {"cleo": 5, "tess": 5}
GITHUB_SECONDS = 0.1
GONE_LIMIT, MOVED_LIMIT = 0.35, 0.15


@dataclass(frozen=True, kw_only=True)
class Reaction:
    """Seconds from just before a push."""

    gone: float
    """Until the last of the stale runs is deleted."""
    moved: float
    """Until the play has a node of its next cycle."""


def measure() -> Report:
    """Let both react, in turns.

    Raises:
        Misuse: There is no cluster, or it is not one for scenarios.
        NeverCame: One of them did not do its work.
    """
    with (
        cluster() as place,
        staged(place, "restart-benchmark") as scene,
        emptied(scene),
        github_front(scene, latency=GITHUB_SECONDS, host=place.host) as (url, _),
        chain.account(scene),
    ):
        ours, others = [], []
        for _ in range(ROUNDS):
            ours.append(_react(scene))
            with chain.in_our_place(scene, chain.DOCUMENT_ONE, github_url=url):
                others.append(_react(scene))
        requeue = requeue_time(scene)
    return Report(
        title="A push restarts QA: seconds from the webhook, with ten stale agents",
        against="document 1's chain",
        figures=(
            Figure(
                name="stale agents gone",
                ours=tuple(each.gone for each in ours),
                other=tuple(each.gone for each in others),
                limit=GONE_LIMIT,
            ),
            Figure(
                name="the play's next node",
                ours=tuple(each.moved for each in ours),
                other=tuple(each.moved for each in others),
                limit=MOVED_LIMIT,
            ),
        ),
        notes=(
            f"`DEFAULT_REQUEUE_TIME` of the controller: {requeue}; a call to GitHub: {GITHUB_SECONDS} s.",
            "Ours also waits until the agents' pods are gone, proves it, and holds the task's Lease.",
        ),
    )


def _react(scene: Scene) -> Reaction:
    cycle = _prepare(scene)
    stale = {run.uid for run in _checkers(scene.history.world())}
    began, gone, moved = time.monotonic(), 0.0, 0.0

    def done(world: Snapshot) -> bool:
        nonlocal gone, moved
        now = time.monotonic() - began
        if not gone and not stale & {run.uid for run in world.code_runs}:
            gone = now
        if not moved and _has_node_of(world, cycle + 1):
            moved = now
        return bool(gone and moved)

    repository = scene.settings.repositories[0].name
    scene.github.push(repository, BRANCH, f"{scene.settings.identities.rex[0]}[bot]")
    scene.until(done, f"reaction in cycle {cycle}")
    rest(scene)
    return Reaction(gone=gone, moved=moved)


def _has_node_of(world: Snapshot, cycle: int) -> bool:
    return any(node.cycle == cycle for run in world.runs if run.is_play for node in run.nodes)


def _prepare(scene: Scene) -> int:
    """Bring everything to where a reaction starts, and give the play's cycle."""
    scene.until(lambda _: scene.play(TASK).waiting == AWAIT_READY_FOR_QA, "play at its QA gate")
    rest(scene)
    repository = scene.settings.repositories[0]
    scene.github.label(repository.name, 1, LABEL, f"{scene.settings.identities.rex[0]}[bot]")
    play = scene.play(TASK)
    kind = coderuns(scene.settings)
    path = f"/apis/{kind.api_version}/namespaces/{repository.agents_namespace}/{kind.plural}"
    # The play itself has started Cleo in this cycle, and that run becomes stale too.
    for role, count in STALE.items():
        for number in range(count - (role == "cleo")):
            body = new_coderun(
                scene.settings,
                repository,
                task=TASK,
                role=role,
                play=play.name,
                cycle=play.cycle,
                head="0" * 40,
            )
            body["metadata"]["name"] += f"-stale-{number}"
            scene.kubernetes.call("POST", path, body=body)

    def ready(world: Snapshot) -> bool:
        checkers = _checkers(world)
        return len(checkers) == sum(STALE.values()) and all(run.phase for run in checkers)

    scene.until(ready, "ten agents at work")
    rest(scene)
    return play.cycle


def _checkers(world: Snapshot) -> list[CodeRun]:
    return [run for run in world.code_runs if run.role in STALE]
