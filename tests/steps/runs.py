"""The workflow of a run without an engine: as it is created, and as its exit handler finds it."""

from collections.abc import Mapping

from remediation.clients.kubernetes import WORKFLOWS
from tests.steps.world import TASK, World


def begin_run(world: World, name: str) -> None:
    """Create the run's workflow, unless it is there: one name is one run."""
    body = {
        "apiVersion": "argoproj.io/v1alpha1",
        "kind": "Workflow",
        "metadata": {"name": name, "labels": {"task-id": str(TASK)}},
        "spec": {},
        "status": {"phase": "Running"},
    }
    world.others.kubernetes.create_or_get(WORKFLOWS, world.settings.namespace, body)


def end_run(
    world: World, name: str, *, status: str = "Succeeded", outputs: Mapping[str, str], message: str = ""
) -> None:
    """Write the run's last node, as the controller does before it starts the exit handler."""
    node: dict[str, object] = {"type": "Pod", "phase": status, "finishedAt": "2030-01-01T00:00:00Z"}
    if status == "Succeeded":
        node["outputs"] = {"parameters": [{"name": name, "value": value} for name, value in outputs.items()]}
    else:
        node["message"] = message
    patch = {"status": {"nodes": {"last": node}}}
    world.others.kubernetes.merge(WORKFLOWS, world.settings.namespace, name, patch)
