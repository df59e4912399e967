"""Whose pull request it is, and whose signal: label, branch and login must be right."""

import pytest

from remediation.signal import Signal
from tests.steps.playing import Playing
from tests.steps.signalling import answered
from tests.steps.signals import a_person_closes, about_pull_request, cleo_is_content, tess_reviews
from tests.steps.stories import cleo_at_work, tess_at_work
from tests.steps.world import BRANCH, PERSON, REX, TASK, World

CLEO_WITHOUT_BOT, TESS_WITHOUT_BOT = "5dlabs-cleo", "5DLabs-Tess"


def told(world: World) -> tuple[int, list[str]]:
    """Give how many comments there are, and the reasons of the Kubernetes Events."""
    return len(world.comments()), [event["reason"] for event in world.kubernetes_events()]


def rex_at_work(world: World) -> Playing:
    """Bring the play to `await-pr-created`; there is a branch, but no pull request."""
    playing = Playing(world=world)
    playing.begin(("await-pr-created", 0, "", ""))
    world.push("A")
    return playing


def test_a_branch_without_its_label_waits_for_the_label(world: World) -> None:
    playing = rex_at_work(world)
    github = world.stand_ins.github
    world.number = github.open_pull_request(world.repository.name, BRANCH, REX)

    run = answered(world, about_pull_request(world, "pull-request", by=REX))

    assert run.outcome == "nothing-waits"
    assert run.reason == f"pull request #{world.number} has no label task-7 yet"
    assert (playing.gates(), told(world)) == (["await-pr-created 0 waits"], (0, []))

    world.label("task-7")
    answered(world, about_pull_request(world, "task-label"))
    assert playing.gates() == ["await-pr-created 0 proceed"]


def test_a_pull_request_of_no_task_is_none_of_our_business(world: World) -> None:
    tess_at_work(world)
    github, name = world.stand_ins.github, world.repository.name
    github.push(name, "feature", PERSON)
    number = github.open_pull_request(name, "feature", PERSON)

    run = answered(world, about_pull_request(world, "pull-request", number=number))

    assert (run.outcome, run.reason) == ("nothing-waits", f"pull request #{number} is of no task")
    assert told(world) == (0, [])


@pytest.mark.parametrize("labels", [("task-8",), ("task-7", "task-8")])
def test_a_label_that_contradicts_the_branch_is_told_once(world: World, labels: tuple[str, ...]) -> None:
    playing = cleo_at_work(world)
    world.unlabel("task-7")
    world.label(*labels)

    for signal in (cleo_is_content(world), tess_reviews(world)):
        run = answered(world, signal)
        assert run.outcome == "contradiction"

    named = ", ".join(labels)
    reason = f"pull request #{world.number} is labelled {named}, but its branch is {BRANCH}"
    assert run.reason == reason
    assert told(world) == (1, ["TaskContradiction"] * 2)
    assert reason in world.comments()[0]
    assert playing.gates()[-1] == "await-ready-for-qa 1 waits"
    assert "needs-human" not in world.labels()


def test_it_is_told_once_whether_the_label_or_the_branch_named_the_task(world: World) -> None:
    cleo_at_work(world)
    world.label("task-8")
    by_label = about_pull_request(world, "task-label", task=TASK + 1)

    for signal in (by_label, cleo_is_content(world)):
        assert answered(world, signal).outcome == "contradiction"

    assert len(world.comments()) == 1


def test_a_label_on_a_branch_of_no_task_is_a_contradiction(world: World) -> None:
    tess_at_work(world)
    github, name = world.stand_ins.github, world.repository.name
    github.push(name, "feature", PERSON)
    number = github.open_pull_request(name, "feature", PERSON)
    github.label(name, number, "task-7", PERSON)

    run = answered(world, about_pull_request(world, "task-label", number=number))

    assert run.outcome == "contradiction"
    assert world.comments() == [], "the task's own pull request is in order"
    assert len(github.world.repository(name).pulls[1].comments) == 1


def test_two_pull_requests_that_claim_a_task_are_told_once_each(world: World) -> None:
    playing = cleo_at_work(world)
    rival = world.open_rival()

    for signal in (about_pull_request(world, "task-label", number=rival), cleo_is_content(world)):
        for _ in range(2):
            run = answered(world, signal)
            assert run.outcome == "contradiction"

    assert f"pull requests #{world.number} and #{rival} claim task 7" in run.reason
    pulls = world.stand_ins.github.world.repository(world.repository.name).pulls
    assert [len(pull.comments) for pull in pulls] == [1, 1]
    assert playing.gates()[-1] == "await-ready-for-qa 1 waits"


def test_what_a_rival_kept_closed_opens_when_it_is_closed(world: World) -> None:
    """No other event will come: Cleo has said what she had to say."""
    playing = cleo_at_work(world)
    ours, rival = world.number, world.open_rival()
    assert answered(world, cleo_is_content(world)).outcome == "contradiction"
    world.number = rival

    answered(world, a_person_closes(world))

    world.number = ours
    assert playing.gates()[-1] == "await-ready-for-qa 1 proceed"


def test_a_closed_pull_request_that_contradicts_itself_is_nobodys_business(world: World) -> None:
    cleo_at_work(world)
    world.label("task-8")

    run = answered(world, a_person_closes(world))

    assert run.outcome == "nothing-waits"
    assert told(world) == (0, [])


def test_a_signal_that_names_another_task_is_refused(world: World) -> None:
    playing = cleo_at_work(world)
    world.label("ready-for-qa")

    run = answered(world, about_pull_request(world, "ready-for-qa", task=TASK + 1))

    assert (run.outcome, run.reason) == ("refused", f"pull request #{world.number} is not of task 8")
    assert playing.gates()[-1] == "await-ready-for-qa 1 waits"


def test_a_pull_request_from_a_fork_is_refused(world: World) -> None:
    playing = rex_at_work(world)
    github, name = world.stand_ins.github, world.repository.name
    github.add_repository("mallory/fork", fork_of=name)
    github.add_user("mallory", {"mallory/fork": "write", name: "read"})
    github.push("mallory/fork", "task-7-evil", "mallory")
    number = github.open_pull_request(name, "mallory:task-7-evil", "mallory")
    github.label(name, number, "task-7", PERSON)

    run = answered(world, about_pull_request(world, "pull-request", number=number))

    assert (run.outcome, playing.gates()) == ("refused", ["await-pr-created 0 waits"])
    assert (github.world.repository(name).pulls[0].comments, world.kubernetes_events()) == ([], [])


def test_a_pull_request_that_does_not_exist_is_refused(world: World) -> None:
    cleo_at_work(world)
    signal = cleo_is_content(world).model_copy(update={"subject": "4711"})

    assert answered(world, signal).outcome == "refused"


def test_a_label_from_a_person_opens_nothing(world: World) -> None:
    playing = cleo_at_work(world)

    run = answered(world, cleo_is_content(world, by=PERSON))

    assert run.outcome == "gate-stays-closed"
    assert run.reason.endswith(f"{PERSON} put ready-for-qa on pull request #{world.number}, not Cleo")
    assert playing.gates()[-1] == "await-ready-for-qa 1 waits"


def test_an_approval_by_a_person_opens_nothing(world: World) -> None:
    playing = tess_at_work(world)

    assert answered(world, tess_reviews(world, by=PERSON)).outcome == "gate-stays-closed"
    assert playing.gates()[-1] == "await-pr-approved 1 waits"


@pytest.mark.parametrize(("permission", "verdict"), [("write", "proceed"), ("triage", "waits")])
def test_a_login_without_bot_counts_only_with_write_permission(
    world: World, permission: str, verdict: str
) -> None:
    """Anybody may register a free name; who may label may not write yet."""
    github, name = world.stand_ins.github, world.repository.name
    for login in (CLEO_WITHOUT_BOT, TESS_WITHOUT_BOT):
        github.add_user(login, {name: permission})
    playing = cleo_at_work(world)
    answered(world, cleo_is_content(world, by=CLEO_WITHOUT_BOT))
    assert playing.gates()[-1] == f"await-ready-for-qa 1 {verdict}"
    if verdict == "waits":
        answered(world, relabelled(world))
    playing.move_on()

    answered(world, tess_reviews(world, by=TESS_WITHOUT_BOT))

    assert playing.gates()[-1] == f"await-pr-approved 1 {verdict}"


def test_a_namesake_of_tess_does_not_make_her_old_opinion_new(world: World) -> None:
    """An approval of an earlier play's commit would start QA again, time after time."""
    github, name = world.stand_ins.github, world.repository.name
    github.add_user(TESS_WITHOUT_BOT, {name: "read"})
    playing = cleo_at_work(world)
    tess_reviews(world)
    tess_reviews(world, "changes_requested", by=TESS_WITHOUT_BOT)
    answered(world, cleo_is_content(world))
    playing.move_on()
    assert playing.gates()[-1] == "await-pr-approved 1 waits"

    run = answered(world, tess_reviews(world, "changes_requested", by=TESS_WITHOUT_BOT))

    assert run.outcome == "gate-stays-closed"
    assert playing.gates()[-1] == "await-pr-approved 1 waits"


def relabelled(world: World) -> Signal:
    """Take the label off, and let Cleo put it on."""
    world.unlabel("ready-for-qa")
    return cleo_is_content(world)
