"""The namespace of the Argo objects, and the settings that every step pod reads."""

from remediation.model import JsonObject
from remediation.settings import Settings
from workflows.step import SETTINGS


def namespace(settings: Settings) -> JsonObject:
    """Give the namespace; Kubernetes itself refuses a pod there that is not hardened.

    The agents' namespaces belong to their own platform.
    """
    return {
        "apiVersion": "v1",
        "kind": "Namespace",
        "metadata": {
            "name": settings.namespace,
            "labels": {"pod-security.kubernetes.io/enforce": "restricted"},
        },
    }


def config_map(settings: Settings) -> JsonObject:
    """Give the settings, without secrets, as the variables that the steps read."""
    return {
        "apiVersion": "v1",
        "kind": "ConfigMap",
        "metadata": {"name": SETTINGS, "namespace": settings.namespace},
        "data": settings.environment(),
    }
