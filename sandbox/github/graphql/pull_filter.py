"""Which pull requests the arguments of a `pullRequests` connection ask for."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from sandbox.github.graphql.connections import ordered
from sandbox.github.world.repositories import Issue, PullRequest

ISSUE_KEYS: Mapping[str, Callable[[Issue], Any]] = {
    "CREATED_AT": lambda issue: (issue.created_at, issue.number),
    "UPDATED_AT": lambda issue: (issue.updated_at, issue.number),
    "COMMENTS": lambda issue: (len(issue.comments), issue.number),
}


def state_of(pull: PullRequest) -> str:
    """`OPEN`, `CLOSED` or `MERGED`: the REST API calls the last one closed."""
    return "MERGED" if pull.merged_at else pull.state.upper()


def matching(pulls: Iterable[PullRequest], arguments: Mapping[str, Any]) -> list[PullRequest]:
    """The pull requests that pass every argument; several labels mean any of them."""
    states, labels = arguments.get("states"), arguments.get("labels")
    head, base = arguments.get("head_ref_name"), arguments.get("base_ref_name")
    wanted = {label.lower() for label in labels or ()}
    found = [
        pull
        for pull in pulls
        if states is None or state_of(pull) in states
        if head is None or pull.head_ref == head
        if base is None or pull.base_ref == base
        if labels is None or wanted & {label.name.lower() for label in pull.labels}
    ]
    return ordered(found, arguments.get("order_by"), ISSUE_KEYS)
