import json
from importlib import resources

import pytest

from sandbox.github import GitHubStandIn
from tests.sandbox.github.conftest import BRANCH, REPOSITORY, REX, last
from tests.sandbox.github.test_push_payloads import keys


def names(github: GitHubStandIn) -> list[str]:
    return [f"{event.name}.{event.action}" if event.action else event.name for event in github.events]


def test_an_opened_pull_request_carries_no_labels_yet(github: GitHubStandIn, pull: int) -> None:
    github.label(REPOSITORY, pull, "task-3", "alice")

    opened, labeled = (event.payload for event in github.events[-2:])
    assert (opened["action"], opened["pull_request"]["labels"]) == ("opened", [])
    assert (labeled["action"], labeled["label"]["name"]) == ("labeled", "task-3")
    assert [label["name"] for label in labeled["pull_request"]["labels"]] == ["task-3"]
    assert labeled["sender"]["login"] == "alice"


def test_a_push_to_the_head_synchronizes(github: GitHubStandIn, pull: int) -> None:
    before = github.snapshot()["pull_requests"][0]["head"]["sha"]

    after = github.push(REPOSITORY, BRANCH, REX)

    assert names(github)[-2:] == ["push", "pull_request.synchronize"]
    payload = last(github, "pull_request")
    assert (payload["number"], payload["before"], payload["after"]) == (pull, before, after)
    assert payload["pull_request"]["head"]["sha"] == after


def test_deleting_the_head_closes_the_pull_request(github: GitHubStandIn, pull: int) -> None:
    github.push(REPOSITORY, BRANCH, REX, delete=True)

    payload = last(github, "pull_request")
    assert (payload["action"], payload["number"], payload["pull_request"]["merged"]) == (
        "closed",
        pull,
        False,
    )


def test_merging_pushes_the_base_and_closes_as_merged(github: GitHubStandIn, pull: int) -> None:
    sha = github.merge(REPOSITORY, pull, "alice", method="squash")

    assert names(github)[-2:] == ["push", "pull_request.closed"]
    assert (last(github, "push")["ref"], last(github, "push")["after"]) == ("refs/heads/main", sha)
    payload = last(github, "pull_request")["pull_request"]
    assert (payload["merged"], payload["merged_by"]["login"]) == (True, "alice")
    assert payload["merge_commit_sha"] == sha


def test_commits_that_reach_the_base_another_way_merge_it(github: GitHubStandIn) -> None:
    github.add_repository("5dlabs/open")
    github.add_user("alice", {"5dlabs/open": "write"})
    sha = github.push("5dlabs/open", "work", "alice")
    number = github.open_pull_request("5dlabs/open", "work", "alice")

    github.push("5dlabs/open", "main", "alice", force_to=sha)

    payload = last(github, "pull_request")
    assert (payload["number"], payload["action"], payload["pull_request"]["merged"]) == (
        number,
        "closed",
        True,
    )


def test_a_closed_pull_request_hears_no_pushes(github: GitHubStandIn, pull: int) -> None:
    head = github.snapshot()["pull_requests"][0]["head"]["sha"]
    github.close(REPOSITORY, pull, "alice")

    github.push(REPOSITORY, BRANCH, REX)

    assert names(github)[-2:] == ["pull_request.closed", "push"]
    assert github.snapshot()["pull_requests"][0]["head"]["sha"] == head


def test_a_comment_tells_whether_it_is_on_a_pull_request(github: GitHubStandIn, pull: int) -> None:
    issue = github.open_issue(REPOSITORY, "alice", title="Just an issue")

    github.comment(REPOSITORY, pull, "alice", "/remedy restart")
    on_pull = last(github, "issue_comment")
    github.comment(REPOSITORY, issue, "alice", "hello")
    on_issue = last(github, "issue_comment")

    assert on_pull["issue"]["pull_request"]["url"].endswith(f"/pulls/{pull}")
    assert "pull_request" not in on_issue["issue"]
    assert (on_pull["comment"]["body"], on_pull["issue"]["number"]) == ("/remedy restart", pull)


def test_an_edited_comment_tells_what_it_was(github: GitHubStandIn, pull: int) -> None:
    comment = github.comment(REPOSITORY, pull, "alice", "one")
    github.edit_comment(REPOSITORY, comment, "alice", "two")
    github.delete_comment(REPOSITORY, comment, "alice")

    edited, deleted = (event.payload for event in github.events[-2:])
    assert (edited["action"], edited["changes"]) == ("edited", {"body": {"from": "one"}})
    assert (deleted["action"], deleted["comment"]["id"]) == ("deleted", comment)


def test_a_review_tells_its_state_and_its_commit(github: GitHubStandIn, pull: int) -> None:
    first = github.snapshot()["pull_requests"][0]["head"]["sha"]
    github.push(REPOSITORY, BRANCH, REX)

    github.review(REPOSITORY, pull, "alice", "approved", commit_id=first)

    payload = last(github, "pull_request_review")
    assert (payload["action"], payload["review"]["state"]) == ("submitted", "approved")
    assert payload["review"]["commit_id"] == first != payload["pull_request"]["head"]["sha"]


def test_a_fork_is_told_by_its_head_repository(github: GitHubStandIn) -> None:
    github.add_repository("mallory/cto", fork_of=REPOSITORY)
    github.add_user("mallory", {REPOSITORY: "read"})
    github.push("mallory/cto", BRANCH, "mallory")

    github.open_pull_request(REPOSITORY, f"mallory:{BRANCH}", "mallory")

    event = github.events[-1]
    assert event.repository is github.world.repository(REPOSITORY)
    head = event.payload["pull_request"]["head"]
    assert (head["repo"]["full_name"], head["repo"]["fork"], head["user"]["login"]) == (
        "mallory/cto",
        True,
        "mallory",
    )


@pytest.mark.parametrize(
    ("event", "real"),
    [
        ("pull_request", "pull_request.opened"),
        ("pull_request", "pull_request.labeled"),
        ("issue_comment", "issue_comment.created"),
        ("pull_request_review", "pull_request_review.submitted"),
    ],
)
def test_every_key_of_the_real_payload_is_there(
    github: GitHubStandIn, pull: int, event: str, real: str
) -> None:
    github.label(REPOSITORY, pull, "task-3", "alice")
    github.comment(REPOSITORY, pull, "alice", "hi")
    github.review(REPOSITORY, pull, "alice", "commented")
    folder = resources.files("sandbox.github").joinpath("payloads")
    wanted = keys(json.loads(folder.joinpath(f"{real}.json").read_text("utf-8")))

    missing = wanted - keys(last(github, event))

    # Nobody is assigned and nothing is in a milestone here, and only an app's hook names an installation.
    optional = ("assignee.", "milestone.", "installation")
    assert [key for key in missing if not any(part in key for part in optional)] == []


def test_pull_request_times_are_iso(github: GitHubStandIn, pull: int) -> None:
    assert github.events[-1].payload["pull_request"]["created_at"] == "2026-09-21T14:13:20Z"
    assert github.events[-1].payload["number"] == pull
