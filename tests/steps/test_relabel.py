import pytest

from remediation.errors import Temporary
from remediation.pull_requests import LABELS
from remediation.state import TaskState
from steps import locking
from steps.admission import Admission
from tests.steps.stories import cleo_at_work, cycle, remember, tess_at_work
from tests.steps.verbs import admitted, relabelled
from tests.steps.world import TASK, World


def test_people_see_that_remediation_is_in_progress(world: World) -> None:
    tess_at_work(world)
    push = world.push("B")

    done = relabelled(world, push, admitted(world, push))

    assert world.labels() == {"task-7", "remediation-in-progress"}
    assert done.labels is not None
    assert set(done.labels) == world.labels()


def test_a_label_that_the_repository_does_not_have_gets_colour_and_description(world: World) -> None:
    tess_at_work(world)
    push = world.push("B")

    relabelled(world, push, admitted(world, push))

    wanted = next(label for label in LABELS if label.name == "remediation-in-progress")
    labels = world.stand_ins.github.world.repository(world.repository.name).labels
    made = labels["remediation-in-progress"]
    assert (made.color, made.description) == (wanted.color, wanted.description)


def test_doing_it_twice_is_doing_it_once(world: World) -> None:
    tess_at_work(world)
    push = world.push("B")
    admission = admitted(world, push)
    relabelled(world, push, admission)

    relabelled(world, push, admission)

    assert world.labels() == {"task-7", "remediation-in-progress"}


def test_without_a_play_that_starts_qa_again_nothing_is_in_progress(world: World) -> None:
    world.push("A")
    world.open_pull_request("ready-for-qa")
    push = world.push("B")

    relabelled(world, push, admitted(world, push))

    assert world.labels() == {"task-7"}


@pytest.mark.parametrize(
    ("heals", "labels"),
    [
        (True, {"task-7", "remediation-in-progress"}),
        (False, {"task-7", "remediation-in-progress", "needs-human"}),
    ],
)
def test_a_person_is_needed_no_more_only_if_a_failed_run_had_asked(
    world: World, labels: set[str], *, heals: bool
) -> None:
    cleo_at_work(world)
    world.label("needs-human")
    push = world.push("B")
    admission = admitted(world, push).model_copy(update={"heals": heals})

    relabelled(world, push, admission)

    assert world.labels() == labels


def test_a_cycle_that_has_begun_keeps_the_labels_that_it_set(world: World) -> None:
    tess_at_work(world)
    push = world.push("B")
    admission = admitted(world, push)
    begin(world, admission, number=2, head="B")

    assert relabelled(world, push, admission).labels is None

    assert world.labels() == {"task-7", "ready-for-qa"}


def test_a_run_that_lost_its_lease_changes_no_label(world: World) -> None:
    tess_at_work(world)
    push = world.push("B")
    admission = admitted(world, push)
    locking.release(world.others.kubernetes, namespace=world.agents_namespace, task=TASK, holder=push.run)

    with pytest.raises(Temporary, match="no longer holds"):
        relabelled(world, push, admission)

    assert world.labels() == {"task-7", "ready-for-qa"}


def begin(world: World, admission: Admission, *, number: int, head: str) -> None:
    """Let the play begin a cycle after admission."""
    assert admission.decision.proceeds
    state = world.state() or TaskState(task=TASK, repository=world.repository.name)
    remember(world, state.model_copy(update={"qa": cycle(world, number, head)}))
