"""What an admitted push takes and writes down: the Lease, and its record in the state."""

import pytest

from remediation.clients.kubernetes import CONFIG_MAPS
from remediation.errors import Permanent, Temporary
from remediation.push import Outcome
from remediation.state import PushRecord, TaskState, state_name
from steps import locking
from tests.steps.stories import cycle, remember, tess_at_work
from tests.steps.verbs import admitted
from tests.steps.world import TASK, World


def take_lease(world: World, holder: str) -> None:
    locking.acquire(
        world.others.kubernetes,
        namespace=world.agents_namespace,
        task=TASK,
        holder=holder,
        seconds=120,
        clock=world.stand_ins.time.clock,
    )


def test_an_admitted_push_holds_the_lease_and_says_what_it_is_about_to_do(world: World) -> None:
    tess_at_work(world)
    push = world.push("B")

    admission = admitted(world, push)

    assert admission.decision.proceeds
    assert admission.decision.head == world.shas["B"]
    assert (admission.agents_namespace, admission.qa_begun, admission.heals) == (
        world.agents_namespace,
        True,
        False,
    )
    assert admission.pull_request is not None
    assert admission.pull_request.number == world.number
    assert world.holder() == push.run
    state = world.state()
    assert state is not None
    assert state.push is not None
    assert (state.push.head, state.push.before, state.push.phase, state.push.ends) == (
        world.shas["B"],
        world.shas["A"],
        "started",
        cycle(world, 1, "A"),
    )
    assert state.start_time


def test_a_try_after_the_first_keeps_its_record_and_its_token(world: World) -> None:
    tess_at_work(world)
    push = world.push("B")
    first = admitted(world, push)
    before = world.config_map()

    world.stand_ins.time.sleep(10)
    second = admitted(world, push)

    assert second == first
    assert world.config_map() == before


def test_a_second_push_ends_the_same_cycle(world: World) -> None:
    tess_at_work(world)
    first = world.push("B")
    admitted(world, first)
    world.stand_ins.time.sleep(world.settings.deadlines.lease)
    second = world.push("C")

    assert admitted(world, second).decision.proceeds

    state = world.state()
    assert state is not None
    assert state.push is not None
    assert (state.push.delivery, state.push.ends) == (second.delivery, cycle(world, 1, "A"))


def test_a_run_that_finds_its_work_done_by_the_play_says_that_it_is_done(world: World) -> None:
    tess_at_work(world)
    push = world.push("B")
    admitted(world, push)
    state = world.state()
    assert state is not None
    remember(world, state.model_copy(update={"qa": cycle(world, 2, "B")}))

    assert admitted(world, push).decision.outcome is Outcome.SUPERSEDED

    after = world.state()
    assert after is not None
    assert after.push is not None
    assert (after.push.phase, world.holder()) == ("done", "")


def test_another_runs_record_is_left_as_it_is(world: World) -> None:
    tess_at_work(world)
    push, other = world.push("B"), world.push("C")
    admitted(world, other)
    locking.release(world.others.kubernetes, namespace=world.agents_namespace, task=TASK, holder=other.run)
    state = world.state()
    assert state is not None
    remember(world, state.model_copy(update={"qa": cycle(world, 2, "C")}))

    assert admitted(world, push).decision.outcome is Outcome.SUPERSEDED

    after = world.state()
    assert after is not None
    assert after.push == state.push


def test_while_another_run_holds_the_lease_nothing_is_written(world: World) -> None:
    tess_at_work(world)
    push = world.push("B")
    take_lease(world, "another-run")

    with pytest.raises(Temporary, match="another-run holds lease"):
        admitted(world, push)

    state = world.state()
    assert state is not None
    assert state.push is None
    assert world.holder() == "another-run"


def test_an_unreadable_state_is_permanent_and_stays_as_it_is(world: World) -> None:
    tess_at_work(world)
    config_map = world.config_map()
    config_map["data"]["push"] = "{"
    world.others.kubernetes.replace(CONFIG_MAPS, world.agents_namespace, config_map)
    push = world.push("B")

    with pytest.raises(Permanent, match=f"{state_name(TASK)} is unreadable"):
        admitted(world, push)

    assert world.config_map()["data"]["push"] == "{"


@pytest.mark.parametrize(("phase", "heals"), [("failed", True), ("started", False), ("done", False)])
def test_the_run_after_a_failed_one_heals(world: World, phase: str, *, heals: bool) -> None:
    tess_at_work(world)
    push = world.push("B")
    failed = PushRecord.model_validate(
        {
            "delivery": push.delivery,
            "head": push.after,
            "before": push.before,
            "at": world.stand_ins.time.now(),
            "phase": phase,
        }
    )
    remember(
        world,
        TaskState(task=TASK, repository=world.repository.name, push=failed, qa=cycle(world, 1, "A")),
    )

    assert admitted(world, world.push("C")).heals is heals
