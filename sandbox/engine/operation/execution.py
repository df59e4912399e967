"""Templates are executed: arguments, mutexes and retries around steps, pods and gates.

The order of the decisions is that of executeTemplate in workflow/controller/operator.go.
"""

from dataclasses import dataclass

from remediation.model import JsonObject
from sandbox.engine.language.errors import SubstitutionError
from sandbox.engine.operation import names, pods, retries, steps, suspension, templates
from sandbox.engine.operation.calls import Call, ExecutionError
from sandbox.engine.operation.context import DEEPEST, Operation, TemplateError
from sandbox.engine.operation.locks import lock_name
from sandbox.engine.operation.nodes import is_fulfilled

_TOO_DEEP = (
    "Maximum recursion depth exceeded. "
    "See https://argo-workflows.readthedocs.io/en/latest/scaling/#maximum-recursion-depth"
)
_NODE_TYPES = {"steps": "Steps", "container": "Pod", "containerSet": "Pod", "suspend": "Suspend"}


@dataclass(frozen=True, kw_only=True)
class _Prepared:
    """A call whose template has its inputs."""

    call: Call
    template: JsonObject


def execute(operation: Operation, call: Call) -> JsonObject:
    """Bring the node of a call forward as far as it goes now.

    Returns:
        The node.

    Raises:
        ExecutionError: The node cannot run; it is marked Error.
        UnsupportedError: Something is outside the subset.
    """
    operation.depth += 1
    try:
        return _execute(operation, call)
    finally:
        operation.depth -= 1


def _execute(operation: Operation, call: Call) -> JsonObject:
    node = operation.nodes.named(call.node)
    if operation.depth >= DEEPEST:
        return _mark_broken(operation, call, _TOO_DEEP)
    declared = operation.template(call.template)
    if declared is None:
        raise _broken(operation, call, f"template {call.template} not found")
    if node is not None and is_fulfilled(node) and "synchronization" not in declared:
        return node
    prepared = _Prepared(call=call, template=_with_inputs(operation, call, declared))
    if node is not None and is_fulfilled(node):
        _release(operation, prepared)
        return node
    if "synchronization" in prepared.template and (blocked := _acquire(operation, prepared)) is not None:
        return blocked
    if "retryStrategy" in prepared.template:
        return _execute_with_retries(operation, prepared)
    node = _run(operation, prepared, call.node, prepared.template, flag=call.flag)
    if is_fulfilled(node):
        _release(operation, prepared)
    return node


def _with_inputs(operation: Operation, call: Call, template: JsonObject) -> JsonObject:
    local = {"node.name": call.node, "steps.name": call.step}
    if templates.is_pod(template) and "retryStrategy" not in template:
        local["pod.name"] = names.pod_name(operation.name, call.node, template["name"])
    try:
        return templates.with_arguments(template, call.arguments, variables=operation.variables, local=local)
    except (TemplateError, SubstitutionError) as error:
        raise _broken(operation, call, str(error)) from error


def _execute_with_retries(operation: Operation, prepared: _Prepared) -> JsonObject:
    call, strategy = prepared.call, prepared.template["retryStrategy"]
    node = operation.nodes.named(call.node)
    if node is None:
        node = _add(operation, prepared, kind="Retry", phase="Running")
    try:
        if not retries.may_go_on(operation, node, strategy):
            return node
    except TemplateError as error:
        raise _broken(operation, call, str(error)) from error
    tries = retries.tries_of(operation, node)
    last = tries[-1] if tries else None
    if is_fulfilled(node) and operation.nodes.leaves_fulfilled(node):
        if last is not None and "outputs" in last:
            node["outputs"] = last["outputs"]
        _release(operation, prepared)
        return node
    goes_on = last is not None and not is_fulfilled(last)
    number = len(tries) - 1 if goes_on else len(tries)
    this_try = f"{call.node}({number})"
    operation.nodes.connect(call.node, this_try)
    local = retries.variables_of_try(last, number)
    if templates.is_pod(prepared.template):
        local["pod.name"] = names.pod_name(operation.name, this_try, prepared.template["name"])
    try:
        template = templates.substituted(prepared.template, {**operation.variables, **local})
    except SubstitutionError as error:
        raise _broken(operation, call, str(error)) from error
    child = _run(operation, prepared, this_try, template, flag={**(call.flag or {}), "retried": True})
    return execute(operation, call) if is_fulfilled(child) and not is_fulfilled(node) else node


def _run(
    operation: Operation,
    prepared: _Prepared,
    node_name: str,
    template: JsonObject,
    *,
    flag: JsonObject | None,
) -> JsonObject:
    kind = templates.kind_of(template)
    node = operation.nodes.named(node_name)
    if node is None:
        phase = "Running" if kind == "steps" else "Pending"
        node = _add(operation, prepared, kind=_NODE_TYPES[kind], phase=phase, name=node_name, flag=flag)
    call = prepared.call
    try:
        if kind == "steps":
            steps.execute(operation, node, template, on_exit=call.on_exit, run=execute)
        elif kind == "suspend":
            suspension.execute(operation, node, template)
        else:
            pods.execute(operation, node, template, on_exit=call.on_exit)
    except TemplateError as error:
        operation.nodes.mark(node_name, "Error", str(error))
        if retries.policy_of(template.get("retryStrategy", {})) not in {"Always", "OnError"}:
            _release(operation, prepared)
            raise ExecutionError(str(error)) from error
    return node


def _add(
    operation: Operation,
    prepared: _Prepared,
    *,
    kind: str,
    phase: str,
    name: str | None = None,
    flag: JsonObject | None = None,
) -> JsonObject:
    call, inputs = prepared.call, prepared.template.get("inputs", {})
    node = operation.nodes.add(
        name or call.node,
        kind=kind,
        phase=phase,
        template=call.template,
        boundary=call.boundary,
        flag=flag if name else call.flag,
        inputs=inputs if inputs.get("parameters") else None,
    )
    if kind == "Suspend" and (outputs := suspension.awaited_outputs(prepared.template)):
        node["outputs"] = outputs
    return node


def _acquire(operation: Operation, prepared: _Prepared) -> JsonObject | None:
    """Take the template's mutexes; as long as one is not free, give the node that waits for it."""
    call = prepared.call
    node = operation.nodes.named(call.node)
    lock, message = operation.locks.acquire(
        _lock_names(operation, prepared),
        f"{operation.key}/{names.node_id(operation.name, call.node)}",
        operation.status,
        created=operation.workflow["metadata"]["creationTimestamp"],
    )
    if lock:
        if node is None:
            node = _add(operation, prepared, kind=_node_type(prepared.template), phase="Pending")
        node |= {"synchronizationStatus": {"waiting": lock}, "message": message}
        return node
    if node is not None and node.pop("synchronizationStatus", None):
        node.pop("message", None)
    return None


def _node_type(template: JsonObject) -> str:
    return "Retry" if "retryStrategy" in template else _NODE_TYPES[templates.kind_of(template)]


def _release(operation: Operation, prepared: _Prepared) -> None:
    if "synchronization" in prepared.template:
        key = f"{operation.key}/{names.node_id(operation.name, prepared.call.node)}"
        operation.locks.release(_lock_names(operation, prepared), key, operation.status)


def _lock_names(operation: Operation, prepared: _Prepared) -> list[str]:
    mutexes = templates.mutex_names(prepared.template["synchronization"])
    return [lock_name(mutex, operation.namespace) for mutex in mutexes]


def _broken(operation: Operation, call: Call, message: str) -> ExecutionError:
    _mark_broken(operation, call, message)
    return ExecutionError(message)


def _mark_broken(operation: Operation, call: Call, message: str) -> JsonObject:
    if operation.nodes.named(call.node) is not None:
        return operation.nodes.mark(call.node, "Error", message)
    return operation.nodes.add(
        call.node,
        kind="Skipped",
        phase="Error",
        template=call.template,
        boundary=call.boundary,
        flag=call.flag,
        message=message,
    )
