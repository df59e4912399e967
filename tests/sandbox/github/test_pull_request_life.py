"""What becomes of a pull request, and what the webhooks tell of it."""

from collections.abc import Callable

import pytest

from sandbox.github import GitHubStandIn
from sandbox.github.world.refusal import Refused
from tests.sandbox.github.conftest import BRANCH, REPOSITORY, REX, Clock, last
from tests.sandbox.github.test_pull_request_payloads import names


def test_a_draft_becomes_ready_and_a_draft_again(github: GitHubStandIn) -> None:
    github.push(REPOSITORY, BRANCH, REX)
    number = github.open_pull_request(REPOSITORY, BRANCH, REX, draft=True)
    opened = last(github, "pull_request")

    github.ready_for_review(REPOSITORY, number, REX)
    ready = last(github, "pull_request")
    github.convert_to_draft(REPOSITORY, number, "alice")
    again = last(github, "pull_request")

    told = [(each["action"], each["pull_request"]["draft"]) for each in (opened, ready, again)]
    assert told == [("opened", True), ("ready_for_review", False), ("converted_to_draft", True)]
    assert [ready["sender"]["login"], again["sender"]["login"]] == [REX, "alice"]


def test_what_is_ready_already_tells_nobody(github: GitHubStandIn, pull: int) -> None:
    github.ready_for_review(REPOSITORY, pull, REX)

    assert names(github)[-1] == "pull_request.opened"


def test_a_closed_pull_request_changes_no_stage(github: GitHubStandIn, pull: int) -> None:
    github.close(REPOSITORY, pull, REX)

    with pytest.raises(Refused, match="Only an open pull request"):
        github.convert_to_draft(REPOSITORY, pull, REX)


def test_who_may_not_write_changes_no_stage_of_somebody_elses(github: GitHubStandIn, pull: int) -> None:
    github.add_user("carol", {REPOSITORY: "triage"})

    with pytest.raises(Refused, match="403"):
        github.convert_to_draft(REPOSITORY, pull, "carol")


def test_a_deleted_branch_closes_its_open_pull_request_and_tells_both(
    github: GitHubStandIn, pull: int, clock: Clock
) -> None:
    head = github.snapshot()["branches"][REPOSITORY][BRANCH]
    clock.now += 60

    github.push(REPOSITORY, BRANCH, "alice", delete=True)

    assert names(github)[-2:] == ["push", "pull_request.closed"]
    push, closed = last(github, "push"), last(github, "pull_request")
    assert (push["deleted"], push["before"], push["ref"]) == (True, head, f"refs/heads/{BRANCH}")
    shown = closed["pull_request"]
    assert (closed["number"], shown["state"], shown["merged"], shown["head"]["sha"]) == (
        pull,
        "closed",
        False,
        head,
    )
    assert shown["closed_at"] == shown["updated_at"] == "2026-09-21T14:14:20Z"
    assert shown["head"]["repo"]["full_name"] == REPOSITORY
    assert closed["sender"]["login"] == "alice"


def test_a_reopened_pull_request_is_open_with_its_labels(github: GitHubStandIn, pull: int) -> None:
    github.label(REPOSITORY, pull, "task-3", REX)
    github.close(REPOSITORY, pull, REX)

    github.reopen(REPOSITORY, pull, "alice")

    payload = last(github, "pull_request")
    shown = payload["pull_request"]
    assert (payload["action"], shown["state"], shown["closed_at"]) == ("reopened", "open", None)
    assert [label["name"] for label in shown["labels"]] == ["task-3"]


def test_a_merged_pull_request_is_not_reopened(github: GitHubStandIn, pull: int) -> None:
    github.merge(REPOSITORY, pull, "alice")

    with pytest.raises(Refused, match="cannot be reopened"):
        github.reopen(REPOSITORY, pull, "alice")


def test_a_dismissal_tells_the_review_the_reviewer_and_who_dismissed(
    github: GitHubStandIn, pull: int, clock: Clock
) -> None:
    github.add_user("5DLabs-Tess[bot]", {REPOSITORY: "write"})
    github.review(REPOSITORY, pull, "5DLabs-Tess[bot]", "approved", body="")
    submitted = last(github, "pull_request_review")
    clock.now += 60

    github.dismiss_review(REPOSITORY, pull, "5DLabs-Tess[bot]", "alice")

    dismissed = last(github, "pull_request_review")
    assert (dismissed["action"], dismissed["sender"]["login"]) == ("dismissed", "alice")
    assert dismissed["review"] == {**submitted["review"], "state": "dismissed"}
    assert (dismissed["review"]["user"]["login"], dismissed["review"]["body"]) == ("5DLabs-Tess[bot]", None)
    assert dismissed["review"]["submitted_at"] == "2026-09-21T14:13:20Z"
    assert dismissed["pull_request"]["updated_at"] == "2026-09-21T14:14:20Z"


def test_only_an_opinion_is_dismissed_and_only_with_write_access(github: GitHubStandIn, pull: int) -> None:
    github.add_user("carol", {REPOSITORY: "triage"})
    github.review(REPOSITORY, pull, "alice", "commented")

    with pytest.raises(Refused, match="404"):
        github.dismiss_review(REPOSITORY, pull, "alice", REX)
    with pytest.raises(Refused, match="403"):
        github.dismiss_review(REPOSITORY, pull, "alice", "carol")


ACTS: dict[str, Callable[[GitHubStandIn, int], object]] = {
    "label": lambda github, pull: github.label(REPOSITORY, pull, "ready-for-qa", "alice"),
    "unlabel": lambda github, pull: github.unlabel(REPOSITORY, pull, "task-3", "alice"),
    "review": lambda github, pull: github.review(REPOSITORY, pull, "alice", "approved"),
    "dismissal": lambda github, pull: github.dismiss_review(REPOSITORY, pull, "alice", REX),
    "comment": lambda github, pull: github.comment(REPOSITORY, pull, "alice", "hi"),
    "push": lambda github, _: github.push(REPOSITORY, BRANCH, REX),
    "title": lambda github, pull: github.edit_pull_request(REPOSITORY, pull, REX, title="Better"),
    "draft": lambda github, pull: github.convert_to_draft(REPOSITORY, pull, REX),
    "closing": lambda github, pull: github.close(REPOSITORY, pull, REX),
    "merging": lambda github, pull: github.merge(REPOSITORY, pull, "alice"),
    "deletion": lambda github, _: github.push(REPOSITORY, BRANCH, REX, delete=True),
}


@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS)
def test_every_change_moves_the_time_of_the_last_change(
    github: GitHubStandIn, pull: int, clock: Clock, act: Callable[[GitHubStandIn, int], object]
) -> None:
    github.label(REPOSITORY, pull, "task-3", "alice")
    github.review(REPOSITORY, pull, "alice", "changes_requested")
    clock.now += 60

    act(github, pull)

    payload = github.events[-1].payload
    shown = payload.get("pull_request") or payload["issue"]
    assert shown["updated_at"] == "2026-09-21T14:14:20Z"


def test_a_label_that_the_repository_loses_is_told_without_its_name(github: GitHubStandIn, pull: int) -> None:
    github.label(REPOSITORY, pull, "task-3", "alice")
    github.open_issue(REPOSITORY, "alice", title="Does not carry it")

    github.delete_label(REPOSITORY, "task-3", "alice")

    payload = last(github, "pull_request")
    assert (payload["action"], "label" in payload, payload["pull_request"]["labels"]) == (
        "unlabeled",
        False,
        [],
    )
    assert names(github)[-2:] == ["pull_request.labeled", "pull_request.unlabeled"]
