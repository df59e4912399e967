"""What GitHub's GraphQL answers mean."""

from collections.abc import Iterable, Iterator

from remediation.identifiers import BOT_SUFFIX, task_of_branch
from remediation.model import JsonObject
from remediation.pull_requests import (
    LABELS,
    READY_FOR_QA,
    Labelling,
    OurLabels,
    PullRequest,
    Review,
    WatchedPullRequest,
)


def pull_requests(connection: JsonObject | None) -> tuple[PullRequest, ...]:
    """Read the pull requests whose branch is there, in the repository itself."""
    nodes = _of_the_repository((connection or {}).get("nodes") or ())
    return tuple(PullRequest.model_validate(_fields(node)) for node in nodes if node["headRef"])


def watched(connection: JsonObject, *, task: int) -> tuple[WatchedPullRequest, ...]:
    """Read the pull requests that lie on a branch `task-N-...` of the repository itself."""
    nodes = _of_the_repository(connection["nodes"])
    return tuple(watched_one(node) for node in nodes if task_of_branch(node["headRefName"]) == task)


def watched_one(node: JsonObject) -> WatchedPullRequest:
    """Read a pull request with all that a play waits for."""
    return WatchedPullRequest.model_validate(
        {
            **_fields(node),
            "state": node["state"],
            "draft": node["isDraft"],
            "updated": node["updatedAt"],
            "ended": node["closedAt"],
            "readied": next(_readied(node), None),
            "reviews": tuple(_review(each) for each in node["reviews"]["nodes"] if each["author"]),
        }
    )


def claimants(found: JsonObject, task: int | None) -> tuple[PullRequest, ...]:
    """Read the open pull requests that carry a task's label and lie on a branch of it."""
    pulls = pull_requests(found["pullRequests"])
    return tuple(pull for pull in pulls if task_of_branch(pull.branch) == task)


def our_labels(found: JsonObject) -> OurLabels:
    """Read which of our labels the repository has."""
    ids = {
        label.name: known["id"]
        for index, label in enumerate(LABELS)
        if (known := found.get(f"label{index}")) is not None
    }
    return OurLabels(repository_id=found["id"], ids=ids)


def _of_the_repository(nodes: Iterable[JsonObject]) -> Iterator[JsonObject]:
    return (node for node in nodes if not node["isCrossRepository"])


def _fields(node: JsonObject) -> JsonObject:
    branch = node["headRef"]
    return {
        "number": node["number"],
        "node_id": node["id"],
        "branch": node["headRefName"],
        "head": branch["target"]["oid"] if branch else node["headRefOid"],
        "labels": tuple(label["name"] for label in node["labels"]["nodes"]),
    }


def _readied(node: JsonObject) -> Iterator[Labelling]:
    """Give who put `ready-for-qa` on, the last one first."""
    for event in reversed(node["timelineItems"]["nodes"]):
        if event["label"]["name"] == READY_FOR_QA and event["actor"]:
            yield Labelling(id=event["id"], by=_login(event["actor"]))


def _review(node: JsonObject) -> Review:
    commit = (node["commit"] or {}).get("oid", "")
    return Review(id=node["id"], by=_login(node["author"]), opinion=node["state"], commit=commit)


def _login(actor: JsonObject) -> str:
    """Give a login as webhooks write it: GraphQL leaves an app's `[bot]` away."""
    suffix = BOT_SUFFIX if actor["__typename"] == "Bot" else ""
    return f"{actor['login']}{suffix}"
