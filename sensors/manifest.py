"""A sensor as Argo Events wants it."""

from remediation.model import JsonObject
from remediation.settings import Settings
from sensors import event_source
from sensors.api_trigger import (
    DEPENDENCY,
    SERVICE_ACCOUNT,
    TOKEN_SECRET,
    TOKEN_VARIABLE,
    Source,
    create,
    key,
    template,
    value,
)
from sensors.filters import filters
from sensors.pod import container, pod_security
from sensors.sensor import DELIVERY_ARGUMENT, Argument, Sensor

API_VERSION = "argoproj.io/v1alpha1"
_GUID = '{{ index .Input.headers "X-Github-Delivery" 0 }}'


def manifest(settings: Settings, sensor: Sensor) -> JsonObject:
    """Build the Sensor object: one dependency, one trigger, and a dead letter if the trigger fails for good.

    One replica: after a crash a waiting event is delivered again within half a minute, and two would need
    each other to agree on a leader.
    """
    return {
        "apiVersion": API_VERSION,
        "kind": "Sensor",
        "metadata": {"name": sensor.name, "namespace": settings.namespace},
        "spec": {
            "template": {
                "serviceAccountName": SERVICE_ACCOUNT,
                "securityContext": pod_security(),
                "container": {"env": [_token()], **container()},
            },
            "dependencies": [
                {
                    "name": DEPENDENCY,
                    "eventSourceName": event_source.NAME,
                    "eventName": event_source.EVENT,
                    "filters": filters(sensor),
                }
            ],
            "triggers": [
                {
                    **_create_run(settings, sensor),
                    "rateLimit": {"unit": "Second", "requestsPerUnit": 50},
                    "dlqTrigger": _dead_letter(settings, sensor),
                }
            ],
        },
    }


def _token() -> JsonObject:
    reference = {"name": TOKEN_SECRET, "key": "token"}
    return {"name": TOKEN_VARIABLE, "valueFrom": {"secretKeyRef": reference}}


def _create_run(settings: Settings, sensor: Sensor) -> JsonObject:
    """Create the run; labels, titles and everything else come from its WorkflowTemplate."""
    fields: dict[str, Source] = {
        "apiVersion": value(API_VERSION),
        "kind": value("Workflow"),
        "metadata.name": template(f"{sensor.prefix}-{_GUID}"),
        "metadata.namespace": value(settings.namespace),
        "spec.workflowTemplateRef.name": value(sensor.template),
    }
    for index, argument in enumerate(sensor.arguments):
        fields[f"spec.arguments.parameters.{index}.name"] = value(argument.name)
        fields[f"spec.arguments.parameters.{index}.value"] = _source(argument)
    path = f"/apis/{API_VERSION}/namespaces/{settings.namespace}/workflows"
    return create(settings, name=sensor.name, path=path, fields=fields)


def _source(argument: Argument) -> Source:
    if not argument.part:
        return key(argument.path)
    return template(f'{{{{ regexFind "{argument.pattern}" .Input.{argument.path} }}}}')


def _dead_letter(settings: Settings, sensor: Sensor) -> JsonObject:
    """Leave a Kubernetes Event, so that an event that became no run is not lost in silence.

    It names the delivery; GitHub keeps the payload for three days and delivers it again on demand.
    """
    message = f"Delivery {_GUID} became no run although it was tried for a minute; redeliver it from GitHub."
    fields = {
        "apiVersion": value("v1"),
        "kind": value("Event"),
        "metadata.name": template(f"{sensor.prefix}-{_GUID}"),
        "metadata.namespace": value(settings.namespace),
        "metadata.annotations.remedy/delivery": key(DELIVERY_ARGUMENT.path),
        "involvedObject.apiVersion": value(API_VERSION),
        "involvedObject.kind": value("Sensor"),
        "involvedObject.name": value(sensor.name),
        "involvedObject.namespace": value(settings.namespace),
        "type": value("Warning"),
        "reason": value("DeadLetter"),
        "message": template(message),
        "source.component": value(sensor.name),
    }
    path = f"/api/v1/namespaces/{settings.namespace}/events"
    return create(settings, name=f"{sensor.name}-dead-letter", path=path, fields=fields)
