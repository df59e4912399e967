"""GitHub, as far as the loops use it: one query to see a branch or a task, one mutation to change labels."""

import json
from collections.abc import Collection, Sequence
from typing import NoReturn
from urllib.parse import quote

from remediation.clients.http import Http
from remediation.errors import Permanent, Temporary
from remediation.identifiers import BRANCH_PREFIX, task_of_branch
from remediation.model import JsonObject
from remediation.pull_requests import LABELS, Branch, Label, OurLabels, PullRequest, Task

_WRITERS = frozenset({"write", "admin"})
_NOT_FOUND = 404
_FINAL = frozenset({"NOT_FOUND", "FORBIDDEN", "UNPROCESSABLE", "INSUFFICIENT_SCOPES"})
_RATE_LIMITS = frozenset({"RATE_LIMITED", "RATE_LIMIT"})
_NOT_GRANTED = "not accessible by integration"

# A branch moves at once, but `headRefOid` of its pull request follows later, so the branch is asked.
_PULL_REQUEST = """
number id headRefName headRef { target { oid } } isCrossRepository labels(first: 100) { nodes { name } }"""
_OUR_LABELS = " ".join(
    f"label{index}: label(name: {json.dumps(label.name)}) {{ id }}" for index, label in enumerate(LABELS)
)
_BRANCH = f"""
query Branch($owner: String!, $name: String!, $ref: String!, $label: String!) {{
  repository(owner: $owner, name: $name) {{
    id
    {_OUR_LABELS}
    ref(qualifiedName: $ref) {{
      target {{ oid }}
      associatedPullRequests(states: [OPEN], first: 20) {{ nodes {{ {_PULL_REQUEST} }} }}
    }}
    pullRequests(labels: [$label], states: [OPEN], first: 50) {{ nodes {{ {_PULL_REQUEST} }} }}
  }}
}}"""
_TASK = f"""
query Task($owner: String!, $name: String!, $label: String!) {{
  repository(owner: $owner, name: $name) {{
    id
    {_OUR_LABELS}
    pullRequests(labels: [$label], states: [OPEN], first: 50) {{ nodes {{ {_PULL_REQUEST} }} }}
  }}
}}"""
_CREATE_LABEL = """
mutation CreateLabel($repository: ID!, $name: String!, $color: String!, $description: String!) {
  createLabel(input: {repositoryId: $repository, name: $name, color: $color, description: $description}) {
    label { id }
  }
}"""
_FIND_LABEL = """
query FindLabel($owner: String!, $name: String!, $label: String!) {
  repository(owner: $owner, name: $name) { id label(name: $label) { id } }
}"""
_LABEL_CHANGES = {"remove": "removeLabelsFromLabelable", "add": "addLabelsToLabelable"}
_LABELS_AFTERWARDS = "labelable { ... on PullRequest { labels(first: 100) { nodes { name } } } }"
_COMMENTS = """
query Comments($subject: ID!) {
  node(id: $subject) { ... on PullRequest { comments(last: 100) { nodes { body } } } }
}"""
_COMMENT = """
mutation Comment($subject: ID!, $body: String!) {
  addComment(input: {subjectId: $subject, body: $body}) { clientMutationId }
}"""


class GitHub:
    """One repository at GitHub."""

    def __init__(self, http: Http, *, repository: str) -> None:
        """Use a server for the repository `owner/repo`."""
        self._http = http
        self._owner, self._name = repository.split("/", 1)

    def close(self) -> None:
        """Drop the connection; the next call opens another."""
        self._http.close()

    def branch(self, branch: str, *, ask_about: str | None = None) -> Branch:
        """See a task's branch, its open pull requests in the same repository, and our labels, in one query.

        Args:
            branch: Name without `refs/heads/`.
            ask_about: A login whose write permission is wanted, which costs another call, or None.
        """
        task = task_of_branch(branch)
        found = self._repository(
            _BRANCH,
            ref=f"{BRANCH_PREFIX}{branch}",
            label=f"task-{task}",
        )
        ref = found.get("ref") or {}
        return Branch(
            head=(ref.get("target") or {}).get("oid"),
            pull_requests=_pull_requests(ref.get("associatedPullRequests")),
            claimants=_claimants(found, task),
            ours=_our_labels(found),
            sender_may_write=ask_about is not None and self._may_write(ask_about),
        )

    def task(self, task: int) -> Task:
        """See the open pull requests that carry `task-N` on a branch `task-N-...` of this repository."""
        found = self._repository(_TASK, label=f"task-{task}")
        return Task(number=task, pull_requests=_claimants(found, task), ours=_our_labels(found))

    def change_labels(
        self, pull_request: PullRequest, ours: OurLabels, *, add: Sequence[str], remove: Sequence[str]
    ) -> tuple[str, ...]:
        """Remove and add labels in one mutation and give those that the pull request has afterwards.

        GraphQL applies the parts one by one and answers 200 even if one failed, so what must be true is read
        back. A label to add that does not exist in the repository is created with its colour and description.

        Raises:
            Temporary: The labels are not as asked for.
        """
        ids = dict(ours.ids)
        for label in LABELS:
            if label.name in add and label.name not in ids:
                ids[label.name] = self._create_label(ours.repository_id, label)
        wanted = {"remove": [ids[name] for name in remove if name in ids], "add": [ids[name] for name in add]}
        parts = {part: labels for part, labels in wanted.items() if labels}
        if not parts:
            return pull_request.labels
        data = self._graphql(_label_mutation(parts), repeatable=False, subject=pull_request.node_id, **parts)
        afterwards = data[list(parts)[-1]]["labelable"]["labels"]["nodes"]
        now = tuple(node["name"] for node in afterwards)
        if missing := [name for name in add if name not in now]:
            message = f"GitHub did not add the label {missing[0]} to pull request {pull_request.number}"
            raise Temporary(message)
        if present := [name for name in remove if name in now]:
            message = f"GitHub did not remove the label {present[0]} from pull request {pull_request.number}"
            raise Temporary(message)
        return now

    def comment_once(self, pull_request: PullRequest, body: str, *, marker: str) -> None:
        """Comment on a pull request unless one of its last 100 comments has the marker already.

        Args:
            pull_request: Where to comment.
            body: Markdown.
            marker: What makes this comment unique; it is hidden in the text.
        """
        hidden = f"<!-- remedy: {marker} -->"
        nodes = self._graphql(_COMMENTS, repeatable=True, subject=pull_request.node_id)["node"]["comments"][
            "nodes"
        ]
        if not any(hidden in node["body"] for node in nodes):
            self._graphql(_COMMENT, subject=pull_request.node_id, body=f"{body}\n\n{hidden}")

    def _create_label(self, repository_id: str, label: Label) -> str:
        try:
            data = self._graphql(
                _CREATE_LABEL,
                repository=repository_id,
                name=label.name,
                color=label.color,
                description=label.description,
            )
        except Permanent:
            # Another task's run may have created it a moment ago.
            found = self._repository(_FIND_LABEL, label=label.name)["label"]
            if found is None:
                raise
            return str(found["id"])
        return str(data["createLabel"]["label"]["id"])

    def _may_write(self, login: str) -> bool:
        """Tell whether a login may write.

        GitHub's page "Permissions required for GitHub Apps" has this call under `metadata: read`; what an app
        needs for GraphQL's `collaborators` is written nowhere.
        """
        path = f"/repos/{self._owner}/{self._name}/collaborators/{quote(login, safe='')}/permission"
        answer = self._http.call("GET", path, allow={_NOT_FOUND})
        return answer.status != _NOT_FOUND and answer.json().get("permission") in _WRITERS

    def _repository(self, query: str, **variables: object) -> JsonObject:
        data = self._graphql(query, repeatable=True, owner=self._owner, name=self._name, **variables)
        found: JsonObject | None = data.get("repository")
        if found is None:
            message = f"GitHub does not show {self._owner}/{self._name} to this app; install the app there"
            raise Permanent(message)
        return found

    def _graphql(self, query: str, *, repeatable: bool = False, **variables: object) -> JsonObject:
        body = {"query": query, "variables": variables}
        answer = self._http.call("POST", "/graphql", body=body, repeatable=repeatable).json()
        if errors := answer.get("errors"):
            _refuse(errors)
        data: JsonObject | None = answer.get("data")
        if data is None:
            message = f"GitHub gave no data: {answer.get('message', 'no reason given')}"
            raise Temporary(message)
        return data


def _refuse(errors: list[JsonObject]) -> NoReturn:
    """Raise what tells whether another try can help; an error of no known kind is a hiccup."""
    kinds = {error.get("type") for error in errors}
    where = ".".join(str(part) for part in errors[0].get("path") or ()) or "the query"
    message = f"GitHub refused {where}: {errors[0].get('message', 'no reason given')}"
    if _NOT_GRANTED in message:
        message += "; grant the GitHub App the permissions that docs/settings.md lists"
    if kinds & _RATE_LIMITS:
        raise Temporary(message, retry_after=60)
    if kinds & _FINAL or any("code" in (error.get("extensions") or {}) for error in errors):
        raise Permanent(message)
    raise Temporary(message)


def _pull_requests(connection: JsonObject | None) -> tuple[PullRequest, ...]:
    return tuple(
        PullRequest(
            number=node["number"],
            node_id=node["id"],
            branch=node["headRefName"],
            head=node["headRef"]["target"]["oid"],
            labels=tuple(label["name"] for label in node["labels"]["nodes"]),
        )
        for node in (connection or {}).get("nodes", ())
        if node["headRef"] and not node["isCrossRepository"]
    )


def _claimants(found: JsonObject, task: int | None) -> tuple[PullRequest, ...]:
    pulls = _pull_requests(found["pullRequests"])
    return tuple(pull for pull in pulls if task_of_branch(pull.branch) == task)


def _our_labels(found: JsonObject) -> OurLabels:
    ids = {
        label.name: known["id"]
        for index, label in enumerate(LABELS)
        if (known := found.get(f"label{index}")) is not None
    }
    return OurLabels(repository_id=found["id"], ids=ids)


def _label_mutation(parts: Collection[str]) -> str:
    """Write a mutation of these parts only: how GitHub takes an empty list of labels is not documented."""
    declared = "".join(f", ${part}: [ID!]!" for part in parts)
    changes = " ".join(
        f"{part}: {_LABEL_CHANGES[part]}(input: {{labelableId: $subject, labelIds: ${part}}}) "
        f"{{ {_LABELS_AFTERWARDS} }}"
        for part in parts
    )
    return f"mutation ChangeLabels($subject: ID!{declared}) {{ {changes} }}"
