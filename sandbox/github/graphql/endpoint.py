"""`POST /graphql`: nearly always HTTP 200, with what went wrong in `errors`."""

import asyncio
from collections.abc import Mapping
from typing import Any

from graphql import (
    DocumentNode,
    FragmentDefinitionNode,
    GraphQLError,
    GraphQLSchema,
    execute_sync,
    parse,
    validate,
)
from graphql.utilities import get_operation_ast
from starlette.requests import Request
from starlette.responses import Response

from remediation.model import JsonObject
from sandbox.github.access.viewer import ANONYMOUS, Viewer
from sandbox.github.graphql.context import Context
from sandbox.github.graphql.cost import MAX_NODES, Cost, cost_of
from sandbox.github.graphql.schema import executable_schema
from sandbox.github.rest.call import Answer
from sandbox.github.rest.endpoint import Endpoint, Service, identify, parsed, refusal_answer, respond
from sandbox.github.world.refusal import Refused

UNAUTHENTICATED = "This endpoint requires you to be authenticated."
NO_QUERY = "A query attribute must be specified and must be a string."


def graphql_endpoint(service: Service) -> Endpoint:
    """The ASGI endpoint of the GraphQL API."""
    schema = executable_schema()

    async def handle(request: Request) -> Response:
        raw = await request.body()
        await asyncio.sleep(service.latency)
        with service.world.lock:
            viewer = ANONYMOUS
            try:
                viewer = identify(service, request)
                answer = Answer(200, _run(service, schema, viewer, parsed(raw)))
            except Refused as refused:
                answer = refusal_answer(refused)
            return respond(service, viewer, answer, request, "graphql")

    return handle


def _run(service: Service, schema: GraphQLSchema, viewer: Viewer, body: Any) -> JsonObject:  # noqa: ANN401  # any JSON value
    if viewer.account is None:
        raise Refused(401, UNAUTHENTICATED, kind="FORBIDDEN")
    query = body.get("query") if isinstance(body, dict) else None
    if not isinstance(query, str):
        return {"errors": [{"message": NO_QUERY}]}
    variables = body.get("variables")
    variables = variables if isinstance(variables, dict) else {}
    try:
        document = parse(query)
    except GraphQLError as error:
        return {"errors": [_error(error)]}
    if errors := validate(schema, document):
        return {"errors": [_error(error) for error in errors]}
    cost = _cost(document, body.get("operationName"), variables)
    try:
        service.limits.charge(viewer.subject, "graphql", cost.points)
    except Refused as refused:
        if refused.kind != "RATE_LIMIT":
            raise
        # Not `RATE_LIMITED`, as older pages and clients have it; this is what is seen since 2025.
        limited = {"type": refused.kind, "code": "graphql_rate_limit", "message": refused.message}
        return {"errors": [limited]}
    if cost.nodes > MAX_NODES:
        message = f"This query requests up to {cost.nodes:,} possible nodes which exceeds the maximum limit"
        return {"errors": [{"type": "MAX_NODE_LIMIT_EXCEEDED", "message": f"{message} of {MAX_NODES:,}."}]}
    result = execute_sync(
        schema,
        document,
        context_value=Context(service.world, service.limits, viewer, cost),
        variable_values=variables,
        operation_name=body.get("operationName"),
    )
    shape: JsonObject = {}
    if result.data is not None or any(error.path for error in result.errors or ()):
        shape["data"] = result.data
    if result.errors:
        shape["errors"] = [_error(error) for error in result.errors]
    return shape


def _cost(document: DocumentNode, operation_name: str | None, variables: Mapping[str, object]) -> Cost:
    operation = get_operation_ast(document, operation_name)
    fragments = {
        node.name.value: node for node in document.definitions if isinstance(node, FragmentDefinitionNode)
    }
    return cost_of(operation, fragments, variables) if operation else Cost()


def _error(error: GraphQLError) -> JsonObject:
    """An error as GitHub writes it: its `type` stands beside the message, not in `extensions`."""
    shape: JsonObject = {}
    refused = error.original_error
    if isinstance(refused, Refused):
        shape["type"] = refused.kind
        if refused.kind == "FORBIDDEN":
            shape["extensions"] = {"saml_failure": False}
    if error.path is not None:
        shape["path"] = error.path
    if error.locations:
        shape["locations"] = [{"line": at.line, "column": at.column} for at in error.locations]
    shape["message"] = refused.sentence if isinstance(refused, Refused) else error.message
    return shape
