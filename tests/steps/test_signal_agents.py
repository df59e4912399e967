"""An agent has ended or is gone: who worked for a gate works for it no more."""

import pytest

from remediation.play import AWAIT_PR_CREATED
from remediation.settings import Role
from remediation.signal import Signal
from tests.steps.playing import Playing
from tests.steps.pushing import PushRun
from tests.steps.signalling import answered
from tests.steps.signals import agent_ended, agent_gone, cleo_is_content, tess_reviews
from tests.steps.stories import cleo_at_work, tess_at_work
from tests.steps.verbs import admitted, cancelled
from tests.steps.world import PERSON, World

AT_WORK = {"cleo": cleo_at_work, "tess": tess_at_work}
LAST = {"cleo": "await-ready-for-qa 1", "tess": "await-pr-approved 1"}


def rex_at_work(world: World) -> Playing:
    """Start a play that waits for Rex's first commit."""
    playing = Playing(world=world)
    playing.begin()
    playing.start_rex()
    return playing


def signal(world: World, role: Role, what: str) -> Signal:
    name = f"play-x-1-{role}"
    return agent_gone(world, name) if what == "gone" else agent_ended(world, name, what)


@pytest.mark.parametrize("role", ["cleo", "tess"])
@pytest.mark.parametrize("what", ["Failed", "gone"])
def test_who_fails_or_vanishes_is_started_once_more_and_then_a_person_is_asked(
    world: World, role: Role, what: str
) -> None:
    playing = AT_WORK[role](world)

    run = answered(world, signal(world, role, what))

    assert run.outcome == "gate-answered"
    assert playing.gates()[-1] == f"{LAST[role]} failed"
    playing.move_on()
    assert playing.gates()[-1] == "await-ready-for-qa 2 waits"

    again = agent_gone(world, "play-x-2-cleo") if what == "gone" else agent_ended(world, "play-x-2-cleo")
    answered(world, again)
    playing.move_on()
    assert playing.gates()[-1] == "await-ready-for-qa 2 failed"
    assert playing.asked_a_person


@pytest.mark.parametrize("role", ["cleo", "tess"])
def test_success_opens_nothing(world: World, role: Role) -> None:
    playing = AT_WORK[role](world)
    name = f"play-x-1-{role}"

    assert answered(world, agent_ended(world, name, "Succeeded")).outcome == "gate-stays-closed"
    assert answered(world, agent_gone(world, name, "Succeeded")).outcome == "gate-stays-closed"

    assert playing.gates()[-1] == f"{LAST[role]} waits"


def test_who_fails_after_the_work_was_done_has_done_it(world: World) -> None:
    playing = cleo_at_work(world)
    cleo_is_content(world)

    answered(world, agent_ended(world, "play-x-1-cleo"))
    assert playing.gates()[-1] == "await-ready-for-qa 1 proceed"

    playing.move_on()
    tess_reviews(world)
    answered(world, agent_gone(world, "play-x-1-tess"))
    assert playing.gates()[-1] == "await-pr-approved 1 proceed"


@pytest.mark.parametrize("phase", ["Succeeded", "Failed"])
def test_rex_without_a_commit_is_asked_once_more_when_github_had_its_time(world: World, phase: str) -> None:
    playing = rex_at_work(world)
    began = world.stand_ins.time.seconds()

    answered(world, agent_ended(world, "play-x-0-rex", phase))

    assert world.stand_ins.time.seconds() - began >= world.settings.deadlines.github_lag
    assert playing.gates() == ["await-pr-created 0 failed"]
    playing.move_on()
    assert playing.gates()[-1] == "await-pr-created 1 waits"

    answered(world, agent_gone(world, "play-x-1-rex"))
    playing.move_on()
    assert playing.gates()[-1] == "await-pr-created 1 failed"
    assert playing.asked_a_person


def test_rex_whose_work_github_shows_late_has_done_it(world: World) -> None:
    playing = rex_at_work(world)
    seconds = world.settings.deadlines.github_lag / 2

    def work_shows() -> None:
        world.push("A")
        world.open_pull_request()

    world.stand_ins.time.later(seconds, work_shows)

    answered(world, agent_ended(world, "play-x-0-rex", "Succeeded"))

    assert playing.gates() == ["await-pr-created 0 proceed"]


def test_rex_with_a_new_commit_on_a_pull_request_that_was_there_has_done_it(world: World) -> None:
    world.push("A")
    world.open_pull_request()
    playing = rex_at_work(world)
    world.push("B")

    answered(world, agent_ended(world, "play-x-0-rex", "Succeeded"))

    assert playing.gates() == ["await-pr-created 0 proceed"]


def test_rex_with_a_draft_is_waited_for_by_a_person(world: World) -> None:
    playing = rex_at_work(world)
    world.push("A")
    world.open_pull_request()
    world.stand_ins.github.convert_to_draft(world.repository.name, world.number, PERSON)

    assert answered(world, agent_ended(world, "play-x-0-rex", "Succeeded")).outcome == "gate-stays-closed"
    assert playing.gates() == ["await-pr-created 0 waits"]


def test_an_agent_that_we_cancel_ourselves_has_not_failed(world: World) -> None:
    playing = tess_at_work(world)
    told = agent_ended(world, "play-x-1-tess")
    push = world.push("B")
    cancelled(world, push, admitted(world, push))
    assert world.agents() == []
    lease_expires(world)

    run = answered(world, told)

    assert (run.outcome, playing.gates()[-1]) == ("gate-stays-closed", "await-pr-approved 1 waits")
    assert "play-x is about to start QA again" in run.reason


def test_an_agent_of_an_earlier_cycle_is_not_waited_for(world: World) -> None:
    playing = cleo_at_work(world)
    late = agent_ended(world, "play-x-1-cleo")
    run = PushRun(world=world, push=world.push("B"), clients=world.clients())
    run.begin()
    world.stand_ins.time.employ(playing.move_on)
    assert run.until_done() == 0
    playing.move_on()

    assert answered(world, late).outcome == "nothing-waits"
    assert playing.gates()[-1] == "await-ready-for-qa 2 waits"


@pytest.mark.parametrize("name", ["by-hand", "play-y-1-cleo", "play-x-1-tess"])
def test_another_agent_is_not_waited_for(world: World, name: str) -> None:
    playing = cleo_at_work(world)
    world.add_agent(name, "cleo", "A")

    assert answered(world, agent_gone(world, name)).outcome == "nothing-waits"
    assert playing.gates()[-1] == "await-ready-for-qa 1 waits"


def test_an_agent_that_was_created_anew_is_at_work(world: World) -> None:
    playing = cleo_at_work(world)
    gone = agent_gone(world, "play-x-1-cleo")
    world.add_agent("play-x-1-cleo", "cleo", "A", play="play-x", cycle=1)

    assert answered(world, gone).outcome == "nothing-waits"
    assert playing.gates()[-1] == "await-ready-for-qa 1 waits"


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("play-x-1-cleo", "await-ready-for-qa has its verdict already: proceed"),
        ("play-y-1-cleo", "play-y-1-cleo is not an agent of play-x"),
    ],
)
def test_an_agent_that_no_gate_to_come_waits_for_is_not_waited_with(
    world: World, name: str, why: str
) -> None:
    playing = cleo_at_work(world)
    playing.set_verdict("proceed")
    world.add_agent("play-y-1-cleo", "cleo", "A")

    run = answered(world, agent_ended(world, name))

    assert (run.outcome, run.reason, len(run.step.folders)) == ("nothing-waits", why, 1)
    assert playing.gates()[-1] == "await-ready-for-qa 1 proceed"


def test_an_agent_that_vanishes_while_the_play_is_between_two_gates_is_missed_at_the_next(
    world: World,
) -> None:
    """Whoever was deleted before its gate was there still does not work for it."""
    world.push("A")
    world.open_pull_request()
    playing = Playing(world=world)
    playing.begin((AWAIT_PR_CREATED, 0, "", "proceed"), stage="waiting-ready-for-qa")
    world.add_agent("play-x-1-cleo", "cleo", "A", play="play-x", cycle=1)
    gone = agent_gone(world, "play-x-1-cleo")
    starts = playing.start_of("cleo", 1)
    world.stand_ins.time.later(1, lambda: playing.open_gate(starts, head=world.shas["A"]))

    answered(world, gone)

    assert playing.gates()[-1] == "await-ready-for-qa 1 failed"


def lease_expires(world: World) -> None:
    world.stand_ins.time.sleep(world.settings.deadlines.lease + 1)
