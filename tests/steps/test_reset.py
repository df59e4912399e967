import pytest

from remediation.clients.kubernetes import WORKFLOWS
from remediation.errors import Temporary
from remediation.play import STAGE_LABEL
from steps import locking
from steps.reset import reset
from tests.steps.playing import Playing
from tests.steps.stories import cleo_at_work, cycle, remember, tess_at_work
from tests.steps.verbs import admitted, stage_reset
from tests.steps.world import TASK, World

PATCH = 4
"""Which of the step's calls writes the stage."""


def test_a_play_at_a_gate_of_an_outdated_cycle_goes_back_to_its_first_stage(world: World) -> None:
    playing = tess_at_work(world)
    push = world.push("B")

    assert stage_reset(world, push, admitted(world, push)).play == "play-x"

    assert playing.play().stage == "waiting-pr-created"


def test_nothing_else_of_the_play_changes(world: World) -> None:
    playing = tess_at_work(world)
    push = world.push("B")
    before = playing.workflow()

    stage_reset(world, push, admitted(world, push))

    after = playing.workflow()
    assert (after["status"], after["spec"]) == (before["status"], before["spec"])
    assert {**after["metadata"]["labels"], STAGE_LABEL: ""} == {
        **before["metadata"]["labels"],
        STAGE_LABEL: "",
    }


@pytest.mark.parametrize(
    "gates",
    [
        [],
        [("await-pr-created", 0, "", "")],
        [("await-pr-created", 0, "", "proceed")],
        [("await-pr-created", 0, "", "proceed"), ("await-ready-for-qa", 1, "B", "")],
    ],
)
def test_a_play_that_waits_for_nothing_outdated_keeps_its_stage(
    world: World, gates: list[tuple[str, int, str, str]]
) -> None:
    cleo_at_work(world)
    push = world.push("B")
    admission = admitted(world, push)
    world.others.http.call("DELETE", f"{workflows(world)}/play-x")
    playing = Playing(world=world)
    playing.begin(*gates, stage="as-it-is")

    assert stage_reset(world, push, admission).play == ""

    assert playing.play().stage == "as-it-is"


def test_without_a_play_there_is_no_stage(world: World) -> None:
    world.push("A")
    world.open_pull_request()
    push = world.push("B")

    assert stage_reset(world, push, admitted(world, push)).play == ""


def test_a_run_that_lost_its_lease_writes_no_stage(world: World) -> None:
    playing = tess_at_work(world)
    push = world.push("B")
    admission = admitted(world, push)
    locking.release(world.others.kubernetes, namespace=world.agents_namespace, task=TASK, holder=push.run)

    with pytest.raises(Temporary, match="no longer holds"):
        stage_reset(world, push, admission)

    assert playing.play().stage == "waiting-pr-approved"


def test_a_cycle_of_a_newer_push_keeps_its_stage(world: World) -> None:
    playing = tess_at_work(world)
    push = world.push("B")
    admission = admitted(world, push)
    world.push("C")
    state = world.state()
    assert state is not None
    remember(world, state.model_copy(update={"qa": cycle(world, 2, "C")}))

    with pytest.raises(Temporary, match="has begun a QA cycle of another head"):
        stage_reset(world, push, admission)

    assert playing.play().stage == "waiting-pr-approved"


def test_what_somebody_else_wrote_into_the_play_meanwhile_is_kept(world: World) -> None:
    playing = tess_at_work(world)
    push = world.push("B")
    admission = admitted(world, push)
    using = world.clients()
    using.calls.before(PATCH, lambda: annotate(world))

    reset(
        push,
        admission,
        settings=world.settings,
        cluster=using.kubernetes,
        argo=using.argo,
        clock=world.stand_ins.time.clock,
    )

    metadata = playing.workflow()["metadata"]
    assert metadata["labels"][STAGE_LABEL] == "waiting-pr-created"
    assert metadata["annotations"] == {"note": "theirs"}


def annotate(world: World) -> None:
    patch = {"metadata": {"annotations": {"note": "theirs"}}}
    world.others.kubernetes.merge(WORKFLOWS, world.settings.namespace, "play-x", patch)


def workflows(world: World) -> str:
    return f"/apis/{WORKFLOWS.api_version}/namespaces/{world.settings.namespace}/{WORKFLOWS.plural}"
