"""What a trigger submits once its condition holds: an HTTP request, a Kubernetes object, or a log line."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Never, TypeAlias, TypeVar

from pydantic import JsonValue, ValidationError

from sandbox.evaluator.errors import TriggerFailed, Unsupported, first_problem
from sandbox.evaluator.golang.encoding import encode, through_float64
from sandbox.evaluator.parameters import Context, apply, payload, resolve_text
from sandbox.evaluator.sensor_model import Sensor
from sandbox.evaluator.trigger_model import (
    HttpTrigger,
    KubernetesTrigger,
    Parameter,
    Trigger,
    TriggerTemplate,
)

_CLUSTER_WIDE = frozenset({"Namespace", "Node"})
_LABELS = "events.argoproj.io"

_Part = TypeVar("_Part", HttpTrigger, TriggerTemplate)


@dataclass(frozen=True)
class HttpRequest:
    """A request that a sensor sends.

    Attributes:
        method: The HTTP method.
        url: The whole URL.
        headers: The headers that the trigger sets, as it spells them.
        body: The payload, empty if the trigger has none.
        host: The `Host` header if it is not that of the URL.
    """

    method: str
    url: str
    headers: Mapping[str, str]
    body: str
    host: str = ""

    @property
    def operation(self) -> str:
        """The method."""
        return self.method

    @cached_property
    def resource(self) -> JsonValue:
        """What the body holds: a JSON value, for the Kubernetes API an object; None if it is empty."""
        try:
            value: JsonValue = json.loads(self.body, parse_constant=_no_constant)
        except (ValueError, RecursionError):
            return self.body or None
        return value


@dataclass(frozen=True)
class KubernetesCreation:
    """An object that a sensor creates; the time in its labels is always 0 here."""

    resource: JsonValue
    operation: str = "create"


@dataclass(frozen=True)
class LogLine:
    """A line in the sensor's log; nothing is submitted."""

    resource: None = None
    operation: str = "log"


Submission: TypeAlias = HttpRequest | KubernetesCreation | LogLine


def submission(sensor: Sensor, trigger: Trigger, context: Context) -> Submission:
    """Give what a trigger, also a dead-letter trigger, submits for these events.

    Raises:
        TriggerFailed: It submits nothing: a parameter has no value or does not fit.
        Unsupported: The events lead to something that the evaluator does not know.
    """
    template = _with_parameters(trigger.template, trigger.parameters, context)
    if template.http:
        return _request(template.http, context)
    if template.k8s:
        return _creation(sensor, template.name, template.k8s, context)
    return LogLine()


def _request(trigger: HttpTrigger, context: Context) -> HttpRequest:
    # Without a method it is a POST, unless a parameter takes the method away afterwards.
    posting = trigger if trigger.method else trigger.model_copy(update={"method": "POST"})
    changed = _with_parameters(posting, posting.parameters, context)
    body = payload(changed.payload, context)
    dynamic = {header.dest: resolve_text(header.src, context).text for header in changed.dynamic_headers}
    return HttpRequest(
        method=changed.method or "GET",
        url=changed.url,
        headers={**changed.headers, **dynamic},
        body=body,
        host=changed.host,
    )


def _creation(
    sensor: Sensor, trigger_name: str, trigger: KubernetesTrigger, context: Context
) -> KubernetesCreation:
    # Argo reads the sensor's object as YAML, with float64, and the result as JSON, with int64.
    template = _rounded(trigger.source.resource, beyond=2**53)
    created = _rounded(apply(template, trigger.parameters, context), beyond=2**63)
    if not isinstance(created, dict) or not created.get("kind") or not isinstance(created["kind"], str):
        message = "the object has no kind"
        raise TriggerFailed(message)
    metadata = created.get("metadata", {})
    if not isinstance(metadata, dict) or created["kind"] in _CLUSTER_WIDE:
        message = f"creating a {created['kind']} like this one is not supported"
        raise Unsupported(message)
    given = metadata.get("namespace")
    namespace = given if given and isinstance(given, str) else sensor.metadata.namespace
    placed: JsonValue = {
        **{key: value for key, value in metadata.items() if key != "namespace"},
        **({"namespace": namespace} if namespace else {}),
        "labels": {
            **_labels(metadata),
            f"{_LABELS}/sensor": sensor.name,
            f"{_LABELS}/trigger": trigger_name,
            f"{_LABELS}/action-timestamp": "0",
        },
    }
    return KubernetesCreation({**created, "metadata": placed})


def _no_constant(name: str) -> Never:
    message = f"{name} is no JSON"
    raise ValueError(message)


def _rounded(value: JsonValue, *, beyond: int) -> JsonValue:
    """Round larger whole numbers to a float64."""
    match value:
        case dict():
            return {key: _rounded(item, beyond=beyond) for key, item in value.items()}
        case list():
            return [_rounded(item, beyond=beyond) for item in value]
        case int() if not -beyond <= value < beyond:
            return through_float64(str(value))
        case _:
            return value


def _labels(metadata: Mapping[str, JsonValue]) -> Mapping[str, JsonValue]:
    """Give the labels that stay: if one is no text, Kubernetes' accessor gives none at all."""
    labels = metadata.get("labels")
    if isinstance(labels, dict) and all(isinstance(label, str) for label in labels.values()):
        return labels
    return {}


def _with_parameters(part: _Part, parameters: tuple[Parameter, ...], context: Context) -> _Part:
    if not parameters:
        return part
    dumped = part.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    try:
        return type(part).model_validate_json(encode(apply(dumped, parameters, context)))
    except ValidationError as error:
        problem = error.errors()[0]
        message = f"after its parameters: {first_problem(error)}"
        # A wrong type fails in Argo Events too, but not null; anything else is beyond what is known here.
        failed = problem["type"].endswith("_type") and problem["input"] is not None
        raise (TriggerFailed if failed else Unsupported)(message) from error
