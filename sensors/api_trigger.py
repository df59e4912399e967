"""An http trigger that creates an object at the API server, exactly once however often it runs.

Argo Events' own `create` answers a redelivery with errors and retries, and queues at five requests a second.
A POST that accepts 201 and 409 is create-if-absent, needs no verb but `create`, and keeps up with a burst.
"""

from collections.abc import Mapping

from remediation.model import JsonObject
from remediation.settings import Settings

DEPENDENCY = "event"
SERVICE_ACCOUNT = "remedy-sensor"
TOKEN_SECRET = "remedy-sensor-token"  # noqa: S105  # the Secret's name
"""Filled by Kubernetes. A trigger cannot read the pod's own token, which is a file."""
TOKEN_VARIABLE = "KUBERNETES_TOKEN"  # noqa: S105  # the variable's name
_CREATED, _EXISTS = 201, 409
Source = JsonObject


def value(constant: str) -> Source:
    """Give a constant as the source of a field."""
    return {"dependencyName": DEPENDENCY, "value": constant}


def key(path: str) -> Source:
    """Give the text at a place in the event as the source of a field; a number keeps its digits."""
    return {"dependencyName": DEPENDENCY, "dataKey": path}


def template(text: str) -> Source:
    """Give a Go template over the event as the source of a field."""
    return {"dependencyName": DEPENDENCY, "dataTemplate": text}


def create(settings: Settings, *, name: str, path: str, fields: Mapping[str, Source]) -> JsonObject:
    """Build the trigger.

    A failed try is repeated for about a minute. The events after it wait, so that none is lost.

    Args:
        settings: The API server's URL.
        name: The trigger's name, unique in its sensor.
        path: The collection's path, from `/api` or `/apis` on.
        fields: The new object: where a value goes, in sjson's syntax, and where it comes from.
    """
    return {
        "template": {
            "name": name,
            "http": {
                "url": settings.kubernetes_url.rstrip("/") + path,
                "method": "POST",
                "timeout": 10,
                "tls": {"caCertSecret": {"name": TOKEN_SECRET, "key": "ca.crt"}},
                "headers": {"Content-Type": "application/json"},
                "dynamicHeaders": [
                    {"dest": "Authorization", "src": template(f'Bearer {{{{ env "{TOKEN_VARIABLE}" }}}}')}
                ],
                "payload": [{"dest": dest, "src": source} for dest, source in fields.items()],
            },
        },
        # Without it every answer, also a 500, counts as success.
        "policy": {"status": {"allow": [_CREATED, _EXISTS]}},
        # Without it neither retries nor the dead letter apply.
        "atLeastOnce": True,
        "retryStrategy": {"steps": 8, "duration": "500ms", "factor": 2, "jitter": 0.1},
    }
