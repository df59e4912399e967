from collections.abc import Callable

import pytest

from sandbox.github import GitHubStandIn
from tests.contract.github.conftest import REPOSITORY, Raw
from tests.contract.github.test_apps import mint

REPO = '{ repository(owner: "5dlabs", name: "%s") { %s } }'


def refusal(raw: Raw, query: str, **variables: object) -> tuple[object, object, object]:
    error = raw.graphql(query, **variables)["errors"][0]
    return error.get("type"), error.get("path"), error["message"]


def test_a_repository_that_is_not_seen_is_not_found(raw: Callable[[str], Raw]) -> None:
    expected = ("NOT_FOUND", ["repository"], "Could not resolve to a Repository with the name '5dlabs/%s'.")

    for login, name in (("alice", "nope"), ("mallory", "cto")):
        kind, path, message = refusal(raw(login), REPO % (name, "id"))
        assert (kind, path, message) == (*expected[:2], expected[2] % name)


def test_a_missing_pull_request_leaves_the_rest(raw: Callable[[str], Raw]) -> None:
    answer = raw("alice").graphql(REPO % ("cto", "name pullRequest(number: 99) { id }"))

    assert answer["data"] == {"repository": {"name": "cto", "pullRequest": None}}
    assert answer["errors"] == [
        {
            "type": "NOT_FOUND",
            "path": ["repository", "pullRequest"],
            "locations": [{"line": 1, "column": 51}],
            "message": "Could not resolve to a PullRequest with the number of 99.",
        }
    ]


@pytest.mark.parametrize("size", [101, 200])
def test_more_than_100_records_are_refused(raw: Callable[[str], Raw], size: int) -> None:
    kind, path, message = refusal(raw("alice"), REPO % ("cto", f"labels(first: {size}) {{ nodes {{ id }} }}"))

    assert (kind, path) == ("EXCESSIVE_PAGINATION", ["repository", "labels"])
    assert (
        message
        == f"Requesting {size} records on the `labels` connection exceeds the `first` limit of 100 records."
    )


def test_a_list_needs_a_size_and_a_count_does_not(raw: Callable[[str], Raw]) -> None:
    kind, path, _ = refusal(raw("alice"), REPO % ("cto", "labels { nodes { id } }"))

    assert (kind, path) == ("MISSING_PAGINATION_BOUNDARIES", ["repository", "labels"])
    assert raw("alice").graphql(REPO % ("cto", "labels { totalCount }")) == {
        "data": {"repository": {"labels": {"totalCount": 0}}}
    }


def test_too_many_nodes_are_refused(raw: Callable[[str], Raw]) -> None:
    nested = (
        "pullRequests(first: 100) { nodes { comments(first: 100) { nodes { pullRequest { labels(first: 100) "
    )
    query = REPO % ("cto", nested + "{ nodes { id } } } } } } }")

    kind, _, message = refusal(raw("alice"), query)

    assert kind == "MAX_NODE_LIMIT_EXCEEDED"
    assert "1,010,100" in str(message)


@pytest.mark.parametrize(
    ("query", "part"),
    [
        ("{ repository(owner: }", "Syntax Error"),
        ("{ nothing }", "Cannot query field 'nothing' on type 'Query'"),
        (
            "query($id: ID!) { node(id: $id) { id } }",
            "Variable '$id'",
        ),
        ('{ repository(name: "cto") { id } }', "of type 'String!' is required"),
    ],
)
def test_a_query_that_is_wrong_runs_not_at_all(raw: Callable[[str], Raw], query: str, part: str) -> None:
    answer = raw("alice").graphql(query)

    assert "data" not in answer
    assert part in answer["errors"][0]["message"]


def test_who_may_not_label_is_told_so(github: GitHubStandIn, raw: Callable[[str], Raw]) -> None:
    github.add_label(REPOSITORY, "x")
    repo = github.world.repository(REPOSITORY)
    query = """mutation($pull: ID!, $label: ID!) {
      addLabelsToLabelable(input: {labelableId: $pull, labelIds: [$label]}) { clientMutationId } }"""

    told = refusal(raw("bob"), query, pull=repo.issues[1].node_id, label=repo.labels["x"].node_id)

    assert told == (
        "FORBIDDEN",
        ["addLabelsToLabelable"],
        "bob does not have the correct permissions to execute `AddLabelsToLabelable`",
    )


def test_an_app_without_the_permission_is_forbidden(github: GitHubStandIn, url: str) -> None:
    registered = github.register_app("reader", permissions={"contents": "read"})
    github.install(registered.app, [REPOSITORY])
    reader = Raw(url, mint(registered, url))

    answer = reader.graphql(
        REPO % ("cto", 'id pullRequest(number: 1) { id } ref(qualifiedName: "main") { name }')
    )

    assert answer["data"]["repository"]["pullRequest"] is None
    assert answer["data"]["repository"]["ref"] == {"name": "main"}
    assert [(error["type"], error["path"], error["message"]) for error in answer["errors"]] == [
        ("FORBIDDEN", ["repository", "pullRequest"], "Resource not accessible by integration")
    ]


def test_strangers_do_not_see_collaborators(raw: Callable[[str], Raw]) -> None:
    told = refusal(raw("bob"), REPO % ("cto", "collaborators(first: 1) { nodes { login } }"))

    assert told == (
        "FORBIDDEN",
        ["repository", "collaborators"],
        "Must have push access to view repository collaborators.",
    )


def test_a_node_of_an_unseen_repository_is_not_found(
    github: GitHubStandIn, raw: Callable[[str], Raw]
) -> None:
    pull = github.world.repository(REPOSITORY).issues[1].node_id

    told = refusal(raw("mallory"), "query($id: ID!) { node(id: $id) { id } }", id=pull)

    assert told == ("NOT_FOUND", ["node"], f"Could not resolve to a node with the global id of '{pull}'")


def test_nobody_in_particular_is_401(raw: Callable[[str], Raw]) -> None:
    status, answer, _ = raw("")("POST", "/graphql", {"query": "{ viewer { login } }"})

    assert (status, answer["message"]) == (401, "This endpoint requires you to be authenticated.")


def test_a_secondary_limit_is_a_403_here_too(github: GitHubStandIn, raw: Callable[[str], Raw]) -> None:
    github.limits.throttle(seconds=5)

    status, _, headers = raw("alice")("POST", "/graphql", {"query": "{ viewer { login } }"})

    assert (status, headers["retry-after"]) == (403, "5")
