"""Starting a task's play through the Argo Server, as a person or another automation does."""

from runner.scene import Scene
from workflows.play import NAME

API_VERSION = "argoproj.io/v1alpha1"


def start_play(scene: Scene, *, task: int, repository: str) -> str:
    """Submit the play of a task and give its name."""
    parameters = [{"name": "task-id", "value": str(task)}, {"name": "repository", "value": repository}]
    workflow = {
        "apiVersion": API_VERSION,
        "kind": "Workflow",
        "metadata": {"generateName": f"{NAME}-{task}-", "namespace": scene.settings.namespace},
        "spec": {"workflowTemplateRef": {"name": NAME}, "arguments": {"parameters": parameters}},
    }
    path = f"/api/v1/workflows/{scene.settings.namespace}"
    created = scene.argo("POST", path, {"workflow": workflow})
    return str(created["metadata"]["name"])
