from collections.abc import Callable

from github import Github

from remediation.model import JsonObject
from sandbox.github import GitHubStandIn
from tests.contract.github.conftest import BRANCH, REPOSITORY, REX, Raw

PULL = """
query($owner: String!, $name: String!, $branch: String!, $labels: [String!]) {
  repository(owner: $owner, name: $name) {
    id nameWithOwner isFork
    ref(qualifiedName: $branch) {
      name target { oid ... on Commit { messageHeadline author { user { login } } } }
    }
    label(name: "TASK-3") { id name }
    pullRequests(headRefName: "task-3-login", states: [OPEN], labels: $labels, first: 10) {
      totalCount
      pageInfo { hasNextPage endCursor }
      nodes {
        id number state isCrossRepository isDraft headRefName headRefOid baseRefName createdAt updatedAt
        headRepository { nameWithOwner }
        author { __typename login }
        labels(first: 10) { nodes { id name } }
      }
    }
  }
}"""
OWNER = {"owner": "5dlabs", "name": "cto"}


def test_one_query_tells_a_branch_and_its_pull_request(
    github: GitHubStandIn, raw: Callable[[str], Raw]
) -> None:
    github.label(REPOSITORY, 1, "task-3", "alice")
    head = github.snapshot()["branches"][REPOSITORY][BRANCH]

    answer = raw("alice").graphql(PULL, **OWNER, branch=f"refs/heads/{BRANCH}", labels=["task-3"])

    found = answer["data"]["repository"]
    assert "errors" not in answer
    assert (found["nameWithOwner"], found["isFork"], found["label"]["name"]) == (REPOSITORY, False, "task-3")
    assert found["ref"] == {
        "name": BRANCH,
        "target": {"oid": head, "messageHeadline": "Add login", "author": {"user": None}},
    }
    (pull,) = found["pullRequests"]["nodes"]
    assert (pull["number"], pull["state"], pull["headRefOid"]) == (1, "OPEN", head)
    assert pull["headRepository"] == {"nameWithOwner": REPOSITORY}
    assert pull["labels"]["nodes"] == [found["label"]]


def test_a_bot_has_no_suffix_in_graphql(raw: Callable[[str], Raw]) -> None:
    answer = raw("alice").graphql(PULL, **OWNER, branch="main")

    (pull,) = answer["data"]["repository"]["pullRequests"]["nodes"]
    assert pull["author"] == {"__typename": "Bot", "login": REX.removesuffix("[bot]")}


def test_several_labels_mean_any_of_them(github: GitHubStandIn, raw: Callable[[str], Raw]) -> None:
    github.label(REPOSITORY, 1, "task-3", "alice")

    def count(*labels: str) -> int:
        answer = raw("alice").graphql(PULL, **OWNER, branch="main", labels=labels)
        return int(answer["data"]["repository"]["pullRequests"]["totalCount"])

    assert (count("task-3", "task-4"), count("task-4"), count("TASK-3")) == (1, 0, 1)


def test_merged_is_a_state_of_its_own(github: GitHubStandIn, raw: Callable[[str], Raw]) -> None:
    github.merge(REPOSITORY, 1, "alice")

    answer = raw("alice").graphql("""{ repository(owner: "5dlabs", name: "cto") {
      pullRequest(number: 1) { state merged mergedBy { login } } } }""")

    pull = answer["data"]["repository"]["pullRequest"]
    assert pull == {"state": "MERGED", "merged": True, "mergedBy": {"login": "alice"}}


def test_the_end_of_a_branch_is_the_end_of_its_pull_request(
    github: GitHubStandIn, raw: Callable[[str], Raw]
) -> None:
    query = """{ repository(owner: "5dlabs", name: "cto") { pullRequest(number: 1) {
      state isDraft merged closed closedAt updatedAt headRef { name } headRefName } } }"""

    def shown() -> JsonObject:
        found: JsonObject = raw("alice").graphql(query)["data"]["repository"]["pullRequest"]
        return found

    github.convert_to_draft(REPOSITORY, 1, REX)
    before = shown()
    github.push(REPOSITORY, BRANCH, REX, delete=True)
    after = shown()

    assert before == {
        "state": "OPEN",
        "isDraft": True,
        "merged": False,
        "closed": False,
        "closedAt": None,
        "updatedAt": before["updatedAt"],
        "headRef": {"name": BRANCH},
        "headRefName": BRANCH,
    }
    assert after["closedAt"] == after["updatedAt"] >= before["updatedAt"]
    assert after == {
        **before,
        "state": "CLOSED",
        "closed": True,
        "closedAt": after["closedAt"],
        "updatedAt": after["updatedAt"],
        "headRef": None,
    }


def test_a_reopened_pull_request_was_never_closed(github: GitHubStandIn, raw: Callable[[str], Raw]) -> None:
    github.close(REPOSITORY, 1, "alice")
    github.reopen(REPOSITORY, 1, "alice")

    answer = raw("alice").graphql("""{ repository(owner: "5dlabs", name: "cto") {
      pullRequest(number: 1) { state closed closedAt } } }""")

    pull = answer["data"]["repository"]["pullRequest"]
    assert pull == {"state": "OPEN", "closed": False, "closedAt": None}


def test_what_is_not_there_is_null(raw: Callable[[str], Raw]) -> None:
    answer = raw("alice").graphql("""{ repository(owner: "5dlabs", name: "cto") {
      ref(qualifiedName: "refs/heads/x") { id } label(name: "x") { id } } }""")

    assert answer == {"data": {"repository": {"ref": None, "label": None}}}


def test_a_node_is_found_by_its_id(pygithub: Callable[[str], Github]) -> None:
    github = pygithub("alice")
    pull = github.get_repo(REPOSITORY).get_pull(1)

    _, answer = github.requester.graphql_query(
        "query($id: ID!) { node(id: $id) { __typename ... on PullRequest { number } } }",
        {"id": pull.raw_data["node_id"]},
    )

    assert answer["data"]["node"] == {"__typename": "PullRequest", "number": 1}


def test_collaborators_are_people_with_their_permission(raw: Callable[[str], Raw]) -> None:
    query = """query($who: String) { repository(owner: "5dlabs", name: "cto") {
      collaborators(query: $who, first: 10) { edges { permission node { login } } } } }"""

    found = raw("alice").graphql(query, who="")["data"]["repository"]["collaborators"]["edges"]
    only = raw("alice").graphql(query, who="ali")["data"]["repository"]["collaborators"]["edges"]

    assert {edge["node"]["login"]: edge["permission"] for edge in found} == {
        "alice": "WRITE",
        "bob": "READ",
        "carol": "TRIAGE",
    }
    assert [edge["node"]["login"] for edge in only] == ["alice"]


def test_pages_follow_cursors(github: GitHubStandIn, raw: Callable[[str], Raw]) -> None:
    for number in range(5):
        github.add_label(REPOSITORY, f"label-{number}")
    query = """query($after: String) { repository(owner: "5dlabs", name: "cto") {
      labels(first: 2, after: $after, orderBy: {field: NAME, direction: DESC}) {
        totalCount nodes { name } pageInfo { hasNextPage endCursor } } } }"""
    names, after, pages = [], None, 0

    while True:
        page = raw("alice").graphql(query, after=after)["data"]["repository"]["labels"]
        names += [node["name"] for node in page["nodes"]]
        pages += 1
        after = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            break

    assert (names, pages, page["totalCount"]) == ([f"label-{number}" for number in (4, 3, 2, 1, 0)], 3, 5)


def test_the_newest_reviews_and_comments(github: GitHubStandIn, raw: Callable[[str], Raw]) -> None:
    github.review(REPOSITORY, 1, "alice", "approved")
    github.comment(REPOSITORY, 1, "bob", "first")
    github.comment(REPOSITORY, 1, "bob", "second")

    answer = raw("alice").graphql("""{ repository(owner: "5dlabs", name: "cto") { pullRequest(number: 1) {
      reviews(last: 1, states: [APPROVED]) { nodes { state author { login } commit { oid } } }
      comments(last: 1) { nodes { body } }
      headRefOid mergeable changedFiles
    } } }""")

    pull = answer["data"]["repository"]["pullRequest"]
    assert pull["comments"]["nodes"] == [{"body": "second"}]
    assert pull["reviews"]["nodes"][0]["commit"]["oid"] == pull["headRefOid"]
    assert (pull["mergeable"], pull["changedFiles"]) == ("MERGEABLE", 1)


def test_a_query_tells_what_it_costs(raw: Callable[[str], Raw]) -> None:
    answer = raw("alice").graphql("""{ rateLimit { cost remaining limit nodeCount }
      repository(owner: "5dlabs", name: "cto") {
        pullRequests(first: 100) { nodes { labels(first: 100) { nodes { name } } } } } }""")

    assert answer["data"]["rateLimit"] == {"cost": 1, "remaining": 4999, "limit": 5000, "nodeCount": 10_100}
