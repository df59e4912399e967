"""A push while a play ends: neither waits for what only the other can bring about."""

import pytest

from steps import ask_person, end_play
from tests.steps.pushing import PushRun
from tests.steps.stepping import Step
from tests.steps.stories import tess_at_work
from tests.steps.world import TASK, World


def ending(world: World) -> Step:
    given = {
        "task-id": str(TASK),
        "repository": world.repository.name,
        "play": "play-x",
        "status": "Succeeded",
    }
    ended = end_play.EndedPlay.model_validate(given)
    return Step(world=world, verb=end_play.run, given=ended, clients=world.clients())


def asking(world: World) -> Step:
    given = {
        "task-id": str(TASK),
        "repository": world.repository.name,
        "play": "play-x",
        "cycle": 1,
        "because": "failures",
    }
    question = ask_person.Question.model_validate(given)
    return Step(world=world, verb=ask_person.run, given=question, clients=world.clients())


@pytest.mark.parametrize(
    ("verdict", "last", "left"),
    [
        ("proceed", ending, frozenset({"task-7"})),
        ("failed", asking, frozenset({"task-7", "needs-human"})),
    ],
)
def test_a_push_that_waits_for_a_gate_sees_that_none_comes(
    world: World, verdict: str, last: object, left: frozenset[str]
) -> None:
    assert callable(last)
    playing = tess_at_work(world)
    playing.set_verdict(verdict)
    run = PushRun(world=world, push=world.push("B"), clients=world.clients())
    run.begin()
    step: Step = last(world)
    codes: list[int] = []

    def end() -> None:
        """The last step of the play runs while the push waits under the Lease; it is tried again after it."""
        if not codes:
            codes.append(step.attempt())

    world.stand_ins.time.employ(end)

    assert run.until_done() == 0
    assert step.until_done() == 0
    assert run.outcome == "nothing-to-restart"
    assert world.labels() == left
    assert world.holder() == ""
