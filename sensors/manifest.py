"""A sensor as Argo Events wants it."""

from remediation.identifiers import whole
from remediation.model import JsonObject
from remediation.settings import Settings
from sensors.api_trigger import SERVICE_ACCOUNT, TOKEN_SECRET, TOKEN_VARIABLE, Source, Sources, create
from sensors.filters import filters
from sensors.pod import container, pod_security
from sensors.sensor import Accepted, Constant, Given, Sensor

API_VERSION = "argoproj.io/v1alpha1"
_LETTER = (
    "Run {name} was not created although it was tried for a minute. Its template and arguments are in the "
    "annotations: submit it again, or let the event come again."
)


def manifest(settings: Settings, sensor: Sensor) -> JsonObject:
    """Build the Sensor object: for each kind of event a dependency, a trigger, and a dead letter.

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
            "dependencies": [_dependency(each) for each in sensor.accepts],
            "triggers": [_trigger(settings, sensor, each) for each in sensor.accepts],
        },
    }


def _token() -> JsonObject:
    reference = {"name": TOKEN_SECRET, "key": "token"}
    return {"name": TOKEN_VARIABLE, "valueFrom": {"secretKeyRef": reference}}


def _dependency(accepted: Accepted) -> JsonObject:
    return {
        "name": accepted.name,
        "eventSourceName": accepted.event_source,
        "eventName": accepted.event_name,
        "filters": filters(accepted),
    }


def _trigger(settings: Settings, sensor: Sensor, accepted: Accepted) -> JsonObject:
    return {
        **_create_run(settings, sensor, accepted),
        "rateLimit": {"unit": "Second", "requestsPerUnit": 50},
        "dlqTrigger": _dead_letter(settings, sensor, accepted),
    }


def _create_run(settings: Settings, sensor: Sensor, accepted: Accepted) -> JsonObject:
    """Create the run; labels, titles and everything else come from its WorkflowTemplate."""
    sources = Sources(accepted.name)
    fields: dict[str, Source] = {
        "apiVersion": sources.value(API_VERSION),
        "kind": sources.value("Workflow"),
        "metadata.name": sources.template(accepted.run_name),
        "metadata.namespace": sources.value(settings.namespace),
        "spec.workflowTemplateRef.name": sources.value(sensor.template),
    }
    for index, given in enumerate(accepted.arguments):
        fields[f"spec.arguments.parameters.{index}.name"] = sources.value(given.name)
        fields[f"spec.arguments.parameters.{index}.value"] = _source(sources, given)
    path = f"/apis/{API_VERSION}/namespaces/{settings.namespace}/workflows"
    return create(settings, sources, name=f"{sensor.name}-{accepted.name}", path=path, fields=fields)


def _source(sources: Sources, given: Given) -> Source:
    if isinstance(given, Constant):
        return sources.value(given.value)
    if given.is_condition:
        return sources.key(given.path)
    # No filter holds the text to the pattern, so the template takes only what matches.
    pattern = given.pattern if given.part else whole(given.pattern)
    return sources.template(f'{{{{ regexFind "{pattern}" .Input.{given.path} }}}}', default=given.default)


def _dead_letter(settings: Settings, sensor: Sensor, accepted: Accepted) -> JsonObject:
    """Leave a Kubernetes Event with all that the run would have been told, so that no event is lost.

    Identifiers only: GitHub keeps the payload for three days and delivers it again on demand.
    """
    sources = Sources(accepted.name)
    fields = {
        "apiVersion": sources.value("v1"),
        "kind": sources.value("Event"),
        "metadata.name": sources.template(accepted.run_name),
        "metadata.namespace": sources.value(settings.namespace),
        "metadata.annotations.remedy/template": sources.value(sensor.template),
        **{
            f"metadata.annotations.remedy/{given.name}": _source(sources, given)
            for given in accepted.arguments
        },
        "involvedObject.apiVersion": sources.value(API_VERSION),
        "involvedObject.kind": sources.value("Sensor"),
        "involvedObject.name": sources.value(sensor.name),
        "involvedObject.namespace": sources.value(settings.namespace),
        "type": sources.value("Warning"),
        "reason": sources.value("DeadLetter"),
        "message": sources.template(_LETTER.format(name=accepted.run_name)),
        "source.component": sources.value(sensor.name),
    }
    name = f"{sensor.name}-{accepted.name}-dead-letter"
    path = f"/api/v1/namespaces/{settings.namespace}/events"
    return create(settings, sources, name=name, path=path, fields=fields)
