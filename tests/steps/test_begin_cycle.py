import pytest

from remediation.errors import Permanent, Temporary
from steps.begin_cycle import begin_cycle
from tests.steps.playing import Playing
from tests.steps.stories import cycle, tess_at_work
from tests.steps.world import PERSON, TASK, World


def begin(world: World, number: int, head: str, *, play: str = "play-x") -> None:
    begin_cycle(
        cycle(world, number, head, play=play),
        task=TASK,
        repository=world.repository,
        settings=world.settings,
        github=world.others.github,
        cluster=world.others.kubernetes,
        clock=world.stand_ins.time.clock,
    )


def names(world: World) -> set[str]:
    return {run["metadata"]["name"] for run in world.agents()}


def test_agents_of_other_commits_and_of_earlier_cycles_go(world: World) -> None:
    tess_at_work(world)
    world.push("B")
    world.add_agent("earlier-cycle", "tess", "B", play="play-x", cycle=1)
    world.add_agent("this-cycle", "tess", "B", play="play-x", cycle=2)
    world.add_agent("by-hand", "cleo", "B")
    world.add_agent("rex", "rex", "", play="play-x", cycle=0)
    world.add_agent("other-task", "cleo", "A", task=TASK + 1)

    begin(world, 2, "B")

    assert names(world) == {"this-cycle", "by-hand", "rex", "other-task"}


def test_the_cycle_is_remembered_before_anything_else(world: World) -> None:
    tess_at_work(world)
    world.push("B")
    world.stand_ins.time.begin_anew()  # nobody cleans up after agents

    with pytest.raises(Temporary, match="stale agents are still there"):
        begin(world, 2, "B")

    state = world.state()
    assert state is not None
    assert state.qa == cycle(world, 2, "B")
    assert "ready-for-qa" in world.labels()


def test_ready_for_qa_from_before_the_cycle_is_about_an_older_commit(world: World) -> None:
    tess_at_work(world)

    begin(world, 1, "A", play="play-y")

    assert world.labels() == {"task-7"}


def test_a_restart_is_in_progress(world: World) -> None:
    tess_at_work(world)

    begin(world, 2, "A")

    assert world.labels() == {"task-7", "remediation-in-progress"}


def test_once_cleo_is_there_ready_for_qa_is_hers(world: World) -> None:
    tess_at_work(world)
    before = world.config_map()

    begin(world, 1, "A")

    assert world.labels() == {"task-7", "ready-for-qa"}
    assert names(world) == {"play-x-1-cleo", "play-x-1-tess"}
    assert world.config_map() == before


def test_a_pull_request_that_is_gone_has_no_labels_to_set(world: World) -> None:
    tess_at_work(world)
    world.stand_ins.github.close(world.repository.name, world.number, PERSON)

    begin(world, 2, "A")

    assert world.labels() == {"task-7", "ready-for-qa"}


def test_two_pull_requests_of_a_task_are_permanent(world: World) -> None:
    world.push("A")
    world.open_pull_request()
    Playing(world=world).begin(("await-pr-created", 0, "", "proceed"))
    world.open_rival()

    with pytest.raises(Permanent, match="claim task 7"):
        begin(world, 1, "A")
