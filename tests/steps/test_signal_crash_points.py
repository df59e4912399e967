"""A signal's run is disturbed at every single API call, and tried again: the end is always the same."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import pytest

from remediation.signal import Signal
from tests.steps.disturbances import DISTURBANCES
from tests.steps.picture import Picture, picture
from tests.steps.playing import Playing
from tests.steps.signalling import SignalRun
from tests.steps.signals import (
    a_person_closes,
    about_pull_request,
    agent_ended,
    agent_gone,
    cleo_is_content,
    tess_reviews,
)
from tests.steps.stories import cleo_at_work, tess_at_work
from tests.steps.world import World

LAST_CALLS = 2
"""The verdict was given before them: the Lease is left."""
CREATED, READY = "await-pr-created 0@ proceed", "await-ready-for-qa 1@A proceed"
AFTER_READY = Picture(
    agents=frozenset({"play-x-1-cleo@A", "play-x-1-tess@A"}),
    labels=frozenset({"task-7", "ready-for-qa"}),
    stage="waiting-pr-approved",
    gates=(CREATED, READY, "await-pr-approved 1@A waits"),
    push="",
    qa="1@A",
    holder="",
    comments=0,
    events=0,
    signal="ready-for-qa answered proceed",
)
IN_CYCLE_2 = replace(
    AFTER_READY,
    agents=frozenset({"play-x-2-cleo@A"}),
    labels=frozenset({"task-7", "remediation-in-progress"}),
    stage="waiting-ready-for-qa",
    qa="2@A",
)


@dataclass(frozen=True, kw_only=True)
class Case:
    """A signal, and what is seen when it was answered."""

    begin: Callable[[World], tuple[Playing, Signal]]
    calls: int
    """Of an undisturbed run, without its exit handler."""
    end: Picture


def rex_is_done(world: World) -> tuple[Playing, Signal]:
    playing = Playing(world=world)
    playing.begin(("await-pr-created", 0, "", ""))
    world.push("A")
    world.open_pull_request()
    return playing, about_pull_request(world, "task-label")


def cleo_labels(world: World) -> tuple[Playing, Signal]:
    playing = cleo_at_work(world)
    world.label("remediation-in-progress")
    return playing, cleo_is_content(world)


def tess_approves(world: World) -> tuple[Playing, Signal]:
    return tess_at_work(world), tess_reviews(world)


def tess_approves_an_older_commit(world: World) -> tuple[Playing, Signal]:
    playing = tess_at_work(world)
    world.push("B", sender="ada")
    return playing, tess_reviews(world, of="A")


def a_pull_request_is_closed(world: World) -> tuple[Playing, Signal]:
    return tess_at_work(world), a_person_closes(world)


def cleo_fails(world: World) -> tuple[Playing, Signal]:
    playing = cleo_at_work(world)
    return playing, agent_ended(world, "play-x-1-cleo")


def tess_vanishes(world: World) -> tuple[Playing, Signal]:
    playing = tess_at_work(world)
    return playing, agent_gone(world, "play-x-1-tess")


CASES = {
    "task-label": Case(
        begin=rex_is_done,
        calls=11,
        end=replace(
            AFTER_READY,
            agents=frozenset({"play-x-1-cleo@A"}),
            labels=frozenset({"task-7"}),
            stage="waiting-ready-for-qa",
            gates=(CREATED, "await-ready-for-qa 1@A waits"),
            signal="task-label answered proceed",
        ),
    ),
    "ready-for-qa": Case(begin=cleo_labels, calls=13, end=AFTER_READY),
    "approval": Case(
        begin=tess_approves,
        calls=11,
        end=replace(
            AFTER_READY,
            gates=(CREATED, READY, "await-pr-approved 1@A proceed"),
            signal="approval answered proceed",
        ),
    ),
    "older-approval": Case(
        begin=tess_approves_an_older_commit,
        calls=11,
        end=replace(
            IN_CYCLE_2,
            agents=frozenset({"play-x-2-cleo@B"}),
            gates=(CREATED, READY, "await-pr-approved 1@A restart", "await-ready-for-qa 2@B waits"),
            qa="2@B",
            signal="approval answered restart",
        ),
    ),
    "closed": Case(
        begin=a_pull_request_is_closed,
        calls=11,
        end=replace(
            AFTER_READY,
            gates=(CREATED, READY, "await-pr-approved 1@A cancelled"),
            signal="closed answered cancelled",
        ),
    ),
    "agent-ended": Case(
        begin=cleo_fails,
        calls=12,
        end=replace(
            IN_CYCLE_2,
            gates=(CREATED, "await-ready-for-qa 1@A failed", "await-ready-for-qa 2@A waits"),
            signal="agent-ended answered failed",
        ),
    ),
    "agent-gone": Case(
        begin=tess_vanishes,
        calls=12,
        end=replace(
            IN_CYCLE_2,
            gates=(CREATED, READY, "await-pr-approved 1@A failed", "await-ready-for-qa 2@A waits"),
            signal="agent-gone answered failed",
        ),
    ),
}
DISTURBED = ("ready-for-qa", "approval", "closed", "agent-ended")
"""The others differ in what they look at, not in what they do."""
EVERY_CALL = [(name, number) for name in DISTURBED for number in range(1, CASES[name].calls + 1)]
AFTER_THE_VERDICT = [
    (name, number)
    for name, case in CASES.items()
    for number in range(case.calls - LAST_CALLS + 1, case.calls + 1)
]


def given(world: World, name: str) -> tuple[Playing, SignalRun]:
    """Bring the task to where the signal comes, and begin its run."""
    playing, signal = CASES[name].begin(world)
    run = SignalRun(world=world, signal=signal, clients=world.clients())
    run.begin()
    return playing, run


def ended(world: World, playing: Playing, run: SignalRun) -> Picture:
    """Let the exit handler run, and the play come to rest."""
    run.end()
    assert run.conclude() == 0
    playing.move_on()
    world.let_agents_go()
    return picture(world, playing)


@pytest.mark.parametrize("name", CASES)
def test_an_undisturbed_run_makes_this_many_calls(world: World, name: str) -> None:
    playing, run = given(world, name)

    assert run.until_done() == 0

    assert run.clients.calls.count == CASES[name].calls
    assert ended(world, playing, run) == CASES[name].end


@pytest.mark.parametrize(("name", "number"), EVERY_CALL)
@pytest.mark.parametrize("disturbance", DISTURBANCES)
def test_a_disturbed_call_changes_nothing_in_the_end(
    world: World, disturbance: str, name: str, number: int
) -> None:
    playing, run = given(world, name)
    world.stand_ins.time.employ(playing.move_on)
    world.stand_ins.faults.arm(*DISTURBANCES[disturbance](number))

    assert run.until_done() == 0

    assert world.stand_ins.faults.struck
    assert ended(world, playing, run) == CASES[name].end


@pytest.mark.parametrize(("name", "number"), EVERY_CALL)
def test_a_killed_run_that_is_tried_again_ends_the_same(world: World, name: str, number: int) -> None:
    playing, run = given(world, name)
    world.stand_ins.time.employ(playing.move_on)
    run.clients.calls.before(number, run.clients.calls.kill)

    assert run.until_done() == 0

    assert len(run.step.folders) == 2
    assert ended(world, playing, run) == CASES[name].end


@pytest.mark.parametrize(("name", "number"), AFTER_THE_VERDICT)
def test_a_play_that_moves_on_at_once_meets_the_second_try(world: World, name: str, number: int) -> None:
    playing, run = given(world, name)
    world.stand_ins.time.employ(playing.move_on)
    run.clients.calls.before_each(world.stand_ins.time.work)
    run.clients.calls.before(number, run.clients.calls.kill)

    assert run.until_done() == 0

    assert ended(world, playing, run) == CASES[name].end


@pytest.mark.parametrize("name", CASES)
def test_a_run_that_is_lost_after_its_end_ends_the_same(world: World, name: str) -> None:
    playing, run = given(world, name)
    world.stand_ins.time.employ(playing.move_on)
    run.attempt()

    assert run.until_done() == 0

    assert ended(world, playing, run) == CASES[name].end
