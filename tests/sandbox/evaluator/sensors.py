"""Sensors and webhooks of these tests, as small as a test needs them."""

import json
from pathlib import Path

from remediation.model import JsonObject
from sandbox.evaluator import Event, Sensor, event_from_webhook, parse_sensor

MANIFESTS = Path(__file__).parent / "manifests"
DELIVERY = "5f2b1c1e-0a3d-4c55-9d5e-7b2f0f8e1a11"


def data_filter(path: str, *values: str, **fields: str) -> JsonObject:
    return {"path": path, "type": "string", "value": [*values], **fields}


def dependency(*filters: JsonObject, name: str = "push", **fields: object) -> JsonObject:
    return {
        "name": name,
        "eventSourceName": "github",
        "eventName": "all",
        "filters": {"data": [*filters]},
        **fields,
    }


def parameter(dest: str, *, operation: str = "", **source: object) -> JsonObject:
    return {"src": {"dependencyName": "push", **source}, "dest": dest, "operation": operation}


def http(*payload: JsonObject, **fields: object) -> JsonObject:
    return {"http": {"url": "https://example.com/workflows", "payload": [*payload], **fields}}


def k8s(resource: JsonObject, *parameters: JsonObject, operation: str = "create") -> JsonObject:
    return {"k8s": {"operation": operation, "source": {"resource": resource}, "parameters": [*parameters]}}


def document(
    *dependencies: JsonObject, template: JsonObject | None = None, conditions: str = "", **trigger: object
) -> JsonObject:
    named = {"name": "run", "conditions": conditions, **({"log": {}} if template is None else template)}
    return {
        "apiVersion": "argoproj.io/v1alpha1",
        "kind": "Sensor",
        "metadata": {"name": "example", "namespace": "remediation"},
        "spec": {
            "dependencies": [*dependencies] or [dependency()],
            "triggers": [{"template": named, **trigger}],
        },
    }


def sensor(
    *dependencies: JsonObject, template: JsonObject | None = None, conditions: str = "", **trigger: object
) -> Sensor:
    return parse_sensor(document(*dependencies, template=template, conditions=conditions, **trigger))


def webhook(**body: object) -> Event:
    headers = [
        ("X-GitHub-Event", "push"),
        ("X-GitHub-Delivery", DELIVERY),
        ("Content-Type", "application/json"),
    ]
    return event_from_webhook(headers, json.dumps(body).encode())
