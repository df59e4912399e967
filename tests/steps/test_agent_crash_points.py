"""The step that starts an agent is disturbed at every API call, and tried again: she is started once."""

from dataclasses import replace

import pytest

from remediation.settings import Role
from remediation.state import TaskState
from steps import start_agent
from tests.steps.disturbances import DISTURBANCES
from tests.steps.picture import Picture, picture
from tests.steps.playing import Playing
from tests.steps.stepping import Step
from tests.steps.stories import BYSTANDERS, RESTARTED, cycle, remember, rex_pushes
from tests.steps.world import TASK, World

CALLS = {"rex": 4, "cleo": 26, "tess": 6}
"""Of an undisturbed step."""
EVERY_CALL = [(role, number) for role, calls in CALLS.items() for number in range(1, calls + 1)]
TESS = replace(
    RESTARTED,
    agents=BYSTANDERS | {"play-x-2-cleo@B", "play-x-2-tess@B"},
    labels=frozenset({"task-7", "ready-for-qa"}),
    stage="waiting-pr-approved",
    gates=(
        "await-pr-created 0@ proceed",
        "await-ready-for-qa 1@A restart",
        "await-ready-for-qa 2@B proceed",
        "await-pr-approved 2@B waits",
    ),
    push="",
)
CLEO = replace(
    RESTARTED,
    gates=(
        "await-pr-created 0@ proceed",
        "await-ready-for-qa 1@A proceed",
        "await-pr-approved 1@A restart",
        "await-ready-for-qa 2@B waits",
    ),
    push="",
)
REX = Picture(
    agents=frozenset({"play-x-0-rex@A"}),
    labels=frozenset({"task-7"}),
    stage="waiting-pr-created",
    gates=("await-pr-created 0@A waits",),
    push="",
    qa="",
    holder="",
    comments=0,
    events=0,
)
ENDS: dict[Role, Picture] = {"rex": REX, "cleo": CLEO, "tess": TESS}


def given(world: World, role: Role) -> tuple[Playing, Step]:
    """Bring a play to where an agent of a role is started."""
    if role == "rex":
        world.push("A")
        world.open_pull_request()
        playing = Playing(world=world)
        playing.begin()
        wanted = playing.start_of("rex", 0)
    elif role == "cleo":
        playing = rex_pushes(world).playing
        playing.set_verdict("restart")
        wanted = playing.start_of("cleo", 2)
    else:
        world.push("A")
        world.open_pull_request("ready-for-qa")
        world.push("B")
        playing = Playing(world=world)
        playing.begin(
            ("await-pr-created", 0, "", "proceed"),
            ("await-ready-for-qa", 1, "A", "restart"),
            ("await-ready-for-qa", 2, "B", "proceed"),
        )
        remember(world, TaskState(task=TASK, repository=world.repository.name, qa=cycle(world, 2, "B")))
        world.add_agent("rex", "rex", "")
        world.add_agent("of-another-task", "cleo", "A", task=TASK + 1)
        world.add_agent("present", "cleo", "B")
        world.add_agent("play-x-2-cleo", "cleo", "B", play="play-x", cycle=2)
        wanted = playing.start_of("tess", 2, "B")
    return playing, Step(world=world, verb=start_agent.run, given=wanted, clients=world.clients())


def taken(playing: Playing, step: Step) -> None:
    """Let the controller read the step's outputs and open the gate."""
    assert step.output("outcome") == "started"
    if isinstance(step.given, start_agent.AgentStart):
        playing.open_gate(step.given, head=step.output("head"), seen=step.output("seen"))


@pytest.mark.parametrize("role", ["rex", "cleo", "tess"])
def test_an_undisturbed_step_makes_this_many_calls(world: World, role: Role) -> None:
    playing, step = given(world, role)

    assert step.until_done() == 0

    assert step.clients.calls.count == CALLS[role]
    taken(playing, step)
    assert picture(world, playing) == ENDS[role]


@pytest.mark.parametrize(("role", "number"), EVERY_CALL)
@pytest.mark.parametrize("disturbance", DISTURBANCES)
def test_an_agent_is_started_once_whatever_happens_to_a_call(
    world: World, disturbance: str, role: Role, number: int
) -> None:
    playing, step = given(world, role)
    world.stand_ins.faults.arm(*DISTURBANCES[disturbance](number))

    assert step.until_done() == 0

    assert world.stand_ins.faults.struck
    taken(playing, step)
    assert picture(world, playing) == ENDS[role]


@pytest.mark.parametrize(("role", "number"), EVERY_CALL)
def test_an_agent_is_started_once_by_a_step_that_was_killed(world: World, role: Role, number: int) -> None:
    playing, step = given(world, role)
    step.clients.calls.before(number, step.clients.calls.kill)

    assert step.until_done() == 0

    assert len(step.folders) == 2
    taken(playing, step)
    assert picture(world, playing) == ENDS[role]


@pytest.mark.parametrize("role", ["rex", "cleo", "tess"])
def test_a_step_that_is_lost_after_its_end_starts_no_second_agent(world: World, role: Role) -> None:
    playing, step = given(world, role)
    step.attempt()

    assert step.attempt() == 0

    taken(playing, step)
    assert picture(world, playing) == ENDS[role]
