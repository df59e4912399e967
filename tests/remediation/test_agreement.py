from datetime import timedelta

import pytest

from remediation.agreement import disagreement, in_one
from remediation.pull_requests import OurLabels, Task, WatchedPullRequest
from remediation.signal import Outcome
from tests.remediation.shown import AT, pull, readied

OURS = OurLabels(repository_id="R", ids={})


def task(*claimants: WatchedPullRequest, asked: WatchedPullRequest | None = None) -> Task:
    return Task(number=7, pull_requests=claimants, asked=asked, ours=OURS)


def test_a_pull_request_whose_label_and_branch_agree_is_its_tasks() -> None:
    assert disagreement(task(pull(), asked=pull())) is None


def test_who_asks_about_no_pull_request_wants_one_that_claims_the_task() -> None:
    assert disagreement(task(pull())) is None
    assert disagreement(task()) is None


@pytest.mark.parametrize(
    ("branch", "labels", "outcome", "reason"),
    [
        ("feature", (), Outcome.NOTHING, "pull request #3 is of no task"),
        ("feature", ("bug", "task-x"), Outcome.NOTHING, "pull request #3 is of no task"),
        ("task-7-login", (), Outcome.NOTHING, "pull request #3 has no label task-7 yet"),
        ("task-7-login", ("ready-for-qa",), Outcome.NOTHING, "pull request #3 has no label task-7 yet"),
        (
            "task-7-login",
            ("task-8",),
            Outcome.CONTRADICTION,
            "pull request #3 is labelled task-8, but its branch is task-7-login",
        ),
        (
            "task-7-login",
            ("task-70", "task-7"),
            Outcome.CONTRADICTION,
            "pull request #3 is labelled task-7, task-70, but its branch is task-7-login",
        ),
        (
            "feature",
            ("task-7",),
            Outcome.CONTRADICTION,
            "pull request #3 is labelled task-7, but its branch is feature",
        ),
        (
            "task-7",
            ("task-7",),
            Outcome.CONTRADICTION,
            "pull request #3 is labelled task-7, but its branch is task-7",
        ),
    ],
)
def test_label_and_branch_must_agree(
    branch: str, labels: tuple[str, ...], outcome: Outcome, reason: str
) -> None:
    found = disagreement(task(asked=pull(branch=branch, labels=labels)))

    assert found is not None
    assert (found.outcome, found.reason, found.verdict, found.doubt) == (outcome, reason, "", None)


def test_a_task_has_one_pull_request() -> None:
    ours, rival = pull(), pull(number=5, branch="task-7-other")

    for asked in (ours, rival, None):
        found = disagreement(task(rival, ours, asked=asked))
        assert found is not None
        assert found.outcome is Outcome.CONTRADICTION
        assert found.reason.startswith("pull requests #3 and #5 claim task 7")


def test_a_pull_request_that_contradicts_itself_is_told_before_its_rivals() -> None:
    asked = pull(labels=("task-7", "task-8"))

    found = disagreement(task(pull(), pull(number=5), asked=asked))

    assert found is not None
    assert found.reason.startswith("pull request #3 is labelled task-7, task-8")


LATER, EARLIER = AT + timedelta(seconds=1), AT - timedelta(seconds=1)


@pytest.mark.parametrize("listed", [(), (pull(updated=EARLIER),), (pull(),)])
def test_the_list_may_follow_the_pull_request_that_was_asked_about(
    listed: tuple[WatchedPullRequest, ...],
) -> None:
    asked, rival = readied(), pull(number=5)

    assert in_one(task(*listed, asked=asked)) == task(asked, asked=asked)
    assert in_one(task(rival, *listed, asked=asked)) == task(rival, asked, asked=asked)


def test_the_pull_request_that_was_asked_about_may_follow_the_list() -> None:
    listed = pull(updated=LATER)

    assert in_one(task(listed, asked=pull())) == task(listed, asked=listed)


@pytest.mark.parametrize(
    "asked",
    [
        pull(state="CLOSED"),
        pull(state="MERGED"),
        pull(labels=()),
        pull(labels=("task-8",)),
        pull(branch="feature"),
        pull(branch="task-8-login"),
    ],
)
def test_one_that_does_not_claim_the_task_any_more_is_no_claimant(asked: WatchedPullRequest) -> None:
    assert in_one(task(pull(), asked=asked)) == task(asked=asked)


def test_without_one_that_was_asked_about_the_list_is_all() -> None:
    assert in_one(task(pull())) == task(pull())
