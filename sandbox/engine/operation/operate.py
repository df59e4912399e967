"""One pass: from a workflow as it is to its next status and what has to happen (operator.go, operate)."""

import copy
from dataclasses import dataclass
from datetime import datetime

from remediation.model import JsonObject
from sandbox.engine.language.errors import SubstitutionError, UnsupportedError
from sandbox.engine.language.go_text import go_json, quoted
from sandbox.engine.operation import names
from sandbox.engine.operation.assessment import assess_pods
from sandbox.engine.operation.calls import Call, ExecutionError
from sandbox.engine.operation.context import Effects, Inputs, Operation
from sandbox.engine.operation.control import end_what_must_end
from sandbox.engine.operation.execution import execute
from sandbox.engine.operation.locks import Locks, lock_name
from sandbox.engine.operation.nodes import has_failed, is_fulfilled
from sandbox.engine.operation.progress import update_progress
from sandbox.engine.operation.results import take_results
from sandbox.engine.operation.specification import merged, with_variables
from sandbox.engine.operation.templates import mutex_names
from sandbox.engine.operation.validation import InvalidError, validate
from sandbox.engine.operation.variables import (
    MetadataError,
    ParameterError,
    apply_metadata,
    set_runtime_variables,
    set_variables,
)
from sandbox.engine.support.check import problems_of_spec

_WORKFLOW_PHASES = {
    "Pending": "Pending",
    "Running": "Running",
    "Succeeded": "Succeeded",
    "Skipped": "Succeeded",
    "Failed": "Failed",
    "Error": "Error",
}


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What a pass came to."""

    workflow: JsonObject
    effects: Effects


def operate(workflow: JsonObject, inputs: Inputs, *, locks: Locks, now: datetime) -> Outcome:
    """Bring a workflow forward as far as it goes now.

    Args:
        workflow: The workflow as the API server has it; it is not changed.
        inputs: Its pods, their results and its template.
        locks: The mutexes of all workflows; they are changed.
        now: The time.

    Returns:
        The workflow to be stored, if it differs, and what else has to be done.
    """
    operation = Operation(copy.deepcopy(workflow), inputs, locks=locks, now=now)
    try:
        _operate(operation)
    except UnsupportedError as error:
        operation.mark("Error", f"outside of the engine's subset: {error}")
    if operation.workflow["status"] != workflow.get("status"):
        update_progress(operation.status, operation.nodes)
    if operation.is_finished():
        locks.release_all(operation.key, operation.status)
    return Outcome(workflow=operation.workflow, effects=operation.effects)


def _operate(operation: Operation) -> None:
    if not _prepare(operation):
        return
    take_results(operation)
    if not _acquire(operation):
        return
    if operation.status.get("phase") is None:
        operation.mark("Running")
        operation.workflow["metadata"].setdefault("annotations", {})[names.ANNOTATION_POD_NAMES] = "v2"
        if (deadline := operation.deadline()) is not None:
            operation.effects.look_again((deadline - operation.now).total_seconds())
    else:
        assess_pods(operation)
        end_what_must_end(operation)
        if operation.status["phase"] == "Pending":
            operation.mark("Running")
    _execute(operation)


def _prepare(operation: Operation) -> bool:
    """Settle what is executed, and check it once; False if the workflow goes no further."""
    first = operation.status.get("phase") is None
    if "workflowTemplateRef" in operation.workflow["spec"] and not _use_template(operation):
        return False
    if first:
        if problems := problems_of_spec(operation.spec):
            raise UnsupportedError("; ".join(problems))
        try:
            validate(operation.workflow, operation.spec)
        except InvalidError as error:
            operation.mark("Failed", f"invalid spec: {error}")
            return False
    try:
        set_variables(operation)
        with_variables(operation.spec, operation.variables)
        if first:
            apply_metadata(operation)
    except ParameterError as error:
        operation.mark("Failed", str(error))
        return False
    except MetadataError as error:
        operation.mark("Error", str(error))
        return False
    except SubstitutionError:
        # The real controller logs this and gives up without a word in the status.
        return False
    set_runtime_variables(operation)
    return True


def _use_template(operation: Operation) -> bool:
    own, stored = operation.workflow["spec"], operation.status.get("storedWorkflowTemplateSpec")
    changed = stored is not None and own.get("shutdown") != stored.get("shutdown")
    if stored is None or changed:
        template_spec = stored if stored is not None else (operation.inputs.template or {}).get("spec")
        if template_spec is None:
            missing = own["workflowTemplateRef"]["name"]
            operation.mark("Error", f'workflowtemplates.argoproj.io "{missing}" not found')
            return False
        operation.status["storedWorkflowTemplateSpec"] = merged(own, template_spec)
    operation.spec = copy.deepcopy(operation.status["storedWorkflowTemplateSpec"])
    return True


def _acquire(operation: Operation) -> bool:
    """Take the workflow's mutexes; False while one is not free."""
    synchronization = operation.spec.get("synchronization")
    if synchronization is None:
        return True
    lock, message = operation.locks.acquire(
        [lock_name(mutex, operation.namespace) for mutex in mutex_names(synchronization)],
        operation.key,
        operation.status,
        created=operation.workflow["metadata"]["creationTimestamp"],
    )
    if not lock:
        return True
    phase = operation.status.get("phase")
    if operation.shutdown == "Terminate" and phase == "Pending":
        operation.mark("Succeeded")
        return False
    operation.mark(phase or "Pending", message)
    return False


def _execute(operation: Operation) -> None:
    entry = Call(
        node=operation.name,
        template=operation.spec["entrypoint"],
        arguments=operation.spec.get("arguments", {}),
    )
    try:
        node = execute(operation, entry)
    except ExecutionError as error:
        operation.mark("Error", f"error in entry template execution: {error}")
        return
    phase = _WORKFLOW_PHASES[node["phase"]]
    operation.variables["workflow.status"] = phase
    operation.variables["workflow.failures"] = _failures(operation)
    if not is_fulfilled(node):
        return
    try:
        exit_node = _execute_exit_handler(operation)
    except ExecutionError as error:
        operation.mark("Error", f"error in exit template execution : {error}")
        return
    if exit_node is not None and not is_fulfilled(exit_node):
        return
    if phase == "Succeeded" and exit_node is not None and has_failed(exit_node):
        operation.mark(exit_node["phase"], exit_node.get("message", ""))
    elif has_failed(node) and operation.shutdown:
        operation.mark(phase, f"Stopped with strategy '{operation.shutdown}'")
    else:
        operation.mark(phase, "" if phase == "Succeeded" else node.get("message", ""))


def _execute_exit_handler(operation: Operation) -> JsonObject | None:
    template = operation.spec.get("onExit")
    name = names.exit_handler(operation.name)
    if not template or (operation.nodes.named(name) is None and not operation.may_run(on_exit=True)):
        return None
    call = Call(
        node=name,
        template=template,
        arguments=operation.spec.get("arguments", {}),
        on_exit=True,
        flag={"hooked": True},
    )
    return execute(operation, call)


def _failures(operation: Operation) -> str:
    """Give what `{{workflow.failures}}` stands for: a JSON list, as a JSON text."""
    failures = [
        {
            "displayName": node["displayName"],
            "message": node.get("message", ""),
            "templateName": node.get("templateName", ""),
            "phase": node["phase"],
            "podName": names.pod_name(operation.name, node["name"], node.get("templateName", "")),
            "finishedAt": node.get("finishedAt"),
        }
        for node in operation.nodes
        if has_failed(node)
    ]
    return f'"{quoted(go_json(failures) if failures else "null")}"'
