import pytest

from steps.ask_person import Question, ask_person
from tests.steps.playing import Playing
from tests.steps.world import TASK, World

RESTARTS = "QA of task 7 started 10 times, and each time the branch moved on."
FAILURES = "An agent of task 7 failed, and could not be started once more, or failed again."


def asked(world: World, *, play: str = "play-x", because: str = "restarts") -> str:
    given = {
        "task-id": str(TASK),
        "repository": world.repository.name,
        "cycle": 10,
        "play": play,
        "because": because,
    }
    return ask_person(
        Question.model_validate(given),
        settings=world.settings,
        github=world.others.github,
        cluster=world.others.kubernetes,
        argo=world.others.argo,
        clock=world.stand_ins.time.clock,
    )


@pytest.mark.parametrize(("because", "sentence"), [("restarts", RESTARTS), ("failures", FAILURES)])
def test_a_person_is_asked_with_the_reason(world: World, because: str, sentence: str) -> None:
    world.push("A")
    world.open_pull_request("remediation-in-progress", "ready-for-qa")
    Playing(world=world).begin()

    told = asked(world, because=because)

    assert told == f"asked a person on #{world.number}: {sentence}"
    assert world.labels() == {"task-7", "needs-human"}
    (comment,) = world.comments()
    assert sentence in comment
    assert "Play `play-x` stops here" in comment
    (event,) = world.kubernetes_events()
    assert (event["type"], event["reason"], event["message"]) == ("Warning", "NeedsHuman", sentence)
    assert event["involvedObject"]["name"] == "play-x"


def test_asking_twice_is_asking_once_but_the_next_play_asks_again(world: World) -> None:
    world.push("A")
    world.open_pull_request()
    Playing(world=world).begin()
    asked(world)

    asked(world)
    assert (len(world.comments()), len(world.kubernetes_events())) == (1, 1)

    asked(world, play="play-y")
    assert len(world.comments()) == 2


def test_without_a_pull_request_the_cluster_is_told(world: World) -> None:
    Playing(world=world).begin()

    assert asked(world, because="failures") == f"asked a person on no pull request: {FAILURES}"

    (event,) = world.kubernetes_events()
    assert event["message"] == FAILURES


def test_of_two_pull_requests_both_are_told(world: World) -> None:
    world.push("A")
    world.open_pull_request()
    number = world.open_rival()

    told = asked(world)

    assert told == f"asked a person on #{world.number} and #{number}: {RESTARTS}"
    pulls = world.stand_ins.github.world.repository(world.repository.name).pulls
    assert [len(pull.comments) for pull in pulls] == [1, 1]
    assert all("needs-human" in {label.name for label in pull.labels} for pull in pulls)


def test_on_a_pull_request_a_person_is_asked_even_if_the_play_is_gone(world: World) -> None:
    world.push("A")
    world.open_pull_request()

    asked(world)

    assert (len(world.comments()), world.kubernetes_events()) == (1, [])
