"""What a query costs and how many nodes it may return, by the rules of GitHub's page on GraphQL limits."""

from collections.abc import Mapping
from dataclasses import dataclass

from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    InlineFragmentNode,
    IntValueNode,
    OperationDefinitionNode,
    SelectionSetNode,
    VariableNode,
)

REQUESTS_PER_POINT = 100
MAX_NODES = 500_000


@dataclass(frozen=True)
class Cost:
    """Points against the rate limit, and the most nodes that can come back."""

    points: int = 1
    nodes: int = 0


def cost_of(
    operation: OperationDefinitionNode,
    fragments: Mapping[str, FragmentDefinitionNode],
    variables: Mapping[str, object],
) -> Cost:
    """Add up the connections: each is asked once per node of the one above and returns `first` nodes."""
    requests, nodes = _count(operation.selection_set, fragments, variables, above=1)
    return Cost(max(1, round(requests / REQUESTS_PER_POINT)), nodes)


def _count(
    selections: SelectionSetNode | None,
    fragments: Mapping[str, FragmentDefinitionNode],
    variables: Mapping[str, object],
    *,
    above: int,
) -> tuple[int, int]:
    requests = nodes = 0
    for selection in selections.selections if selections else ():
        times = above
        inner: SelectionSetNode | None = None
        if isinstance(selection, FragmentSpreadNode):
            inner = fragments[selection.name.value].selection_set
        elif isinstance(selection, FieldNode | InlineFragmentNode):
            inner = selection.selection_set
        if isinstance(selection, FieldNode) and (size := _page_size(selection, variables)):
            requests += above
            times = above * size
            nodes += times
        deeper_requests, deeper_nodes = _count(inner, fragments, variables, above=times)
        requests += deeper_requests
        nodes += deeper_nodes
    return requests, nodes


def _page_size(field: FieldNode, variables: Mapping[str, object]) -> int:
    for argument in field.arguments or ():
        if argument.name.value in {"first", "last"}:
            if isinstance(argument.value, IntValueNode):
                return int(argument.value.value)
            if isinstance(argument.value, VariableNode):
                value = variables.get(argument.value.name.value)
                return value if isinstance(value, int) else 0
    return 0
