"""EventBus `default`: JetStream, run by Argo Events, or an existing server."""

from remediation.model import JsonObject
from remediation.settings import Settings
from sensors.pod import container, pod_security, spread

NAME = "default"
"""The bus that sources and sensors use if they name none."""
VERSION = "2.10.29"
"""A version that the controller's own configuration of Argo Events 1.9 lists."""
MAX_PAYLOAD_MIB = 8
"""The largest message; NATS recommends no more."""
LABELS = {"eventbus-name": NAME}


def build(settings: Settings) -> JsonObject:
    """Build the bus; an existing server must speak TLS and allow messages of 8 MiB."""
    existing = {"jetstreamExotic": {"url": settings.nats_url}}
    return {
        "apiVersion": "argoproj.io/v1alpha1",
        "kind": "EventBus",
        "metadata": {"name": NAME, "namespace": settings.namespace},
        "spec": existing if settings.nats_url else {"jetstream": _jetstream()},
    }


def _jetstream() -> JsonObject:
    return {
        "version": VERSION,
        "replicas": 3,
        "maxPayload": f"{MAX_PAYLOAD_MIB}MB",
        "persistence": {"accessMode": "ReadWriteOnce", "volumeSize": "10Gi"},
        "affinity": spread(LABELS),
        "securityContext": pod_security(),
        "containerTemplate": container(cpu="100m", memory="128Mi", memory_limit="1Gi"),
        "reloaderContainerTemplate": container(cpu="10m", memory="32Mi"),
        "metricsContainerTemplate": container(cpu="10m", memory="32Mi"),
    }
