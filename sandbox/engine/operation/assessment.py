"""What the state of a pod means for its node (operator.go, podReconciliation and assessNodeStatus)."""

from collections.abc import Iterable

from remediation.model import JsonObject
from sandbox.engine.language.go_text import moment_of
from sandbox.engine.operation import names
from sandbox.engine.operation.context import Operation
from sandbox.engine.operation.nodes import is_completed, is_fulfilled, set_or_drop
from sandbox.engine.operation.pods import node_id_of

_EMISSARY_ERROR = 64
"""Exit code of Argo's executor itself, a program that cannot be found, say."""


def assess_pods(operation: Operation) -> None:
    """Bring the nodes of all pods up to date; a node whose pod is gone becomes an error."""
    running = False
    seen = set()
    for pod in operation.inputs.pods:
        node = operation.nodes.by_id(node_id_of(pod))
        if node is None:
            continue
        seen.add(node["id"])
        _assess(operation, pod, node)
        running = running or node["phase"] == "Running"
    operation.set_condition("PodRunning", holds=running)
    for node in operation.nodes:
        lost = node["type"] == "Pod" and not is_fulfilled(node) and node["phase"] != "Pending"
        if lost and node["id"] not in seen and not _is_recent(operation, node):
            node["taskResultSynced"] = True
            operation.nodes.mark(node["name"], "Error", "pod deleted")
            for container in operation.nodes.children(node):
                if container["type"] == "Container":
                    operation.nodes.mark(container["name"], "Error", "container deleted")


def _is_recent(operation: Operation, node: JsonObject) -> bool:
    started = moment_of(node["startedAt"])
    return started is not None and operation.now - started <= operation.inputs.recent


def needs_termination(pod: JsonObject) -> bool:
    """Tell whether the containers that still run are to be ended: one of the others has failed."""
    mains = [each for each in _statuses(pod) if each["name"] != names.WAIT]
    ended = [each["state"]["terminated"] for each in mains if "terminated" in each["state"]]
    return len(ended) < len(mains) and any(each["exitCode"] != 0 for each in ended)


def is_ending(pod: JsonObject) -> bool:
    """Tell whether all programs of a pod have ended, so that its final phase is about to come."""
    mains = [each for each in _statuses(pod) if each["name"] != names.WAIT]
    return bool(mains) and all("terminated" in each["state"] for each in mains)


def phase_of(pod: JsonObject) -> str:
    """Give a pod's phase."""
    phase: str = pod.get("status", {}).get("phase") or "Pending"
    return phase


def _assess(operation: Operation, pod: JsonObject, node: JsonObject) -> None:
    if is_completed(node) and node.get("finishedAt"):
        return
    before, message_before = node["phase"], node.get("message", "")
    phase, message = _state(pod, message_before)
    _assess_containers(operation, pod, node)
    if (exit_code := _exit_code(pod)) is not None:
        node.setdefault("outputs", {})["exitCode"] = str(exit_code)
    if (host := pod["spec"].get("nodeName")) is not None:
        node["hostNodeName"] = host
    if _executor_failed(pod):
        node["taskResultSynced"] = True
    if phase == "Succeeded" and _awaits_result(operation, node):
        return
    if before == "Pending" and phase in {"Running", "Succeeded"} and message == message_before:
        message = ""
    node["phase"] = phase
    set_or_drop(node, "message", message)
    if is_fulfilled(node) and not node.get("finishedAt"):
        node["finishedAt"] = (
            _finished_at(_statuses(pod)) or operation.nodes.mark(node["name"], phase)["finishedAt"]
        )


def _state(pod: JsonObject, message: str) -> tuple[str, str]:
    match phase_of(pod):
        case "Pending":
            return "Pending", _pending_reason(pod)
        case "Running":
            return "Running", message
        case "Succeeded":
            return "Succeeded", message
        case "Failed":
            return _failure(pod)
        case other:
            return "Error", f"Unexpected pod phase for {pod['metadata']['name']}: {other}"


def _awaits_result(operation: Operation, node: JsonObject) -> bool:
    if not node.get("taskResultSynced", True):
        return True
    template = operation.template(node.get("templateName", "")) or {}
    declared = template.get("outputs", {}).get("parameters")
    return bool(declared) and "parameters" not in node.get("outputs", {})


def _assess_containers(operation: Operation, pod: JsonObject, node: JsonObject) -> None:
    for status in _statuses(pod):
        name = f"{node['name']}.{status['name']}"
        container = operation.nodes.named(name)
        if container is None or is_fulfilled(container):
            continue
        state = status["state"]
        if (ended := state.get("terminated")) is not None:
            code = ended["exitCode"]
            text = (
                f"{status['name']}: {ended.get('reason', '')} (exit code {code}): {ended.get('message', '')}"
            )
            if code == 0:
                operation.nodes.mark(name, "Succeeded")
            else:
                operation.nodes.mark(name, "Error" if code == _EMISSARY_ERROR else "Failed", text)
        elif phase_of(pod) == "Failed":
            operation.nodes.mark(name, "Failed", "Pod Failed whilst container running")
        else:
            operation.nodes.mark(name, "Pending" if "waiting" in state else "Running")


def _failure(pod: JsonObject) -> tuple[str, str]:
    """Say what a failed pod means: its own message, or the first bad container, the main ones first."""
    status = pod.get("status", {})
    if message := status.get("message"):
        return "Failed", message
    statuses = sorted(
        _statuses(pod), key=lambda each: (each["name"] == names.WAIT, each["name"] != names.MAIN)
    )
    if not statuses:
        metadata = pod["metadata"]
        reason = f"can't find failed message for pod {metadata['name']} namespace {metadata['namespace']}"
        return "Failed", reason
    for each in statuses:
        state, name = each["state"], each["name"]
        if (waiting := state.get("waiting")) is not None:
            cause = f"{waiting.get('reason', '')}: {waiting.get('message', '')}"
            return "Error", f"Pod failed before {name} container starts due to {cause}"
        ended = state.get("terminated")
        if ended is not None and ended["exitCode"] != 0:
            text = f"{name}: {ended.get('reason', '')} (exit code {ended['exitCode']})"
            text += f": {ended['message']}" if ended.get("message") else ""
            return "Error" if name == names.WAIT else "Failed", text
    return "Failed", "pod failed: neither main nor wait container completed successfully"


def _pending_reason(pod: JsonObject) -> str:
    for status in _statuses(pod):
        if (waiting := status["state"].get("waiting")) is not None:
            reason: str = waiting.get("reason", "")
            return f"{reason}: {waiting['message']}" if waiting.get("message") else reason
    return ""


def _exit_code(pod: JsonObject) -> int | None:
    for status in _statuses(pod):
        if status["name"] == names.MAIN and "terminated" in status["state"]:
            code: int = status["state"]["terminated"]["exitCode"]
            return code
    return None


def _executor_failed(pod: JsonObject) -> bool:
    ended = [each["state"].get("terminated") for each in _statuses(pod) if each["name"] == names.WAIT]
    return any(each is not None and each["exitCode"] != 0 for each in ended)


def _finished_at(statuses: Iterable[JsonObject]) -> str:
    ends = (each["state"].get("terminated", {}).get("finishedAt") or "" for each in statuses)
    return max(ends, default="")


def _statuses(pod: JsonObject) -> list[JsonObject]:
    statuses: list[JsonObject] = pod.get("status", {}).get("containerStatuses") or []
    return statuses
