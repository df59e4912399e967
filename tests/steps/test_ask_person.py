from steps.ask_person import Question, ask_person
from tests.steps.world import PERSON, REX, TASK, World

QUESTION = {"task-id": str(TASK), "play": "play-x", "cycle": 10}


def asked(world: World, *, play: str = "play-x") -> str:
    given = {**QUESTION, "repository": world.repository.name, "play": play}
    return ask_person(Question.model_validate(given), github=world.others.github)


def test_a_person_is_asked_with_the_reason(world: World) -> None:
    world.push("A")
    world.open_pull_request("remediation-in-progress")

    told = asked(world)

    assert told == f"asked a person on #{world.number} after 10 cycles"
    assert world.labels() == {"task-7", "needs-human"}
    (comment,) = world.comments()
    assert "QA of task 7 started 10 times" in comment
    assert "Play `play-x` stops here" in comment


def test_asking_twice_is_asking_once_but_the_next_play_asks_again(world: World) -> None:
    world.push("A")
    world.open_pull_request()
    asked(world)

    asked(world)
    assert len(world.comments()) == 1

    asked(world, play="play-y")
    assert len(world.comments()) == 2


def test_without_a_pull_request_nobody_is_asked(world: World) -> None:
    world.push("A")

    assert asked(world) == "task 7 has no open pull request to ask on"


def test_of_two_pull_requests_both_are_told(world: World) -> None:
    world.push("A")
    world.open_pull_request()
    github, name = world.stand_ins.github, world.repository.name
    github.push(name, "task-7-other", REX)
    number = github.open_pull_request(name, "task-7-other", REX)
    github.label(name, number, "task-7", PERSON)

    told = asked(world)

    assert told == f"asked a person on #{world.number} and #{number} after 10 cycles"
    pulls = github.world.repository(name).pulls
    assert [len(pull.comments) for pull in pulls] == [1, 1]
    assert all("needs-human" in {label.name for label in pull.labels} for pull in pulls)
