"""Labels: the repository's own, and the ones that an issue or a pull request carries."""

import re
from collections.abc import Sequence
from typing import NoReturn

from sandbox.github.shapes.issues import label as label_shape
from sandbox.github.webhooks.payloads import pull_request
from sandbox.github.world.accounts import Account
from sandbox.github.world.refusal import refuse_invalid, refuse_missing
from sandbox.github.world.repositories import (
    Issue,
    Label,
    LabeledEvent,
    LabelEvent,
    PullRequest,
    Repository,
    UnlabeledEvent,
)
from sandbox.github.world.world import World, node_id

MAX_NAME = 50
MAX_DESCRIPTION = 100
MAX_LABELS = 100
# The colour of a label that came into being by being added to an issue.
IMPLICIT_COLOR = "ededed"
NODE_PREFIXES: dict[type[LabelEvent], str] = {LabeledEvent: "LE", UnlabeledEvent: "UNLE"}


def find(repo: Repository, name: str) -> Label:
    """The label of a name, whatever its case; Refused (404) when there is none."""
    try:
        return repo.labels[name.lower()]
    except KeyError:
        refuse_missing()


def create(
    world: World,
    repo: Repository,
    name: str,
    *,
    color: str = IMPLICIT_COLOR,
    description: str | None = None,
) -> Label:
    """Define a label; Refused (422) when the name is taken or something is too long."""
    _check(repo, name, color, description)
    identifier, at = world.new_id(), world.now()
    node = node_id("LA", repo.id, identifier)
    label = Label(identifier, node, repo, name, color.lower(), description, at, at)
    repo.labels[name.lower()] = world.nodes[node] = label
    return label


def update(
    world: World,
    label: Label,
    *,
    name: str | None = None,
    color: str | None = None,
    description: str | None = None,
) -> Label:
    """Change a label everywhere; None leaves a part as it is."""
    new_name = label.name if name is None else name
    _check(label.repository, new_name, color or label.color, description, besides=label)
    del label.repository.labels[label.name.lower()]
    label.name, label.color = new_name, (color or label.color).lower()
    label.description = label.description if description is None else description
    label.updated_at = world.now()
    label.repository.labels[new_name.lower()] = label
    return label


def delete(world: World, label: Label, actor: Account) -> None:
    """Remove a label from the repository and from everything that carries it.

    Each pull request that loses it is told as `unlabeled` without saying which label (octokit/webhooks#639).
    Whether a timeline shows it is written nowhere: here it does not.
    """
    del label.repository.labels[label.name.lower()]
    del world.nodes[label.node_id]
    for issue in label.repository.issues.values():
        if label in issue.labels:
            issue.labels.remove(label)
            _tell(world, issue, None, actor, "unlabeled")


def named(world: World, repo: Repository, names: Sequence[str]) -> list[Label]:
    """The labels of these names; GitHub creates the ones that do not exist."""
    return [repo.labels.get(name.lower()) or create(world, repo, name) for name in names]


def add(world: World, issue: Issue, labels: Sequence[Label], actor: Account) -> None:
    """Put labels on; one that is there already changes nothing and tells nobody."""
    new = [label for label in dict.fromkeys(labels) if label not in issue.labels]
    if len(issue.labels) + len(new) > MAX_LABELS:
        refuse_invalid("Label", None, "custom", f"Only {MAX_LABELS} labels can be added to an issue.")
    for label in new:
        issue.labels.append(label)
        _record(world, LabeledEvent, issue, label, actor)
        _tell(world, issue, label, actor, "labeled")


def remove(world: World, issue: Issue, labels: Sequence[Label], actor: Account) -> None:
    """Take labels off; one that is not there changes nothing and tells nobody."""
    for label in labels:
        if label in issue.labels:
            issue.labels.remove(label)
            _record(world, UnlabeledEvent, issue, label, actor)
            _tell(world, issue, label, actor, "unlabeled")


def remove_named(world: World, issue: Issue, name: str, actor: Account) -> None:
    """Take one label off by its name; Refused (404) when the issue does not carry it."""
    carried = [label for label in issue.labels if label.name.lower() == name.lower()]
    if not carried:
        message = "Label does not exist"
        refuse_missing(message)
    remove(world, issue, carried, actor)


def _record(world: World, kind: type[LabelEvent], issue: Issue, label: Label, actor: Account) -> None:
    identifier = world.new_id()
    node = node_id(NODE_PREFIXES[kind], issue.repository.id, identifier)
    event = kind(identifier, node, issue, label, actor, world.now())
    issue.label_events.append(event)
    world.nodes[node] = event


def _tell(world: World, issue: Issue, label: Label | None, actor: Account, action: str) -> None:
    world.touch(issue)
    if isinstance(issue, PullRequest):
        extra = {"label": label_shape(world, label)} if label else None
        world.publish("pull_request", issue.repository, pull_request(world, issue, actor, action, extra))


def _check(
    repo: Repository, name: str, color: str, description: str | None, *, besides: Label | None = None
) -> None:
    taken = repo.labels.get(name.lower())
    if taken and taken is not besides:
        refuse_invalid("Label", "name", "already_exists")
    if not name.strip():
        refuse_invalid("Label", "name", "missing_field")
    if len(name) > MAX_NAME:
        _refuse_length("name", MAX_NAME)
    if not re.fullmatch("[0-9a-fA-F]{6}", color):
        refuse_invalid("Label", "color", "invalid")
    if len(description or "") > MAX_DESCRIPTION:
        _refuse_length("description", MAX_DESCRIPTION)


def _refuse_length(field: str, limit: int) -> NoReturn:
    refuse_invalid("Label", field, "custom", f"{field} is too long (maximum is {limit} characters)")
