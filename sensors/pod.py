"""The pods that Argo Events makes for us, in the house style."""

from pydantic import BaseModel

from remediation.model import JsonObject
from workflows.house_style import CONTAINER_SECURITY, POD_SECURITY


def pod_security() -> JsonObject:
    """Give a pod's security context: not root, and the runtime's own seccomp profile."""
    return _plain(POD_SECURITY)


def container(*, cpu: str = "50m", memory: str = "64Mi", memory_limit: str = "256Mi") -> JsonObject:
    """Give a container's resources and security context."""
    return {
        "resources": {
            "requests": {"cpu": cpu, "memory": memory},
            "limits": {"cpu": "1", "memory": memory_limit},
        },
        "securityContext": _plain(CONTAINER_SECURITY),
    }


def spread(labels: dict[str, str]) -> JsonObject:
    """Prefer another node for each replica, so that one lost node is not all of them."""
    term = {"labelSelector": {"matchLabels": labels}, "topologyKey": "kubernetes.io/hostname"}
    preferred = [{"weight": 100, "podAffinityTerm": term}]
    return {"podAntiAffinity": {"preferredDuringSchedulingIgnoredDuringExecution": preferred}}


def _plain(model: BaseModel) -> JsonObject:
    return model.model_dump(by_alias=True, exclude_none=True)
