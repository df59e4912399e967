"""Steps templates: groups one after the other, the steps of a group side by side.

After workflow/controller/steps.go.
"""

from collections.abc import Callable
from dataclasses import dataclass

from remediation.model import JsonObject
from sandbox.engine.language.conditions import should_run
from sandbox.engine.language.errors import ConditionError, MissingVariableError, SubstitutionError
from sandbox.engine.operation.calls import Call, ExecutionError
from sandbox.engine.operation.context import Operation
from sandbox.engine.operation.nodes import has_failed, is_fulfilled
from sandbox.engine.operation.scope import Scope

Run = Callable[[Operation, Call], JsonObject]
AGAIN_SECONDS = 1.0
"""When to look again for an output that has not arrived."""


@dataclass(frozen=True, kw_only=True)
class _Steps:
    """One steps node while it is brought forward."""

    operation: Operation
    node: JsonObject
    template: JsonObject
    scope: Scope
    on_exit: bool
    run: Run


def execute(operation: Operation, node: JsonObject, template: JsonObject, *, on_exit: bool, run: Run) -> None:
    """Bring a steps node forward as far as it goes now.

    Args:
        operation: The pass.
        node: The steps node.
        template: Its template, with inputs.
        on_exit: Whether it belongs to the exit handler.
        run: Executes the template of a step.

    Raises:
        TemplateError: An output of the template refers to nothing.
    """
    steps = _Steps(
        operation=operation, node=node, template=template, scope=Scope(template), on_exit=on_exit, run=run
    )
    nodes, name = operation.nodes, node["name"]
    for number, group in enumerate(template["steps"]):
        group_name = f"{name}[{number}]"
        group_node = nodes.named(group_name) or nodes.add(
            group_name, kind="StepGroup", phase="Running", boundary=node["id"], flag={}
        )
        _connect(steps, number)
        try:
            _execute_group(steps, group, group_node)
        except ExecutionError as error:
            nodes.mark(group_name, "Error", str(error))
        if not is_fulfilled(group_node):
            return
        if has_failed(group_node):
            _set_outbound(steps)
            nodes.mark(name, "Failed", group_node.get("message", ""))
            return
        for step in group:
            if (step_node := nodes.named(f"{group_name}.{step['name']}")) is not None:
                steps.scope.add(step, step_node, operation)
    _set_outbound(steps)
    if (outputs := steps.scope.outputs(template)) is not None:
        node["outputs"] = outputs
    nodes.mark(name, "Succeeded")


def _execute_group(steps: _Steps, group: list[JsonObject], group_node: JsonObject) -> None:
    operation, nodes, name = steps.operation, steps.operation.nodes, group_node["name"]
    if is_fulfilled(group_node) and all(is_fulfilled(child) for child in nodes.children(group_node)):
        return
    try:
        resolved = [steps.scope.resolved(step, operation.variables) for step in group]
    except MissingVariableError:
        operation.effects.look_again(AGAIN_SECONDS)
        return
    except (SubstitutionError, ConditionError) as error:
        nodes.mark(name, "Error", f"failed to resolve references: {error}")
        return
    for step in resolved:
        _execute_step(steps, step, group_node)
    children = nodes.children(group_node)
    if not all(is_fulfilled(child) for child in children):
        return
    failed = next((child for child in children if has_failed(child)), None)
    if failed is None:
        nodes.mark(name, "Succeeded")
    else:
        nodes.mark(name, "Failed", f"child '{failed['id']}' failed")


def _execute_step(steps: _Steps, step: JsonObject, group_node: JsonObject) -> None:
    nodes, name = steps.operation.nodes, f"{group_node['name']}.{step['name']}"
    when = step.get("when", "")
    if not should_run(when):
        if nodes.named(name) is None:
            nodes.add(
                name,
                kind="Skipped",
                phase="Skipped",
                template=step["template"],
                boundary=steps.node["id"],
                flag={},
                message=f"when '{when}' evaluated false",
            )
            nodes.connect(group_node["name"], name)
        return
    call = Call(
        node=name,
        template=step["template"],
        arguments=step.get("arguments", {}),
        boundary=steps.node["id"],
        step=step["name"],
        on_exit=steps.on_exit,
    )
    try:
        steps.run(steps.operation, call)
    except ExecutionError as error:
        message = f"step group deemed errored due to child {name} error: {error}"
        raise ExecutionError(message) from error
    finally:
        if nodes.named(name) is not None:
            nodes.connect(group_node["name"], name)


def _connect(steps: _Steps, number: int) -> None:
    """Connect a group to what ran before it: the last nodes of the group before, or the steps node."""
    nodes, name = steps.operation.nodes, steps.node["name"]
    before = nodes.named(f"{name}[{number - 1}]") if number else None
    if before is None:
        nodes.connect(name, f"{name}[{number}]")
        return
    for last in _last_nodes(steps.operation, before):
        if (node := nodes.by_id(last)) is not None:
            nodes.connect(node["name"], f"{name}[{number}]")


def _set_outbound(steps: _Steps) -> None:
    nodes, name = steps.operation.nodes, steps.node["name"]
    groups = [nodes.named(f"{name}[{number}]") for number in range(len(steps.template["steps"]))]
    last = next((group for group in reversed(groups) if group is not None), None)
    if last is not None and (outbound := _last_nodes(steps.operation, last)):
        steps.node["outboundNodes"] = outbound


def _last_nodes(operation: Operation, group: JsonObject) -> list[str]:
    return [last for child in operation.nodes.children(group) for last in _outbound(operation, child)]


def _outbound(operation: Operation, node: JsonObject) -> list[str]:
    """Give the ids of the nodes that a following group comes after."""
    match node["type"]:
        case "Pod" if _is_container_set(operation, node):
            return [child["id"] for child in operation.nodes.children(node) if child["type"] == "Container"]
        case "Retry":
            children: list[str] = node.get("children", [])
            return children[-1:]
        case "Steps":
            below = (operation.nodes.by_id(each) for each in node.get("outboundNodes", []))
            return [last for each in below if each is not None for last in _outbound(operation, each)]
        case _:
            return [node["id"]]


def _is_container_set(operation: Operation, node: JsonObject) -> bool:
    template = operation.template(node.get("templateName", ""))
    return template is not None and "containerSet" in template
