"""How a signal's run ends: recorded, the Lease free, and people told if it failed."""

from datetime import timedelta

from remediation.clients.kubernetes import CONFIG_MAPS, WORKFLOWS
from remediation.errors import Permanent, Temporary
from remediation.model import JsonObject
from remediation.state import SignalRecord
from tests.steps.signalling import SignalRun, answered
from tests.steps.signals import agent_ended, cleo_is_content, tess_reviews
from tests.steps.stories import cleo_at_work
from tests.steps.world import World

REASON = "the Argo Server does not answer"


def metadata_of(world: World, run: SignalRun) -> JsonObject:
    found = world.others.kubernetes.get(WORKFLOWS, world.settings.namespace, run.signal.run)
    return dict((found or {})["metadata"])


def failed(run: SignalRun) -> SignalRun:
    """Let a run fail before it did anything, and its exit handler run."""
    run.begin()
    run.end("Failed", message=REASON)
    assert run.conclude("Failed") == 0
    return run


def recorded(world: World) -> SignalRecord:
    state = world.state()
    assert state is not None
    assert state.signal is not None
    return state.signal


def test_an_answered_signal_is_labelled_and_nobody_is_told(world: World) -> None:
    cleo_at_work(world)

    run = answered(world, cleo_is_content(world))

    metadata = metadata_of(world, run)
    assert metadata["labels"]["remediation-outcome"] == "gate-answered"
    assert metadata["annotations"]["remedy/reason"].startswith("Cleo put ready-for-qa on")
    assert (world.comments(), world.kubernetes_events(), world.holder()) == ([], [], "")


def test_a_failed_run_asks_a_person_and_says_why(world: World) -> None:
    cleo_at_work(world)
    world.label("remediation-in-progress")
    signal = cleo_is_content(world)

    run = failed(SignalRun(world=world, signal=signal, clients=world.clients()))

    assert world.labels() == {"task-7", "ready-for-qa", "needs-human"}
    (comment,) = world.comments()
    assert f"The signal `ready-for-qa` of `{world.number}` could not be answered" in comment
    assert REASON in comment
    assert signal.run in comment
    (event,) = world.kubernetes_events()
    assert (event["type"], event["reason"], event["message"]) == ("Warning", "RemediationFailed", REASON)
    assert event["source"]["component"] == "play-signal"
    assert metadata_of(world, run)["labels"]["remediation-outcome"] == "failed"
    record = recorded(world)
    assert (record.delivery, record.phase, record.verdict) == (signal.delivery, "failed", "")
    assert world.holder() == ""


def test_the_next_answer_takes_needs_human_off_again(world: World) -> None:
    playing = cleo_at_work(world)
    failed(SignalRun(world=world, signal=cleo_is_content(world), clients=world.clients()))

    answered(world, agent_ended(world, "play-x-1-cleo"))

    assert playing.gates()[-1] == "await-ready-for-qa 1 proceed"
    assert world.labels() == {"task-7", "ready-for-qa"}
    assert recorded(world).phase == "answered"


def test_needs_human_stays_if_somebody_else_put_it_on(world: World) -> None:
    cleo_at_work(world)
    world.label("needs-human")

    answered(world, cleo_is_content(world))

    assert world.labels() == {"task-7", "ready-for-qa", "needs-human"}


def test_a_run_that_failed_after_its_answer_asks_nobody(world: World) -> None:
    cleo_at_work(world)
    run = SignalRun(world=world, signal=cleo_is_content(world), clients=world.clients())
    run.begin()
    run.until_done()
    run.end("Failed", message="pod deleted")

    run.conclude("Failed")

    assert world.labels() == {"task-7", "ready-for-qa"}
    assert (world.comments(), recorded(world).phase) == ([], "answered")


def test_whoever_was_answered_later_has_seen_what_the_failed_one_was_about(world: World) -> None:
    cleo_at_work(world)
    run = SignalRun(world=world, signal=cleo_is_content(world), clients=world.clients())
    world.stand_ins.time.sleep(1)
    answered(world, cleo_is_content(world))

    failed(run)

    assert "needs-human" not in world.labels()
    assert world.comments() == []


def test_whoever_was_answered_earlier_has_not(world: World) -> None:
    playing = cleo_at_work(world)
    answered(world, cleo_is_content(world))
    playing.move_on()
    signal = tess_reviews(world)
    signal = signal.model_copy(update={"at": signal.at + timedelta(seconds=2)})

    failed(SignalRun(world=world, signal=signal, clients=world.clients()))

    assert "needs-human" in world.labels()


def test_an_agent_that_failed_long_after_the_last_answer_is_told_too(world: World) -> None:
    """Its signal says when it was started, and the last answer was the one that let it start."""
    playing = cleo_at_work(world)
    answered(world, cleo_is_content(world))
    playing.move_on()

    started = recorded(world).at.replace(microsecond=0)
    signal = agent_ended(world, "play-x-1-tess").model_copy(update={"at": started})

    failed(SignalRun(world=world, signal=signal, clients=world.clients()))

    assert "needs-human" in world.labels()


def test_a_lease_of_somebody_else_is_waited_for_and_stays(world: World) -> None:
    cleo_at_work(world)
    run = SignalRun(world=world, signal=cleo_is_content(world), clients=world.clients())
    run.begin()
    run.end("Failed", message=REASON)
    world.hold_lease("another-run")

    assert run.exit_step("Failed").attempt() == Temporary.exit_code
    assert (world.holder(), world.comments()) == ("another-run", [])


def test_a_lease_that_the_run_left_behind_is_free(world: World) -> None:
    cleo_at_work(world)
    run = SignalRun(world=world, signal=cleo_is_content(world), clients=world.clients())
    world.hold_lease(run.signal.run)

    failed(run)

    assert world.holder() == ""


def test_a_run_about_a_repository_that_is_not_ours_is_only_labelled(world: World) -> None:
    cleo_at_work(world)
    signal = cleo_is_content(world).model_copy(update={"repository": "evil/cto"})

    run = failed(SignalRun(world=world, signal=signal, clients=world.clients()))

    assert metadata_of(world, run)["labels"]["remediation-outcome"] == "failed"
    assert world.comments() == []


def test_a_run_that_is_gone_is_permanent(world: World) -> None:
    cleo_at_work(world)
    run = SignalRun(world=world, signal=cleo_is_content(world), clients=world.clients())

    assert run.conclude("Failed") == Permanent.exit_code


def test_an_unreadable_state_asks_a_person_and_stays_as_it_is(world: World) -> None:
    cleo_at_work(world)
    config_map = world.config_map()
    config_map["data"]["schema_version"] = "99"
    world.others.kubernetes.replace(CONFIG_MAPS, world.agents_namespace, config_map)

    failed(SignalRun(world=world, signal=cleo_is_content(world), clients=world.clients()))

    assert "needs-human" in world.labels()
    assert (len(world.comments()), world.holder()) == (1, "")
    assert world.config_map()["data"]["schema_version"] == "99"


def test_an_agent_whose_end_was_not_answered_is_named(world: World) -> None:
    cleo_at_work(world)

    failed(SignalRun(world=world, signal=agent_ended(world, "play-x-1-cleo"), clients=world.clients()))

    assert "The signal `agent-ended` of `play-x-1-cleo` could not be answered" in world.comments()[0]
