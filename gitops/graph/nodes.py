"""One step as a node: what a person wants to know of an agent's start, a gate, a pod, a call back."""

from collections.abc import Iterable
from typing import get_args

from gitops.graph.conditions import alternatives
from gitops.graph.model import Node
from gitops.graph.templates import Container, Parameter, Step, Suspend, Template
from gitops.graph.wording import (
    arguments_in_words,
    changes_in_words,
    duration_in_words,
    either_in_words,
    resolved,
    values_of,
)
from remediation.play import PROCEED
from remediation.settings import Role

VERDICT = "verdict"
_MAIN = "main"
_PROGRAM = "steps"
"""What a container of ours runs: `python3 -m steps VERB`."""


def step_node(id_: str, step: Step, template: Template, steps: Iterable[Step]) -> Node:
    """Make a node of a step that calls a pod or a gate.

    Args:
        id_: The node's id.
        step: The step.
        template: What it calls.
        steps: All steps of its template; what they ask a gate for, it may be told.
    """
    values = values_of(template.inputs.parameters, step.arguments)
    if template.suspend is not None:
        lines = _gate_lines(step, template, template.suspend, steps)
        return Node(id=id_, kind="gate", title=step.name, lines=lines)
    passed = arguments_in_words(step.arguments)
    called = template.name if template.name != step.name else ""
    lines = tuple(filter(None, [": ".join(filter(None, [called, passed]))]))
    containers = template.container_set.containers if template.container_set else ()
    role = values.get("role", "")
    return Node(
        id=id_,
        kind="pod" if containers else "step",
        title=step.name,
        lines=("one pod, containers in order",) if containers else lines,
        containers=tuple(_container_name(each) for each in containers),
        role=role if role in get_args(Role) else "",
    )


def again_node(id_: str, step: Step) -> Node:
    """Make a node of a step that calls a template that it is part of."""
    changes = changes_in_words(step.arguments)
    lines = tuple(filter(None, (step.template, changes)))
    return Node(id=id_, kind="again", title=step.name, lines=lines)


def verdicts_asked_for(step: str, steps: Iterable[Step]) -> list[str]:
    """Give the verdicts of a gate that some step's condition names, in order."""
    claims = (
        claim
        for each in steps
        for term in alternatives(each.when)
        for claim in sorted(term)
        if claim.step == step and claim.what == VERDICT and claim.sign == "=="
    )
    return list(dict.fromkeys(claim.value for claim in claims))


def waits_for_verdict(template: Template) -> bool:
    """Tell whether a template is a gate that is given a verdict, not a mere pause."""
    return template.suspend is not None and any(each.name == VERDICT for each in _supplied(template))


def _gate_lines(step: Step, template: Template, suspend: Suspend, steps: Iterable[Step]) -> tuple[str, ...]:
    """Say what a gate waits for, and what its deadline does.

    `proceed` opens every gate, even the last one, after which no step has to ask for it.
    """
    values = values_of(template.inputs.parameters, step.arguments)
    limit = duration_in_words(resolved(suspend.duration, values))
    supplied = _supplied(template)
    if not supplied:
        return (f"waits {limit}" if limit else "waits until it is resumed",)
    output = supplied[0]
    default = output.value_from.default
    said: list[str] = []
    if output.name == VERDICT:
        verdicts = dict.fromkeys([PROCEED, *verdicts_asked_for(step.name, steps)])
        said.append(either_in_words([each for each in verdicts if each != default]))
    else:
        said.append(f"waits for {output.name}")
    if limit:
        said.append(f"after {limit}: {default or 'the run fails'}")
    return tuple(said)


def _supplied(template: Template) -> list[Parameter]:
    return [each for each in template.outputs.parameters if each.value_from.supplied is not None]


def _container_name(container: Container) -> str:
    """Give its name for people: Argo demands that one container is called `main`, which tells nothing."""
    command = container.command
    if container.name == _MAIN and _PROGRAM in command[:-1]:
        return command[command.index(_PROGRAM) + 1]
    return container.name
