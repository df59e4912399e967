"""EventSource `github`: one signed endpoint for all events of all repositories."""

from remediation.model import JsonObject
from remediation.settings import Settings
from sensors.event_bus import MAX_PAYLOAD_MIB
from sensors.pod import container, pod_security, spread

NAME = "github"
EVENT = "webhook"
PORT = 12000
EVENTS = ("push", "issue_comment", "pull_request", "pull_request_review", "workflow_run")
"""What the webhook at GitHub must send."""
WEBHOOK_SECRET = "github-webhook"  # noqa: S105  # the Secret's name
"""The Secret with the webhook's HMAC key; never exported."""
SERVICE_ACCOUNT = "remedy-event-source"
LABELS = {"eventsource-name": NAME}
BODY_SHARE = 0.7
"""A message is the body in base64 with some context. A larger one would block the endpoint for seconds."""


def build(settings: Settings) -> JsonObject:
    """Build the source.

    Signature and body size are all that it enforces; event types and repositories only describe the webhook,
    so the sensors filter both.
    """
    return {
        "apiVersion": "argoproj.io/v1alpha1",
        "kind": "EventSource",
        "metadata": {"name": NAME, "namespace": settings.namespace},
        "spec": {
            # Each request goes to one of them, and a restart leaves the other one listening.
            "replicas": 2,
            "template": {
                "serviceAccountName": SERVICE_ACCOUNT,
                "affinity": spread(LABELS),
                "securityContext": pod_security(),
                "container": container(memory_limit="512Mi"),
            },
            "service": {"ports": [{"port": PORT, "targetPort": PORT}]},
            "github": {
                EVENT: {
                    "repositories": _repositories(settings),
                    "events": list(EVENTS),
                    "contentType": "json",
                    "webhook": {
                        "endpoint": "/github",
                        "port": str(PORT),
                        "method": "POST",
                        "maxPayloadSize": int(BODY_SHARE * MAX_PAYLOAD_MIB * 2**20),
                    },
                    "webhookSecret": {"name": WEBHOOK_SECRET, "key": "secret"},
                }
            },
        },
    }


def _repositories(settings: Settings) -> list[JsonObject]:
    names: dict[str, list[str]] = {}
    for repository in settings.repositories:
        owner, name = repository.name.split("/")
        names.setdefault(owner, []).append(name)
    return [{"owner": owner, "names": sorted(names[owner])} for owner in sorted(names)]
