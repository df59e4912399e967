from collections.abc import Callable

import pytest
from github import Github, RateLimitExceededException
from github.Repository import Repository

from sandbox.github import GitHubStandIn
from tests.contract.github.conftest import REPOSITORY, Raw

LABELS = f"/repos/{REPOSITORY}/labels"


def test_every_answer_counts_against_the_limit(raw: Callable[[str], Raw]) -> None:
    alice = raw("alice")

    found, missing = alice("GET", LABELS)[2], alice("GET", f"{LABELS}/missing")[2]

    assert [told["x-ratelimit-used"] for told in (found, missing)] == ["1", "2"]
    assert (missing["x-ratelimit-limit"], missing["x-ratelimit-remaining"]) == ("5000", "4998")
    assert missing["x-ratelimit-resource"] == "core"
    assert int(missing["x-ratelimit-reset"]) > 0
    assert missing["x-github-request-id"] != found["x-github-request-id"]


def test_asking_for_the_limit_costs_nothing(pygithub: Callable[[str], Github]) -> None:
    github = pygithub("alice")
    github.get_user("bob")

    assert github.get_rate_limit().resources.core.used == 1
    assert github.get_rate_limit().resources.core.used == 1


@pytest.mark.parametrize("status", [403, 429])
def test_an_exhausted_primary_limit(github: GitHubStandIn, raw: Callable[[str], Raw], status: int) -> None:
    alice = raw("alice")
    github.limits.exhaust("core", seconds=60, status=status)

    told, answer, headers = alice("GET", LABELS)

    assert told == status
    assert answer["message"].startswith("API rate limit exceeded for user ID ")
    assert headers["x-ratelimit-remaining"] == "0"
    assert "retry-after" not in headers
    github.limits.restore()
    assert alice("GET", LABELS)[0] == 200


def test_a_secondary_limit_says_when_to_come_back(github: GitHubStandIn, raw: Callable[[str], Raw]) -> None:
    github.limits.throttle(seconds=30)

    status, answer, headers = raw("alice")("GET", LABELS)

    assert (status, headers["retry-after"]) == (403, "30")
    assert answer["message"].startswith("You have exceeded a secondary rate limit")
    assert headers["x-ratelimit-remaining"] != "0"


def test_pygithub_recognizes_both(github: GitHubStandIn, repository: Repository) -> None:
    github.limits.throttle()
    with pytest.raises(RateLimitExceededException):
        repository.get_label("x")

    github.limits.restore()
    github.limits.exhaust()
    with pytest.raises(RateLimitExceededException):
        repository.get_label("x")


def test_a_graphql_limit_answers_200_with_an_error(github: GitHubStandIn, raw: Callable[[str], Raw]) -> None:
    github.limits.exhaust("graphql")

    status, answer, headers = raw("alice")("POST", "/graphql", {"query": "{ viewer { login } }"})

    assert status == 200
    assert headers["x-ratelimit-remaining"] == "0"
    assert [(error["type"], error["code"]) for error in answer["errors"]] == [
        ("RATE_LIMIT", "graphql_rate_limit")
    ]
    assert raw("alice")("GET", LABELS)[0] == 200


def test_an_unchanged_answer_is_304_and_free(raw: Callable[[str], Raw]) -> None:
    alice = raw("alice")
    _, _, first = alice("GET", f"/repos/{REPOSITORY}")

    status, body, second = alice("GET", f"/repos/{REPOSITORY}", if_none_match=first["etag"])

    assert (status, body) == (304, None)
    assert second["x-ratelimit-used"] == first["x-ratelimit-used"]
    assert second["etag"] == first["etag"]


def test_a_changed_answer_is_sent_again(raw: Callable[[str], Raw]) -> None:
    alice = raw("alice")
    _, _, first = alice("GET", LABELS)
    alice("POST", LABELS, {"name": "new"})

    assert alice("GET", LABELS, if_none_match=first["etag"])[0] == 200


def test_lists_come_in_pages_with_links(github: GitHubStandIn, raw: Callable[[str], Raw], url: str) -> None:
    for number in range(7):
        github.add_label(REPOSITORY, f"label-{number}")

    _, page, headers = raw("alice")("GET", f"{LABELS}?per_page=3&page=2")

    assert [label["name"] for label in page] == ["label-3", "label-4", "label-5"]
    assert headers["link"] == ", ".join(
        f'<{url}{LABELS}?per_page=3&page={number}>; rel="{name}"'
        for name, number in {"next": 3, "last": 3, "first": 1, "prev": 1}.items()
    )


def test_a_page_has_at_most_100(github: GitHubStandIn, repository: Repository) -> None:
    for number in range(105):
        github.add_label(REPOSITORY, f"label-{number}")

    assert len(repository.get_labels().get_page(0)) == 30
    _, page = repository.requester.requestJsonAndCheck("GET", f"{LABELS}?per_page=500")
    assert len(page) == 100
    assert len(list(repository.get_labels())) == 105
