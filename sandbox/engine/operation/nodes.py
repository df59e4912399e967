"""The nodes of a workflow's status, in Argo's shape, and their phases."""

import re
from collections.abc import Iterator
from datetime import datetime

from remediation.model import JsonObject
from sandbox.engine.language.go_text import timestamp
from sandbox.engine.operation import names

_SEPARATOR = re.compile(r"^(\[\d+\])?\.")
FAILED = frozenset({"Failed", "Error"})
_COMPLETED = FAILED | {"Succeeded"}
_NEVER_RAN = frozenset({"Skipped", "Omitted"})


def is_fulfilled(node: JsonObject) -> bool:
    """Tell whether nothing more happens to a node: it ended and its outputs have arrived, or it never ran."""
    synced: bool = node.get("taskResultSynced", True)
    return node["phase"] in _NEVER_RAN or (node["phase"] in _COMPLETED and synced)


def is_completed(node: JsonObject) -> bool:
    """Tell whether a node ran and ended."""
    return node["phase"] in _COMPLETED and bool(node.get("taskResultSynced", True))


def has_failed(node: JsonObject) -> bool:
    """Tell whether a node ended badly."""
    return node["phase"] in FAILED


def is_waiting_gate(node: JsonObject) -> bool:
    """Tell whether a node is a suspend node that waits."""
    return bool(node["type"] == "Suspend" and node["phase"] == "Running")


class Nodes:
    """The node tree of one workflow; changes go straight into its status."""

    def __init__(self, workflow: JsonObject, *, now: datetime) -> None:
        """Wrap a workflow's nodes.

        Args:
            workflow: The workflow; its `status.nodes` is read and changed.
            now: What new times are set to.
        """
        self._workflow: str = workflow["metadata"]["name"]
        self._nodes: dict[str, JsonObject] = workflow["status"].setdefault("nodes", {})
        self._now = now
        by_reference = "workflowTemplateRef" in workflow["spec"]
        self._scope = "local/" if by_reference else f"local/{self._workflow}"

    def __iter__(self) -> Iterator[JsonObject]:
        """Give all nodes; the tree may grow meanwhile."""
        return iter(list(self._nodes.values()))

    def by_id(self, node_id: str) -> JsonObject | None:
        """Find a node by its id."""
        return self._nodes.get(node_id)

    def named(self, name: str) -> JsonObject | None:
        """Find a node by its name."""
        return self._nodes.get(names.node_id(self._workflow, name))

    def children(self, node: JsonObject) -> list[JsonObject]:
        """Give the nodes that follow a node."""
        return [self._nodes[child] for child in node.get("children", []) if child in self._nodes]

    def add(
        self,
        name: str,
        *,
        kind: str,
        phase: str,
        template: str = "",
        boundary: str = "",
        flag: JsonObject | None = None,
        message: str = "",
        inputs: JsonObject | None = None,
    ) -> JsonObject:
        """Add a node.

        Args:
            name: The node's name, unique in the workflow.
            kind: Argo's node type, `Pod` or `Steps`, say.
            phase: The first phase.
            template: The template that it runs; none for step groups.
            boundary: Id of the steps node that it belongs to.
            flag: Argo's `nodeFlag`: whether it is a retry or an exit handler.
            message: Why it is in this phase.
            inputs: Its inputs.
        """
        node: JsonObject = {
            "id": names.node_id(self._workflow, name),
            "name": name,
            "displayName": self._display_name(name, boundary),
            "type": kind,
            "templateScope": self._scope,
            "phase": phase,
            "startedAt": timestamp(self._now),
        }
        optional = {
            "templateName": template,
            "boundaryID": boundary,
            "message": message,
            "inputs": inputs,
        }
        node |= {key: value for key, value in optional.items() if value}
        if flag is not None:
            node["nodeFlag"] = flag
        if kind == "Pod":
            node["taskResultSynced"] = True
        if is_fulfilled(node):
            node["finishedAt"] = node["startedAt"]
        self._nodes[node["id"]] = node
        return node

    def mark(self, name: str, phase: str, message: str | None = None) -> JsonObject:
        """Set a node's phase, and its message if one is given.

        Raises:
            KeyError: There is no such node.
        """
        node = self._nodes[names.node_id(self._workflow, name)]
        if node["phase"] != "Running" and phase in FAILED and "taskResultSynced" in node:
            node["taskResultSynced"] = True
        node["phase"] = phase
        if message is not None:
            set_or_drop(node, "message", message)
        if is_fulfilled(node) and not node.get("finishedAt"):
            node["finishedAt"] = timestamp(self._now)
        return node

    def connect(self, parent: str, child: str) -> None:
        """Make a node follow another one."""
        children = self._nodes[names.node_id(self._workflow, parent)].setdefault("children", [])
        child_id = names.node_id(self._workflow, child)
        if child_id not in children:
            children.append(child_id)

    def leaves_fulfilled(self, node: JsonObject) -> bool:
        """Tell whether every node without followers, below a node, is fulfilled."""
        return all(is_fulfilled(each) for each in [node, *self.below(node)] if not each.get("children"))

    def below(self, node: JsonObject) -> list[JsonObject]:
        """Give all nodes below a node."""
        found: dict[str, JsonObject] = {}
        waiting = self.children(node)
        while waiting:
            child = waiting.pop()
            if child["id"] not in found:
                found[child["id"]] = child
                waiting += self.children(child)
        return list(found.values())

    def is_part_of_exit_handler(self, node: JsonObject) -> bool:
        """Tell whether a node is the exit handler or belongs to it."""
        current: JsonObject | None = node
        while current is not None:
            if current["displayName"].endswith(".onExit"):
                return True
            current = self._nodes.get(current.get("boundaryID", ""))
        return False

    def _display_name(self, name: str, boundary: str) -> str:
        around = self._nodes.get(boundary)
        if around is None:
            return name
        return _SEPARATOR.sub("", name.removeprefix(around["name"]))


def set_or_drop(node: JsonObject, key: str, value: str) -> None:
    """Set a text field; an empty one is left out, as in Go's JSON."""
    if value:
        node[key] = value
    else:
        node.pop(key, None)
