from typing import Any

import pytest

from remediation.play import Gate, Next, next_for_restart, parse_play, plays_selector, present_play
from remediation.state import CycleRecord

HEAD, OTHER = "a" * 40, "b" * 40


def workflow(
    *gates: tuple[str, int, str, str],
    finished: bool = False,
    name: str = "play-x",
    created: str = "2026-01-01T00:00:00Z",
) -> dict[str, Any]:
    """A play workflow whose gates are (name, cycle, head, verdict); an empty verdict waits."""
    nodes = {
        f"{name}-{index}": {
            "type": "Suspend",
            "displayName": gate,
            "phase": "Succeeded" if verdict else "Running",
            "inputs": {
                "parameters": [{"name": "cycle", "value": str(cycle)}, {"name": "head", "value": head}]
            },
            "outputs": {"parameters": [{"name": "verdict", **({"value": verdict} if verdict else {})}]},
        }
        for index, (gate, cycle, head, verdict) in enumerate(gates)
    }
    status = {"nodes": nodes, **({"finishedAt": "2026-01-01T00:00:00Z"} if finished else {})}
    metadata = {
        "name": name,
        "uid": f"uid-{name}",
        "creationTimestamp": created,
        "labels": {"current-stage": "waiting-ready-for-qa"},
    }
    return {"metadata": metadata, "status": status}


CREATED = ("await-pr-created", 0, "", "proceed")


@pytest.mark.parametrize(
    ("gates", "expected"),
    [
        ((), Next.QA_NOT_BEGUN),
        ((("await-pr-created", 0, "", ""),), Next.QA_NOT_BEGUN),
        ((CREATED,), Next.BETWEEN_GATES),
        ((CREATED, ("await-ready-for-qa", 1, OTHER, "")), Next.SET_RESTART),
        ((CREATED, ("await-ready-for-qa", 1, HEAD, "")), Next.ALREADY_THERE),
        ((CREATED, ("await-ready-for-qa", 1, OTHER, "proceed")), Next.BETWEEN_GATES),
        (
            (CREATED, ("await-ready-for-qa", 1, OTHER, "proceed"), ("await-pr-approved", 1, OTHER, "")),
            Next.SET_RESTART,
        ),
        (
            (CREATED, ("await-ready-for-qa", 1, OTHER, "restart"), ("await-ready-for-qa", 2, HEAD, "")),
            Next.ALREADY_THERE,
        ),
    ],
)
def test_a_restart_needs_what_the_waiting_gate_says(
    gates: tuple[tuple[str, int, str, str], ...], expected: Next
) -> None:
    assert next_for_restart(parse_play(workflow(*gates)), HEAD) is expected


def test_a_missing_or_finished_play_restarts_nothing() -> None:
    assert next_for_restart(None, HEAD) is Next.NO_PLAY
    assert next_for_restart(parse_play(workflow(CREATED, finished=True)), HEAD) is Next.NO_PLAY


def test_a_play_without_a_status_yet_has_not_begun_qa() -> None:
    assert next_for_restart(parse_play({"metadata": {"name": "p", "uid": "u"}}), HEAD) is Next.QA_NOT_BEGUN


def test_a_gate_of_a_broken_cycle_restarts_even_if_it_is_of_this_head() -> None:
    play = parse_play(workflow(CREATED, ("await-ready-for-qa", 2, HEAD, "")))

    for ends, expected in (
        (CycleRecord(play="play-x", cycle=2, head=HEAD), Next.SET_RESTART),
        (CycleRecord(play="play-x", cycle=1, head=HEAD), Next.ALREADY_THERE),
        (CycleRecord(play="play-y", cycle=2, head=HEAD), Next.ALREADY_THERE),
    ):
        assert next_for_restart(play, HEAD, ends=ends) is expected


def test_the_oldest_unfinished_play_of_a_task_counts() -> None:
    plays = [
        workflow(CREATED, name="play-a", created="2026-01-01T00:00:02Z"),
        workflow(CREATED, name="play-c", created="2026-01-01T00:00:01Z"),
        workflow(CREATED, name="play-b", created="2026-01-01T00:00:01Z"),
    ]

    play = present_play(plays)

    assert play is not None
    assert play.name == "play-b"


def test_finished_plays_do_not_count() -> None:
    play = present_play([workflow(CREATED, finished=True), workflow(CREATED, name="play-y")])

    assert play is not None
    assert play.name == "play-y"


def test_plays_are_found_by_task_and_repository() -> None:
    assert "task-id=7,repository=5dlabs.cto" in plays_selector("5dlabs/cto", 7)


def test_a_gate_tells_what_it_waits_for() -> None:
    found = workflow(CREATED, ("await-pr-approved", 3, HEAD, ""))
    inputs = found["status"]["nodes"]["play-x-1"]["inputs"]["parameters"]
    inputs.append({"name": "seen", "value": "PRR_1"})

    before, gate = parse_play(found).gates

    assert gate == Gate(name="await-pr-approved", cycle=3, head=HEAD, seen="PRR_1", waiting=True, verdict="")
    assert (before.seen, before.waiting, before.verdict) == ("", False, "proceed")
    assert parse_play(found).waiting == gate


def test_gates_come_in_the_order_in_which_a_play_reaches_them() -> None:
    """Rex's second try has the number of the first QA cycle."""
    gates = [
        ("await-pr-created", 0, "", "failed"),
        ("await-pr-created", 1, "", "proceed"),
        ("await-ready-for-qa", 1, HEAD, "proceed"),
        ("await-pr-approved", 1, HEAD, "restart"),
        ("await-ready-for-qa", 2, HEAD, ""),
    ]

    found = parse_play(workflow(*reversed(gates)))

    assert [(gate.name, gate.cycle, gate.head, gate.verdict) for gate in found.gates] == gates
