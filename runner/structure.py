"""A workflow run as people see it: rows of steps instead of Argo's tree of groups, retries and pods."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from runner.snapshot import EXIT, Node, Run

GROUPS = frozenset({"Steps", "DAG"})
_HIDDEN = frozenset({*GROUPS, "StepGroup", "Skipped", "TaskGroup"})


@dataclass(frozen=True, kw_only=True)
class Step:
    """A step: a pod, the containers of a pod, or a gate."""

    node: Node
    containers: tuple[Node, ...] = ()
    """The containers of its last try, if it has several, in the order in which they work."""
    tries: int = 1


@dataclass(frozen=True, kw_only=True)
class Row:
    """A group of steps: its columns follow each other, what stands in one column runs side by side."""

    title: str
    cycle: bool
    """Whether it is one of several cycles that follow each other."""
    columns: tuple[tuple[Step, ...], ...]


def rows(run: Run) -> Iterator[Row]:
    """Give the rows of a run: its own steps, those of each group in it, and last its exit handler's."""
    groups = [node for node in run.nodes if node.kind in GROUPS]
    for group in sorted(groups, key=lambda node: node.name.endswith(EXIT)):
        columns = tuple(filter(None, (_column(each, run.nodes) for each in _step_groups(group, run.nodes))))
        if columns:
            yield Row(title=_title(group), cycle=group.cycle is not None, columns=columns)


def _title(group: Node) -> str:
    if group.name.endswith(EXIT):
        return "at the end, whatever happened"
    if group.cycle is not None:
        return f"QA cycle {group.cycle}"
    return group.name if group.parent else ""


def _step_groups(group: Node, nodes: Sequence[Node]) -> list[Node]:
    own = [node for node in nodes if node.parent == group.id and node.kind == "StepGroup"]
    return sorted(own, key=lambda node: (len(node.name), node.name))


def _column(step_group: Node, nodes: Sequence[Node]) -> tuple[Step, ...]:
    shown = [node for node in nodes if node.id in step_group.children and node.kind not in _HIDDEN]
    return tuple(_step(node, nodes) for node in shown)


def _step(node: Node, nodes: Sequence[Node]) -> Step:
    known = {each.id: each for each in nodes}
    tries = [known[each] for each in node.children if each in known] if node.kind == "Retry" else []
    last = max(tries, key=lambda each: (str(each.started), each.name), default=node)
    containers = [known[each] for each in last.children if each in known and known[each].kind == "Container"]
    ordered = sorted(containers, key=lambda each: (each.position, each.name))
    return Step(node=node, containers=tuple(ordered), tries=max(len(tries), 1))
