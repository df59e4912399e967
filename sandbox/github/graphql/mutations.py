"""Resolvers of the root `Mutation`: the same acts as the REST API's, under GraphQL's names and refusals."""

from collections.abc import Callable
from typing import TypeAlias, TypeVar

from remediation.model import JsonObject
from sandbox.github.access.objects import LABELS_WRITE, accepted
from sandbox.github.access.permissions import Need
from sandbox.github.acts import comments, labels, pulls
from sandbox.github.graphql.context import Context, Fields, Info, Resolver
from sandbox.github.graphql.queries import find_node, repository_of
from sandbox.github.world.accounts import Role
from sandbox.github.world.refusal import refuse_missing, refuse_unprocessable
from sandbox.github.world.repositories import Comment, Issue, Label, PullRequest, Repository
from sandbox.github.world.world import Node

N = TypeVar("N", bound=Node)
Act: TypeAlias = Callable[[Context, JsonObject], JsonObject]


def _add_labels(context: Context, arguments: JsonObject) -> JsonObject:
    issue = _find(context, Issue, arguments["labelableId"], Role.TRIAGE, "AddLabelsToLabelable")
    labels.add(context.world, issue, _labels(context, issue, arguments), context.account)
    return {"labelable": issue}


def _remove_labels(context: Context, arguments: JsonObject) -> JsonObject:
    issue = _find(context, Issue, arguments["labelableId"], Role.TRIAGE, "RemoveLabelsFromLabelable")
    labels.remove(context.world, issue, _labels(context, issue, arguments), context.account)
    return {"labelable": issue}


def _create_label(context: Context, arguments: JsonObject) -> JsonObject:
    identifier = arguments["repositoryId"]
    repo = _find(context, Repository, identifier, Role.WRITE, "CreateLabel", accepts=LABELS_WRITE)
    name, color = arguments["name"], arguments["color"]
    description = arguments.get("description")
    return {"label": labels.create(context.world, repo, name, color=color, description=description)}


def _update_label(context: Context, arguments: JsonObject) -> JsonObject:
    label = _find(context, Label, arguments["id"], Role.WRITE, "UpdateLabel")
    labels.update(
        context.world,
        label,
        name=arguments.get("name"),
        color=arguments.get("color"),
        description=arguments.get("description"),
    )
    return {"label": label}


def _add_comment(context: Context, arguments: JsonObject) -> JsonObject:
    issue = _find(context, Issue, arguments["subjectId"], Role.READ, "AddComment")
    comment = comments.create(context.world, issue, context.account, arguments["body"])
    return {"commentEdge": {"cursor": comment.node_id, "node": comment}, "subject": issue}


def _update_comment(context: Context, arguments: JsonObject) -> JsonObject:
    comment = _find(context, Comment, arguments["id"], Role.READ, "UpdateIssueComment")
    return {"issueComment": comments.edit(context.world, comment, context.account, arguments["body"])}


def _close_pull(context: Context, arguments: JsonObject) -> JsonObject:
    pull = _find(context, PullRequest, arguments["pullRequestId"], Role.READ, "ClosePullRequest")
    pulls.close(context.world, pull, context.account)
    return {"pullRequest": pull}


def _find(
    context: Context,
    kind: type[N],
    identifier: str,
    role: Role,
    mutation: str,
    *,
    accepts: str | None = None,
) -> N:
    node = find_node(context, identifier)
    repo = repository_of(node)
    if not isinstance(node, kind) or repo is None:
        refuse_missing(f"Could not resolve to {kind.__name__} node with the global id of '{identifier}'.")
    refusal = f"{context.account.login} does not have the correct permissions to execute `{mutation}`"
    wanted = accepts or accepted(node, "write")
    context.require(repo, Need(wanted, role, writes=True, refusal=refusal))
    return node


def _labels(context: Context, issue: Issue, arguments: JsonObject) -> list[Label]:
    if not arguments["labelIds"]:
        # No page of GitHub's says what an empty list does: nothing here may come to depend on it.
        refuse_unprocessable("labelIds names no label")
    found = []
    for identifier in arguments["labelIds"]:
        node = find_node(context, identifier)
        if not isinstance(node, Label) or node.repository is not issue.repository:
            refuse_missing(f"Could not resolve to Label node with the global id of '{identifier}'.")
        found.append(node)
    return found


def _resolver(act: Act) -> Resolver:
    def resolve(_root: None, info: Info, *, input: JsonObject) -> JsonObject:  # noqa: A002  # GitHub's name
        return {"clientMutationId": input.get("clientMutationId"), **act(info.context, input)}

    return resolve


MUTATION: Fields = {
    "addLabelsToLabelable": _resolver(_add_labels),
    "removeLabelsFromLabelable": _resolver(_remove_labels),
    "createLabel": _resolver(_create_label),
    "updateLabel": _resolver(_update_label),
    "addComment": _resolver(_add_comment),
    "updateIssueComment": _resolver(_update_comment),
    "closePullRequest": _resolver(_close_pull),
}
