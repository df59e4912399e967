from typing import Any

import pytest

from remediation.play_end import PlayEnd, read_end
from tests.remediation.test_play import CREATED, HEAD, workflow

READY = ("await-ready-for-qa", 1, HEAD, "proceed")


def end(*gates: tuple[str, int, str, str], status: str = "Succeeded", **changes: Any) -> PlayEnd:  # noqa: ANN401  # parts of a workflow
    return read_end({**workflow(*gates, finished=True), **changes}, status=status)


@pytest.mark.parametrize(
    ("gates", "stage", "problem"),
    [
        ((), "cancelled", ""),
        ((("await-pr-created", 0, "", "cancelled"),), "cancelled", ""),
        ((("await-pr-created", 0, "", "timeout"),), "cancelled", "await-pr-created got no verdict"),
        ((("await-pr-created", 0, "", "failed"),), "cancelled", "the agent that await-pr-created waited for"),
        ((CREATED,), "cancelled", ""),
        ((CREATED, READY), "cancelled", ""),
        ((CREATED, READY, ("await-pr-approved", 1, HEAD, "proceed")), "completed", ""),
        (
            (CREATED, READY, ("await-pr-approved", 1, HEAD, "timeout")),
            "cancelled",
            "await-pr-approved got no",
        ),
        ((CREATED, READY, ("await-pr-approved", 1, HEAD, "failed")), "cancelled", "await-pr-approved waited"),
        ((CREATED, READY, ("await-pr-approved", 1, HEAD, "restart")), "cancelled", ""),
        (
            (CREATED, ("await-pr-approved", 1, HEAD, "restart"), ("await-ready-for-qa", 2, HEAD, "failed")),
            "cancelled",
            "await-ready-for-qa waited for",
        ),
        (
            (
                CREATED,
                READY,
                ("await-pr-approved", 1, HEAD, "restart"),
                ("await-ready-for-qa", 2, HEAD, "proceed"),
                ("await-pr-approved", 2, HEAD, "proceed"),
            ),
            "completed",
            "",
        ),
    ],
)
def test_the_last_gate_tells_how_a_play_ended(
    gates: tuple[tuple[str, int, str, str], ...], stage: str, problem: str
) -> None:
    found = end(*gates)

    assert found.stage == stage
    assert problem in found.problem
    assert bool(problem) == bool(found.problem)


@pytest.mark.parametrize("status", ["Failed", "Error"])
def test_a_play_that_broke_tells_why(status: str) -> None:
    assert end(CREATED, status=status) == PlayEnd(
        stage="cancelled", problem=f"the workflow ended as {status}"
    )


@pytest.mark.parametrize("strategy", ["Stop", "Terminate"])
def test_a_play_that_somebody_stopped_is_no_problem(strategy: str) -> None:
    assert end(CREATED, status="Failed", spec={"shutdown": strategy}) == PlayEnd(stage="cancelled")


def test_a_play_that_was_approved_and_then_broke_is_not_completed() -> None:
    found = end(CREATED, READY, ("await-pr-approved", 1, HEAD, "proceed"), status="Failed")

    assert found.stage == "cancelled"
    assert found.problem
