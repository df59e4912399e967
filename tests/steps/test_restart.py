import pytest

from remediation.errors import Temporary
from remediation.push import Outcome
from remediation.state import PushRecord, TaskState
from steps import locking, restart
from steps.relabel import Relabelled
from steps.reset import Reset
from tests.steps.playing import Playing
from tests.steps.stories import IN_CYCLE_1, cleo_at_work, cycle, remember, tess_at_work
from tests.steps.verbs import admitted, restarted
from tests.steps.world import TASK, World, inputs_of

PR_CREATED = ("await-pr-created", 0, "", "proceed")


def test_the_waiting_gate_gets_the_verdict(world: World) -> None:
    playing = tess_at_work(world)
    push = world.push("B")

    done = restarted(world, push, admitted(world, push))

    assert done.outcome is Outcome.RESTARTED
    assert done.reason == (
        f"play-x starts QA again with {world.shas['B'][:7]}, after cycle 1 at await-pr-approved"
    )
    assert done.ended == cycle(world, 1, "A")
    gate = playing.play().gates[-1]
    assert (gate.name, gate.cycle, gate.verdict) == ("await-pr-approved", 1, "restart")
    assert playing.play().stage == "waiting-pr-created"


def test_without_a_play_nothing_is_restarted(world: World) -> None:
    world.push("A")
    world.open_pull_request()
    push = world.push("B")

    done = restarted(world, push, admitted(world, push))

    assert (done.outcome, done.reason) == (Outcome.NOTHING, "no unfinished play")


def test_a_play_that_has_ended_is_not_restarted(world: World) -> None:
    playing = tess_at_work(world)
    push = world.push("B")
    admission = admitted(world, push)
    playing.finish()

    assert restarted(world, push, admission).outcome is Outcome.NOTHING
    assert playing.play().gates[-1].verdict == ""


def test_a_play_whose_qa_has_not_begun_reads_the_head_itself(world: World) -> None:
    world.push("A")
    world.open_pull_request()
    playing = Playing(world=world)
    playing.begin(("await-pr-created", 0, "", ""))
    push = world.push("B")

    done = restarted(world, push, admitted(world, push))

    assert (done.outcome, done.reason) == (Outcome.NOTHING, "QA has not begun")
    assert playing.play().waiting is not None


def test_a_gate_that_comes_up_late_gets_the_verdict(world: World) -> None:
    world.push("A")
    world.open_pull_request()
    playing = Playing(world=world)
    playing.begin(PR_CREATED)
    push = world.push("B")
    admission = admitted(world, push)
    started = playing.start_of("cleo", 1)
    world.stand_ins.time.later(1, lambda: playing.open_gate(started, head=world.shas["A"]))

    done = restarted(world, push, admission)

    assert done.ended == cycle(world, 1, "A")
    assert playing.play().gates[-1].verdict == "restart"


def test_a_play_that_goes_to_the_head_by_itself_is_left_alone(world: World) -> None:
    world.push("A")
    world.open_pull_request()
    playing = Playing(world=world)
    playing.begin(PR_CREATED)
    push = world.push("B")
    admission = admitted(world, push)
    world.stand_ins.time.employ(playing.move_on)

    done = restarted(world, push, admission)

    assert (done.outcome, done.ended) == (Outcome.SUPERSEDED, None)
    assert done.reason == f"play-x went to {world.shas['B'][:7]} by itself"
    assert playing.play().waiting is not None


def test_a_play_that_reaches_no_gate_in_time_is_tried_again(world: World) -> None:
    world.push("A")
    world.open_pull_request()
    Playing(world=world).begin(PR_CREATED)
    push = world.push("B")
    admission = admitted(world, push)

    with pytest.raises(Temporary, match="play-x reached no gate within 2 s"):
        restarted(world, push, admission)


def test_a_cycle_of_a_newer_push_is_not_ended(world: World) -> None:
    playing = cleo_at_work(world)
    push = world.push("B")
    admission = admitted(world, push)
    world.push("C")
    state = world.state()
    assert state is not None
    remember(world, state.model_copy(update={"qa": cycle(world, 2, "C")}))

    with pytest.raises(Temporary, match="has begun a QA cycle of another head"):
        restarted(world, push, admission)

    assert playing.play().waiting is not None


def test_a_cycle_that_began_with_the_old_head_again_is_ended(world: World) -> None:
    world.push("A")
    world.open_pull_request()
    playing = Playing(world=world)
    playing.begin(*IN_CYCLE_1, ("await-pr-approved", 1, "A", "restart"), ("await-ready-for-qa", 2, "A", ""))
    remember(world, TaskState(task=TASK, repository=world.repository.name, qa=cycle(world, 1, "A")))
    push = world.push("B")
    admission = admitted(world, push)
    state = world.state()
    assert state is not None
    remember(world, state.model_copy(update={"qa": cycle(world, 2, "A")}))

    assert restarted(world, push, admission).ended == cycle(world, 2, "A")


def test_a_run_that_lost_its_lease_gives_no_verdict(world: World) -> None:
    playing = tess_at_work(world)
    push = world.push("B")
    admission = admitted(world, push)
    locking.release(world.others.kubernetes, namespace=world.agents_namespace, task=TASK, holder=push.run)

    with pytest.raises(Temporary, match="no longer holds"):
        restarted(world, push, admission)

    assert playing.play().waiting is not None
    assert playing.play().stage == "waiting-pr-approved"


def test_of_two_plays_the_oldest_is_restarted(world: World) -> None:
    playing = tess_at_work(world)
    second = Playing(world=world, name="play-y")
    second.begin(*IN_CYCLE_1, ("await-pr-approved", 1, "A", ""))
    push = world.push("B")

    restarted(world, push, admitted(world, push))

    assert playing.play().waiting is None
    assert second.play().waiting is not None


def test_a_gate_of_this_head_whose_agents_may_be_gone_is_ended_too(world: World) -> None:
    playing = tess_at_work(world)
    first, ends = world.push("B"), cycle(world, 1, "A")
    broken = PushRecord(
        delivery=first.delivery,
        head=first.after,
        before=first.before,
        at=world.stand_ins.time.now(),
        phase="failed",
        ends=ends,
    )
    remember(world, TaskState(task=TASK, repository=world.repository.name, push=broken, qa=ends))
    push = world.push("A")

    assert restarted(world, push, admitted(world, push)).ended == ends

    assert playing.play().gates[-1].verdict == "restart"


def test_the_step_writes_the_outcome_marks_the_push_as_done_and_frees_the_lease(world: World) -> None:
    tess_at_work(world)
    push = world.push("B")
    admission = admitted(world, push)
    baton = world.baton()
    for step, result in (("admit", admission), ("relabel", Relabelled()), ("reset", Reset())):
        baton.leave(step, result)

    restart.run(world.pod("restart", inputs_of(push), using=world.others, baton=baton))

    assert (baton.folder / "outcome").read_text() == "restarted"
    assert (baton.folder / "reason").read_text().startswith("play-x starts QA again")
    state = world.state()
    assert state is not None
    assert state.push is not None
    assert (state.push.phase, state.push.ends) == ("done", cycle(world, 1, "A"))
    assert world.holder() == ""


def test_the_step_of_a_push_that_was_not_admitted_only_tells(world: World) -> None:
    tess_at_work(world)
    push = world.push("B").model_copy(update={"sender": "somebody"})
    baton = world.baton()
    baton.leave("admit", admitted(world, push))

    restart.run(world.pod("restart", inputs_of(push), using=world.others, baton=baton))

    assert (baton.folder / "outcome").read_text() == "refused"
    assert (baton.folder / "reason").read_text() == "somebody is not Rex"
