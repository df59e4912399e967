"""What a signal means for the gate that waits: each gate, each kind of signal, all that GitHub may show."""

from dataclasses import replace
from typing import get_args

import pytest

from remediation.play import AWAIT_PR_APPROVED, AWAIT_PR_CREATED, AWAIT_READY_FOR_QA
from remediation.pull_requests import WatchedPullRequest
from remediation.signal import Doubt, Kind, Outcome, answer
from tests.remediation.shown import (
    HEAD,
    OF_GITHUB,
    OTHER,
    PERSON,
    TESS,
    pull,
    readied,
    reviewed,
    seen,
    signal,
)

NO_PULL_REQUEST = "no open pull request claims the task"
CREATED = [
    (pull(), OTHER, "proceed", "pull request #3 has aaaaaaa"),
    (pull(), "", "proceed", "pull request #3 has aaaaaaa"),
    (pull(), HEAD, "", "pull request #3 still has the commit from before Rex worked"),
    (pull(draft=True), OTHER, "", "pull request #3 is a draft"),
    (None, "", "", NO_PULL_REQUEST),
]
"""What GitHub shows, the head from before Rex worked, the verdict, and why."""
NOT_READY = "Cleo has not put ready-for-qa on pull request #3"
READY = [
    (readied(), "proceed", "Cleo put ready-for-qa on pull request #3 at aaaaaaa"),
    (
        readied(head=OTHER),
        "restart",
        "Cleo put ready-for-qa on pull request #3 at bbbbbbb, QA worked on aaaaaaa, the head is bbbbbbb",
    ),
    (readied(mark="old"), "", NOT_READY),
    (readied(on=False), "", NOT_READY),
    (pull(labels=("task-7", "ready-for-qa")), "", NOT_READY),
    (pull(), "", NOT_READY),
    (readied(PERSON), "", "ada put ready-for-qa on pull request #3, not Cleo"),
    (readied(TESS), "", f"{TESS} put ready-for-qa on pull request #3, not Cleo"),
    (None, "", NO_PULL_REQUEST),
]
NOT_REVIEWED = "Tess has not reviewed pull request #3 in this cycle"
OLD = ("old", TESS, f"APPROVED@{HEAD}")
APPROVED = [
    (reviewed(("1", TESS, f"APPROVED@{HEAD}")), "proceed", "Tess approved pull request #3 at aaaaaaa"),
    (reviewed(OLD, ("1", TESS, f"APPROVED@{HEAD}")), "proceed", "Tess approved pull request #3 at aaaaaaa"),
    (
        reviewed(("1", TESS, f"APPROVED@{OTHER}")),
        "restart",
        "Tess approved pull request #3 at bbbbbbb, QA worked on aaaaaaa, the head is aaaaaaa",
    ),
    (
        reviewed(("1", TESS, f"APPROVED@{HEAD}"), head=OTHER),
        "restart",
        "Tess approved pull request #3 at aaaaaaa, QA worked on aaaaaaa, the head is bbbbbbb",
    ),
    (
        reviewed(("1", TESS, f"APPROVED@{OTHER}"), head=OTHER),
        "restart",
        "Tess approved pull request #3 at bbbbbbb, QA worked on aaaaaaa, the head is bbbbbbb",
    ),
    (
        reviewed(("1", TESS, "APPROVED@")),
        "restart",
        "Tess approved pull request #3 at an unknown commit, QA worked on aaaaaaa, the head is aaaaaaa",
    ),
    (reviewed(), "", NOT_REVIEWED),
    (reviewed(OLD), "", NOT_REVIEWED),
    (reviewed(("0", TESS, f"APPROVED@{HEAD}"), OLD), "", NOT_REVIEWED),
    (reviewed(("0", TESS, f"APPROVED@{HEAD}"), ("old", PERSON, f"DISMISSED@{HEAD}")), "", NOT_REVIEWED),
    (reviewed(("1", PERSON, f"APPROVED@{HEAD}")), "", NOT_REVIEWED),
    (
        reviewed(("1", TESS, f"CHANGES_REQUESTED@{HEAD}")),
        "",
        "Tess's review of pull request #3: changes requested",
    ),
    (
        reviewed(("1", TESS, f"APPROVED@{HEAD}"), ("2", TESS, f"CHANGES_REQUESTED@{HEAD}")),
        "",
        "Tess's review of pull request #3: changes requested",
    ),
    (reviewed(("1", TESS, f"DISMISSED@{HEAD}")), "", "Tess's review of pull request #3: dismissed"),
    (
        reviewed(("1", TESS, f"CHANGES_REQUESTED@{HEAD}"), ("2", TESS, f"APPROVED@{HEAD}")),
        "proceed",
        "Tess approved pull request #3 at aaaaaaa",
    ),
    (
        reviewed(("1", TESS, f"APPROVED@{HEAD}"), ("2", PERSON, f"CHANGES_REQUESTED@{HEAD}")),
        "proceed",
        "Tess approved pull request #3 at aaaaaaa",
    ),
    (None, "", NO_PULL_REQUEST),
]
SHOWN = [
    *((AWAIT_PR_CREATED, *each) for each in CREATED),
    *((AWAIT_READY_FOR_QA, shown, HEAD, *told) for shown, *told in READY),
    *((AWAIT_PR_APPROVED, shown, HEAD, *told) for shown, *told in APPROVED),
]


@pytest.mark.parametrize("kind", OF_GITHUB)
@pytest.mark.parametrize(("gate", "shown", "head", "verdict", "why"), SHOWN)
def test_what_github_shows_opens_a_gate_whatever_happened_there(
    kind: Kind, gate: str, shown: WatchedPullRequest | None, head: str, verdict: str, why: str
) -> None:
    given = answer(signal(kind), seen(gate, shown, head=head))

    assert (given.verdict, given.doubt) == (verdict, None)
    if verdict:
        assert (given.outcome, given.reason) == (Outcome.ANSWERED, why)
    else:
        assert (given.outcome, given.reason) == (Outcome.STAYS_CLOSED, f"{gate} stays closed: {why}")


ENDS: list[tuple[Kind, str]] = [
    *(("agent-ended", phase) for phase in ("Succeeded", "Failed")),
    *(("agent-gone", phase) for phase in ("none", "Pending", "Running", "Succeeded", "Failed")),
]


@pytest.mark.parametrize(("kind", "phase"), ENDS)
@pytest.mark.parametrize(("gate", "shown", "head", "verdict", "why"), [each for each in SHOWN if each[3]])
def test_who_has_done_the_work_may_end_as_may_be(
    kind: Kind, phase: str, gate: str, shown: WatchedPullRequest, head: str, verdict: str, why: str
) -> None:
    given = answer(signal(kind, phase=phase), seen(gate, shown, head=head))

    assert (given.outcome, given.verdict, given.reason) == (Outcome.ANSWERED, verdict, why)
    assert given.doubt is None


@pytest.mark.parametrize(("kind", "phase"), ENDS)
@pytest.mark.parametrize(
    ("gate", "shown", "head", "why"),
    [(gate, shown, head, why) for gate, shown, head, verdict, why in SHOWN if not verdict],
)
def test_who_has_not_and_ends_has_failed_but_for_success(
    kind: Kind, phase: str, gate: str, shown: WatchedPullRequest | None, head: str, why: str
) -> None:
    given = answer(signal(kind, phase=phase), seen(gate, shown, head=head))

    if gate == AWAIT_PR_CREATED:
        has_new_head = shown is not None and shown.head != head
        assert given.verdict == ("" if has_new_head else "failed")
        assert given.doubt is (None if has_new_head else Doubt.GITHUB_LAGS)
        assert given.reason == (
            f"{gate} stays closed: {why}" if has_new_head else f"Rex has ended, and {why}"
        )
        return
    who = "Cleo" if gate == AWAIT_READY_FOR_QA else "Tess"
    how = "failed" if kind == "agent-ended" else "is gone"
    expected = (
        ("", f"{gate} stays closed: {why}") if phase == "Succeeded" else ("failed", f"{who} {how}, and {why}")
    )
    assert (given.verdict, given.reason, given.doubt) == (*expected, None)


@pytest.mark.parametrize("kind", get_args(Kind))
@pytest.mark.parametrize(
    ("gate", "shown"),
    [
        (AWAIT_READY_FOR_QA, readied()),
        (AWAIT_PR_APPROVED, reviewed(("1", TESS, f"APPROVED@{HEAD}"))),
        (AWAIT_PR_APPROVED, reviewed()),
    ],
)
def test_a_play_that_a_push_is_about_to_restart_listens_to_nobody(
    kind: Kind, gate: str, shown: WatchedPullRequest
) -> None:
    told = f"{gate} stays closed: play-x is about to start QA again"

    for about in (seen(gate, shown, restarting=True), seen(gate, shown, stage="waiting-pr-created")):
        given = answer(signal(kind, phase="Failed"), about)
        assert (given.outcome, given.verdict, given.reason) == (Outcome.STAYS_CLOSED, "", told)


def test_several_logins_may_be_tess() -> None:
    shown = reviewed(("1", TESS, f"CHANGES_REQUESTED@{HEAD}"), ("2", "tess-2[bot]", f"APPROVED@{HEAD}"))
    about = seen(AWAIT_PR_APPROVED, shown)

    assert answer(signal("approval"), about).verdict == ""
    assert answer(signal("approval"), replace(about, tess={TESS, "tess-2[bot]"})).verdict == "proceed"
