"""Reading plays, and setting a gate's verdict, against the Argo Server stand-in."""

import pytest

from remediation.errors import Temporary
from sandbox.faults import Fault, FaultKind
from tests.steps.playing import Playing
from tests.steps.stand_ins import CALLS_OF_STEPS
from tests.steps.stories import IN_CYCLE_1, tess_at_work
from tests.steps.world import World

APPROVED = "await-pr-approved"


def set_verdict(world: World, *, gate: str = APPROVED, cycle: int = 1, name: str = "play-x") -> bool:
    return world.clients().argo.set_verdict(name, gate=gate, cycle=cycle, verdict="restart")


def verdicts(playing: Playing) -> list[str]:
    return [gate.verdict for gate in playing.play().gates]


def test_a_waiting_gate_gets_its_verdict_once(world: World) -> None:
    playing = tess_at_work(world)

    assert set_verdict(world)
    assert not set_verdict(world)

    assert verdicts(playing) == ["proceed", "proceed", "restart"]


@pytest.mark.parametrize(("gate", "cycle"), [(APPROVED, 2), (APPROVED, 11), ("await-ready-for-qa", 1)])
def test_another_gate_or_cycle_is_not_touched(world: World, gate: str, cycle: int) -> None:
    playing = tess_at_work(world)

    assert not set_verdict(world, gate=gate, cycle=cycle)

    assert verdicts(playing) == ["proceed", "proceed", ""]


def test_a_workflow_that_is_gone_has_no_gate(world: World) -> None:
    assert not set_verdict(world)


@pytest.mark.parametrize("status", [500, 503])
def test_a_server_in_trouble_is_tried_again_later_and_not_asked_twice(world: World, status: int) -> None:
    playing = tess_at_work(world)
    world.stand_ins.faults.arm(
        Fault(kind=FaultKind.STATUS, status=status, path=CALLS_OF_STEPS, body=b'{"message": "etcd is away"}')
    )

    with pytest.raises(Temporary, match="etcd is away"):
        set_verdict(world)

    assert verdicts(playing) == ["proceed", "proceed", ""]


def test_a_verdict_whose_answer_is_lost_may_have_been_given(world: World) -> None:
    playing = tess_at_work(world)
    world.stand_ins.faults.arm(Fault(kind=FaultKind.DROP_AFTER, path=CALLS_OF_STEPS))

    with pytest.raises(Temporary, match="does not answer"):
        set_verdict(world)

    assert verdicts(playing) == ["proceed", "proceed", "restart"]


def test_workflows_are_found_by_label_with_their_nodes(world: World) -> None:
    tess_at_work(world)
    Playing(world=world, name="play-y").begin(*IN_CYCLE_1)
    argo = world.others.argo

    found = argo.find(selector="task-id=7")

    assert {each["metadata"]["name"] for each in found} == {"play-x", "play-y"}
    assert all(each["status"]["nodes"] for each in found)
    assert argo.find(selector="task-id=8") == []


def test_a_workflow_is_read_or_none(world: World) -> None:
    tess_at_work(world)

    found = world.others.argo.get("play-x")

    assert found is not None
    assert found["metadata"]["name"] == "play-x"
    assert world.others.argo.get("play-y") is None
