"""From Cleo's label to the open gate and the play's next node, beside document 2's scripts as bash pods.

Both answer the same play, in turns, under the same controller. Each begins with the label `ready-for-qa`,
whose signed webhook goes to the real event source, and each call to GitHub takes a tenth of a second. One
observer watches the API from outside; its log tells when our step's container began (`step_log.py`).
"""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from benchmarks import chain
from benchmarks.figure import Figure, Report
from benchmarks.github_front import github_front
from benchmarks.place import cluster
from benchmarks.requeue import requeue_time
from benchmarks.stage import emptied, rest, staged
from benchmarks.step_log import step_log
from remediation.errors import Temporary
from remediation.identifiers import BOT_SUFFIX
from remediation.play import AWAIT_PR_APPROVED, AWAIT_READY_FOR_QA, RESTART
from remediation.pull_requests import READY_FOR_QA
from runner.events.plays import set_verdict
from runner.scene import Scene
from runner.snapshot import FINISHED, Run, Snapshot
from workflows import play_signal

ROUNDS = 7
"""Of each; a play may start QA again 20 times."""
TASK, NUMBER = 7, 1
STEP = "answer"
"""What our run does; the play's node after the gate is"""
NEXT = "start-tess"
"""The play's node after the gate."""
GITHUB_SECONDS = 0.1
OPEN_LIMIT, MOVED_LIMIT = 0.4, 0.55


@dataclass(frozen=True, kw_only=True)
class Answered:
    """What lies between a label and the play's next node, in seconds since 1970."""

    run: str
    """Name of the run that the label became."""
    labelled: float
    """Just before the label, which sends the webhook."""
    created: float
    """The run exists."""
    taken_up: float
    """It has a node: the controller has created its first pod."""
    opened: float
    """The gate has its verdict."""
    moved: float
    """The play has a node after the gate."""


def measure() -> Report:
    """Let both answer, in turns.

    Raises:
        Misuse: There is no cluster, or it is not one for scenarios.
        NeverCame: One of them did not do its work.
        Temporary: The step had to be tried again.
    """
    with (
        cluster() as place,
        staged(place, "signal-benchmark") as scene,
        emptied(scene),
        github_front(scene, latency=GITHUB_SECONDS, host=place.host, template=play_signal.NAME) as front,
        chain.account(scene),
    ):
        url, github = front
        ours, began, others = [], [], []
        for _ in range(ROUNDS):
            _prepare(scene)
            github.calls.clear()
            ours.append(_answer(scene))
            calls = list(github.calls)
            began.append(_began(scene, ours[-1].run))
            _prepare(scene)
            with chain.in_our_place(scene, chain.DOCUMENT_TWO, github_url=url):
                rest(scene)  # the controller hears of the exchange a moment later
                others.append(_answer(scene))
                rest(scene)
        requeue = requeue_time(scene)
    return Report(
        title="Cleo's label opens the gate: seconds from the webhook",
        against="document 2 in bash pods",
        figures=(*_compared(ours, others), *_parts(ours, began)),
        notes=(
            f"`DEFAULT_REQUEUE_TIME` of the controller: {requeue}; a call to GitHub: {GITHUB_SECONDS} s.",
            f"Our step's calls to GitHub: {', '.join(calls)}.",
        ),
    )


def _compared(ours: Sequence[Answered], others: Sequence[Answered]) -> Iterator[Figure]:
    yield Figure(
        name="the gate is open",
        ours=tuple(each.opened - each.labelled for each in ours),
        other=tuple(each.opened - each.labelled for each in others),
        limit=OPEN_LIMIT,
    )
    yield Figure(
        name="the play's next node",
        ours=tuple(each.moved - each.labelled for each in ours),
        other=tuple(each.moved - each.labelled for each in others),
        limit=MOVED_LIMIT,
    )


def _parts(ours: Sequence[Answered], began: Sequence[float]) -> Iterator[Figure]:
    """Split our reaction; each part begins where the one before ends."""
    starts = list(zip(ours, began, strict=True))
    parts = {
        "event source, bus and sensor: the run exists": [each.created - each.labelled for each in ours],
        "controller: the run has a pod": [each.taken_up - each.created for each in ours],
        "kubelet: the step's container begins": [at - each.taken_up for each, at in starts],
        "step: the gate is open": [each.opened - at for each, at in starts],
        "controller: the play's next node": [each.moved - each.opened for each in ours],
    }
    for name, seconds in parts.items():
        yield Figure(name=name, ours=tuple(seconds))


def _answer(scene: Scene) -> Answered:
    """Put the label on, and watch from outside what it does."""
    cycle, known = scene.play(TASK).cycle, {run.uid for run in scene.history.world().runs}
    seen: dict[str, float] = {}
    run = ""

    def done(world: Snapshot) -> bool:
        nonlocal run
        now = time.time()
        for each in world.runs:
            if each.is_play:
                facts = _facts_of_play(each, cycle)
            elif each.uid not in known and each.template == play_signal.NAME:
                run, facts = each.name, ["created", *(["taken_up"] if each.nodes else [])]
            else:
                continue
            for fact in facts:
                seen.setdefault(fact, now)
        return "moved" in seen

    cleo = f"{scene.settings.identities.cleo[0]}{BOT_SUFFIX}"
    labelled = time.time()
    scene.github.label(scene.settings.repositories[0].name, NUMBER, READY_FOR_QA, cleo)
    scene.until(done, f"answer in cycle {cycle}")
    return Answered(run=run, labelled=labelled, **seen)


def _facts_of_play(play: Run, cycle: int) -> list[str]:
    nodes = {node.name: node for node in play.nodes if node.cycle == cycle}
    gate = nodes.get(AWAIT_READY_FOR_QA)
    opened = ["opened"] if gate is not None and gate.phase in FINISHED else []
    return [*opened, *(["moved"] if NEXT in nodes else [])]


def _began(scene: Scene, run: str) -> float:
    """Tell when our step's container began, in seconds since 1970."""
    log = step_log(scene, run, STEP)
    if log is None:
        message = f"the pod of {run} is gone before its log was read"
        raise Temporary(message)
    return log.began


def _prepare(scene: Scene) -> None:
    """Bring the play to the gate, in a new cycle if it has passed it."""
    if scene.play(TASK).waiting != AWAIT_READY_FOR_QA:
        set_verdict(scene, task=TASK, gate=AWAIT_PR_APPROVED, verdict=RESTART)
    scene.until(lambda _: scene.play(TASK).waiting == AWAIT_READY_FOR_QA, "play at its gate")
    rest(scene)
