"""A push's run is disturbed at every single API call, and tried again: the end is always the same."""

import pytest

from tests.steps.disturbances import DISTURBANCES
from tests.steps.picture import picture
from tests.steps.pushing import VERBS, PushRun
from tests.steps.stories import BYSTANDERS, RESTARTED, Story, rex_pushes
from tests.steps.world import World

CALLS = 37
"""Of an undisturbed run."""
EVERY_CALL = range(1, CALLS + 1)
BESIDE_EACH_OTHER = range(22, 30)
"""Those of `relabel` and `reset`."""
AFTER_THE_VERDICT = range(34, CALLS + 1)
"""Before it, a play that moves on early or late makes no difference."""
KILLED_AT = [(number, ("relabel", "reset")) for number in EVERY_CALL] + [
    (number, ("reset", "relabel")) for number in BESIDE_EACH_OTHER
]


def ended(story: Story, run: PushRun) -> None:
    """Let the exit handler run, and the play come to rest."""
    run.end()
    run.conclude()
    story.playing.move_on()


def test_an_undisturbed_run_makes_this_many_calls(world: World) -> None:
    story = rex_pushes(world)
    world.stand_ins.time.employ(story.playing.move_on)
    run = story.run()

    assert run.until_done() == 0
    assert run.clients.calls.count == CALLS
    ended(story, run)
    assert picture(world, story.playing) == RESTARTED


@pytest.mark.parametrize("number", EVERY_CALL)
@pytest.mark.parametrize("disturbance", DISTURBANCES)
def test_a_disturbed_call_changes_nothing_in_the_end(world: World, disturbance: str, number: int) -> None:
    story = rex_pushes(world)
    bystanders = story.bystanders()
    world.stand_ins.time.employ(story.playing.move_on)
    run = story.run()
    world.stand_ins.faults.arm(*DISTURBANCES[disturbance](number))

    assert run.until_done() == 0

    assert world.stand_ins.faults.struck
    ended(story, run)
    assert picture(world, story.playing) == RESTARTED
    assert story.bystanders() == bystanders


@pytest.mark.parametrize(("number", "order"), KILLED_AT)
def test_a_killed_run_that_is_tried_again_ends_the_same(
    world: World, order: tuple[str, str], number: int
) -> None:
    story = rex_pushes(world)
    bystanders = story.bystanders()
    world.stand_ins.time.employ(story.playing.move_on)
    run = story.run()
    run.order = ("admit", "cancel", *order, "restart")
    run.clients.calls.before(number, run.clients.calls.kill)

    assert run.until_done() == 0

    assert len(run.attempts) == 2
    ended(story, run)
    assert picture(world, story.playing) == RESTARTED
    assert story.bystanders() == bystanders


@pytest.mark.parametrize("number", AFTER_THE_VERDICT)
def test_a_play_that_moves_on_at_once_meets_the_second_try(world: World, number: int) -> None:
    story = rex_pushes(world)
    world.stand_ins.time.employ(story.playing.move_on)
    run = story.run()
    run.clients.calls.before_each(world.stand_ins.time.work)
    run.clients.calls.before(number, run.clients.calls.kill)

    assert run.until_done() == 0

    ended(story, run)
    assert picture(world, story.playing) == RESTARTED


@pytest.mark.parametrize("number", AFTER_THE_VERDICT)
def test_a_play_that_moves_on_late_is_waited_for_by_the_second_try(world: World, number: int) -> None:
    story = rex_pushes(world)
    run = story.run()
    run.clients.calls.before(number, run.clients.calls.kill)
    run.attempt()

    attempt = run.new_attempt()
    for verb in VERBS:
        if verb == "restart":
            world.stand_ins.time.employ(story.playing.move_on)
        attempt.do(verb)

    assert attempt.code == 0
    ended(story, run)
    assert picture(world, story.playing) == RESTARTED


def test_a_run_that_is_lost_after_its_end_ends_the_same(world: World) -> None:
    story = rex_pushes(world)
    world.stand_ins.time.employ(story.playing.move_on)
    run = story.run()
    run.attempt()

    assert run.attempt() == 0

    ended(story, run)
    assert run.outcome == "superseded"
    assert picture(world, story.playing) == RESTARTED


def test_bystanders_are_in_the_picture() -> None:
    assert RESTARTED.agents > BYSTANDERS
