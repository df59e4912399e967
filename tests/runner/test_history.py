"""What is watched becomes the present world, a story, and the lives of agents."""

from dataclasses import dataclass

from runner.history import History
from tests.runner.records import FIRST, code_run, loop_run


@dataclass
class Clock:
    now: float = 100.0

    def __call__(self) -> float:
        return self.now


def history() -> tuple[History, Clock]:
    clock = Clock()
    return History(clock=clock, commits={"first": FIRST}), clock


def test_the_story_begins_with_the_first_event() -> None:
    watched, clock = history()
    watched.tell("github", "the world is set up")
    clock.now = 101.0
    watched.begin()
    clock.now = 101.5
    watched.tell("github", "somebody pushes", event=True)

    assert [(moment.at, moment.text) for moment in watched.story()] == [(0.5, "somebody pushes")]


def test_an_event_is_told_when_it_began_although_it_is_known_later() -> None:
    watched, clock = history()
    watched.begin()
    clock.now = 101.0
    watched.tell("sensor", "a run is created")
    watched.tell("github", "somebody pushes", event=True, at=100.5)

    assert [moment.text for moment in watched.story()] == ["somebody pushes", "a run is created"]


def test_the_same_object_again_is_no_change() -> None:
    watched, clock = history()
    watched.begin()
    run = code_run("cleo", FIRST, uid="c", begin=0)
    watched.saw_code_run(run)
    clock.now = 105.0
    watched.saw_code_run(run)

    assert watched.changed == 100.0
    assert len(watched.story()) == 1


def test_the_life_of_an_agent_is_kept_after_it_is_gone() -> None:
    watched, clock = history()
    run = code_run("cleo", FIRST, uid="c", begin=0)
    watched.saw_code_run(run)
    clock.now = 102.0
    watched.begin()
    clock.now = 103.0
    watched.saw_code_run(run.model_copy(update={"deleting": True}))
    clock.now = 104.0
    watched.saw_code_run(run, gone=True)

    (span,) = watched.spans()
    assert (span.begin, span.doomed, span.end, span.phase, span.commit) == (-2.0, 1.0, 2.0, "gone", "first")
    assert watched.world().code_runs == ()


def test_a_run_that_is_deleted_leaves_the_world() -> None:
    watched, _ = history()
    watched.saw_run(loop_run())
    assert len(watched.world().runs) == 1

    watched.saw_run(loop_run(), gone=True)

    assert watched.world().runs == ()
