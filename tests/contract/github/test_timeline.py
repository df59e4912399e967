"""Who put which label on a pull request or took it off, and when, as GraphQL's timeline tells it."""

from collections.abc import Callable

import pytest

from remediation.model import JsonObject
from sandbox.github import GitHubStandIn
from tests.contract.github.conftest import REPOSITORY, REX, Raw

CLEO = "5DLabs-Cleo[bot]"
TIMELINE = """
query($types: [PullRequestTimelineItemsItemType!], $first: Int, $last: Int, $after: String, $before: String) {
  repository(owner: "5dlabs", name: "cto") {
    pullRequest(number: 1) {
      timelineItems(itemTypes: $types, first: $first, last: $last, after: $after, before: $before) {
        pageInfo { hasNextPage hasPreviousPage endCursor startCursor }
        nodes {
          __typename
          ... on LabeledEvent { id createdAt actor { __typename login } label { name } }
          ... on UnlabeledEvent { id createdAt actor { __typename login } label { name } }
        }
      }
    }
  }
}"""
BOTH = ["LABELED_EVENT", "UNLABELED_EVENT"]
WRITE = """
mutation($pull: ID!, $label: ID!) {
  %s(input: {labelableId: $pull, labelIds: [$label]}) { clientMutationId }
}"""


@pytest.fixture
def github(github: GitHubStandIn) -> GitHubStandIn:
    github.add_user(CLEO, {REPOSITORY: "write"})
    github.add_label(REPOSITORY, "ready-for-qa")
    return github


@pytest.fixture
def timeline(raw: Callable[[str], Raw]) -> Callable[..., JsonObject]:
    """The connection as Alice sees it; by default the newest hundred of both types."""

    def ask(**variables: object) -> JsonObject:
        asked = {"types": BOTH, **(variables or {"last": 100})}
        answer = raw("alice").graphql(TIMELINE, **asked)
        assert "errors" not in answer
        found: JsonObject = answer["data"]["repository"]["pullRequest"]["timelineItems"]
        return found

    return ask


def told(connection: JsonObject) -> list[tuple[str, str, str]]:
    return [
        (node["__typename"], node["actor"]["login"], node["label"]["name"]) for node in connection["nodes"]
    ]


def test_it_tells_who_put_a_label_on_and_took_it_off(
    github: GitHubStandIn, timeline: Callable[..., JsonObject]
) -> None:
    github.label(REPOSITORY, 1, "ready-for-qa", CLEO)
    github.unlabel(REPOSITORY, 1, "ready-for-qa", "alice")
    github.label(REPOSITORY, 1, "ready-for-qa", REX)

    found = timeline()

    assert told(found) == [
        ("LabeledEvent", "5DLabs-Cleo", "ready-for-qa"),
        ("UnlabeledEvent", "alice", "ready-for-qa"),
        ("LabeledEvent", "5DLabs-Rex", "ready-for-qa"),
    ]
    assert [node["actor"]["__typename"] for node in found["nodes"]] == ["Bot", "User", "Bot"]
    assert len({node["id"] for node in found["nodes"]}) == 3
    assert all(node["createdAt"].endswith("Z") for node in found["nodes"])


def test_every_way_to_label_leaves_its_trace(
    github: GitHubStandIn, raw: Callable[[str], Raw], timeline: Callable[..., JsonObject]
) -> None:
    alice, repo = raw("alice"), github.world.repository(REPOSITORY)
    labels = f"/repos/{REPOSITORY}/issues/1/labels"
    ids = {"pull": repo.issues[1].node_id, "label": repo.labels["ready-for-qa"].node_id}

    alice.graphql(WRITE % "addLabelsToLabelable", **ids)
    alice.graphql(WRITE % "removeLabelsFromLabelable", **ids)
    alice("POST", labels, ["one", "two"])
    alice("PUT", labels, ["two", "three"])
    alice("DELETE", f"{labels}/two")
    alice("DELETE", labels)

    assert [(kind.removesuffix("Event"), name) for kind, _, name in told(timeline())] == [
        ("Labeled", "ready-for-qa"),
        ("Unlabeled", "ready-for-qa"),
        ("Labeled", "one"),
        ("Labeled", "two"),
        ("Unlabeled", "one"),
        ("Labeled", "three"),
        ("Unlabeled", "two"),
        ("Unlabeled", "three"),
    ]


def test_a_label_that_is_there_already_makes_no_event(
    github: GitHubStandIn, raw: Callable[[str], Raw], timeline: Callable[..., JsonObject]
) -> None:
    github.label(REPOSITORY, 1, "ready-for-qa", CLEO)
    before = len(github.events)

    github.label(REPOSITORY, 1, "ready-for-qa", REX)
    raw("alice")("POST", f"/repos/{REPOSITORY}/issues/1/labels", ["ready-for-qa", "Ready-for-QA"])

    assert told(timeline()) == [("LabeledEvent", "5DLabs-Cleo", "ready-for-qa")]
    assert len(github.events) == before


def test_one_label_named_twice_is_put_on_once(
    raw: Callable[[str], Raw], timeline: Callable[..., JsonObject]
) -> None:
    raw("alice")("POST", f"/repos/{REPOSITORY}/issues/1/labels", ["new", "New"])

    assert told(timeline()) == [("LabeledEvent", "alice", "new")]


def test_only_the_types_that_are_asked_for_come(
    github: GitHubStandIn, timeline: Callable[..., JsonObject]
) -> None:
    github.label(REPOSITORY, 1, "ready-for-qa", CLEO)
    github.unlabel(REPOSITORY, 1, "ready-for-qa", "alice")

    assert [kind for kind, *_ in told(timeline(types=["UNLABELED_EVENT"], first=5))] == ["UnlabeledEvent"]


def test_its_pages_follow_cursors_from_both_ends(
    github: GitHubStandIn, timeline: Callable[..., JsonObject]
) -> None:
    for name in "abc":
        github.label(REPOSITORY, 1, name, "alice")

    oldest = timeline(first=2)
    rest = timeline(first=2, after=oldest["pageInfo"]["endCursor"])
    newest = timeline(last=1)
    earlier = timeline(last=2, before=newest["pageInfo"]["startCursor"])

    pages = [[name for *_, name in told(page)] for page in (oldest, rest, newest, earlier)]
    assert pages == [["a", "b"], ["c"], ["c"], ["a", "b"]]
    assert [page["pageInfo"]["hasNextPage"] for page in (oldest, rest)] == [True, False]
    assert [page["pageInfo"]["hasPreviousPage"] for page in (newest, earlier)] == [True, False]


@pytest.mark.parametrize("types", [None, []])
def test_the_whole_timeline_is_refused_because_only_a_part_is_here(
    raw: Callable[[str], Raw], types: list[str] | None
) -> None:
    answer = raw("alice").graphql(TIMELINE, types=types, first=5)

    (error,) = answer["errors"]
    assert error["path"] == ["repository", "pullRequest", "timelineItems"]
    assert "itemTypes must name" in error["message"]


@pytest.mark.parametrize(
    ("query", "part"),
    [
        ("timelineItems(itemTypes: [CLOSED_EVENT], first: 1) { nodes { __typename } }", "CLOSED_EVENT"),
        (
            "timelineItems(itemTypes: [LABELED_EVENT], first: 1) { nodes { ... on ClosedEvent { id } } }",
            "Unknown type 'ClosedEvent'",
        ),
        ("timelineItems(itemTypes: [LABELED_EVENT]) { totalCount }", "Cannot query field 'totalCount'"),
    ],
)
def test_what_is_not_here_is_refused_and_not_empty(raw: Callable[[str], Raw], query: str, part: str) -> None:
    answer = raw("alice").graphql(
        f'{{ repository(owner: "5dlabs", name: "cto") {{ pullRequest(number: 1) {{ {query} }} }} }}'
    )

    assert "data" not in answer
    assert part in answer["errors"][0]["message"]


def test_a_list_needs_a_size(raw: Callable[[str], Raw]) -> None:
    answer = raw("alice").graphql(TIMELINE, types=BOTH)

    assert answer["errors"][0]["type"] == "MISSING_PAGINATION_BOUNDARIES"


def test_an_event_is_found_by_its_id(
    github: GitHubStandIn, raw: Callable[[str], Raw], timeline: Callable[..., JsonObject]
) -> None:
    github.label(REPOSITORY, 1, "ready-for-qa", CLEO)
    identifier = timeline()["nodes"][0]["id"]

    answer = raw("alice").graphql(
        """query($id: ID!) { node(id: $id) { __typename ... on LabeledEvent {
          label { name } labelable { ... on PullRequest { number } } } } }""",
        id=identifier,
    )

    assert answer["data"]["node"] == {
        "__typename": "LabeledEvent",
        "label": {"name": "ready-for-qa"},
        "labelable": {"number": 1},
    }
