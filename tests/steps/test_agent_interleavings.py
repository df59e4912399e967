"""While a cycle's agent is being started, others push: no agent stays at work on an older commit."""

from collections.abc import Callable

import pytest

from remediation.errors import Permanent
from remediation.state import PushRecord, TaskState
from steps.start_agent import start_agent
from tests.steps.overtaking import Overtaking
from tests.steps.picture import Picture, assert_qa_works_on, picture
from tests.steps.playing import Playing
from tests.steps.stories import cleo_at_work, cycle, remember
from tests.steps.world import TASK, World

CALLS_OF_CLEO, CALLS_OF_TESS = 25, 6
LAG_SECONDS = 20.0


def cleo_starts(world: World) -> Playing:
    """Rex has pushed B and ended cycle 1; Cleo is about to be started for it."""
    playing = cleo_at_work(world)
    push = world.push("B")
    ends = cycle(world, 1, "A")
    record = PushRecord(
        delivery=push.delivery,
        head=push.after,
        before=push.before,
        at=world.stand_ins.time.now(),
        phase="done",
        ends=ends,
    )
    remember(world, TaskState(task=TASK, repository=world.repository.name, push=record, qa=ends))
    playing.set_verdict("restart")
    playing.clients = world.clients()
    return playing


def tess_starts(world: World) -> Playing:
    """Cleo is content with B; Tess is about to be started for it."""
    playing = cleo_starts(world)
    playing.move_on()
    playing.set_verdict("proceed")
    playing.clients = world.clients()
    return playing


STARTS = [(cleo_starts, number) for number in range(1, CALLS_OF_CLEO + 1)] + [
    (tess_starts, number) for number in range(1, CALLS_OF_TESS + 1)
]
Start = Callable[[World], Playing]


def disturbed(world: World, playing: Playing, number: int, act: Callable[[], None]) -> None:
    """Let the play move on, and something happen before one of its step's calls."""
    if playing.clients is None:
        raise AssertionError
    happened: list[bool] = []

    def happen() -> None:
        happened.append(True)
        act()

    playing.clients.calls.before(number, happen)
    world.stand_ins.time.employ(playing.move_on)
    world.stand_ins.time.work()
    assert happened


def ended(world: World, playing: Playing, overtaking: Overtaking) -> Picture:
    overtaking.finish()
    return picture(world, playing)


@pytest.mark.parametrize(("start", "calls"), [(cleo_starts, CALLS_OF_CLEO), (tess_starts, CALLS_OF_TESS)])
def test_an_undisturbed_start_makes_this_many_calls(world: World, start: Start, calls: int) -> None:
    playing = start(world)

    playing.move_on()

    assert playing.clients is not None
    assert playing.clients.calls.count == calls
    assert playing.play().waiting is not None


@pytest.mark.parametrize(("start", "number"), STARTS)
@pytest.mark.parametrize("head", ["C", "A"])
def test_a_push_whose_run_comes_at_once_wins(world: World, head: str, start: Start, number: int) -> None:
    playing, overtaking = start(world), Overtaking(world)

    disturbed(world, playing, number, lambda: overtaking.by_run(head))

    assert_qa_works_on(head, ended(world, playing, overtaking))


@pytest.mark.parametrize(("start", "number"), STARTS)
@pytest.mark.parametrize("head", ["C", "A"])
def test_a_push_whose_run_is_late_wins(world: World, head: str, start: Start, number: int) -> None:
    playing, overtaking = start(world), Overtaking(world)

    disturbed(world, playing, number, lambda: overtaking.by_late_run(head))

    assert_qa_works_on(head, ended(world, playing, overtaking))


@pytest.mark.parametrize(("start", "number"), STARTS)
def test_a_push_that_github_shows_late_wins(world: World, start: Start, number: int) -> None:
    playing, overtaking = start(world), Overtaking(world)
    world.stand_ins.github.lag(refs=LAG_SECONDS, pull_requests=0)

    disturbed(world, playing, number, lambda: overtaking.by_run("C"))

    assert_qa_works_on("C", ended(world, playing, overtaking))


def test_a_try_that_wakes_up_after_its_cycle_harms_nothing(world: World) -> None:
    playing, overtaking = cleo_starts(world), Overtaking(world)
    frozen = playing.start_of("cleo", 2)
    playing.move_on()
    world.stand_ins.time.employ(playing.move_on)
    overtaking.by_run("C")
    before = ended(world, playing, overtaking)

    with pytest.raises(Permanent, match="play-x has begun a later cycle than 2"):
        start_agent(
            frozen,
            settings=world.settings,
            github=world.others.github,
            cluster=world.others.kubernetes,
            argo=world.others.argo,
            clock=world.stand_ins.time.clock,
        )

    assert picture(world, playing) == before
