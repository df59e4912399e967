import pytest

from remediation.clients.kubernetes import WORKFLOWS
from remediation.errors import Permanent, Temporary
from remediation.model import JsonObject
from steps import end_play
from tests.steps.playing import Playing
from tests.steps.stories import cleo_at_work, tess_at_work
from tests.steps.world import PERSON, TASK, World, inputs_of


def ended(world: World, *, status: str = "Succeeded", **changes: str) -> None:
    given = {"task-id": str(TASK), "repository": world.repository.name, "play": "play-x", "status": status}
    inputs = inputs_of(end_play.EndedPlay.model_validate({**given, **changes}))
    end_play.run(world.pod("end_play", inputs, using=world.others))
    world.let_agents_go()


def merge(world: World, patch: JsonObject) -> None:
    world.others.kubernetes.merge(WORKFLOWS, world.settings.namespace, "play-x", patch)


def end_of_pull_request(world: World, *, merged: bool) -> None:
    """End it a second after the play began: GitHub's times are whole seconds."""
    world.stand_ins.time.sleep(1)
    end = world.stand_ins.github.merge if merged else world.stand_ins.github.close
    end(world.repository.name, world.number, PERSON)


def names(world: World) -> set[str]:
    return {run["metadata"]["name"] for run in world.agents()}


def test_an_approved_play_is_completed_its_labels_cleaned_and_its_pull_request_told(world: World) -> None:
    playing = tess_at_work(world)
    world.label("remediation-in-progress", "needs-human")
    playing.set_verdict("proceed")

    ended(world)

    assert playing.play().stage == "completed"
    assert world.labels() == {"task-7"}
    assert names(world) == {"play-x-1-cleo", "play-x-1-tess"}, "their history may be read"
    (comment,) = world.comments()
    assert f"The play of task 7 is complete: Tess approved {world.shas['A'][:7]}." in comment
    assert world.kubernetes_events() == []


def test_a_play_that_runs_out_of_time_takes_its_agents_along_and_asks_a_person(world: World) -> None:
    playing = tess_at_work(world)
    world.label("remediation-in-progress")
    world.add_agent("of-another-play", "tess", "A", play="play-y")
    playing.set_verdict("timeout")

    ended(world)

    problem = "await-pr-approved got no verdict before its deadline"
    assert playing.play().stage == "cancelled"
    assert names(world) == {"of-another-play"}
    assert world.labels() == {"task-7", "needs-human"}
    (comment,) = world.comments()
    assert "The play of task 7 ended without an approval" in comment
    assert problem in comment
    (event,) = world.kubernetes_events()
    assert (event["type"], event["reason"], event["message"]) == ("Warning", "PlayFailed", problem)
    assert world.holder() == ""


@pytest.mark.parametrize("verdict", ["failed", "restart"])
def test_a_play_that_asked_a_person_asks_no_second_time(world: World, verdict: str) -> None:
    playing = tess_at_work(world)
    world.label("needs-human")
    playing.set_verdict(verdict)

    ended(world)

    assert (playing.play().stage, names(world)) == ("cancelled", set())
    assert world.labels() == {"task-7", "ready-for-qa", "needs-human"}
    assert (world.comments(), world.kubernetes_events()) == ([], [])


def test_a_play_that_asked_a_person_as_tess_was_to_start_leaves_the_question(world: World) -> None:
    playing = cleo_at_work(world)
    world.label("needs-human")
    playing.set_verdict("proceed")
    asked = {"type": "Retry", "templateName": "ask-person", "phase": "Succeeded"}
    merge(world, {"status": {"nodes": {"asked": asked}}})

    ended(world)

    assert (playing.play().stage, world.labels(), world.comments()) == (
        "cancelled",
        {"task-7", "needs-human"},
        [],
    )


@pytest.mark.parametrize(
    ("merged", "stage", "news"),
    [
        (True, "completed", "ended, because pull request #1 was merged"),
        (False, "cancelled", "ended, because pull request #1 was closed"),
    ],
)
def test_a_pull_request_that_is_not_open_any_more_is_told(
    world: World, stage: str, news: str, *, merged: bool
) -> None:
    playing = tess_at_work(world)
    world.label("remediation-in-progress", "needs-human")
    end_of_pull_request(world, merged=merged)
    playing.set_verdict("cancelled")

    ended(world)

    assert (playing.play().stage, names(world)) == (stage, set())
    assert world.labels() == {"task-7"}
    (comment,) = world.comments()
    assert f"The play of task 7 {news}." in comment
    assert world.kubernetes_events() == []


def test_a_pull_request_that_was_merged_upon_approval_is_told_so(world: World) -> None:
    playing = tess_at_work(world)
    playing.set_verdict("proceed")
    end_of_pull_request(world, merged=True)

    ended(world)

    assert (playing.play().stage, world.labels()) == ("completed", {"task-7"})
    (comment,) = world.comments()
    assert "is complete: Tess approved" in comment


def test_a_problem_is_told_on_the_pull_request_that_took_the_place_of_a_closed_one(world: World) -> None:
    playing = tess_at_work(world)
    world.open_rival()
    end_of_pull_request(world, merged=False)
    playing.set_verdict("timeout")

    ended(world)

    closed, rival = world.stand_ins.github.world.repository(world.repository.name).pulls
    assert closed.comments == []
    (comment,) = rival.comments
    assert "await-pr-approved got no verdict before its deadline" in comment.body
    assert {label.name for label in rival.labels} == {"task-7", "needs-human"}
    assert [event["reason"] for event in world.kubernetes_events()] == ["PlayFailed"]


def test_a_play_whose_step_failed_tells_what_the_step_said(world: World) -> None:
    playing = cleo_at_work(world)
    message = 'main: Error (exit code 1): {"message": "GitHub does not show it"}'
    merge(world, {"status": {"nodes": {"pod": {"type": "Pod", "phase": "Failed", "message": message}}}})

    ended(world, status="Failed")

    assert playing.play().stage == "cancelled"
    assert "GitHub does not show it" in world.comments()[0]


def test_a_play_that_somebody_stopped_is_no_problem(world: World) -> None:
    playing = cleo_at_work(world)
    world.label("remediation-in-progress")
    merge(world, {"spec": {"shutdown": "Stop"}})

    ended(world, status="Failed")

    assert (playing.play().stage, names(world)) == ("cancelled", set())
    assert (world.labels(), world.kubernetes_events()) == ({"task-7"}, [])
    (comment,) = world.comments()
    assert "The play of task 7 was stopped by a person." in comment


@pytest.mark.parametrize("how", [{"spec": {"shutdown": "Stop"}}, {}])
def test_a_younger_play_that_ends_leaves_labels_and_agents_to_the_one_at_work(
    world: World, how: JsonObject
) -> None:
    playing = tess_at_work(world)
    world.label("remediation-in-progress")
    younger = Playing(world=world, name="play-y")
    younger.begin()
    world.others.kubernetes.merge(WORKFLOWS, world.settings.namespace, "play-y", how)

    ended(world, status="Failed", play="play-y")

    assert (younger.play().stage, playing.play().stage) == ("cancelled", "waiting-pr-approved")
    assert names(world) == {"play-x-1-cleo", "play-x-1-tess"}
    assert world.labels() == {"task-7", "ready-for-qa", "remediation-in-progress"}
    assert world.comments() == []


def test_a_play_that_ends_without_a_gate_is_cancelled_silently(world: World) -> None:
    playing = Playing(world=world)
    playing.begin()

    ended(world)

    assert playing.play().stage == "cancelled"
    assert world.kubernetes_events() == []


def test_a_play_without_a_pull_request_tells_the_cluster_only(world: World) -> None:
    playing = Playing(world=world)
    playing.begin(("await-pr-created", 0, "", "timeout"))

    ended(world)

    (event,) = world.kubernetes_events()
    assert event["message"] == "await-pr-created got no verdict before its deadline"


def test_while_a_remediation_is_at_work_people_are_told_later(world: World) -> None:
    playing = tess_at_work(world)
    playing.set_verdict("timeout")
    world.hold_lease("a-run")

    with pytest.raises(Temporary, match="a-run holds lease"):
        ended(world)

    assert (playing.play().stage, world.comments(), world.holder()) == ("cancelled", [], "a-run")


def test_a_play_that_is_gone_or_of_no_repository_of_ours_is_permanent(world: World) -> None:
    with pytest.raises(Permanent, match="play play-x is gone before its end was recorded"):
        ended(world)
    cleo_at_work(world)
    with pytest.raises(Permanent, match="evil/cto is not a configured repository"):
        ended(world, repository="evil/cto")


def test_a_play_whose_name_is_no_label_ends_too(world: World) -> None:
    playing = Playing(world=world, name="play-" + "x" * 70)
    playing.begin()

    ended(world, status="Failed", play=playing.name)

    assert playing.play().stage == "cancelled"
