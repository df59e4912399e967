import pytest

from remediation.clients.kubernetes import WORKFLOWS
from remediation.errors import Permanent, Temporary
from remediation.model import JsonObject
from steps import end_play, locking
from tests.steps.playing import Playing
from tests.steps.stories import cleo_at_work, tess_at_work
from tests.steps.world import TASK, World, inputs_of


def ended(world: World, *, status: str = "Succeeded", **changes: str) -> None:
    given = {"task-id": str(TASK), "repository": world.repository.name, "play": "play-x", "status": status}
    inputs = inputs_of(end_play.EndedPlay.model_validate({**given, **changes}))
    end_play.run(world.pod("end_play", inputs, using=world.others))
    world.let_agents_go()


def merge(world: World, patch: JsonObject) -> None:
    world.others.kubernetes.merge(WORKFLOWS, world.settings.namespace, "play-x", patch)


def names(world: World) -> set[str]:
    return {run["metadata"]["name"] for run in world.agents()}


def test_an_approved_play_is_completed_and_nothing_is_in_progress_any_more(world: World) -> None:
    playing = tess_at_work(world)
    world.label("remediation-in-progress")
    playing.set_verdict("proceed")

    ended(world)

    assert playing.play().stage == "completed"
    assert world.labels() == {"task-7", "ready-for-qa"}
    assert names(world) == {"play-x-1-cleo", "play-x-1-tess"}, "their history may be read"
    assert (world.comments(), world.kubernetes_events()) == ([], [])


@pytest.mark.parametrize(
    ("verdict", "problem"),
    [
        ("timeout", "await-pr-approved got no verdict before its deadline"),
        ("failed", "the agent that await-pr-approved waited for failed"),
    ],
)
def test_a_play_that_breaks_takes_its_agents_along_and_asks_a_person(
    world: World, verdict: str, problem: str
) -> None:
    playing = tess_at_work(world)
    world.label("remediation-in-progress")
    world.add_agent("of-another-play", "tess", "A", play="play-y")
    playing.set_verdict(verdict)

    ended(world)

    assert playing.play().stage == "cancelled"
    assert names(world) == {"of-another-play"}
    assert world.labels() == {"task-7", "ready-for-qa", "needs-human"}
    (comment,) = world.comments()
    assert "The play of task 7 ended without an approval" in comment
    assert problem in comment
    (event,) = world.kubernetes_events()
    assert (event["type"], event["reason"], event["message"]) == ("Warning", "PlayFailed", problem)
    assert world.holder() == ""


def test_a_play_whose_step_failed_tells_what_the_step_said(world: World) -> None:
    playing = cleo_at_work(world)
    message = 'main: Error (exit code 1): {"message": "GitHub does not show it"}'
    merge(world, {"status": {"nodes": {"pod": {"type": "Pod", "phase": "Failed", "message": message}}}})

    ended(world, status="Failed")

    assert playing.play().stage == "cancelled"
    assert "GitHub does not show it" in world.comments()[0]


def test_of_a_play_that_somebody_stopped_nobody_is_told(world: World) -> None:
    playing = cleo_at_work(world)
    merge(world, {"spec": {"shutdown": "Stop"}})

    ended(world, status="Failed")

    assert (playing.play().stage, names(world)) == ("cancelled", set())
    assert (world.labels(), world.comments(), world.kubernetes_events()) == ({"task-7"}, [], [])


def test_a_play_that_ends_without_a_gate_is_cancelled_silently(world: World) -> None:
    playing = Playing(world=world)
    playing.begin()

    ended(world)

    assert playing.play().stage == "cancelled"
    assert world.kubernetes_events() == []


def test_a_play_that_asked_a_person_asks_no_second_time(world: World) -> None:
    playing = tess_at_work(world)
    playing.set_verdict("restart")

    ended(world)

    assert playing.play().stage == "cancelled"
    assert world.comments() == []


def test_a_play_without_a_pull_request_tells_the_cluster_only(world: World) -> None:
    playing = Playing(world=world)
    playing.begin(("await-pr-created", 0, "", "timeout"))

    ended(world)

    (event,) = world.kubernetes_events()
    assert event["message"] == "await-pr-created got no verdict before its deadline"


def test_while_a_remediation_is_at_work_people_are_told_later(world: World) -> None:
    playing = tess_at_work(world)
    playing.set_verdict("timeout")
    locking.acquire(
        world.others.kubernetes,
        namespace=world.agents_namespace,
        task=TASK,
        holder="a-run",
        seconds=120,
        clock=world.stand_ins.time.clock,
    )

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
