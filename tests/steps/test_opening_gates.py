"""What GitHub shows opens a gate, whatever the signal was."""

from collections.abc import Callable

import pytest

from remediation.play import AWAIT_PR_CREATED, AWAIT_READY_FOR_QA
from remediation.signal import Signal
from sandbox.github.people import Opinion
from tests.steps.playing import Playing
from tests.steps.signalling import answered
from tests.steps.signals import a_person_closes, about_pull_request, cleo_is_content, tess_reviews
from tests.steps.stories import cleo_at_work, tess_at_work
from tests.steps.world import PERSON, REX, World


def rex_at_work(world: World, *labels: str) -> Playing:
    """Bring the play to `await-pr-created`; Rex has opened his pull request."""
    playing = Playing(world=world)
    playing.begin((AWAIT_PR_CREATED, 0, "", ""))
    world.push("A")
    world.open_pull_request(*labels)
    return playing


def test_a_pull_request_opens_the_first_gate(world: World) -> None:
    playing = rex_at_work(world)

    run = answered(world, about_pull_request(world, "pull-request", by=REX))

    assert (run.outcome, run.reason) == (
        "gate-answered",
        f"pull request #{world.number} has {world.shas['A'][:7]}",
    )
    assert playing.gates() == ["await-pr-created 0 proceed"]
    assert (world.comments(), world.kubernetes_events(), world.holder()) == ([], [], "")


def test_a_draft_opens_nothing_until_it_is_ready_for_review(world: World) -> None:
    playing = rex_at_work(world)
    github = world.stand_ins.github
    github.convert_to_draft(world.repository.name, world.number, REX)
    assert answered(world, about_pull_request(world, "pull-request")).outcome == "gate-stays-closed"

    github.ready_for_review(world.repository.name, world.number, REX)
    answered(world, about_pull_request(world, "pull-request"))

    assert playing.gates() == ["await-pr-created 0 proceed"]


def test_a_pull_request_that_was_there_before_needs_a_new_commit(world: World) -> None:
    world.push("A")
    world.open_pull_request()
    playing = Playing(world=world)
    playing.begin((AWAIT_PR_CREATED, 0, "A", ""))
    assert answered(world, about_pull_request(world, "pull-request")).outcome == "gate-stays-closed"

    world.push("B")
    answered(world, about_pull_request(world, "pull-request"))

    assert playing.gates() == ["await-pr-created 0 proceed"]


def test_cleos_label_opens_her_gate_and_ends_the_remediation(world: World) -> None:
    playing = cleo_at_work(world)
    world.label("remediation-in-progress")

    run = answered(world, cleo_is_content(world))

    assert run.outcome == "gate-answered"
    assert playing.gates()[-1] == "await-ready-for-qa 1 proceed"
    assert world.labels() == {"task-7", "ready-for-qa"}


def test_the_answer_is_written_down(world: World) -> None:
    cleo_at_work(world)
    signal = cleo_is_content(world)

    answered(world, signal)

    state = world.state()
    assert state is not None
    assert state.signal is not None
    record = state.signal.model_dump(exclude={"at"})
    assert record == {
        "delivery": signal.delivery,
        "kind": "ready-for-qa",
        "phase": "answered",
        "play": "play-x",
        "gate": AWAIT_READY_FOR_QA,
        "cycle": 1,
        "verdict": "proceed",
    }
    assert state.signal.at >= signal.at
    assert state.qa is not None, "what a push has to know stays"


def test_tesss_approval_opens_the_last_gate(world: World) -> None:
    playing = tess_at_work(world)

    run = answered(world, tess_reviews(world))

    assert run.outcome == "gate-answered"
    assert playing.gates()[-1] == "await-pr-approved 1 proceed"


@pytest.mark.parametrize("opinion", ["changes_requested", "commented"])
def test_another_opinion_of_tess_keeps_the_gate_closed(world: World, opinion: Opinion) -> None:
    playing = tess_at_work(world)

    run = answered(world, tess_reviews(world, opinion))

    assert run.outcome == "gate-stays-closed"
    assert playing.gates()[-1] == "await-pr-approved 1 waits"


def test_what_tess_says_last_counts(world: World) -> None:
    playing = tess_at_work(world)
    approval = tess_reviews(world)
    tess_reviews(world, "changes_requested")
    assert answered(world, approval).outcome == "gate-stays-closed"

    tess_reviews(world)
    github = world.stand_ins.github
    github.dismiss_review(world.repository.name, world.number, "5DLabs-Tess[bot]", PERSON)
    assert answered(world, approval).outcome == "gate-stays-closed"

    answered(world, tess_reviews(world))
    assert playing.gates()[-1] == "await-pr-approved 1 proceed"


def test_an_approval_of_an_older_commit_starts_qa_again(world: World) -> None:
    playing = tess_at_work(world)
    world.push("B", sender=PERSON)

    answered(world, tess_reviews(world, of="A"))

    assert playing.gates()[-1] == "await-pr-approved 1 restart"


@pytest.mark.parametrize(
    ("at_work", "signals"), [(cleo_at_work, cleo_is_content), (tess_at_work, tess_reviews)]
)
def test_a_signal_for_a_commit_that_qa_has_not_seen_starts_qa_again(
    world: World, at_work: Callable[[World], Playing], signals: Callable[[World], Signal]
) -> None:
    playing = at_work(world)
    world.push("B", sender=PERSON)

    answered(world, signals(world))

    assert playing.gates()[-1].endswith("restart")


@pytest.mark.parametrize(("merge", "how"), [(True, "merged"), (False, "closed")])
def test_a_pull_request_that_ends_ends_its_play(world: World, how: str, *, merge: bool) -> None:
    playing = tess_at_work(world)

    run = answered(world, a_person_closes(world, merge=merge))

    assert (run.outcome, run.reason) == ("gate-answered", f"pull request #{world.number} is {how}")
    assert playing.gates()[-1] == "await-pr-approved 1 cancelled"


def test_a_reopened_pull_request_is_open(world: World) -> None:
    playing = tess_at_work(world)
    late = a_person_closes(world)
    world.stand_ins.github.reopen(world.repository.name, world.number, PERSON)

    assert answered(world, late).outcome == "gate-stays-closed"
    assert playing.gates()[-1] == "await-pr-approved 1 waits"


def test_the_end_of_a_pull_request_from_before_the_play_is_no_end_of_it(world: World) -> None:
    world.push("A")
    world.open_pull_request()
    late = a_person_closes(world)
    playing = Playing(world=world)
    playing.begin((AWAIT_PR_CREATED, 0, "A", ""))
    pull = world.pull_request()
    assert pull.closed_at is not None
    pull.closed_at -= 60

    run = answered(world, late)

    assert run.outcome == "nothing-waits"
    assert run.reason == f"pull request #{world.number} was closed before play-x began"
    assert playing.gates() == ["await-pr-created 0 waits"]


def test_of_two_pull_requests_the_one_that_is_left_is_what_qa_works_on(world: World) -> None:
    playing = tess_at_work(world)
    world.open_rival()

    run = answered(world, a_person_closes(world))

    assert run.outcome == "gate-answered"
    assert playing.gates()[-1] == "await-pr-approved 1 restart"


def test_a_rival_that_is_closed_changes_nothing(world: World) -> None:
    playing = tess_at_work(world)
    world.number, ours = world.open_rival(), world.number
    closing = a_person_closes(world)
    world.number = ours

    run = answered(world, closing)

    assert run.outcome == "gate-stays-closed"
    assert playing.gates()[-1] == "await-pr-approved 1 waits"


def test_a_pull_request_that_is_closed_without_its_label_ends_the_play_whose_commit_it_has(
    world: World,
) -> None:
    playing = tess_at_work(world)
    world.unlabel("task-7")

    run = answered(world, a_person_closes(world))

    assert run.outcome == "gate-answered"
    assert playing.gates()[-1] == "await-pr-approved 1 cancelled"


def test_another_one_without_a_label_is_nobodys(world: World) -> None:
    playing = tess_at_work(world)
    world.unlabel("task-7")
    world.push("B")

    run = answered(world, a_person_closes(world))

    assert (run.outcome, run.reason) == ("nothing-waits", "pull request #1 has no label task-7")
    assert playing.gates()[-1] == "await-pr-approved 1 waits"
