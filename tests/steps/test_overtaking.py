"""A run is overtaken at every single API call: by a newer push and its run, or by the play itself.

Whoever is overtaken has checked the Lease and the cycle a moment ago, which is not true any more.
"""

import pytest

from tests.steps.overtaking import Overtaking
from tests.steps.picture import Picture, assert_qa_works_on, picture
from tests.steps.playing import Playing
from tests.steps.pushing import PushRun
from tests.steps.stories import Story, cleo_at_work, rex_pushes
from tests.steps.world import World

CALLS = 37
EVERY_CALL = range(1, CALLS + 1)
UNTIL_IT_LOOKS = range(1, 4)
"""It takes the Lease, then it asks GitHub."""
WHILE_CLEO_IS_AT_WORK = range(1, 33)
MOVES = [
    *(("C", "proceed", number) for number in WHILE_CLEO_IS_AT_WORK),
    *(("B", "proceed", number) for number in WHILE_CLEO_IS_AT_WORK[::2]),
    *(("A", "proceed", number) for number in WHILE_CLEO_IS_AT_WORK[::2]),
    *(("C", "restart", number) for number in WHILE_CLEO_IS_AT_WORK[1::2]),
]
"""What is pushed, the verdict that somebody gives, and before which call."""


def overtaken(story: Story, number: int, name: str, *, seconds: float) -> Picture:
    world = story.world
    overtaking = Overtaking(world)
    world.stand_ins.time.employ(story.playing.move_on)
    run = story.run()
    run.clients.calls.before(number, lambda: overtaking.by_run(name, seconds=seconds))
    assert run.until_done() == 0
    assert overtaking.runs
    overtaking.finish()
    return picture(world, story.playing)


@pytest.mark.parametrize("number", EVERY_CALL)
def test_a_newer_push_is_handled_after_the_run_that_holds_the_lease(world: World, number: int) -> None:
    end = overtaken(rex_pushes(world), number, "C", seconds=0)

    assert_qa_works_on("C", end)
    assert end.qa == "2@C", "whoever works on the newest commit is left alone"


@pytest.mark.parametrize("number", EVERY_CALL)
def test_a_run_that_was_frozen_until_its_lease_expired_harms_nothing(world: World, number: int) -> None:
    seconds = world.settings.deadlines.lease + 1

    end = overtaken(rex_pushes(world), number, "C", seconds=seconds)

    assert_qa_works_on("C", end)


@pytest.mark.parametrize("number", EVERY_CALL[UNTIL_IT_LOOKS.stop :: 2])
@pytest.mark.parametrize("frozen", [False, True])
def test_a_force_push_back_restarts_qa_of_the_first_commit(
    world: World, number: int, *, frozen: bool
) -> None:
    seconds = world.settings.deadlines.lease + 1 if frozen else 0

    end = overtaken(rex_pushes(world), number, "A", seconds=seconds)

    assert_qa_works_on("A", end)


@pytest.mark.parametrize("number", UNTIL_IT_LOOKS)
def test_a_force_push_back_before_anybody_looked_leaves_qa_alone(world: World, number: int) -> None:
    story = rex_pushes(world)
    before = picture(world, story.playing)

    end = overtaken(story, number, "A", seconds=0)

    assert end == before


@pytest.mark.parametrize(("head", "verdict", "number"), MOVES)
def test_a_play_that_moves_on_by_itself_during_a_run_is_left_in_order(
    world: World, head: str, verdict: str, number: int
) -> None:
    playing = cleo_at_work(world)
    overtaking = Overtaking(world)
    run = PushRun(world=world, push=world.push("B"), clients=world.clients())
    run.begin()
    world.stand_ins.time.employ(playing.move_on)
    run.clients.calls.before(number, lambda: moves_on(overtaking, playing, verdict, head))

    assert run.until_done() == 0

    overtaking.finish()
    end = picture(world, playing)
    if head == "A" and number in UNTIL_IT_LOOKS:
        assert end.gates[-1] == "await-pr-approved 1@A waits", "nobody had seen the other commit"
    else:
        assert_qa_works_on(head, end)


def moves_on(overtaking: Overtaking, playing: Playing, verdict: str, head: str) -> None:
    """Push something else, give the gate a verdict, and let the controller react; the push's run is late."""
    if head != "B":
        overtaking.run_of(overtaking.world.push(head))
    playing.set_verdict(verdict)
    playing.move_on()


@pytest.mark.parametrize("number", range(20, CALLS + 1))
def test_a_play_that_is_deleted_meanwhile_is_nothing_to_restart(world: World, number: int) -> None:
    run = rex_pushes(world).run()
    run.clients.calls.before(number, lambda: world.delete_play("play-x"))

    assert run.until_done() == 0

    assert run.outcome in {"nothing-to-restart", "restarted"}
    assert world.holder() == ""
