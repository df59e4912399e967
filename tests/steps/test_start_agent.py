import pytest

from remediation.coderuns import coderuns
from remediation.errors import Permanent, Temporary
from remediation.model import JsonObject
from remediation.state import PushRecord, TaskState
from steps.start_agent import AgentStart, AgentStarted, Started, start_agent
from tests.steps.clients import Clients
from tests.steps.playing import Playing
from tests.steps.signals import cleo_is_content, tess_reviews
from tests.steps.stories import cycle, remember
from tests.steps.world import BRANCH, PERSON, REX, TASK, World

PR_CREATED = ("await-pr-created", 0, "", "proceed")
SECOND_LOOK = 5
"""Which call for Tess asks for the head again, after she was created."""


def start(world: World, wanted: AgentStart, *, using: Clients | None = None) -> AgentStarted:
    using = using or world.others
    return start_agent(
        wanted,
        settings=world.settings,
        github=using.github,
        cluster=using.kubernetes,
        argo=using.argo,
        clock=world.stand_ins.time.clock,
    )


def qa_begins(world: World, *labels: str) -> Playing:
    world.push("A")
    world.open_pull_request(*labels)
    playing = Playing(world=world)
    playing.begin(PR_CREATED)
    return playing


def names(world: World) -> list[str]:
    return [run["metadata"]["name"] for run in world.agents()]


def only_agent(world: World) -> JsonObject:
    (run,) = world.agents()
    return run


def delete_branch(world: World) -> None:
    world.stand_ins.github.push(world.repository.name, BRANCH, REX, delete=True)


def pushed(world: World, name: str, *, before: str) -> None:
    """Remember that a run took a push on."""
    push = PushRecord(
        delivery="d",
        head=world.shas[name],
        before=world.shas[before],
        at=world.stand_ins.time.now(),
        phase="done",
    )
    remember(world, TaskState(task=TASK, repository=world.repository.name, push=push))


def test_rex_starts_before_there_is_a_branch(world: World) -> None:
    playing = Playing(world=world)
    playing.begin()

    started = start(world, playing.start_of("rex", 0))

    assert (started.outcome, started.head, started.code_run) == (Started.STARTED, "", "play-x-0-rex")
    run = only_agent(world)
    assert run["metadata"]["labels"] == {
        "task-id": "7",
        "github-app": "5DLabs-Rex",
        "agent-type": "rex",
        "trigger-type": "play",
        "play": "play-x",
        "cycle": "0",
    }
    assert run["spec"]["repositoryUrl"] == f"https://github.com/{world.repository.name}"
    assert playing.play().stage == "waiting-pr-created"


def test_rex_begins_at_the_head_of_a_pull_request_that_is_there(world: World) -> None:
    world.push("A")
    world.open_pull_request()
    playing = Playing(world=world)
    playing.begin()
    assert start(world, playing.start_of("rex", 0)).head == world.shas["A"]
    world.push("B")

    again = start(world, playing.start_of("rex", 0))

    assert again.head == world.shas["A"], "what he pushed meanwhile is his work"
    assert only_agent(world)["metadata"]["labels"]["head-sha"] == world.shas["A"]


def test_a_second_play_of_a_task_starts_nobody(world: World) -> None:
    Playing(world=world).begin()
    second = Playing(world=world, name="play-y")
    second.begin()

    started = start(world, second.start_of("rex", 0))

    assert (started.outcome, started.reason) == (Started.CANCELLED, "play-x plays task 7 already")
    assert world.agents() == []
    assert second.play().stage == ""


def test_a_play_that_writes_the_repository_otherwise_is_refused(world: World) -> None:
    playing = Playing(world=world)
    playing.begin()
    wanted = playing.start_of("rex", 0).model_copy(update={"repository": world.repository.name.upper()})

    with pytest.raises(Permanent, match=f"write the repository as {world.repository.name}"):
        start(world, wanted)
    assert world.agents() == []


def test_a_play_does_not_take_an_earlier_ones_agents_for_its_own(world: World) -> None:
    world.push("A")
    world.open_pull_request()
    playing = Playing(world=world)
    playing.begin()
    start(world, playing.start_of("rex", 0))
    world.delete_play("play-x")
    again = Playing(world=world)
    again.begin()

    with pytest.raises(Permanent, match="agents of an earlier play called play-x are still here"):
        start(world, again.start_of("rex", 0))


def test_a_play_whose_name_is_no_label_is_refused(world: World) -> None:
    world.push("A")
    playing = Playing(world=world, name="play-" + "x" * 70)
    playing.begin()

    with pytest.raises(Permanent, match="a play's name has 63 characters at most"):
        start(world, playing.start_of("rex", 0))
    assert names(world) == []


def test_a_repository_that_is_not_ours_is_refused(world: World) -> None:
    playing = Playing(world=world)
    playing.begin()
    wanted = playing.start_of("rex", 0).model_copy(update={"repository": "evil/cto"})

    with pytest.raises(Permanent, match="evil/cto is not a configured repository"):
        start(world, wanted)


def test_cleo_works_on_the_present_head_and_the_cycle_is_remembered(world: World) -> None:
    playing = qa_begins(world)

    started = start(world, playing.start_of("cleo", 1))

    assert started.outcome is Started.STARTED
    assert (started.head, started.code_run) == (world.shas["A"], "play-x-1-cleo")
    run = only_agent(world)
    assert run["metadata"]["labels"]["head-sha"] == world.shas["A"]
    assert run["spec"]["continueSession"] is False
    state = world.state()
    assert state is not None
    assert state.qa == cycle(world, 1, "A")
    assert playing.play().stage == "waiting-ready-for-qa"


def test_from_the_second_cycle_on_a_session_is_continued(world: World) -> None:
    playing = qa_begins(world)

    start(world, playing.start_of("cleo", 2))

    assert only_agent(world)["spec"]["continueSession"] is True


def test_tess_works_on_the_head_of_her_cycle(world: World) -> None:
    playing = qa_begins(world)

    started = start(world, playing.start_of("tess", 1, "A"))

    assert (started.outcome, started.head) == (Started.STARTED, world.shas["A"])
    assert names(world) == ["play-x-1-tess"]
    assert playing.play().stage == "waiting-pr-approved"


def test_tess_is_not_started_for_a_head_that_has_moved(world: World) -> None:
    playing = qa_begins(world)
    world.push("B")

    started = start(world, playing.start_of("tess", 1, "A"))

    assert started.outcome is Started.RESTART
    assert started.reason == f"the head moved from {world.shas['A'][:7]} to {world.shas['B'][:7]}"
    assert world.agents() == []


@pytest.mark.parametrize("role", ["cleo", "tess"])
def test_without_a_pull_request_of_the_task_the_play_ends(world: World, role: str) -> None:
    world.push("A")
    playing = Playing(world=world)
    playing.begin(PR_CREATED)

    started = start(world, playing.start_of("cleo" if role == "cleo" else "tess", 1))

    assert started.outcome is Started.CANCELLED
    assert started.reason == "task 7 has no open pull request on a branch of its own"
    assert world.agents() == []


def test_a_closed_pull_request_ends_the_play(world: World) -> None:
    playing = qa_begins(world)
    world.stand_ins.github.close(world.repository.name, world.number, PERSON)

    assert start(world, playing.start_of("cleo", 1)).outcome is Started.CANCELLED


def test_two_pull_requests_of_a_task_are_permanent(world: World) -> None:
    playing = qa_begins(world)
    number = world.open_rival()

    with pytest.raises(Permanent, match=f"pull requests #{world.number} and #{number} claim task 7"):
        start(world, playing.start_of("cleo", 1))
    assert world.agents() == []


def test_a_pull_request_that_goes_while_its_agent_starts_takes_the_agent_along(world: World) -> None:
    playing = qa_begins(world)
    using = world.clients()
    using.calls.before(SECOND_LOOK, lambda: delete_branch(world))

    started = start(world, playing.start_of("tess", 1, "A"), using=using)

    assert started.outcome is Started.RESTART
    assert started.reason == f"the head moved from {world.shas['A'][:7]} to nothing"
    assert world.agents() == []


@pytest.mark.parametrize("role", ["cleo", "tess"])
def test_a_head_from_before_the_last_push_is_not_believed_for_a_minute(world: World, role: str) -> None:
    playing = qa_begins(world)
    world.stand_ins.github.lag(refs=600, pull_requests=0)
    world.push("B")
    pushed(world, "B", before="A")
    wanted = playing.start_of("cleo", 1) if role == "cleo" else playing.start_of("tess", 1, "A")

    with pytest.raises(Temporary, match=f"GitHub still shows {world.shas['A'][:7]}"):
        start(world, wanted)
    assert world.agents() == []

    world.stand_ins.time.sleep(world.settings.deadlines.github_lag)
    assert start(world, wanted).outcome is Started.STARTED


def test_an_agent_of_an_earlier_try_that_is_being_deleted_is_waited_for(world: World) -> None:
    playing = qa_begins(world)
    world.add_agent("play-x-1-tess", "tess", "A", play="play-x", cycle=1)
    run = only_agent(world)
    world.others.kubernetes.delete(
        coderuns(world.settings), world.agents_namespace, "play-x-1-tess", uid=run["metadata"]["uid"]
    )

    with pytest.raises(Temporary, match="play-x-1-tess of an earlier try is still being deleted"):
        start(world, playing.start_of("tess", 1, "A"))

    world.let_agents_go()
    assert start(world, playing.start_of("tess", 1, "A")).outcome is Started.STARTED
    assert only_agent(world)["metadata"]["uid"] != run["metadata"]["uid"]


def test_an_agent_of_an_earlier_try_on_an_older_commit_goes(world: World) -> None:
    playing = qa_begins(world)
    start(world, playing.start_of("cleo", 1))
    world.push("B")

    started = start(world, playing.start_of("cleo", 1))

    world.let_agents_go()
    assert (started.outcome, started.head) == (Started.RESTART, world.shas["A"])
    assert world.agents() == []


def test_a_play_that_is_gone_is_permanent(world: World) -> None:
    playing = qa_begins(world)
    wanted = playing.start_of("cleo", 1)
    world.delete_play(playing.name)

    with pytest.raises(Permanent, match="404"):
        start(world, wanted)
    assert world.agents() == []


def test_a_gate_is_told_which_label_was_there_before_cleo(world: World) -> None:
    playing = qa_begins(world)
    assert start(world, playing.start_of("cleo", 1)).seen == ""
    cleo_is_content(world)

    seen = start(world, playing.start_of("cleo", 2)).seen

    (event,) = [each for each in world.pull_request().label_events if each.label.name == "ready-for-qa"][:1]
    assert seen == event.node_id
    assert "ready-for-qa" not in world.labels()


def test_a_gate_is_told_which_review_was_there_before_tess(world: World) -> None:
    playing = qa_begins(world)
    assert start(world, playing.start_of("tess", 1, "A")).seen == ""
    for opinion in ("approved", "changes_requested"):
        tess_reviews(world, opinion)
    tess_reviews(world, by=PERSON)

    seen = start(world, playing.start_of("tess", 2, "A")).seen

    assert seen == world.pull_request().reviews[1].node_id


def test_what_comes_while_the_step_is_tried_again_is_new(world: World) -> None:
    playing = qa_begins(world)
    start(world, playing.start_of("tess", 1, "A"))
    tess_reviews(world)

    assert start(world, playing.start_of("tess", 1, "A")).seen == ""
