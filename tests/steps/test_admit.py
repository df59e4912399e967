"""Which pushes are admitted, by what GitHub, the state and the play say."""

import pytest

from remediation.errors import Temporary
from remediation.push import Outcome
from remediation.state import PushRecord, TaskState
from tests.steps.playing import Playing
from tests.steps.stories import cleo_at_work, cycle, remember, tess_at_work
from tests.steps.verbs import admitted
from tests.steps.world import BRANCH, PERSON, REX, TASK, World

MINUTE = 60.0


def assert_untouched(world: World) -> None:
    assert world.holder() == ""
    state = world.state()
    assert state is None or state.push is None


def test_the_present_head_is_admitted_whoever_pushed_it(world: World) -> None:
    tess_at_work(world)
    push = world.push("B")
    world.push("C", sender=PERSON)

    assert admitted(world, push).decision.head == world.shas["C"]


def test_somebody_else_is_refused_without_a_trace(world: World) -> None:
    tess_at_work(world)
    push = world.push("B").model_copy(update={"sender": PERSON})

    decision = admitted(world, push).decision

    assert (decision.outcome, decision.reason) == (Outcome.REFUSED, f"{PERSON} is not Rex")
    assert_untouched(world)


@pytest.mark.parametrize(("role", "outcome"), [("read", Outcome.REFUSED), ("write", None)])
def test_a_bare_login_of_rex_counts_with_write_permission_only(
    world: World, role: str, outcome: Outcome | None
) -> None:
    tess_at_work(world)
    world.stand_ins.github.add_user("rex-5dlabs", {world.repository.name: role})
    push = world.push("B").model_copy(update={"sender": "rex-5dlabs"})

    assert admitted(world, push).decision.outcome is outcome


def test_the_repository_is_compared_as_github_does(world: World) -> None:
    tess_at_work(world)
    push = world.push("B").model_copy(update={"repository": world.repository.name.upper()})

    assert admitted(world, push).agents_namespace == world.agents_namespace


def test_a_branch_that_is_gone_restarts_nothing(world: World) -> None:
    tess_at_work(world)
    push = world.push("B")
    world.stand_ins.github.push(world.repository.name, BRANCH, REX, delete=True)

    decision = admitted(world, push).decision

    assert (decision.outcome, decision.reason) == (Outcome.NOTHING, f"branch {BRANCH} is gone")
    assert_untouched(world)


def test_a_push_before_the_pull_request_restarts_nothing(world: World) -> None:
    world.push("A")
    push = world.push("B")

    decision = admitted(world, push).decision

    assert (decision.outcome, decision.reason) == (Outcome.NOTHING, f"no open pull request of {BRANCH} yet")
    assert_untouched(world)


def test_a_pull_request_of_another_task_is_a_contradiction(world: World) -> None:
    world.push("A")
    world.open_pull_request("task-8")
    push = world.push("B")

    decision = admitted(world, push).decision

    assert decision.outcome is Outcome.CONTRADICTION
    assert "is labelled task-7, task-8, but its branch is" in decision.reason
    assert_untouched(world)


def test_github_that_lags_is_not_believed_for_a_minute(world: World) -> None:
    tess_at_work(world)
    world.stand_ins.github.lag(refs=10 * MINUTE, pull_requests=0)
    push = world.push("B")

    with pytest.raises(Temporary, match="GitHub still shows"):
        admitted(world, push)
    assert_untouched(world)
    assert (announced := world.state()) is not None
    assert announced.announced is not None
    assert announced.announced.head == world.shas["B"]

    world.stand_ins.time.sleep(MINUTE)
    assert admitted(world, push).decision.outcome is Outcome.SUPERSEDED, "QA works on A already"


def test_what_was_announced_is_forgotten_once_github_shows_it(world: World) -> None:
    tess_at_work(world)
    world.stand_ins.github.lag(refs=MINUTE / 2, pull_requests=0)
    push = world.push("B")
    with pytest.raises(Temporary, match="GitHub still shows"):
        admitted(world, push)

    world.stand_ins.time.sleep(MINUTE / 2)
    admission = admitted(world, push)

    state = world.state()
    assert admission.decision.head == world.shas["B"]
    assert state is not None
    assert state.announced is None


def test_a_head_that_qa_works_on_is_superseded_and_the_lease_is_free(world: World) -> None:
    tess_at_work(world)
    push = world.push("B")
    remember(world, TaskState(task=TASK, repository=world.repository.name, qa=cycle(world, 2, "B")))

    decision = admitted(world, push).decision

    assert (decision.outcome, decision.head) == (Outcome.SUPERSEDED, world.shas["B"])
    assert_untouched(world)


def test_a_play_that_waits_with_the_head_supersedes_even_if_nothing_is_remembered(world: World) -> None:
    cleo_at_work(world)
    push = world.push("B")
    world.push("A")
    remember(world, TaskState(task=TASK, repository=world.repository.name))
    world.stand_ins.time.sleep(MINUTE)

    assert (
        admitted(world, push.model_copy(update={"before": "0" * 40})).decision.outcome is Outcome.SUPERSEDED
    )


def test_a_force_push_back_after_the_restart_is_news_before_the_next_cycle_begins(world: World) -> None:
    playing = tess_at_work(world)
    push = world.push("B")
    ends = cycle(world, 1, "A")
    done = PushRecord(
        delivery=push.delivery,
        head=push.after,
        before=push.before,
        at=world.stand_ins.time.now(),
        phase="done",
        ends=ends,
    )
    remember(world, TaskState(task=TASK, repository=world.repository.name, push=done, qa=ends))
    playing.set_verdict("restart")

    assert admitted(world, world.push("A")).decision.proceeds


@pytest.mark.parametrize(
    ("gates", "begun"),
    [
        ([], False),
        ([("await-pr-created", 0, "", "")], False),
        ([("await-pr-created", 0, "", "proceed")], False),
        ([("await-pr-created", 0, "", "proceed"), ("await-ready-for-qa", 1, "A", "")], True),
    ],
)
def test_admission_knows_whether_a_play_has_qa_to_start_again(
    world: World, gates: list[tuple[str, int, str, str]], *, begun: bool
) -> None:
    world.push("A")
    world.open_pull_request()
    Playing(world=world).begin(*gates)

    assert admitted(world, world.push("B")).qa_begun is begun


def test_between_two_gates_qa_has_begun_if_the_state_says_so(world: World) -> None:
    world.push("A")
    world.open_pull_request()
    Playing(world=world).begin(("await-ready-for-qa", 1, "A", "proceed"))
    remember(world, TaskState(task=TASK, repository=world.repository.name, qa=cycle(world, 1, "A")))

    assert admitted(world, world.push("B")).qa_begun


def test_without_a_play_there_is_nothing_to_start_again(world: World) -> None:
    world.push("A")
    world.open_pull_request()

    admission = admitted(world, world.push("B"))

    assert admission.decision.proceeds
    assert not admission.qa_begun


def test_whoever_waited_for_the_lease_sees_what_was_pushed_meanwhile(world: World) -> None:
    tess_at_work(world)
    push = world.push("B")
    world.hold_lease("another-run")

    def end() -> None:
        world.push("C")
        world.leave_lease("another-run")

    world.stand_ins.time.later(1, end)

    assert admitted(world, push).decision.head == world.shas["C"]
    assert world.holder() == push.run
