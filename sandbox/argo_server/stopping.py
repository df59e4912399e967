"""Stopping workflows: with their exit handler, or without."""

from remediation.model import JsonObject
from sandbox.argo_server.calls import Call, shown
from sandbox.argo_server.errors import INTERNAL, ServerError
from sandbox.argo_server.gates import Change, change_gates
from sandbox.engine.kubernetes_api import MERGE_PATCH
from sandbox.engine.operation.context import COMPLETED_PHASES


def stop_workflow(call: Call) -> JsonObject:
    """Answer `PUT workflows/NS/NAME/stop`: the exit handler runs; with a selector, only gates fail."""
    if selector := call.body.get("nodeFieldSelector") or "":
        change = Change(phase="Failed", message=call.body.get("message") or "")
        change_gates(call, selector, change, labels=call.caller.acted("Stop"))
        return shown(call.workflow())
    return _shut_down(call, "Stop")


def terminate_workflow(call: Call) -> JsonObject:
    """Answer `PUT workflows/NS/NAME/terminate`: nothing runs any more."""
    return _shut_down(call, "Terminate")


def _shut_down(call: Call, strategy: str) -> JsonObject:
    if call.workflow().get("status", {}).get("phase") in COMPLETED_PHASES:
        which = f'workflow: "{call.name}", namespace: "{call.namespace}"'
        message = f"cannot shutdown a completed workflow: {which}"
        raise ServerError(INTERNAL, message)
    patch = {"metadata": {"labels": call.caller.acted(strategy)}, "spec": {"shutdown": strategy}}
    call.caller.api.request("PATCH", call.path, body=patch, content_type=MERGE_PATCH)
    return shown(call.workflow())
