"""A WorkflowTemplate, changed for a while."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from copy import deepcopy

from remediation.model import JsonObject
from runner.scene import Scene
from workflows import rex_remediation


@contextmanager
def exchanged(
    scene: Scene, change: Callable[[JsonObject], JsonObject], *, template: str = rex_remediation.NAME
) -> Iterator[None]:
    """Let runs that start while the context lasts be of a changed template.

    Args:
        scene: No run of the template may be under way when the context begins and when it ends.
        change: Gives the new spec from the present one.
        template: The template's name, by default the remediation's.
    """
    path = path_of(scene, template)
    before = scene.kubernetes.call("GET", path)
    try:
        scene.kubernetes.call("PUT", path, body={**before, "spec": change(deepcopy(before["spec"]))})
        yield
    finally:
        now = scene.kubernetes.call("GET", path)
        scene.kubernetes.call("PUT", path, body={**now, "spec": before["spec"]})


def path_of(scene: Scene, template: str) -> str:
    """Give a WorkflowTemplate's path at the Kubernetes API."""
    return f"/apis/argoproj.io/v1alpha1/namespaces/{scene.settings.namespace}/workflowtemplates/{template}"


def with_environment(spec: JsonObject, variables: Mapping[str, str]) -> JsonObject:
    """Give all containers variables that win over the settings."""
    added = [{"name": name, "value": value} for name, value in variables.items()]
    for each in spec["templates"]:
        single = [each["container"]] if "container" in each else []
        for container in single or each.get("containerSet", {}).get("containers", ()):
            kept = [known for known in container.get("env") or () if known["name"] not in variables]
            container["env"] = kept + added
    return spec
