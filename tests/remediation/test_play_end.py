from datetime import UTC, datetime, timedelta
from typing import Any, Literal

import pytest

from remediation.play_end import PlayEnd, read_end, with_pull_request
from remediation.pull_requests import WatchedPullRequest
from tests.remediation.test_play import CREATED, HEAD, workflow

READY = ("await-ready-for-qa", 1, HEAD, "proceed")
APPROVED = ("await-pr-approved", 1, HEAD, "proceed")
BEGAN = datetime(2026, 1, 1, tzinfo=UTC)
COMPLETE = PlayEnd(stage="completed", news=f"is complete: Tess approved {HEAD[:7]}")
NOT_OPEN = PlayEnd(stage="cancelled", news="ended, because its pull request is not open any more")
BY_ITSELF = PlayEnd(stage="cancelled")
"""Whoever ended it has told a person."""


def end(*gates: tuple[str, int, str, str], how: str = "Succeeded", **changes: Any) -> PlayEnd:  # noqa: ANN401  # parts of a workflow
    return read_end({**workflow(*gates, finished=True), **changes}, status=how)


def problem(text: str) -> PlayEnd:
    return PlayEnd(stage="cancelled", problem=text)


@pytest.mark.parametrize(
    ("gates", "expected"),
    [
        ((), BY_ITSELF),
        ((("await-pr-created", 0, "", "cancelled"),), NOT_OPEN),
        (
            (("await-pr-created", 0, "", "timeout"),),
            problem("await-pr-created got no verdict before its deadline"),
        ),
        ((("await-pr-created", 0, "", "failed"), ("await-pr-created", 1, "", "failed")), BY_ITSELF),
        ((CREATED,), NOT_OPEN),
        ((CREATED, READY), NOT_OPEN),
        ((CREATED, READY, APPROVED), COMPLETE),
        (
            (CREATED, READY, ("await-pr-approved", 1, HEAD, "timeout")),
            problem("await-pr-approved got no verdict before its deadline"),
        ),
        ((CREATED, READY, ("await-pr-approved", 1, HEAD, "cancelled")), NOT_OPEN),
        ((CREATED, READY, ("await-pr-approved", 1, HEAD, "failed")), BY_ITSELF),
        ((CREATED, READY, ("await-pr-approved", 1, HEAD, "restart")), BY_ITSELF),
        (
            (CREATED, ("await-pr-approved", 1, HEAD, "restart"), ("await-ready-for-qa", 2, HEAD, "failed")),
            BY_ITSELF,
        ),
        (
            (
                CREATED,
                READY,
                ("await-pr-approved", 1, HEAD, "restart"),
                ("await-ready-for-qa", 2, HEAD, "proceed"),
                ("await-pr-approved", 2, HEAD, "proceed"),
            ),
            COMPLETE,
        ),
    ],
)
def test_the_last_gate_tells_how_a_play_ended(
    gates: tuple[tuple[str, int, str, str], ...], expected: PlayEnd
) -> None:
    assert end(*gates) == expected


def test_a_play_that_asked_a_person_after_a_gate_went_well_has_nothing_to_tell() -> None:
    """Cleo was content, but the head moved as Tess was started, in the last cycle that the cap allows."""
    nodes = workflow(CREATED, READY)["status"]["nodes"]
    asked = {"type": "Retry", "displayName": "ask-after-restarts", "templateName": "ask-person"}

    for phase, expected in (("Succeeded", BY_ITSELF), ("Omitted", NOT_OPEN)):
        assert end(status={"nodes": {**nodes, "asked": {**asked, "phase": phase}}}) == expected


@pytest.mark.parametrize("status", ["Failed", "Error"])
def test_a_play_that_broke_tells_why(status: str) -> None:
    assert end(CREATED, how=status) == problem(f"the workflow ended as {status}")


@pytest.mark.parametrize("strategy", ["Stop", "Terminate"])
def test_a_play_that_somebody_stopped_is_no_problem(strategy: str) -> None:
    found = end(CREATED, how="Failed", spec={"shutdown": strategy})

    assert found == PlayEnd(stage="cancelled", news="was stopped by a person")


def test_a_play_that_was_approved_and_then_broke_is_not_completed() -> None:
    found = end(CREATED, READY, APPROVED, how="Failed")

    assert found.stage == "cancelled"
    assert found.problem


def ended(number: int, state: Literal["CLOSED", "MERGED"], *, after: float) -> WatchedPullRequest:
    """Give a pull request that ended some seconds after the play began."""
    at = BEGAN + timedelta(seconds=after)
    return WatchedPullRequest(
        number=number,
        node_id=f"PR_{number}",
        branch="task-7-login",
        head=HEAD,
        labels=("task-7",),
        state=state,
        draft=False,
        updated=at,
        ended=at,
        readied=None,
        reviews=(),
    )


@pytest.mark.parametrize("before", [NOT_OPEN, BY_ITSELF, problem("Cleo hangs")])
def test_a_merged_pull_request_completes_its_play_and_a_closed_one_cancels_it(before: PlayEnd) -> None:
    merged, closed = ended(3, "MERGED", after=0), ended(3, "CLOSED", after=0)

    assert with_pull_request(before, [merged], since=BEGAN) == (
        PlayEnd(stage="completed", news="ended, because pull request #3 was merged"),
        merged,
    )
    assert with_pull_request(before, [closed], since=BEGAN) == (
        PlayEnd(stage="cancelled", news="ended, because pull request #3 was closed"),
        closed,
    )


def test_what_was_closed_before_the_play_began_is_another_plays() -> None:
    before = problem("Cleo hangs")

    assert with_pull_request(before, [ended(3, "MERGED", after=-1)], since=BEGAN) == (before, None)
    assert with_pull_request(before, [], since=BEGAN) == (before, None)


def test_of_several_the_last_one_counts() -> None:
    first, second, third = (
        ended(5, "MERGED", after=10),
        ended(4, "CLOSED", after=20),
        ended(6, "MERGED", after=20),
    )

    assert with_pull_request(BY_ITSELF, [first, second], since=BEGAN)[1] == second
    assert with_pull_request(BY_ITSELF, [third, second, first], since=BEGAN)[1] == third


def test_an_approved_play_whose_pull_request_was_merged_at_once_stays_approved() -> None:
    merged = ended(3, "MERGED", after=10)

    assert with_pull_request(COMPLETE, [merged], since=BEGAN) == (COMPLETE, merged)
