"""Signals and pushes overtake each other at every single API call: QA works on the newest commit in the end.

Whoever is overtaken has looked at GitHub and checked the Lease a moment ago, which is not true any more.
"""

from collections.abc import Callable

import pytest

from remediation.signal import Signal
from tests.steps.overtaking import Overtaking
from tests.steps.picture import assert_qa_works_on, picture
from tests.steps.playing import Playing
from tests.steps.pushing import PushRun
from tests.steps.signalling import SignalRun
from tests.steps.signals import agent_ended, agent_is_missed, cleo_is_content, tess_reviews
from tests.steps.stories import cleo_at_work, tess_at_work
from tests.steps.world import World

CALLS_OF_PUSH, CALLS_OF_READY = 33, 13
CHANGES_LABELS = 7
"""Which call of an answer to `ready-for-qa` takes `remediation-in-progress` off."""
UNTIL_IT_LOOKS = range(1, 4)
"""It takes the Lease, then it asks GitHub."""
UNTIL_THE_VERDICT = range(4, 10)
"""Of an approval, once it has looked."""
Begin = Callable[[World], tuple[Playing, Signal]]


def cleo_is_ready(world: World) -> tuple[Playing, Signal]:
    playing = cleo_at_work(world)
    world.label("remediation-in-progress")
    return playing, cleo_is_content(world)


def tess_is_content(world: World) -> tuple[Playing, Signal]:
    return tess_at_work(world), tess_reviews(world)


def cleo_has_failed(world: World) -> tuple[Playing, Signal]:
    return cleo_at_work(world), agent_ended(world, "play-x-1-cleo")


def run_of(world: World, playing: Playing, signal: Signal) -> SignalRun:
    run = SignalRun(world=world, signal=signal, clients=world.clients())
    run.begin()
    world.stand_ins.time.employ(playing.move_on)
    return run


def frozen_for(world: World, *, frozen: bool) -> float:
    """Give how long the overtaken one was frozen: not at all, or until its Lease expired."""
    return world.settings.deadlines.lease + 1.0 if frozen else 0.0


SIGNALS: list[tuple[Begin, int]] = [
    *((cleo_is_ready, number) for number in range(1, CALLS_OF_READY + 1)),
    *((tess_is_content, number) for number in UNTIL_IT_LOOKS),
    *((cleo_has_failed, number) for number in range(1, CALLS_OF_READY)),
]


EVERY_CALL_OF_PUSH = range(1, CALLS_OF_PUSH + 1)
OVERTAKING: list[tuple[Begin, int, bool]] = [
    *((cleo_is_ready, number, True) for number in EVERY_CALL_OF_PUSH),
    *((tess_is_content, number, True) for number in EVERY_CALL_OF_PUSH),
    *((cleo_has_failed, number, True) for number in EVERY_CALL_OF_PUSH[::2]),
    *((cleo_is_ready, number, False) for number in EVERY_CALL_OF_PUSH[::4]),
    *((tess_is_content, number, False) for number in EVERY_CALL_OF_PUSH[1::4]),
]
"""While a push that is not frozen holds the Lease, a signal only waits."""


@pytest.mark.parametrize(("begin", "number"), SIGNALS)
@pytest.mark.parametrize("frozen", [False, True])
def test_a_push_that_overtakes_a_signal_wins(
    world: World, begin: Begin, number: int, *, frozen: bool
) -> None:
    playing, signal = begin(world)
    overtaking = Overtaking(world)
    run = run_of(world, playing, signal)
    seconds = frozen_for(world, frozen=frozen)
    run.clients.calls.before(number, lambda: overtaking.by_run("B", seconds=seconds))

    assert run.until_done() == 0

    assert overtaking.runs
    overtaking.finish()
    if frozen and number == CHANGES_LABELS:
        world.label("remediation-in-progress")  # no token fences GitHub: this one label is taken off too late
    assert_qa_works_on("B", picture(world, playing))


@pytest.mark.parametrize("number", UNTIL_THE_VERDICT)
def test_an_approval_that_was_frozen_until_its_lease_expired_completes_nothing(
    world: World, number: int
) -> None:
    playing, signal = tess_is_content(world)
    overtaking = Overtaking(world)
    run = run_of(world, playing, signal)
    seconds = frozen_for(world, frozen=True)
    run.clients.calls.before(number, lambda: overtaking.by_run("B", seconds=seconds))

    assert run.until_done() == 0

    overtaking.finish()
    assert_qa_works_on("B", picture(world, playing))


def test_a_push_after_the_approval_was_looked_at_comes_too_late(world: World) -> None:
    playing, signal = tess_is_content(world)
    overtaking = Overtaking(world)
    run = run_of(world, playing, signal)
    run.clients.calls.before(UNTIL_THE_VERDICT.start, lambda: overtaking.by_run("B"))

    assert run.until_done() == 0

    overtaking.finish()
    assert playing.gates()[-1] == "await-pr-approved 1 proceed"
    assert overtaking.runs[0].outcome == "nothing-to-restart"
    assert "ready-for-qa" not in world.labels()


@pytest.mark.parametrize(("begin", "number", "frozen"), OVERTAKING)
def test_a_signal_that_overtakes_a_push_is_about_an_older_commit(
    world: World, begin: Begin, number: int, *, frozen: bool
) -> None:
    playing, signal = begin(world)
    overtaking = Overtaking(world)
    push = PushRun(world=world, push=world.push("B"), clients=world.clients())
    push.begin()
    world.stand_ins.time.employ(playing.move_on)
    seconds = frozen_for(world, frozen=frozen)
    push.clients.calls.before(number, lambda: overtaking.by_signal(signal, seconds=seconds))

    assert push.until_done() == 0

    assert overtaking.runs
    overtaking.finish()
    assert_qa_works_on("B", picture(world, playing))


@pytest.mark.parametrize("number", range(1, CALLS_OF_READY + 1))
@pytest.mark.parametrize("frozen", [False, True])
def test_two_signals_about_one_gate_open_it_once(world: World, number: int, *, frozen: bool) -> None:
    """Cleo labels and fails."""
    playing, signal = cleo_is_ready(world)
    overtaking = Overtaking(world)
    run = run_of(world, playing, signal)
    failed, seconds = agent_ended(world, "play-x-1-cleo"), frozen_for(world, frozen=frozen)
    run.clients.calls.before(number, lambda: overtaking.by_signal(failed, seconds=seconds))

    assert run.until_done() == 0

    overtaking.finish()
    assert playing.gates()[1:] == ["await-ready-for-qa 1 proceed", "await-pr-approved 1 waits"]
    assert {agent["metadata"]["name"] for agent in world.agents()} == {"play-x-1-cleo", "play-x-1-tess"}
    assert (world.labels(), world.holder()) == ({"task-7", "ready-for-qa"}, "")


@pytest.mark.parametrize("number", range(20, CALLS_OF_PUSH + 1))
def test_an_agent_that_a_push_cancels_has_not_failed(world: World, number: int) -> None:
    """Its end is told while the push is still at work, or was frozen."""
    playing = tess_at_work(world)
    gone = agent_is_missed(world, "play-x-1-tess")
    overtaking = Overtaking(world)
    push = PushRun(world=world, push=world.push("B"), clients=world.clients())
    push.begin()
    world.stand_ins.time.employ(playing.move_on)
    seconds = frozen_for(world, frozen=number % 2 == 0)
    push.clients.calls.before(number, lambda: overtaking.by_signal(gone, seconds=seconds))

    assert push.until_done() == 0

    overtaking.finish()
    assert_qa_works_on("B", picture(world, playing))
    assert not any(gate.endswith("failed") for gate in playing.gates())


@pytest.mark.parametrize("number", range(1, CALLS_OF_READY + 1))
def test_a_play_that_is_deleted_meanwhile_waits_for_nothing(world: World, number: int) -> None:
    playing, signal = cleo_is_ready(world)
    run = SignalRun(world=world, signal=signal, clients=world.clients())
    run.clients.calls.before(number, lambda: world.delete_play(playing.name))

    assert run.until_done() == 0

    assert run.outcome in {"nothing-waits", "gate-answered"}
    assert world.holder() == ""
