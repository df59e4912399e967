import time

import pytest
import urllib3

from sandbox.github import GitHubStandIn
from sandbox.serving import serving
from tests.sandbox.github.conftest import BRANCH, REPOSITORY, REX, Clock

QUERY = """{ repository(owner: "5dlabs", name: "cto") {
  ref(qualifiedName: "refs/heads/task-3-login") { target { oid } }
  pullRequest(number: 1) { headRefOid headRef { target { oid } } }
} }"""


def seen(github: GitHubStandIn) -> list[str | None]:
    """What the branch and the head of pull request 1 are, by REST and by GraphQL, there by its branch too."""
    headers = {"Authorization": f"Bearer {github.token_for('alice')}", "User-Agent": "test"}
    with serving(github.app) as url, urllib3.PoolManager() as pool:
        base = f"{url}/repos/{REPOSITORY}"
        ref = pool.request("GET", f"{base}/git/ref/heads/{BRANCH}", headers=headers).json()
        pull = pool.request("GET", f"{base}/pulls/1", headers=headers).json()
        graph = pool.request("POST", f"{url}/graphql", headers=headers, json={"query": QUERY}).json()
    repository = graph["data"]["repository"]
    told = (repository["ref"] or {}).get("target", {}).get("oid")
    branch = (repository["pullRequest"]["headRef"] or {}).get("target", {}).get("oid")
    return [
        ref.get("object", {}).get("sha"),
        pull["head"]["sha"],
        told,
        repository["pullRequest"]["headRefOid"],
        branch,
    ]


def test_without_lag_every_reader_sees_the_push(github: GitHubStandIn, pull: int) -> None:
    after = github.push(REPOSITORY, BRANCH, REX)

    assert pull == 1
    assert seen(github) == [after] * 5


def test_a_lagging_reader_sees_the_value_before(github: GitHubStandIn, pull: int, clock: Clock) -> None:
    before = github.snapshot()["pull_requests"][pull - 1]["head"]["sha"]
    clock.now += 60
    github.world.ref_lag = 5

    after = github.push(REPOSITORY, BRANCH, REX)

    assert seen(github) == [before] * 5
    assert github.events[-1].payload["after"] == after
    clock.now += 5
    assert seen(github) == [after] * 5


def test_the_record_of_a_pull_request_follows_later_than_its_branch(
    github: GitHubStandIn, pull: int, clock: Clock
) -> None:
    before = github.snapshot()["pull_requests"][pull - 1]["head"]["sha"]
    clock.now += 60
    github.lag(refs=2, pull_requests=3)

    after = github.push(REPOSITORY, BRANCH, REX)

    assert seen(github) == [before] * 5
    clock.now += 2
    assert seen(github) == [after, before, after, before, after]
    clock.now += 3
    assert seen(github) == [after] * 5


def test_a_lag_does_not_hide_what_is_there_already(github: GitHubStandIn, pull: int) -> None:
    head = github.push(REPOSITORY, BRANCH, REX)

    github.lag(refs=5, pull_requests=5)

    assert pull == 1
    assert seen(github) == [head] * 5


def test_a_new_branch_appears_late_and_a_deleted_one_stays(
    github: GitHubStandIn, pull: int, clock: Clock
) -> None:
    github.world.ref_lag = 5
    first = github.snapshot()["pull_requests"][pull - 1]["head"]["sha"]

    new = seen(github)
    clock.now += 60
    github.push(REPOSITORY, BRANCH, REX, delete=True)
    deleted = seen(github)

    assert (new[0], new[1], new[2]) == (None, first, None)
    assert (deleted[0], deleted[2]) == (first, first)


@pytest.mark.parametrize("path", ["/rate_limit", "/nowhere"])
def test_latency_delays_every_answer(path: str) -> None:
    github = GitHubStandIn(latency=0.2)
    with serving(github.app) as url:
        started = time.monotonic()
        urllib3.request("GET", url + path, headers={"User-Agent": "test"})

    assert time.monotonic() - started >= 0.2
