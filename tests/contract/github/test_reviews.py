"""Reviews: written, read, dismissed."""

from collections.abc import Callable

import pytest
from github import GithubException
from github.Repository import Repository

from remediation.model import JsonObject
from sandbox.github import GitHubStandIn
from tests.contract.github.conftest import BRANCH, REPOSITORY, REX, Raw

TESS = "5DLabs-Tess[bot]"
REVIEWS = """{ repository(owner: "5dlabs", name: "cto") { pullRequest(number: 1) {
  reviews(last: 100) { nodes {
    id fullDatabaseId state submittedAt author { __typename login } commit { oid }
  } }
} } }"""


def reviews(raw: Raw) -> list[JsonObject]:
    found: list[JsonObject] = raw.graphql(REVIEWS)["data"]["repository"]["pullRequest"]["reviews"]["nodes"]
    return found


def test_reviews_are_written_and_listed(github: GitHubStandIn, repository: Repository) -> None:
    first = repository.get_pull(1).head.sha
    github.push(REPOSITORY, BRANCH, REX)
    pull = repository.get_pull(1)

    old = pull.create_review(repository.get_commit(first), "So so", "REQUEST_CHANGES")
    new = pull.create_review(body="Good", event="APPROVE")

    assert [(review.state, review.commit_id) for review in pull.get_reviews()] == [
        ("CHANGES_REQUESTED", first),
        ("APPROVED", pull.head.sha),
    ]
    assert (old.user.login, new.body) == ("alice", "Good")


def test_nobody_approves_their_own_pull_request(github: GitHubStandIn, raw: Callable[[str], Raw]) -> None:
    github.push(REPOSITORY, "mine", "alice")
    number = github.open_pull_request(REPOSITORY, "mine", "alice")

    status, answer, _ = raw("alice")(
        "POST", f"/repos/{REPOSITORY}/pulls/{number}/reviews", {"event": "APPROVE"}
    )

    assert (status, answer["errors"]) == (422, ["Review Can not approve your own pull request"])


def test_a_review_keeps_its_commit_when_the_head_moves(
    github: GitHubStandIn, raw: Callable[[str], Raw]
) -> None:
    github.add_user(TESS, {REPOSITORY: "write"})
    first = github.snapshot()["branches"][REPOSITORY][BRANCH]
    number = github.review(REPOSITORY, 1, TESS, "approved")

    github.push(REPOSITORY, BRANCH, REX)

    (review,) = reviews(raw("alice"))
    assert (review["state"], review["commit"], review["fullDatabaseId"]) == (
        "APPROVED",
        {"oid": first},
        str(number),
    )
    assert review["author"] == {"__typename": "Bot", "login": "5DLabs-Tess"}
    assert review["submittedAt"]


def test_a_dismissed_review_loses_its_opinion_and_nothing_else(
    github: GitHubStandIn, repository: Repository, raw: Callable[[str], Raw]
) -> None:
    github.review(REPOSITORY, 1, "bob", "approved")
    before = reviews(raw("alice"))

    repository.get_pull(1).get_reviews()[0].dismiss("Too early")

    assert reviews(raw("alice")) == [{**before[0], "state": "DISMISSED"}]
    assert repository.get_pull(1).get_reviews()[0].state == "DISMISSED"


def test_what_is_no_opinion_cannot_be_dismissed(github: GitHubStandIn, repository: Repository) -> None:
    github.review(REPOSITORY, 1, "bob", "commented")
    github.review(REPOSITORY, 1, "bob", "approved")
    github.dismiss_review(REPOSITORY, 1, "bob", "alice")

    refused = []
    for review in repository.get_pull(1).get_reviews():
        with pytest.raises(GithubException) as error:
            review.dismiss("Again")
        refused.append((error.value.status, error.value.data["errors"][0]))

    assert refused == [
        (422, "Can not dismiss a commented pull request review"),
        (422, "Can not dismiss a dismissed pull request review"),
    ]


def test_a_dismissal_needs_a_message_a_review_and_write_access(
    github: GitHubStandIn, raw: Callable[[str], Raw]
) -> None:
    number = github.review(REPOSITORY, 1, "bob", "approved")
    path = f"/repos/{REPOSITORY}/pulls/1/reviews/{number}/dismissals"

    statuses = [
        raw("alice")("PUT", path, {})[0],
        raw("alice")("PUT", path.replace(str(number), "7"), {"message": "x"})[0],
        raw("carol")("PUT", path, {"message": "x"})[0],
    ]

    assert statuses == [422, 404, 403]
