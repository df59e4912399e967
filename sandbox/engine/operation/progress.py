"""Progress: how many of the pods and gates that exist have succeeded (workflow/progress/updater.go)."""

from remediation.model import JsonObject
from sandbox.engine.operation.nodes import Nodes

_COUNTED = frozenset({"Pod", "Container", "Suspend"})
_DONE = frozenset({"Succeeded", "Skipped", "Omitted"})


def update_progress(status: JsonObject, nodes: Nodes) -> None:
    """Set the progress of each node, and of the workflow."""
    counted = [node for node in nodes if node["type"] in _COUNTED]
    for node in counted:
        node["progress"] = "1/1" if node["phase"] in _DONE else "0/1"
    status["progress"] = _sum(counted)
    for node in nodes:
        if node["type"] not in _COUNTED:
            below = [each for each in nodes.below(node) if each["type"] in _COUNTED]
            if below:
                node["progress"] = _sum(below)


def _sum(nodes: list[JsonObject]) -> str:
    return f"{sum(node['phase'] in _DONE for node in nodes)}/{len(nodes)}"
