"""While GitHub lags, webhooks tell what its API does not show yet."""

from collections.abc import Callable, Iterator
from typing import Any, TypeAlias

import pytest
import urllib3

from remediation.model import JsonObject
from sandbox.github import GitHubStandIn
from sandbox.serving import serving
from tests.sandbox.github.conftest import BRANCH, REPOSITORY, REX, Clock, last

Call: TypeAlias = Callable[..., Any]

LAG = 5.0
PULL = """
id number title state isDraft merged closed closedAt updatedAt headRefOid
labels(first: 9) { nodes { name } }
reviews(first: 9) { nodes { state pullRequest { updatedAt } } }
comments(first: 9) { nodes { body } }
timelineItems(itemTypes: [LABELED_EVENT, UNLABELED_EVENT], first: 9) { nodes { __typename } }
"""
QUERY = f"""query($number: Int!, $id: ID!) {{
  repository(owner: "5dlabs", name: "cto") {{
    pullRequest(number: $number) {{ {PULL} }}
    pullRequests(first: 9) {{ nodes {{ {PULL} }} }}
    open: pullRequests(first: 9, states: [OPEN]) {{ totalCount }}
    labelled: pullRequests(first: 9, labels: ["ready-for-qa"]) {{ totalCount }}
  }}
  node(id: $id) {{ ... on PullRequest {{ {PULL} }} }}
}}"""


@pytest.fixture
def api(github: GitHubStandIn) -> Iterator[Call]:
    """Call the API as Alice."""
    headers = {"Authorization": f"Bearer {github.token_for('alice')}", "User-Agent": "test"}
    with serving(github.app) as url, urllib3.PoolManager() as pool:

        def call(method: str, path: str, body: object = None) -> Any:  # noqa: ANN401  # JSON
            return pool.request(method, url + path, headers=headers, json=body).json()

        yield call


@pytest.fixture
def look(github: GitHubStandIn, pull: int, api: Call) -> Callable[[], list[JsonObject]]:
    """Everything that GraphQL and REST show of the pull request, less the repository, which does not lag."""
    identifier = github.world.repository(REPOSITORY).issues[pull].node_id

    def everything() -> list[JsonObject]:
        variables = {"number": pull, "id": identifier}
        rest = f"/repos/{REPOSITORY}/pulls/{pull}"
        issue = f"/repos/{REPOSITORY}/issues/{pull}"
        paths = (f"{rest}/reviews", issue, f"{issue}/labels", f"{issue}/comments")
        graphql = api("POST", "/graphql", {"query": QUERY, "variables": variables})
        assert "errors" not in graphql
        shown = [api("GET", rest), *api("GET", f"/repos/{REPOSITORY}/pulls?state=all")]
        for side in ("head", "base"):
            for each in shown:
                del each[side]["repo"]
        return [graphql["data"], *shown, *(api("GET", path) for path in paths)]

    return everything


CHANGES: dict[str, Callable[[GitHubStandIn, int], object]] = {
    "a label": lambda github, pull: github.label(REPOSITORY, pull, "ready-for-qa", "alice"),
    "a label less": lambda github, pull: github.unlabel(REPOSITORY, pull, "task-3", "alice"),
    "a review": lambda github, pull: github.review(REPOSITORY, pull, "alice", "approved"),
    "a dismissal": lambda github, pull: github.dismiss_review(REPOSITORY, pull, "alice", REX),
    "a comment": lambda github, pull: github.comment(REPOSITORY, pull, "alice", "hi"),
    "another title": lambda github, pull: github.edit_pull_request(REPOSITORY, pull, REX, title="Better"),
    "a draft": lambda github, pull: github.convert_to_draft(REPOSITORY, pull, REX),
    "a push": lambda github, _: github.push(REPOSITORY, BRANCH, REX),
    "its end": lambda github, pull: github.close(REPOSITORY, pull, REX),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_change_is_hidden_from_every_reader_until_the_lag_is_over(
    github: GitHubStandIn,
    pull: int,
    clock: Clock,
    look: Callable[[], list[JsonObject]],
    change: Callable[[GitHubStandIn, int], object],
) -> None:
    github.label(REPOSITORY, pull, "task-3", "alice")
    github.review(REPOSITORY, pull, "alice", "changes_requested")
    github.lag(refs=0, pull_requests=LAG)
    before = look()
    clock.now += 60

    change(github, pull)
    during = look()
    clock.now += LAG
    after = look()
    github.lag(refs=0, pull_requests=0)

    assert during == before
    assert after != before
    assert look() == after


def test_the_webhook_says_labelled_and_the_api_does_not_yet(
    github: GitHubStandIn, pull: int, clock: Clock, look: Callable[[], list[JsonObject]]
) -> None:
    github.lag(refs=0, pull_requests=LAG)
    clock.now += 60

    github.label(REPOSITORY, pull, "ready-for-qa", "alice")

    told = last(github, "pull_request")["pull_request"]
    assert ([label["name"] for label in told["labels"]], told["updated_at"]) == (
        ["ready-for-qa"],
        "2026-09-21T14:14:20Z",
    )
    repository = look()[0]["repository"]
    seen = repository["pullRequest"]
    assert (seen["labels"]["nodes"], seen["timelineItems"]["nodes"], seen["updatedAt"]) == (
        [],
        [],
        "2026-09-21T14:13:20Z",
    )
    assert repository["labelled"]["totalCount"] == 0


def test_a_new_pull_request_is_not_there_yet(github: GitHubStandIn, api: Call, clock: Clock) -> None:
    github.lag(refs=0, pull_requests=LAG)
    github.push(REPOSITORY, BRANCH, REX)
    number = github.open_pull_request(REPOSITORY, BRANCH, REX)
    query = """query($number: Int!) { repository(owner: "5dlabs", name: "cto") {
      ref(qualifiedName: "task-3-login") { associatedPullRequests(first: 1) { totalCount } }
      pullRequest(number: $number) { state } } }"""
    asked = {"query": query, "variables": {"number": number}}

    early = api("POST", "/graphql", asked)
    missing = api("GET", f"/repos/{REPOSITORY}/pulls/{number}")
    clock.now += LAG
    late = api("POST", "/graphql", asked)

    assert early["errors"][0]["type"] == "NOT_FOUND"
    assert early["data"]["repository"] == {
        "ref": {"associatedPullRequests": {"totalCount": 0}},
        "pullRequest": None,
    }
    assert missing["message"] == "Not Found"
    assert late["data"]["repository"] == {
        "ref": {"associatedPullRequests": {"totalCount": 1}},
        "pullRequest": {"state": "OPEN"},
    }


def test_what_changes_something_is_answered_with_the_truth(
    github: GitHubStandIn, pull: int, api: Call, clock: Clock
) -> None:
    github.add_label(REPOSITORY, "ready-for-qa")
    repository = github.world.repository(REPOSITORY)
    github.lag(refs=0, pull_requests=LAG)
    clock.now += 60
    mutation = """mutation($pull: ID!, $label: ID!) {
      addLabelsToLabelable(input: {labelableId: $pull, labelIds: [$label]}) {
        labelable { labels(first: 9) { nodes { name } } } } }"""
    ids = {
        "pull": repository.issues[pull].node_id,
        "label": repository.labels["ready-for-qa"].node_id,
    }

    answer = api("POST", "/graphql", {"query": mutation, "variables": ids})
    listed = api("GET", f"/repos/{REPOSITORY}/issues/{pull}/labels")

    labelable = answer["data"]["addLabelsToLabelable"]["labelable"]
    assert labelable["labels"]["nodes"] == [{"name": "ready-for-qa"}]
    assert listed == []


def test_a_new_comment_is_not_found_by_its_id_yet(
    github: GitHubStandIn, pull: int, api: Call, clock: Clock
) -> None:
    clock.now += 60
    github.lag(refs=0, pull_requests=LAG)
    number = github.comment(REPOSITORY, pull, "alice", "hi")
    identifier = github.world.repository(REPOSITORY).issues[pull].comments[0].node_id
    asked = {"query": "query($id: ID!) { node(id: $id) { id } }", "variables": {"id": identifier}}
    path = f"/repos/{REPOSITORY}/issues/comments/{number}"

    early = (api("POST", "/graphql", asked)["data"], api("GET", path).get("body"))
    clock.now += LAG
    late = (api("POST", "/graphql", asked)["data"], api("GET", path).get("body"))

    assert (early, late) == (({"node": None}, None), ({"node": {"id": identifier}}, "hi"))


def test_a_lag_of_branches_hides_no_labels(
    github: GitHubStandIn, pull: int, clock: Clock, look: Callable[[], list[JsonObject]]
) -> None:
    clock.now += 60
    github.lag(refs=LAG, pull_requests=0)

    github.label(REPOSITORY, pull, "ready-for-qa", "alice")

    assert look()[0]["repository"]["labelled"]["totalCount"] == 1
