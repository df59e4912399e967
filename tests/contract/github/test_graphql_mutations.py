from collections.abc import Callable

import pytest

from sandbox.github import GitHubStandIn
from tests.contract.github.conftest import REPOSITORY, Raw

CHANGE = """
mutation($pull: ID!, $remove: [ID!]!, $add: [ID!]!) {
  removed: removeLabelsFromLabelable(input: {labelableId: $pull, labelIds: $remove}) { clientMutationId }
  added: addLabelsToLabelable(input: {labelableId: $pull, labelIds: $add, clientMutationId: "x"}) {
    clientMutationId
    labelable { ... on PullRequest { labels(first: 100) { nodes { name } } } }
  }
}"""


def identifiers(github: GitHubStandIn) -> dict[str, str]:
    repo = github.world.repository(REPOSITORY)
    labels = {label.name: label.node_id for label in repo.labels.values()}
    return {"pull": repo.issues[1].node_id, "repository": repo.node_id, **labels}


@pytest.fixture
def ids(github: GitHubStandIn) -> dict[str, str]:
    github.add_label(REPOSITORY, "remediation-in-progress", color="fbca04")
    github.label(REPOSITORY, 1, "ready-for-qa", "alice")
    return identifiers(github)


def labels_of(github: GitHubStandIn) -> list[str]:
    names: list[str] = github.snapshot()["pull_requests"][0]["labels"]
    return names


def test_aliases_remove_and_add_in_one_request(
    github: GitHubStandIn, raw: Callable[[str], Raw], ids: dict[str, str]
) -> None:
    answer = raw("alice").graphql(
        CHANGE, pull=ids["pull"], remove=[ids["ready-for-qa"]], add=[ids["remediation-in-progress"]]
    )

    assert answer["data"]["added"] == {
        "clientMutationId": "x",
        "labelable": {"labels": {"nodes": [{"name": "remediation-in-progress"}]}},
    }
    assert labels_of(github) == ["remediation-in-progress"]
    assert [event.action for event in github.events][-2:] == ["unlabeled", "labeled"]


def test_what_is_so_already_changes_nothing_and_tells_nobody(
    github: GitHubStandIn, raw: Callable[[str], Raw], ids: dict[str, str]
) -> None:
    before = len(github.events)

    answer = raw("alice").graphql(
        CHANGE, pull=ids["pull"], remove=[ids["remediation-in-progress"]], add=[ids["ready-for-qa"]]
    )

    assert "errors" not in answer
    assert len(github.events) == before


def test_an_error_in_the_second_alias_leaves_the_first_applied(
    github: GitHubStandIn, raw: Callable[[str], Raw], ids: dict[str, str]
) -> None:
    answer = raw("alice").graphql(
        CHANGE, pull=ids["pull"], remove=[ids["ready-for-qa"]], add=["LA_kwDOmissing"]
    )

    assert answer["data"] == {"removed": {"clientMutationId": None}, "added": None}
    assert [(error["type"], error["path"]) for error in answer["errors"]] == [("NOT_FOUND", ["added"])]
    assert labels_of(github) == []


def test_an_answer_that_asks_wrongly_does_not_undo_the_mutation(
    github: GitHubStandIn, raw: Callable[[str], Raw], ids: dict[str, str]
) -> None:
    answer = raw("alice").graphql(
        CHANGE.replace("labels(first: 100)", "labels"),
        pull=ids["pull"],
        remove=[ids["remediation-in-progress"]],
        add=[ids["ready-for-qa"]],
    )

    assert answer["errors"][0]["type"] == "MISSING_PAGINATION_BOUNDARIES"
    assert answer["errors"][0]["path"] == ["added", "labelable", "labels"]
    assert labels_of(github) == ["ready-for-qa"]


def test_an_empty_list_of_labels_is_refused(
    github: GitHubStandIn, raw: Callable[[str], Raw], ids: dict[str, str]
) -> None:
    answer = raw("alice").graphql(CHANGE, pull=ids["pull"], remove=[ids["ready-for-qa"]], add=[])

    assert [(error["type"], error["path"]) for error in answer["errors"]] == [("UNPROCESSABLE", ["added"])]
    assert labels_of(github) == []


def test_a_label_is_created_and_updated(raw: Callable[[str], Raw], ids: dict[str, str]) -> None:
    create = """mutation($repository: ID!, $name: String!) {
      createLabel(input: {repositoryId: $repository, name: $name, color: "D93F0B", description: "Decide"}) {
        label { id name color description } } }"""
    alice = raw("alice")

    created = alice.graphql(create, repository=ids["repository"], name="needs-human")
    label = created["data"]["createLabel"]["label"]
    again = alice.graphql(create, repository=ids["repository"], name="Needs-Human")
    renamed = alice.graphql(
        'mutation($id: ID!) { updateLabel(input: {id: $id, name: "person"}) { label { name color } } }',
        id=label["id"],
    )

    assert (label["color"], label["description"]) == ("d93f0b", "Decide")
    assert again["data"] == {"createLabel": None}
    assert (again["errors"][0]["type"], again["errors"][0]["message"]) == (
        "UNPROCESSABLE",
        "Name has already been taken",
    )
    assert renamed["data"]["updateLabel"]["label"] == {"name": "person", "color": "d93f0b"}


def test_a_comment_is_added_and_updated(
    github: GitHubStandIn, raw: Callable[[str], Raw], ids: dict[str, str]
) -> None:
    add = """mutation($subject: ID!, $body: String!) {
      addComment(input: {subjectId: $subject, body: $body}) {
        commentEdge { node { id body author { login } } } } }"""
    alice = raw("alice")

    node = alice.graphql(add, subject=ids["pull"], body="one")["data"]["addComment"]["commentEdge"]["node"]
    alice.graphql(
        'mutation($id: ID!) { updateIssueComment(input: {id: $id, body: "two"}) { issueComment { body } } }',
        id=node["id"],
    )
    long = alice.graphql(add, subject=ids["pull"], body="x" * 65_537)

    assert node["author"] == {"login": "alice"}
    assert [comment["body"] for comment in github.snapshot()["pull_requests"][0]["comments"]] == ["two"]
    assert long["errors"][0]["message"] == "Body is too long (maximum is 65536 characters)"


def test_a_pull_request_is_closed(
    github: GitHubStandIn, raw: Callable[[str], Raw], ids: dict[str, str]
) -> None:
    close = """mutation($id: ID!) {
      closePullRequest(input: {pullRequestId: $id}) { pullRequest { state closed } } }"""

    answer = raw("alice").graphql(close, id=ids["pull"])

    assert answer["data"]["closePullRequest"]["pullRequest"] == {"state": "CLOSED", "closed": True}
    assert github.events[-1].action == "closed"
