"""How often the controller looks at a workflow again: it decides how soon a verdict is noticed."""

from runner.scene import Scene

VARIABLE = "DEFAULT_REQUEUE_TIME"
DEFAULT = "10s, the controller's default"


def requeue_time(scene: Scene, *, namespace: str = "argo", deployment: str = "workflow-controller") -> str:
    """Read the controller's setting."""
    path = f"/apis/apps/v1/namespaces/{namespace}/deployments/{deployment}"
    containers = scene.kubernetes.call("GET", path)["spec"]["template"]["spec"]["containers"]
    values = {each["name"]: each.get("value") for each in containers[0].get("env") or ()}
    return values.get(VARIABLE) or DEFAULT
