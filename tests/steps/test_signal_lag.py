"""GitHub shows late what its webhook told: a signal waits until it is there."""

import pytest

from remediation.errors import Temporary
from tests.steps.playing import Playing
from tests.steps.signalling import answered
from tests.steps.signals import a_person_closes, about_pull_request, cleo_is_content, tess_reviews
from tests.steps.stories import cleo_at_work, tess_at_work
from tests.steps.verbs import admitted
from tests.steps.world import BRANCH, CLEO, REX, World

LAG_SECONDS = 20.0


def lags(world: World, seconds: float = LAG_SECONDS) -> None:
    """Let what happens from now on be shown late, in another second: GitHub's times are whole seconds."""
    world.stand_ins.time.sleep(1)
    world.stand_ins.github.lag(refs=0, pull_requests=seconds)


def test_a_pull_request_that_is_not_shown_yet_is_waited_for(world: World) -> None:
    playing = Playing(world=world)
    playing.begin(("await-pr-created", 0, "", ""))
    world.push("A")
    lags(world)
    world.open_pull_request()

    answered(world, about_pull_request(world, "pull-request", by=REX))

    assert playing.gates() == ["await-pr-created 0 proceed"]
    assert world.kubernetes_events() == []


def test_a_label_that_is_not_shown_yet_is_waited_for(world: World) -> None:
    playing = cleo_at_work(world)
    lags(world)

    answered(world, cleo_is_content(world))

    assert playing.gates()[-1] == "await-ready-for-qa 1 proceed"


def test_an_approval_that_is_not_shown_yet_is_waited_for(world: World) -> None:
    playing = tess_at_work(world)
    lags(world)

    answered(world, tess_reviews(world))

    assert playing.gates()[-1] == "await-pr-approved 1 proceed"


def test_an_end_that_is_not_shown_yet_is_waited_for(world: World) -> None:
    playing = tess_at_work(world)
    lags(world)

    answered(world, a_person_closes(world))

    assert playing.gates()[-1] == "await-pr-approved 1 cancelled"


def test_what_is_never_shown_is_not_waited_for_longer_than_github_may_lag(world: World) -> None:
    playing = cleo_at_work(world)
    lags(world, 600)
    began = world.stand_ins.time.seconds()

    run = answered(world, cleo_is_content(world))

    waited = world.stand_ins.time.seconds() - began
    assert 60 <= waited < 90
    assert (run.outcome, playing.gates()[-1]) == ("gate-stays-closed", "await-ready-for-qa 1 waits")


def test_while_it_waits_others_may_have_the_lease(world: World) -> None:
    cleo_at_work(world)
    lags(world)
    holders: list[str] = []
    world.stand_ins.time.employ(lambda: holders.append(world.holder()))

    answered(world, cleo_is_content(world))

    assert len(holders) > 5
    assert set(holders) == {""}


def test_a_label_of_the_second_in_which_something_else_happened_is_waited_for(world: World) -> None:
    """GitHub's times are whole seconds: Cleo comments, which is shown, and labels, which is not shown yet."""
    playing = cleo_at_work(world)
    world.stand_ins.github.comment(world.repository.name, world.number, CLEO, "It looks good.")
    shown = about_pull_request(world, "ready-for-qa").at
    lags(world)

    answered(world, cleo_is_content(world).model_copy(update={"at": shown}))

    assert playing.gates()[-1] == "await-ready-for-qa 1 proceed"


def test_a_task_label_of_the_second_in_which_the_pull_request_was_opened_is_waited_for(world: World) -> None:
    """Whoever opens a pull request labels it at once."""
    playing = Playing(world=world)
    playing.begin(("await-pr-created", 0, "", ""))
    world.push("A")
    world.number = world.stand_ins.github.open_pull_request(world.repository.name, BRANCH, REX)
    shown = about_pull_request(world, "pull-request").at
    lags(world)
    world.label("task-7")

    answered(world, about_pull_request(world, "task-label").model_copy(update={"at": shown}))

    assert playing.gates() == ["await-pr-created 0 proceed"]


def test_an_approval_does_not_complete_the_play_while_a_push_is_on_its_way(world: World) -> None:
    playing = tess_at_work(world)
    world.stand_ins.github.lag(refs=LAG_SECONDS, pull_requests=0)
    push = world.push("B")
    with pytest.raises(Temporary, match="GitHub still shows"):
        admitted(world, push)

    answered(world, tess_reviews(world))

    assert playing.gates()[-1] == "await-pr-approved 1 restart"


def test_nor_while_the_second_of_two_pushes_is(world: World) -> None:
    playing = tess_at_work(world)
    world.stand_ins.github.lag(refs=LAG_SECONDS, pull_requests=0)
    pushes = [world.push("B"), world.push("C")]
    for push in pushes:
        with pytest.raises(Temporary, match="GitHub still shows"):
            admitted(world, push)

    answered(world, tess_reviews(world, of="A"))

    assert playing.gates()[-1] == "await-pr-approved 1 restart"


def test_nor_if_the_event_of_the_first_one_never_came(world: World) -> None:
    playing = tess_at_work(world)
    world.stand_ins.github.lag(refs=LAG_SECONDS, pull_requests=0)
    world.push("B")
    second = world.push("C")
    with pytest.raises(Temporary, match="GitHub still shows"):
        admitted(world, second)

    answered(world, tess_reviews(world, of="A"))

    assert playing.gates()[-1] == "await-pr-approved 1 restart"
