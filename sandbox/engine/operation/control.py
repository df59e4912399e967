"""Shutdown and deadlines: what must end now (workflow/controller/exec_control.go)."""

from remediation.model import JsonObject
from sandbox.engine.operation.assessment import is_ending, needs_termination, phase_of
from sandbox.engine.operation.context import Operation
from sandbox.engine.operation.nodes import is_fulfilled, is_waiting_gate
from sandbox.engine.operation.pods import is_on_exit, node_id_of

_OVERDUE = "Step exceeded its deadline"


def end_what_must_end(operation: Operation) -> None:
    """Signal pods and fail gates that a shutdown or a deadline ends, and pods of which a container failed."""
    for pod in operation.inputs.pods:
        node = operation.nodes.by_id(node_id_of(pod))
        if phase_of(pod) == "Running" and needs_termination(pod):
            operation.effects.terminate_rest.add(pod["metadata"]["name"])
        if (
            node is None
            or is_fulfilled(node)
            or phase_of(pod) not in {"Pending", "Running"}
            or is_ending(pod)
        ):
            continue
        if reason := _reason_to_end(operation, on_exit=is_on_exit(pod)):
            operation.effects.terminate.add(pod["metadata"]["name"])
            _fail(operation, node, reason)
    for node in operation.nodes:
        if not is_fulfilled(node):
            _end_without_pod(operation, node)


def _reason_to_end(operation: Operation, *, on_exit: bool) -> str:
    if not operation.may_run(on_exit=on_exit):
        return f"workflow shutdown with strategy:  {operation.shutdown}"
    return _OVERDUE if operation.is_overdue() and not on_exit else ""


def _fail(operation: Operation, node: JsonObject, reason: str) -> None:
    operation.nodes.mark(node["name"], "Failed", reason)
    for each in operation.nodes.below(node):
        if not is_fulfilled(each):
            operation.nodes.mark(each["name"], "Failed", reason)


def _end_without_pod(operation: Operation, node: JsonObject) -> None:
    on_exit = operation.nodes.is_part_of_exit_handler(node)
    if not operation.may_run(on_exit=on_exit) and is_waiting_gate(node):
        operation.nodes.mark(node["name"], "Failed", f"Stopped with strategy '{operation.shutdown}'")
    elif operation.is_overdue() and not on_exit and (node["phase"] == "Pending" or is_waiting_gate(node)):
        operation.nodes.mark(node["name"], "Failed", _OVERDUE)
