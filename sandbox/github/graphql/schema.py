"""The executable schema: GitHub's types with the stand-in's resolvers."""

import re
from functools import cache
from importlib import resources

from graphql import GraphQLObjectType, GraphQLSchema, build_schema
from graphql.type import GraphQLInterfaceType, GraphQLUnionType

from sandbox.github.graphql import actors, git, mutations, pull_requests, queries, repositories, timeline
from sandbox.github.graphql.context import Fields, Info
from sandbox.github.world.accounts import Account
from sandbox.github.world.repositories import (
    Comment,
    Issue,
    Label,
    LabeledEvent,
    PullRequest,
    Repository,
    Review,
    UnlabeledEvent,
)

RESOLVERS: dict[str, Fields] = {
    "Query": queries.QUERY,
    "Mutation": mutations.MUTATION,
    "User": actors.USER,
    "Bot": actors.BOT,
    "Organization": actors.ORGANIZATION,
    "Repository": repositories.REPOSITORY,
    "Label": repositories.LABEL,
    "Ref": git.REF,
    "Commit": git.COMMIT,
    "Issue": pull_requests.ISSUE,
    "PullRequest": pull_requests.PULL_REQUEST,
    "IssueComment": pull_requests.ISSUE_COMMENT,
    "PullRequestReview": pull_requests.REVIEW,
    "LabeledEvent": timeline.LABEL_EVENT,
    "UnlabeledEvent": timeline.LABEL_EVENT,
}
TYPE_NAMES: dict[type, str] = {
    Repository: "Repository",
    Label: "Label",
    Issue: "Issue",
    PullRequest: "PullRequest",
    Comment: "IssueComment",
    Review: "PullRequestReview",
    LabeledEvent: "LabeledEvent",
    UnlabeledEvent: "UnlabeledEvent",
    git.GitCommit: "Commit",
    git.GitRef: "Ref",
}


@cache
def executable_schema() -> GraphQLSchema:
    """The schema file with a resolver on every field that is not found by its name in a dict.

    It is the same for every stand-in: what they know comes with each request.
    """
    text = resources.files("sandbox.github.graphql").joinpath("schema.graphql").read_text("utf-8")
    schema = build_schema(text)
    for name, found in schema.type_map.items():
        if isinstance(found, GraphQLObjectType):
            _attach(found, RESOLVERS.get(name, {}))
        if isinstance(found, GraphQLInterfaceType | GraphQLUnionType):
            found.resolve_type = _type_name
    return schema


def _attach(found: GraphQLObjectType, resolvers: Fields) -> None:
    for name, field in found.fields.items():
        field.resolve = resolvers.get(name)
        for argument_name, argument in field.args.items():
            # Resolvers get their arguments by Python names: `orderBy` as `order_by`.
            argument.out_name = re.sub("(?=[A-Z])", "_", argument_name).lower()


def _type_name(value: object, _info: Info, _abstract: object) -> str:
    return value.type if isinstance(value, Account) else TYPE_NAMES[type(value)]
