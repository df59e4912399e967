"""Two runs of a task whose steps alternate, which the mutex forbids and the Lease must survive."""

from itertools import groupby

import pytest

from tests.steps.overtaking import Overtaking
from tests.steps.picture import assert_qa_works_on, picture
from tests.steps.pushing import VERBS, Attempt
from tests.steps.stories import rex_pushes
from tests.steps.world import World

FIRST, SECOND = "1", "2"
TURNS = 3
"""How often it may be the other's turn."""


def orders() -> list[str]:
    """Give every order of two runs' steps with few turns, such as `1112222211`."""
    steps = len(VERBS)
    found = {
        "".join(order)
        for cut in range(steps + 1)
        for other in range(steps + 1)
        for order in (
            FIRST * cut + SECOND * other + FIRST * (steps - cut) + SECOND * (steps - other),
            SECOND * cut + FIRST * other + SECOND * (steps - cut) + FIRST * (steps - other),
        )
    }
    return sorted(order for order in found if len(list(groupby(order))) <= TURNS + 1)


def alternate(world: World, order: str, *, head: str, seconds: float) -> None:
    """Play an order; the second push happens before its run's first step.

    Args:
        world: Where Rex has pushed B.
        order: Whose step comes next.
        head: What the second push is of.
        seconds: How long each waits for its turn.
    """
    both = Overtaking(world)
    story = rex_pushes(world)
    world.stand_ins.time.employ(story.playing.move_on)
    pushes = {FIRST: lambda: story.push, SECOND: lambda: world.push(head)}
    attempts: dict[str, Attempt] = {}
    verbs = {FIRST: iter(VERBS), SECOND: iter(VERBS)}
    for whose, steps in groupby(order):
        world.stand_ins.time.sleep(seconds)
        if whose not in attempts:
            attempts[whose] = both.run_of(pushes[whose]()).new_attempt()
        for _ in steps:
            attempts[whose].do(next(verbs[whose]))
    both.finish()
    end = picture(world, story.playing)
    assert_qa_works_on(head, end)
    assert len([gate for gate in end.gates if gate.endswith("restart")]) <= len(both.runs), end.gates


def test_the_orders_are_these() -> None:
    assert len(orders()) == 42
    assert orders()[0] == "1111122222"
    assert orders()[-1] == "2222211111"


@pytest.mark.parametrize("order", orders())
def test_while_one_run_holds_the_lease_the_other_waits(world: World, order: str) -> None:
    alternate(world, order, head="C", seconds=0)


@pytest.mark.parametrize("order", orders())
def test_a_run_whose_lease_expired_finds_out_and_looks_again(world: World, order: str) -> None:
    alternate(world, order, head="C", seconds=world.settings.deadlines.lease + 1)


@pytest.mark.parametrize("order", [order for order in orders() if order.startswith(FIRST)])
def test_so_it_does_when_the_branch_was_forced_back(world: World, order: str) -> None:
    alternate(world, order, head="A", seconds=world.settings.deadlines.lease + 1)
