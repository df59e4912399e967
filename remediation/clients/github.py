"""GitHub, as far as the loops use it: one query to see a branch or a task, one mutation to change labels."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import NoReturn
from urllib.parse import quote

from remediation.clients import github_texts as texts
from remediation.clients.github_answers import claimants, our_labels, pull_requests, watched, watched_one
from remediation.clients.http import Http
from remediation.errors import Permanent, Temporary
from remediation.identifiers import BRANCH_PREFIX, task_of_branch
from remediation.model import JsonObject
from remediation.pull_requests import LABELS, Branch, Label, OurLabels, PullRequest, Task, WatchedPullRequest

_WRITERS = frozenset({"write", "admin"})
_NOT_FOUND = 404
_FINAL = frozenset({"NOT_FOUND", "FORBIDDEN", "UNPROCESSABLE", "INSUFFICIENT_SCOPES"})
_RATE_LIMITS = frozenset({"RATE_LIMITED", "RATE_LIMIT"})
_NOT_GRANTED = "not accessible by integration"


@contextmanager
def _readable() -> Iterator[None]:
    """Take an answer that is not what the query asked for as a hiccup: a proxy may have cut it."""
    try:
        yield
    except (LookupError, TypeError, AttributeError, ValueError) as error:
        lacking = f"it lacks {error}" if isinstance(error, KeyError) else type(error).__name__
        message = f"GitHub's answer is not what was asked for: {lacking}"
        raise Temporary(message) from error


class GitHub:
    """One repository at GitHub."""

    def __init__(self, http: Http, *, repository: str) -> None:
        """Use a server for the repository `owner/repo`."""
        self._http = http
        self._owner, self._name = repository.split("/", 1)

    def close(self) -> None:
        """Drop the connection; the next call opens another."""
        self._http.close()

    @_readable()
    def branch(self, branch: str, *, ask_about: str | None = None) -> Branch:
        """See a task's branch, its open pull requests in the same repository, and our labels, in one query.

        Args:
            branch: Name without `refs/heads/`.
            ask_about: A login whose write permission is wanted, which costs another call, or None.
        """
        task = task_of_branch(branch)
        found = self._repository(
            texts.BRANCH,
            ref=f"{BRANCH_PREFIX}{branch}",
            label=f"task-{task}",
        )
        ref = found.get("ref") or {}
        return Branch(
            head=(ref.get("target") or {}).get("oid"),
            pull_requests=pull_requests(ref.get("associatedPullRequests")),
            claimants=claimants(found, task),
            ours=our_labels(found),
            sender_may_write=ask_about is not None and self.may_write(ask_about),
        )

    @_readable()
    def task(self, task: int, *, ask_about: int | None = None) -> Task:
        """See a task: the open pull requests that carry `task-N` on a branch `task-N-...` of this repository.

        Args:
            task: N.
            ask_about: A pull request that is wanted too, whatever its state and labels, by its number.
        """
        found = self._repository(
            texts.TASK, label=f"task-{task}", number=ask_about or 0, asked=ask_about is not None
        )
        asked = found.get("pullRequest")
        return Task(
            number=task,
            pull_requests=watched(found["pullRequests"], task=task),
            asked=watched_one(asked) if asked and not asked["isCrossRepository"] else None,
            ours=our_labels(found),
        )

    @_readable()
    def ended(self, task: int) -> tuple[WatchedPullRequest, ...]:
        """See a task's pull requests that were closed or merged, the latest first."""
        return watched(self._repository(texts.ENDED, label=f"task-{task}")["pullRequests"], task=task)

    @_readable()
    def may_write(self, login: str) -> bool:
        """Tell whether a login may write.

        GitHub's page "Permissions required for GitHub Apps" has this call under `metadata: read`; what an app
        needs for GraphQL's `collaborators` is written nowhere.
        """
        path = f"/repos/{self._owner}/{self._name}/collaborators/{quote(login, safe='')}/permission"
        answer = self._http.call("GET", path, allow={_NOT_FOUND})
        return answer.status != _NOT_FOUND and answer.json().get("permission") in _WRITERS

    @_readable()
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
        data = self._graphql(
            texts.label_mutation(parts), repeatable=False, subject=pull_request.node_id, **parts
        )
        afterwards = data[list(parts)[-1]]["labelable"]["labels"]["nodes"]
        now = tuple(node["name"] for node in afterwards)
        if missing := [name for name in add if name not in now]:
            message = f"GitHub did not add the label {missing[0]} to pull request {pull_request.number}"
            raise Temporary(message)
        if present := [name for name in remove if name in now]:
            message = f"GitHub did not remove the label {present[0]} from pull request {pull_request.number}"
            raise Temporary(message)
        return now

    @_readable()
    def comment_once(self, pull_request: PullRequest, body: str, *, marker: str) -> None:
        """Comment on a pull request unless one of its last 100 comments has the marker already.

        Args:
            pull_request: Where to comment.
            body: Markdown.
            marker: What makes this comment unique; it is hidden in the text.
        """
        hidden = f"<!-- remedy: {marker} -->"
        nodes = self._graphql(texts.COMMENTS, repeatable=True, subject=pull_request.node_id)["node"][
            "comments"
        ]["nodes"]
        if not any(hidden in node["body"] for node in nodes):
            self._graphql(texts.COMMENT, subject=pull_request.node_id, body=f"{body}\n\n{hidden}")

    def _create_label(self, repository_id: str, label: Label) -> str:
        try:
            data = self._graphql(
                texts.CREATE_LABEL,
                repository=repository_id,
                name=label.name,
                color=label.color,
                description=label.description,
            )
        except Permanent:
            # Another task's run may have created it a moment ago.
            found = self._repository(texts.FIND_LABEL, label=label.name)["label"]
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
        if errors := [each for each in answer.get("errors") or () if not _says_absent(each)]:
            _refuse(errors)
        data: JsonObject | None = answer.get("data")
        if data is None:
            message = f"GitHub gave no data: {answer.get('message', 'no reason given')}"
            raise Temporary(message)
        return data


def _says_absent(error: JsonObject) -> bool:
    """Tell whether an error only says that the pull request that was asked about is not there (yet)."""
    return error.get("type") == "NOT_FOUND" and error.get("path") == ["repository", "pullRequest"]


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
