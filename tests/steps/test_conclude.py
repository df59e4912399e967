import pytest

from remediation.clients.kubernetes import CONFIG_MAPS, WORKFLOWS
from remediation.errors import Permanent, Temporary
from remediation.model import JsonObject
from remediation.push import Push
from remediation.state import PushRecord, TaskState
from steps import conclude
from tests.steps.pushing import PushRun
from tests.steps.stories import Story, cycle, remember, rex_pushes, tess_at_work
from tests.steps.world import TASK, World, inputs_of

REASON = "stale agents are still there"


def finished(push: Push, *, status: str) -> conclude.FinishedPush:
    return conclude.FinishedPush(**push.model_dump(by_alias=True), status=status)


def run_of(world: World, name: str) -> JsonObject:
    return world.others.kubernetes.get(WORKFLOWS, world.settings.namespace, name) or {}


def failed(story: Story, *, admitted: bool = True) -> None:
    """Let the run that handles the push fail, and its exit handler run."""
    run = story.run()
    if admitted:
        run.new_attempt().do("admit")
    run.end("Failed", message=REASON)
    run.conclude("Failed")


def concluded(world: World, push: Push, *, status: str) -> None:
    inputs = inputs_of(finished(push, status=status))
    conclude.run(world.pod("conclude", inputs, using=world.others))


def test_a_run_that_restarted_qa_is_labelled_and_nobody_is_told(world: World) -> None:
    story = rex_pushes(world)
    run = story.run()
    run.until_done()
    run.end()

    run.conclude()

    metadata = run_of(world, story.push.run)["metadata"]
    assert metadata["labels"]["remediation-outcome"] == "restarted"
    assert metadata["annotations"]["remedy/reason"].startswith("play-x starts QA again")
    assert (world.comments(), world.kubernetes_events()) == ([], [])
    assert world.labels() == {"task-7", "remediation-in-progress"}


def test_a_failed_run_asks_a_person_and_says_why(world: World) -> None:
    story = rex_pushes(world)
    world.label("remediation-in-progress")

    failed(story)

    assert world.labels() == {"task-7", "ready-for-qa", "needs-human"}
    (comment,) = world.comments()
    assert f"QA could not be restarted for {story.push.after[:7]}" in comment
    assert REASON in comment
    assert story.push.run in comment
    (event,) = world.kubernetes_events()
    assert (event["type"], event["reason"], event["message"]) == ("Warning", "RemediationFailed", REASON)
    assert event["involvedObject"]["name"] == story.push.run
    assert run_of(world, story.push.run)["metadata"]["labels"]["remediation-outcome"] == "failed"
    state = world.state()
    assert state is not None
    assert state.push is not None
    assert (state.push.phase, world.holder()) == ("failed", "")


def test_a_run_that_failed_before_it_was_admitted_asks_a_person_too(world: World) -> None:
    story = rex_pushes(world)

    failed(story, admitted=False)

    assert "needs-human" in world.labels()
    state = world.state()
    assert state is not None
    assert state.push is not None
    assert (state.push.delivery, state.push.phase) == (story.push.delivery, "failed")


def test_a_run_that_failed_after_its_work_was_done_asks_nobody(world: World) -> None:
    story = rex_pushes(world)
    run = story.run()
    run.until_done()
    run.end("Failed", message="pod deleted")

    run.conclude("Failed")

    assert "needs-human" not in world.labels()
    assert world.comments() == []


def test_a_run_whose_verdict_was_given_but_never_recorded_asks_nobody_once_qa_has_begun(world: World) -> None:
    story = rex_pushes(world)
    run = story.run()
    attempt = run.new_attempt()
    for verb in ("admit", "cancel", "relabel", "reset"):
        attempt.do(verb)
    story.playing.set_verdict("restart")
    story.playing.move_on()
    run.end("Failed", message="pod deleted")

    run.conclude("Failed")

    assert world.labels() == {"task-7", "remediation-in-progress"}
    assert world.comments() == []
    state = world.state()
    assert state is not None
    assert state.push is not None
    assert state.push.phase == "done"


def test_a_run_that_another_one_has_overtaken_asks_nobody(world: World) -> None:
    story = rex_pushes(world)
    run = story.run()
    newer = PushRun(world=world, push=world.push("C"), clients=world.clients())
    newer.begin()
    world.stand_ins.time.sleep(2)
    newer.until_done()
    run.end("Failed", message=REASON)

    run.conclude("Failed")

    assert "needs-human" not in world.labels()
    assert world.comments() == []


def test_a_contradiction_is_told_once_for_each_state_of_the_labels(world: World) -> None:
    tess_at_work(world)
    world.unlabel("task-7")
    world.label("task-8")
    for name in ("B", "C"):
        run = PushRun(world=world, push=world.push(name), clients=world.clients())
        run.begin()
        run.until_done()
        run.end()
        run.conclude()

    (comment,) = world.comments()
    assert f"pull request #{world.number} is labelled task-8, but its branch is task-7-login" in comment
    assert [event["reason"] for event in world.kubernetes_events()] == ["TaskContradiction"] * 2
    assert "needs-human" not in world.labels()

    world.label("task-9")
    run = PushRun(world=world, push=world.push("D"), clients=world.clients())
    run.begin()
    run.until_done()
    run.end()
    run.conclude()
    assert len(world.comments()) == 2


def test_a_lease_of_somebody_else_stays_and_people_are_told_later(world: World) -> None:
    story = rex_pushes(world)
    run = story.run()
    run.end("Failed", message=REASON)
    world.hold_lease("another-run")

    with pytest.raises(Temporary, match="another-run holds lease"):
        run.conclude("Failed")

    assert world.holder() == "another-run"
    assert world.comments() == []


def test_a_run_about_a_repository_that_is_not_ours_is_only_labelled(world: World) -> None:
    story = rex_pushes(world)
    run = story.run()
    run.end("Failed", message=REASON)
    push = story.push.model_copy(update={"repository": "evil/cto"})

    concluded(world, push, status="Failed")

    assert run_of(world, push.run)["metadata"]["labels"]["remediation-outcome"] == "failed"
    assert world.comments() == []


def test_a_run_that_is_gone_is_permanent(world: World) -> None:
    tess_at_work(world)

    with pytest.raises(Permanent, match="is gone before its outcome was recorded"):
        concluded(world, world.push("B"), status="Failed")


def test_an_unreadable_state_asks_a_person_and_stays_as_it_is(world: World) -> None:
    story = rex_pushes(world)
    config_map = world.config_map()
    config_map["data"]["schema_version"] = "99"
    world.others.kubernetes.replace(CONFIG_MAPS, world.agents_namespace, config_map)
    run = story.run()
    assert run.until_done() == 1

    run.end("Failed", message="schema version")
    run.conclude("Failed")

    assert "needs-human" in world.labels()
    assert (len(world.comments()), world.holder()) == (1, "")
    assert world.config_map()["data"]["schema_version"] == "99"


def test_the_next_run_takes_needs_human_off_again(world: World) -> None:
    story = rex_pushes(world)
    failed(story)

    run = PushRun(world=world, push=world.push("C"), clients=world.clients())
    run.begin()
    assert run.until_done() == 0

    assert world.labels() == {"task-7", "remediation-in-progress"}


def test_a_failure_keeps_in_mind_which_cycle_is_broken(world: World) -> None:
    story = rex_pushes(world)
    present = cycle(world, 1, "A")
    other = PushRecord(
        delivery="other",
        head=world.shas["A"],
        before=world.shas["A"],
        at=world.stand_ins.time.now().replace(year=2020),
        phase="started",
        ends=present,
    )
    remember(world, TaskState(task=TASK, repository=world.repository.name, push=other, qa=present))

    failed(story, admitted=False)

    state = world.state()
    assert state is not None
    assert state.broken == present
