"""The steps that end things are disturbed at every API call, and tried again: people are told once."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import pytest

from remediation.play import CANCELLED, PROCEED, TIMEOUT
from steps import ask_person, conclude, end_play
from tests.steps.disturbances import DISTURBANCES
from tests.steps.picture import Picture, picture
from tests.steps.signalling import SignalRun
from tests.steps.signals import tess_reviews
from tests.steps.stepping import Step
from tests.steps.stories import BYSTANDERS, Story, rex_pushes
from tests.steps.world import PERSON, TASK, World

GATES = ("await-pr-created 0@ proceed", "await-ready-for-qa 1@A proceed")
AT_WORK = BYSTANDERS | {"play-x-1-cleo@A", "play-x-1-tess@A", "started-by-hand@"}


@dataclass(frozen=True, kw_only=True)
class Ending:
    """A step that ends something, and what is seen afterwards."""

    begin: Callable[[World], tuple[Story, Step]]
    calls: int
    """Of an undisturbed step."""
    labels: frozenset[str]
    agents: frozenset[str] = AT_WORK
    stage: str = "waiting-pr-approved"
    gate: str = "await-pr-approved 1@A waits"
    push: str = ""
    comments: int = 1
    events: int = 1
    signal: str = ""

    def picture(self) -> Picture:
        return Picture(
            agents=self.agents,
            labels=self.labels,
            stage=self.stage,
            gates=(*GATES, self.gate),
            push=self.push,
            qa="1@A",
            holder="",
            comments=self.comments,
            events=self.events,
            signal=self.signal,
        )


def a_run_fails(world: World) -> tuple[Story, Step]:
    """The run was admitted, but then the agents hang."""
    story = rex_pushes(world)
    run = story.run()
    attempt = run.new_attempt()
    attempt.do("admit")
    run.end("Failed", message="stale agents are still there")
    return story, concluding(world, story, status="Failed")


def a_run_finds_a_contradiction(world: World) -> tuple[Story, Step]:
    story = rex_pushes(world)
    world.unlabel(f"task-{TASK}")
    world.label(f"task-{TASK + 1}")
    run = story.run()
    assert run.until_done() == 0
    run.end()
    return story, concluding(world, story, status="Succeeded")


def concluding(world: World, story: Story, *, status: str) -> Step:
    finished = conclude.FinishedPush(**story.push.model_dump(by_alias=True), status=status)
    return Step(world=world, verb=conclude.run, given=finished, clients=world.clients())


def a_signal_is_not_answered(world: World) -> tuple[Story, Step]:
    story = rex_pushes(world)
    world.label("remediation-in-progress")
    run = SignalRun(world=world, signal=tess_reviews(world), clients=world.clients())
    run.begin()
    run.end("Failed", message="the Argo Server does not answer")
    return story, run.exit_step("Failed")


def a_signal_finds_a_contradiction(world: World) -> tuple[Story, Step]:
    story = rex_pushes(world)
    world.label(f"task-{TASK + 1}")
    run = SignalRun(world=world, signal=tess_reviews(world), clients=world.others)
    run.begin()
    assert run.until_done() == 0
    run.end()
    return story, replace(run.exit_step(), clients=world.clients())


def a_play_ends(world: World, *, verdict: str) -> tuple[Story, Step]:
    story = rex_pushes(world)
    world.label("remediation-in-progress")
    story.playing.set_verdict(verdict)
    given = {
        "task-id": str(TASK),
        "repository": world.repository.name,
        "play": "play-x",
        "status": "Succeeded",
    }
    ended = end_play.EndedPlay.model_validate(given)
    return story, Step(world=world, verb=end_play.run, given=ended, clients=world.clients())


def a_play_runs_out_of_time(world: World) -> tuple[Story, Step]:
    return a_play_ends(world, verdict=TIMEOUT)


def a_play_is_completed(world: World) -> tuple[Story, Step]:
    return a_play_ends(world, verdict=PROCEED)


def a_pull_request_is_closed(world: World) -> tuple[Story, Step]:
    story, step = a_play_ends(world, verdict=CANCELLED)
    world.stand_ins.time.sleep(1)
    world.stand_ins.github.close(world.repository.name, world.number, PERSON)
    return story, step


def a_person_is_asked(world: World) -> tuple[Story, Step]:
    story = rex_pushes(world)
    world.label("remediation-in-progress")
    given = {
        "task-id": str(TASK),
        "repository": world.repository.name,
        "play": "play-x",
        "cycle": 10,
        "because": "restarts",
    }
    question = ask_person.Question.model_validate(given)
    return story, Step(world=world, verb=ask_person.run, given=question, clients=world.clients())


ENDINGS = {
    "failed-run": Ending(
        begin=a_run_fails,
        calls=16,
        labels=frozenset({"task-7", "ready-for-qa", "needs-human"}),
        push="B failed",
    ),
    "contradiction": Ending(
        begin=a_run_finds_a_contradiction, calls=11, labels=frozenset({"task-8", "ready-for-qa"})
    ),
    "failed-signal": Ending(
        begin=a_signal_is_not_answered,
        calls=15,
        labels=frozenset({"task-7", "ready-for-qa", "needs-human"}),
        signal="approval failed",
    ),
    "contradiction-of-a-signal": Ending(
        begin=a_signal_finds_a_contradiction,
        calls=11,
        labels=frozenset({"task-7", "task-8", "ready-for-qa"}),
    ),
    "play-out-of-time": Ending(
        begin=a_play_runs_out_of_time,
        calls=15,
        labels=frozenset({"task-7", "needs-human"}),
        agents=BYSTANDERS | {"started-by-hand@"},
        stage="cancelled",
        gate="await-pr-approved 1@A timeout",
    ),
    "completed-play": Ending(
        begin=a_play_is_completed,
        calls=12,
        labels=frozenset({"task-7"}),
        stage="completed",
        gate="await-pr-approved 1@A proceed",
        events=0,
    ),
    "closed-pull-request": Ending(
        begin=a_pull_request_is_closed,
        calls=14,
        labels=frozenset({"task-7"}),
        agents=BYSTANDERS | {"started-by-hand@"},
        stage="cancelled",
        gate="await-pr-approved 1@A cancelled",
        events=0,
    ),
    "asked-person": Ending(
        begin=a_person_is_asked,
        calls=12,
        labels=frozenset({"task-7", "needs-human"}),
        stage="cancelled",
    ),
}
EVERY_CALL = [(name, number) for name, ending in ENDINGS.items() for number in range(1, ending.calls + 1)]


@pytest.mark.parametrize("name", ENDINGS)
def test_an_undisturbed_step_makes_this_many_calls(world: World, name: str) -> None:
    story, step = ENDINGS[name].begin(world)

    assert step.until_done() == 0

    assert step.clients.calls.count == ENDINGS[name].calls
    world.let_agents_go()
    assert picture(world, story.playing) == ENDINGS[name].picture()


@pytest.mark.parametrize(("name", "number"), EVERY_CALL)
@pytest.mark.parametrize("disturbance", DISTURBANCES)
def test_people_are_told_once_whatever_happens_to_a_call(
    world: World, disturbance: str, name: str, number: int
) -> None:
    story, step = ENDINGS[name].begin(world)
    world.stand_ins.faults.arm(*DISTURBANCES[disturbance](number))

    assert step.until_done() == 0

    assert world.stand_ins.faults.struck
    world.let_agents_go()
    assert picture(world, story.playing) == ENDINGS[name].picture()


@pytest.mark.parametrize(("name", "number"), EVERY_CALL)
def test_people_are_told_once_by_a_step_that_was_killed(world: World, name: str, number: int) -> None:
    story, step = ENDINGS[name].begin(world)
    step.clients.calls.before(number, step.clients.calls.kill)

    assert step.until_done() == 0

    assert len(step.folders) == 2
    world.let_agents_go()
    assert picture(world, story.playing) == ENDINGS[name].picture()


@pytest.mark.parametrize("name", ENDINGS)
def test_a_step_that_is_lost_after_its_end_tells_nobody_again(world: World, name: str) -> None:
    story, step = ENDINGS[name].begin(world)
    step.attempt()

    assert step.attempt() == 0

    world.let_agents_go()
    assert picture(world, story.playing) == ENDINGS[name].picture()
