"""Workflows that tests make up."""

import uuid

from remediation.model import JsonObject

FILE = "/tmp/said"  # noqa: S108  # in the file system of a container
"""Where a program leaves its output."""
ECHO = "import json, sys; open(FILE, 'w').write(json.dumps(sys.argv[1:]))"
"""Writes its arguments as a JSON list."""
IMAGE = "IMAGE"
"""Stands for the image that the place of the test has."""


def python(code: str, *args: str, **fields: object) -> JsonObject:
    """Give a container that runs a piece of Python, which knows `FILE`."""
    command = ["python3", "-c", f"FILE = {FILE!r}\n{code}"]
    return {
        "image": IMAGE,
        "imagePullPolicy": "IfNotPresent",
        "command": command,
        "args": list(args),
        **fields,
    }


def parameters(**values: str) -> JsonObject:
    """Give arguments; `task_id` becomes `task-id`."""
    return {
        "parameters": [{"name": name.replace("_", "-"), "value": value} for name, value in values.items()]
    }


def inputs(*names: str) -> JsonObject:
    """Give inputs without values."""
    return {"parameters": [{"name": name} for name in names]}


def output(name: str, path: str = FILE, **source: str) -> JsonObject:
    """Give outputs of one file."""
    return {"parameters": [{"name": name, "valueFrom": {"path": path, **source}}]}


def step(name: str, template: str, *, when: str = "", **arguments: str) -> JsonObject:
    """Give a step."""
    found: JsonObject = {"name": name, "template": template}
    if arguments:
        found["arguments"] = parameters(**arguments)
    return found | ({"when": when} if when else {})


def steps(name: str, *groups: list[JsonObject], **fields: object) -> JsonObject:
    """Give a steps template."""
    return {"name": name, "steps": list(groups), **fields}


def gate(
    name: str, *, duration: str = "", default: str | None = None, takes: tuple[str, ...] = ()
) -> JsonObject:
    """Give a suspend template that waits for a verdict."""
    source: JsonObject = {"supplied": {}} | ({"default": default} if default is not None else {})
    template: JsonObject = {
        "name": name,
        "suspend": {"duration": duration} if duration else {},
        "outputs": {"parameters": [{"name": "verdict", "valueFrom": source}]},
    }
    return template | ({"inputs": inputs(*takes)} if takes else {})


def workflow(*templates: JsonObject, entrypoint: str = "main", **spec: object) -> JsonObject:
    """Give a workflow with a name of its own."""
    return {
        "apiVersion": "argoproj.io/v1alpha1",
        "kind": "Workflow",
        "metadata": {"name": f"test-{uuid.uuid4().hex[:8]}"},
        "spec": {"entrypoint": entrypoint, "templates": list(templates), **spec},
    }


def template(name: str, *templates: JsonObject, **spec: object) -> JsonObject:
    """Give a WorkflowTemplate."""
    found = workflow(*templates)
    found["spec"] |= spec
    return found | {"kind": "WorkflowTemplate", "metadata": {"name": name}}


def from_template(name: str, **arguments: str) -> JsonObject:
    """Give a workflow that refers to a template."""
    found = workflow()
    found["spec"] = {"workflowTemplateRef": {"name": name}}
    if arguments:
        found["spec"]["arguments"] = parameters(**arguments)
    return found
