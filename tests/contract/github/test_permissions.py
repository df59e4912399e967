"""What an app may do: exactly what GitHub's page "Permissions required for GitHub Apps" lets it."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from sandbox.github import GitHubStandIn
from sandbox.github.founding import RegisteredApp
from tests.contract.github.conftest import BRANCH, REPOSITORY, Raw
from tests.contract.github.test_apps import mint

BY_INTEGRATION = "Resource not accessible by integration"
LOWER = {"write": "read", "read": None}

SEE = '{ repository(owner: "5dlabs", name: "cto") { %s } }'
REF = f'ref(qualifiedName: "refs/heads/{BRANCH}") {{ %s }}'
PULLS = 'pullRequests(labels: ["task-3"], states: [OPEN], first: 50) { nodes { %s } }'
CHANGE = "mutation($pull: ID!, $label: ID!) { %s(input: {labelableId: $pull, labelIds: [$label]}) { %s } }"
LABELS = "labelable { ... on PullRequest { labels(first: 100) { nodes { name } } } }"
CREATE = """mutation($repository: ID!) {
  createLabel(input: {repositoryId: $repository, name: "new", color: "ffffff"}) { label { id } } }"""
TIMELINE = "timelineItems(itemTypes: [LABELED_EVENT], last: 9) { nodes { __typename } }"
COMMENT = 'mutation($pull: ID!) { addComment(input: {subjectId: $pull, body: "hi"}) { clientMutationId } }'
COMMENTS = "query($pull: ID!) { node(id: $pull) { ... on PullRequest { comments(last: 9) { totalCount } } } }"
ISSUE = f"/repos/{REPOSITORY}/issues/1"


@dataclass(frozen=True)
class Case:
    """A call, and the permissions that it needs on top of `metadata: read`."""

    needs: dict[str, str]
    graphql: str = ""
    rest: tuple[str, str, object] = ("", "", None)


READ, WRITE = {"pull_requests": "read"}, {"pull_requests": "write"}
CASES = {
    "a branch": Case({"contents": "read"}, SEE % (REF % "target { oid }")),
    "a branch's pull requests": Case(
        {"contents": "read", **READ},
        SEE % (REF % "associatedPullRequests(states: [OPEN], first: 20) { nodes { number } }"),
    ),
    "pull requests by label": Case(READ, SEE % (PULLS % "id labels(first: 100) { nodes { name } }")),
    "a pull request's branch": Case(
        {"contents": "read", **READ}, SEE % (PULLS % "headRef { target { oid } }")
    ),
    "a label, of pull requests": Case(READ, SEE % 'label(name: "known") { id }'),
    "a label, of issues": Case({"issues": "read"}, SEE % 'label(name: "known") { id }'),
    "a pull request's comments": Case(READ, COMMENTS),
    "who labelled a pull request": Case(READ, SEE % f"pullRequest(number: 1) {{ {TIMELINE} }}"),
    "labels on": Case(WRITE, CHANGE % ("addLabelsToLabelable", LABELS)),
    "labels off": Case(WRITE, CHANGE % ("removeLabelsFromLabelable", LABELS)),
    "a comment": Case(WRITE, COMMENT),
    "a new label": Case({"issues": "write"}, CREATE),
    "a person's role": Case({}, rest=("GET", f"/repos/{REPOSITORY}/collaborators/bob/permission", None)),
    "labels on, by REST": Case(WRITE, rest=("POST", f"{ISSUE}/labels", ["known"])),
    "labels off, by REST": Case(WRITE, rest=("DELETE", f"{ISSUE}/labels/task-3", None)),
    "a comment, by REST": Case(WRITE, rest=("POST", f"{ISSUE}/comments", {"body": "hi"})),
    "a dismissal, by REST": Case(
        WRITE, rest=("PUT", f"/repos/{REPOSITORY}/pulls/1/reviews/1/dismissals", {"message": "no"})
    ),
    "comments, by REST": Case(READ, rest=("GET", f"{ISSUE}/comments", None)),
    "a new label, by REST": Case(
        {"issues": "write"}, rest=("POST", f"/repos/{REPOSITORY}/labels", {"name": "n"})
    ),
}


@pytest.fixture
def act(github: GitHubStandIn, url: str) -> Callable[[Case, dict[str, str]], str | None]:
    """Make a call with a token of these permissions; the answer is why it was refused."""
    everything = {"contents": "write", "issues": "write", "pull_requests": "write"}
    app = github.register_app("remedy", permissions=everything)
    github.install(app.app, [REPOSITORY])
    github.add_label(REPOSITORY, "known")
    github.label(REPOSITORY, 1, "task-3", "alice")
    return lambda case, granted: refusal(github, app, url, case, granted)


def refusal(
    github: GitHubStandIn, app: RegisteredApp, url: str, case: Case, granted: dict[str, str]
) -> str | None:
    raw = Raw(url, mint(app, url, permissions={"metadata": "read", **granted}))
    if not case.graphql:
        status, answer, _ = raw(*case.rest)
        return answer["message"] if status == 403 else None
    repo = github.world.repository(REPOSITORY)
    ids = {"repository": repo.node_id, "pull": repo.issues[1].node_id, "label": repo.labels["known"].node_id}
    variables = {name: value for name, value in ids.items() if f"${name}:" in case.graphql}
    errors = raw.graphql(case.graphql, **variables).get("errors")
    if not errors:
        return None
    assert {error["type"] for error in errors} == {"FORBIDDEN"}
    return str(errors[0]["message"])


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_what_is_needed_is_enough(act: Callable[[Case, dict[str, str]], str | None], case: Case) -> None:
    assert act(case, case.needs) is None


@pytest.mark.parametrize(
    ("case", "missing"),
    [(case, missing) for case in CASES.values() for missing in case.needs],
    ids=[f"{name}, without {missing}" for name, case in CASES.items() for missing in case.needs],
)
def test_what_is_needed_is_not_done_with_less(
    act: Callable[[Case, dict[str, str]], str | None], case: Case, missing: str
) -> None:
    level = LOWER[case.needs[missing]]
    granted = {name: held for name, held in case.needs.items() if name != missing}
    granted |= {missing: level} if level else {}

    assert act(case, granted) == BY_INTEGRATION


@pytest.mark.parametrize("name", ["labels on", "a comment", "labels on, by REST", "a comment, by REST"])
def test_a_pull_request_is_not_changed_as_an_issue(
    act: Callable[[Case, dict[str, str]], str | None], name: str
) -> None:
    assert act(CASES[name], {"issues": "write", "pull_requests": "read"}) == BY_INTEGRATION


@pytest.mark.parametrize("name", ["a new label", "a new label, by REST"])
def test_a_label_is_not_created_with_the_permission_for_pull_requests(
    act: Callable[[Case, dict[str, str]], str | None], name: str
) -> None:
    assert act(CASES[name], {"pull_requests": "write"}) == BY_INTEGRATION


def test_whether_an_app_may_list_collaborators_is_not_documented_so_it_may_not(
    act: Callable[[Case, dict[str, str]], str | None],
) -> None:
    collaborators = Case({}, SEE % "collaborators(first: 1) { nodes { login } }")

    assert act(collaborators, {"contents": "write", "issues": "write"}) == BY_INTEGRATION


def test_metadata_comes_with_every_app(github: GitHubStandIn, url: str) -> None:
    app = github.register_app("remedy", permissions={"contents": "read"})
    github.install(app.app, [REPOSITORY])

    assert app.app.permissions == {"metadata": "read", "contents": "read"}
    assert Raw(url, mint(app, url))("GET", f"/repos/{REPOSITORY}")[0] == 200


def test_a_public_repository_that_the_app_is_not_installed_on_shows_it_no_roles(
    github: GitHubStandIn, url: str
) -> None:
    app = github.register_app("remedy", permissions={})
    github.install(app.app, [REPOSITORY])
    github.add_repository("5dlabs/open", private=False)

    status, answer, _ = Raw(url, mint(app, url))("GET", "/repos/5dlabs/open/collaborators/bob/permission")

    assert (status, answer["message"]) == (403, "Must have push access to view collaborator permission.")
