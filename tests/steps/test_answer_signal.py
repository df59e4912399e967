"""What a signal comes to when the play waits for something else, or for nothing, or somebody is at work."""

import pytest

from remediation.clients.kubernetes import CONFIG_MAPS
from remediation.errors import Permanent, Temporary
from remediation.play import AWAIT_PR_APPROVED, AWAIT_PR_CREATED
from remediation.signal import Signal
from tests.steps.playing import Playing
from tests.steps.pushing import PushRun
from tests.steps.signalling import SignalRun, answered
from tests.steps.signals import about_pull_request, cleo_is_content, tess_reviews
from tests.steps.stories import IN_CYCLE_1, cleo_at_work, tess_at_work
from tests.steps.world import World

CREATED = (AWAIT_PR_CREATED, 0, "", "proceed")


def test_without_a_play_nothing_waits(world: World) -> None:
    world.push("A")
    world.open_pull_request()

    run = answered(world, cleo_is_content(world))

    assert (run.outcome, run.reason) == ("nothing-waits", "no unfinished play of task 7")
    assert (world.state(), world.comments(), world.kubernetes_events()) == (None, [], [])


def test_a_finished_play_waits_for_nothing(world: World) -> None:
    playing = tess_at_work(world)
    playing.finish()

    assert answered(world, tess_reviews(world)).outcome == "nothing-waits"


def test_of_two_plays_the_older_one_is_answered(world: World) -> None:
    playing = tess_at_work(world)
    second = Playing(world=world, name="play-y")
    second.begin(*IN_CYCLE_1, (AWAIT_PR_APPROVED, 1, "A", ""))

    answered(world, tess_reviews(world))

    assert playing.gates()[-1] == "await-pr-approved 1 proceed"
    assert second.gates()[-1] == "await-pr-approved 1 waits"


def test_a_signal_for_another_stage_opens_nothing(world: World) -> None:
    playing = cleo_at_work(world)

    assert answered(world, tess_reviews(world)).outcome == "gate-stays-closed"
    assert playing.gates()[-1] == "await-ready-for-qa 1 waits"
    assert answered(world, about_pull_request(world, "pull-request")).outcome == "gate-stays-closed"
    assert playing.gates()[-1] == "await-ready-for-qa 1 waits"


def test_an_early_signal_waits_for_its_gate(world: World) -> None:
    world.push("A")
    world.open_pull_request()
    playing = Playing(world=world)
    playing.begin(CREATED)
    starts = playing.start_of("cleo", 1)
    world.stand_ins.time.later(1, lambda: playing.open_gate(starts, head=world.shas["A"]))
    playing.merge({"metadata": {"labels": {"current-stage": "waiting-ready-for-qa"}}})

    run = answered(world, cleo_is_content(world))

    assert run.outcome == "gate-answered"
    assert playing.gates()[-1] == "await-ready-for-qa 1 proceed"


def test_an_early_signal_whose_gate_does_not_come_is_tried_again(world: World) -> None:
    world.push("A")
    world.open_pull_request()
    Playing(world=world).begin(CREATED)
    run = SignalRun(world=world, signal=cleo_is_content(world), clients=world.clients())

    assert run.attempt() == Temporary.exit_code

    assert (world.holder(), world.state()) == ("", None)


def test_a_late_signal_never_opens_a_gate_of_a_later_cycle(world: World) -> None:
    """Rex pushed B and forced the branch back to A; the signals of cycle 1 were about A, too."""
    playing = tess_at_work(world)
    world.stand_ins.time.employ(playing.move_on)
    approval = tess_reviews(world)
    for name in ("B", "A"):
        run = PushRun(world=world, push=world.push(name), clients=world.clients())
        run.begin()
        assert run.until_done() == 0
        playing.move_on()
    assert playing.gates()[-1] == "await-ready-for-qa 3 waits"

    assert answered(world, approval).outcome == "gate-stays-closed"
    content = cleo_is_content(world)
    answered(world, content)
    playing.move_on()
    assert playing.gates()[-1] == "await-pr-approved 3 waits"

    for late in (approval, content):
        assert answered(world, late).outcome == "gate-stays-closed"
    assert playing.gates()[-1] == "await-pr-approved 3 waits"

    answered(world, tess_reviews(world))
    assert playing.gates()[-1] == "await-pr-approved 3 proceed"


def test_while_another_run_is_at_work_it_waits(world: World) -> None:
    playing = tess_at_work(world)
    world.hold_lease("another-run")
    seconds = world.settings.deadlines.gate_active / 2
    world.stand_ins.time.later(seconds, lambda: world.leave_lease("another-run"))

    answered(world, tess_reviews(world))

    assert playing.gates()[-1] == "await-pr-approved 1 proceed"


def test_it_does_not_wait_for_ever(world: World) -> None:
    playing = tess_at_work(world)
    world.hold_lease("another-run")
    run = SignalRun(world=world, signal=tess_reviews(world), clients=world.clients())

    assert run.attempt() == Temporary.exit_code

    assert world.holder() == "another-run"
    assert playing.gates()[-1] == "await-pr-approved 1 waits"


def test_a_repository_that_is_not_ours_is_refused(world: World) -> None:
    tess_at_work(world)
    signal = tess_reviews(world).model_copy(update={"repository": "evil/cto"})

    run = answered(world, signal)

    assert (run.outcome, run.reason) == ("refused", "evil/cto is not a configured repository")


def test_an_unreadable_state_is_permanent(world: World) -> None:
    playing = tess_at_work(world)
    config_map = world.config_map()
    config_map["data"]["schema_version"] = "99"
    world.others.kubernetes.replace(CONFIG_MAPS, world.agents_namespace, config_map)
    run = SignalRun(world=world, signal=tess_reviews(world), clients=world.clients())

    assert run.attempt() == Permanent.exit_code

    assert playing.gates()[-1] == "await-pr-approved 1 waits"
    assert world.holder() == ""


def test_a_subject_that_is_no_number_is_no_pull_request(world: World) -> None:
    tess_at_work(world)
    given = {**tess_reviews(world).model_dump(by_alias=True), "subject": "play-x-1-tess"}

    with pytest.raises(ValueError, match="play-x-1-tess is no number of a pull request"):
        Signal.model_validate(given)
