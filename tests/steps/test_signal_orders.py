"""The deliveries of a task's life arrive in every order, and twice: the end is the same."""

from itertools import product
from random import Random

import pytest

from tests.steps.life import Life
from tests.steps.picture import picture
from tests.steps.playing import Playing
from tests.steps.world import World

EVERY_ORDER = list(product(range(3), range(3), range(3), range(2)))
"""First opened, labelled and Rex's end are on their way, then Cleo's label, then Tess's approval as well."""
DELIVERIES = 5
SEEDS = range(20)


def lived(world: World, *, rex_pushes_again: bool) -> Life:
    life = Life(world=world, playing=Playing(world=world), rex_pushes_again=rex_pushes_again)
    world.stand_ins.time.employ(life.playing.move_on)
    life.begin()
    return life


def assert_completed(life: Life, head: str) -> None:
    """Assert that the play was completed by an approval of this commit, and that nothing is left behind."""
    assert life.playing.play().finished
    assert not life.playing.asked_a_person
    life.end()
    end = picture(life.world, life.playing)
    gate, cycle = end.gates[-1], end.qa.split("@")[0]
    assert gate == f"await-pr-approved {cycle}@{head} proceed"
    assert not any(each.endswith(("failed", "timeout", "cancelled")) for each in end.gates)
    assert end.agents == {"play-x-0-rex@", f"play-x-{cycle}-cleo@{head}", f"play-x-{cycle}-tess@{head}"}
    assert end.labels == {"task-7"}
    assert (end.stage, end.holder, end.comments, end.events) == ("completed", "", 1, 0)


@pytest.mark.parametrize("order", EVERY_ORDER)
def test_in_every_order_a_task_is_completed_in_one_cycle(world: World, order: tuple[int, ...]) -> None:
    life = lived(world, rex_pushes_again=False)

    for choice in (*order, 0):
        life.deliver(choice)

    assert life.on_their_way == []
    assert_completed(life, "A")
    assert life.playing.gates() == [
        "await-pr-created 0 proceed",
        "await-ready-for-qa 1 proceed",
        "await-pr-approved 1 proceed",
    ]


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("rex_pushes_again", [False, True])
def test_in_any_order_and_twice_a_task_is_completed(
    world: World, seed: int, *, rex_pushes_again: bool
) -> None:
    """Rex pushes while Tess is at work; she approves the older commit."""
    chance, life = Random(seed), lived(world, rex_pushes_again=rex_pushes_again)  # noqa: S311  # a test's orders
    come_twice = 0

    while life.on_their_way:
        twice = come_twice < DELIVERIES and chance.random() < 0.5
        come_twice += twice
        life.deliver(chance.randrange(len(life.on_their_way)), twice=twice)

    assert_completed(life, "B" if rex_pushes_again else "A")
    assert len([gate for gate in life.playing.gates() if gate.endswith("restart")]) == rex_pushes_again
