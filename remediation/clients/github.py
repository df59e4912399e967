"""GitHub, as far as the loops use it: one query to see a branch or a task, one mutation to change labels."""

import json
from collections.abc import Sequence
from typing import NoReturn

from remediation.clients.http import Http
from remediation.errors import Permanent, Temporary
from remediation.identifiers import BRANCH_PREFIX, task_of_branch
from remediation.model import JsonObject
from remediation.pull_requests import LABELS, Branch, Label, OurLabels, PullRequest

_WRITERS = frozenset({"WRITE", "MAINTAIN", "ADMIN"})
_FINAL = frozenset({"NOT_FOUND", "FORBIDDEN", "UNPROCESSABLE", "INSUFFICIENT_SCOPES"})
_RATE_LIMITS = frozenset({"RATE_LIMITED", "RATE_LIMIT"})

_PULL_REQUEST = "number id headRefName headRefOid isCrossRepository labels(first: 100) { nodes { name } }"
_OUR_LABELS = " ".join(
    f"label{index}: label(name: {json.dumps(label.name)}) {{ id }}" for index, label in enumerate(LABELS)
)
_BRANCH = f"""
query Branch($owner: String!, $name: String!, $ref: String!, $login: String!, $ask: Boolean!) {{
  repository(owner: $owner, name: $name) {{
    id
    {_OUR_LABELS}
    ref(qualifiedName: $ref) {{
      target {{ oid }}
      associatedPullRequests(states: [OPEN], first: 20) {{ nodes {{ {_PULL_REQUEST} }} }}
    }}
    collaborators(query: $login, first: 20) @include(if: $ask) {{ edges {{ permission node {{ login }} }} }}
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
_CHANGE_LABELS = """
mutation ChangeLabels($subject: ID!, $add: [ID!]!, $remove: [ID!]!) {
  removed: removeLabelsFromLabelable(input: {labelableId: $subject, labelIds: $remove}) { clientMutationId }
  added: addLabelsToLabelable(input: {labelableId: $subject, labelIds: $add}) {
    labelable { ... on PullRequest { labels(first: 100) { nodes { name } } } }
  }
}"""
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
        """See a branch, its open pull requests in the same repository, and our labels, in one query.

        Args:
            branch: Name without `refs/heads/`.
            ask_about: A login whose write permission is wanted, or None.
        """
        found = self._repository(
            _BRANCH, ref=f"{BRANCH_PREFIX}{branch}", login=ask_about or "", ask=ask_about is not None
        )
        ref = found.get("ref") or {}
        return Branch(
            head=(ref.get("target") or {}).get("oid"),
            pull_requests=_pull_requests(ref.get("associatedPullRequests")),
            ours=_our_labels(found),
            sender_may_write=_may_write(found.get("collaborators"), ask_about),
        )

    def task(self, task: int) -> Branch:
        """See the open pull requests that carry `task-N` on a branch `task-N-...` of this repository."""
        found = self._repository(_TASK, label=f"task-{task}")
        pulls = [
            pull for pull in _pull_requests(found["pullRequests"]) if task_of_branch(pull.branch) == task
        ]
        return Branch(
            head=pulls[0].head if pulls else None,
            pull_requests=tuple(pulls),
            ours=_our_labels(found),
            sender_may_write=False,
        )

    def change_labels(
        self, pull_request: PullRequest, ours: OurLabels, *, add: Sequence[str], remove: Sequence[str]
    ) -> tuple[str, ...]:
        """Remove and add labels in one mutation and give those that the pull request has afterwards.

        GraphQL applies the parts one by one and answers 200 even if one failed, so what must be true is read
        back. A label that does not exist in the repository is created with its colour and description.

        Raises:
            Temporary: The labels are not as asked for.
        """
        ids = dict(ours.ids)
        for label in LABELS:
            if label.name in add and label.name not in ids:
                ids[label.name] = self._create_label(ours.repository_id, label)
        data = self._graphql(
            _CHANGE_LABELS,
            subject=pull_request.node_id,
            add=[ids[name] for name in add],
            remove=[ids[name] for name in remove if name in ids],
        )
        now = tuple(node["name"] for node in data["added"]["labelable"]["labels"]["nodes"])
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
    message = f"GitHub refused the query: {errors[0].get('message', 'no reason given')}"
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
            head=node["headRefOid"],
            labels=tuple(label["name"] for label in node["labels"]["nodes"]),
        )
        for node in (connection or {}).get("nodes", ())
        if not node["isCrossRepository"]
    )


def _our_labels(found: JsonObject) -> OurLabels:
    ids = {
        label.name: known["id"]
        for index, label in enumerate(LABELS)
        if (known := found.get(f"label{index}")) is not None
    }
    return OurLabels(repository_id=found["id"], ids=ids)


def _may_write(connection: JsonObject | None, login: str | None) -> bool:
    return login is not None and any(
        edge["node"]["login"].lower() == login.lower() and edge["permission"] in _WRITERS
        for edge in (connection or {}).get("edges", ())
    )
