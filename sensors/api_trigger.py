"""An http trigger that creates an object at the API server, exactly once however often it runs.

Argo Events' own `create` answers a redelivery with errors and retries, and queues at five requests a second.
A POST that accepts 201 and 409 is create-if-absent, needs no verb but `create`, and keeps up with a burst.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from remediation.model import JsonObject
from remediation.settings import Settings

SERVICE_ACCOUNT = "remedy-sensor"
TOKEN_SECRET = "remedy-sensor-token"  # noqa: S105  # the Secret's name
"""Filled by Kubernetes. A trigger cannot read the pod's own token, which is a file."""
TOKEN_VARIABLE = "KUBERNETES_TOKEN"  # noqa: S105  # the variable's name
_CREATED, _EXISTS = 201, 409
Source = JsonObject


@dataclass(frozen=True)
class Sources:
    """What the fields of a new object are made from: constants, and the event of one dependency."""

    dependency: str

    def value(self, constant: str) -> Source:
        """Give a constant."""
        return {"dependencyName": self.dependency, "value": constant}

    def key(self, path: str) -> Source:
        """Give the text at a place in the event; a number keeps its digits."""
        return {"dependencyName": self.dependency, "dataKey": path}

    def template(self, text: str, *, default: str | None = None) -> Source:
        """Give a Go template over the event, and what stands for it if it fails or gives nothing."""
        source = {"dependencyName": self.dependency, "dataTemplate": text}
        return source if default is None else {**source, "value": default}


def create(
    settings: Settings, sources: Sources, *, name: str, path: str, fields: Mapping[str, Source]
) -> JsonObject:
    """Build the trigger.

    A failed try is repeated for about a minute. The events after it wait, so that none is lost.

    Args:
        settings: The API server's URL.
        sources: Of the dependency whose events make it fire.
        name: The trigger's name, unique in its sensor.
        path: The collection's path, from `/api` or `/apis` on.
        fields: The new object: where a value goes, in sjson's syntax, and where it comes from.
    """
    bearer = f'Bearer {{{{ env "{TOKEN_VARIABLE}" }}}}'
    return {
        "template": {
            "name": name,
            "conditions": sources.dependency,
            "http": {
                "url": settings.kubernetes_url.rstrip("/") + path,
                "method": "POST",
                "timeout": 10,
                "tls": {"caCertSecret": {"name": TOKEN_SECRET, "key": "ca.crt"}},
                "headers": {"Content-Type": "application/json"},
                "dynamicHeaders": [{"dest": "Authorization", "src": sources.template(bearer)}],
                "payload": [{"dest": dest, "src": source} for dest, source in fields.items()],
            },
        },
        # Without it every answer, also a 500, counts as success.
        "policy": {"status": {"allow": [_CREATED, _EXISTS]}},
        # Without it neither retries nor the dead letter apply.
        "atLeastOnce": True,
        "retryStrategy": {"steps": 8, "duration": "500ms", "factor": 2, "jitter": 0.1},
    }
