"""Everything that is exported: which objects stand in which file."""

from gitops import admission, network
from gitops.access import access, sensors_token
from gitops.configuration import config_map, namespace
from gitops.duties import DUTIES
from remediation.errors import Misuse
from remediation.model import JsonObject
from remediation.settings import Settings
from sensors import agent_events, build_all, event_bus, event_source
from sensors.manifest import manifest
from workflows import WORKFLOWS

KUSTOMIZATION = "kustomization.yaml"
Files = dict[str, list[JsonObject]]
"""Objects by the path of their file."""


def manifests(settings: Settings) -> Files:
    """Build all objects.

    What a person must create is not among them: the Secrets with the webhook's key and GitHub's credentials.

    Raises:
        Misuse: A setting holds `{{`, which Argo would expand.
    """
    _refuse_templates(settings)
    files: Files = {
        "namespace.yaml": [namespace(settings)],
        "settings.yaml": [config_map(settings)],
        "admission.yaml": admission.policies(settings),
        "network.yaml": network.policies(settings),
    }
    for duty in DUTIES:
        files[f"access/{duty.account}.yaml"] = access(settings, duty)
    files["access/sensors-token.yaml"] = [sensors_token(settings)]
    for workflow in (build(settings) for build in WORKFLOWS):
        files[f"workflows/{workflow.name}.yaml"] = [workflow.to_dict()]
    files["events/event-bus.yaml"] = [event_bus.build(settings)]
    files["events/event-source.yaml"] = [event_source.build(settings)]
    files["events/agent-events.yaml"] = [agent_events.build(settings)]
    for sensor in build_all(settings):
        files[f"sensors/{sensor.name}.yaml"] = [manifest(settings, sensor)]
    return {**files, KUSTOMIZATION: [_kustomization(list(files))]}


def _kustomization(paths: list[str]) -> JsonObject:
    """List the files; no `namespace:` transformer, because the agents' namespaces differ."""
    return {
        "apiVersion": "kustomize.config.k8s.io/v1beta1",
        "kind": "Kustomization",
        "resources": paths,
    }


def _refuse_templates(settings: Settings) -> None:
    for name, value in settings.environment().items():
        if "{{" in value:
            message = f"{name} holds '{{{{', which Argo would expand; write it without"
            raise Misuse(message)
