"""Gates: giving waiting suspend nodes their outputs and letting them go on (workflow/util/util.go)."""

import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from remediation.model import JsonObject
from sandbox.argo_server.calls import Call, shown
from sandbox.argo_server.errors import INTERNAL, INVALID_ARGUMENT, ServerError
from sandbox.argo_server.selectors import NodeSelector
from sandbox.engine.kubernetes_api import CONFLICT, ApiError
from sandbox.engine.language.go_text import timestamp
from sandbox.engine.operation.context import TemplateError
from sandbox.engine.operation.nodes import is_waiting_gate
from sandbox.engine.operation.suspension import use_defaults

_SETTABLE = frozenset({"Succeeded", "Failed", "Error", ""})
_TRIES, _FIRST_PAUSE_SECONDS = 8, 0.01


@dataclass(frozen=True, kw_only=True)
class Change:
    """What is written into a gate."""

    phase: str = ""
    message: str = ""
    outputs: dict[str, str] = field(default_factory=dict)


def set_workflow(call: Call) -> JsonObject:
    """Answer `PUT workflows/NS/NAME/set`: of several calls, the first one wins."""
    call.workflow()
    phase = call.body.get("phase") or ""
    if phase not in _SETTABLE:
        message = f"{phase} is an invalid phase to set to"
        raise ServerError(INVALID_ARGUMENT, message)
    change = Change(
        phase=phase,
        message=call.body.get("message") or "",
        outputs=_outputs(call.body.get("outputParameters") or ""),
    )
    selector = call.body.get("nodeFieldSelector") or ""
    if not selector:
        message = "'set' currently only targets suspend nodes, use a node field selector to target them"
        raise ServerError(INTERNAL, message)
    change_gates(call, selector, change, labels=call.caller.acted())
    return shown(call.workflow())


def resume_workflow(call: Call) -> JsonObject:
    """Answer `PUT workflows/NS/NAME/resume`: waiting gates go on, their outputs get their defaults."""
    call.workflow()
    labels = call.caller.acted("Resume")
    if selector := call.body.get("nodeFieldSelector") or "":
        change_gates(call, selector, Change(phase="Succeeded"), labels=labels)
    else:
        _update(call, _resume_all, labels=labels)
    return shown(call.workflow())


def change_gates(call: Call, selector: str, change: Change, *, labels: dict[str, str]) -> None:
    """Write a change into all waiting gates that a selector matches.

    Raises:
        ServerError: There is none, or it does not take these outputs.
    """
    wanted = NodeSelector(selector)

    def act(workflow: JsonObject) -> bool:
        nodes: dict[str, JsonObject] = workflow.get("status", {}).get("nodes") or {}
        gates = [node for node in nodes.values() if is_waiting_gate(node) and wanted.matches(node)]
        changed = [_write(gate, change) for gate in gates]
        if not any(changed):
            nothing = "currently, set only targets suspend nodes: no suspend nodes matching nodeFieldSelector"
            message = f"{nothing}: {selector}"
            raise ServerError(INTERNAL, message)
        return True

    _update(call, act, labels=labels)


def _write(gate: JsonObject, change: Change) -> bool:
    if change.phase:
        gate |= {"phase": change.phase, "finishedAt": timestamp(datetime.now(UTC))}
    if change.message:
        gate["message"] = change.message
    if change.outputs and "outputs" not in gate:
        message = "cannot set output parameters because node is not expecting any raw parameters"
        raise ServerError(INTERNAL, message)
    for name, value in change.outputs.items():
        _write_output(gate["outputs"].get("parameters", []), name, value)
    return bool(change.phase or change.message or change.outputs)


def _write_output(parameters: list[JsonObject], name: str, value: str) -> None:
    parameter = next((each for each in parameters if each["name"] == name), None)
    if parameter is None:
        message = f"node is not expecting output parameter '{name}'"
        raise ServerError(INTERNAL, message)
    if "supplied" not in parameter.get("valueFrom", {}):
        why = "because it does not use valueFrom.raw or it was already set"
        message = f"cannot set output parameter '{name}' {why}"
        raise ServerError(INTERNAL, message)
    del parameter["valueFrom"]
    parameter["value"] = value


def _resume_all(workflow: JsonObject) -> bool:
    nodes: dict[str, JsonObject] = workflow.get("status", {}).get("nodes") or {}
    gates = [node for node in nodes.values() if is_waiting_gate(node)]
    for gate in gates:
        try:
            use_defaults(gate.get("outputs"))
        except TemplateError as error:
            raise ServerError(INTERNAL, str(error)) from error
        gate |= {"phase": "Succeeded", "finishedAt": timestamp(datetime.now(UTC))}
    return bool(gates)


def _update(call: Call, act: Callable[[JsonObject], bool], *, labels: dict[str, str]) -> None:
    """Read, change and write a workflow; a conflict starts over with what it is then."""
    for attempt in range(_TRIES):
        workflow = call.workflow()
        if not act(workflow):
            return
        workflow["metadata"]["labels"] = {**workflow["metadata"].get("labels", {}), **labels}
        try:
            call.caller.api.request("PUT", call.path, body=workflow)
        except ApiError as error:
            if error.status != CONFLICT:
                raise
            time.sleep(_FIRST_PAUSE_SECONDS * 2**attempt)
        else:
            return
    message = "timed out waiting for the condition"
    raise ServerError(INTERNAL, message)


def _outputs(text: str) -> dict[str, str]:
    if not text:
        return {}
    try:
        outputs = json.loads(text)
    except ValueError as error:
        message = f"unable to parse output parameter set request: {error}"
        raise ServerError(INVALID_ARGUMENT, message) from error
    if not isinstance(outputs, dict) or not all(isinstance(each, str) for each in outputs.values()):
        message = "unable to parse output parameter set request: it must be an object of strings"
        raise ServerError(INVALID_ARGUMENT, message)
    return outputs
