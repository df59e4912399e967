"""A trigger of an Argo Events 1.9.10 sensor: the fields that the evaluator knows; all others are refused."""

import re
from typing import Annotated, Literal, TypeAlias

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, JsonValue, model_validator
from pydantic.alias_generators import to_camel

from sandbox.evaluator.condition import parse_condition
from sandbox.evaluator.errors import Unsupported
from sandbox.evaluator.paths.gjson import parse_path
from sandbox.evaluator.paths.sjson import parse_destination
from sandbox.evaluator.templates.syntax import parse_template

_PLAIN_URL = re.compile(
    r"https?://[A-Za-z0-9.-]+(?::[0-9]+)?"
    r"(?:/(?:[A-Za-z0-9._~!$&'()*+,;=:@/-]|%[0-9A-Fa-f]{2})*)?"
    r"(?:\?[A-Za-z0-9._~!$&'()*+,;=:@/?%-]*)?"
)
_DURATION_PART = r"([0-9]+(?:\.[0-9]+)?)(ns|us|ms|s|m|h)"
_UNIT_SECONDS = {"ns": 1e-9, "us": 1e-6, "ms": 1e-3, "s": 1.0, "m": 60.0, "h": 3600.0}


class SensorPart(BaseModel):
    """A part of a sensor: frozen, with Argo's names, and refusing what it does not name."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid", alias_generator=to_camel)


def _checked_path(path: str) -> str:
    parse_path(path)
    return path


def _checked_destination(path: str) -> str:
    if path:
        parse_destination(path)
    return path


def _checked_template(template: str) -> str:
    parse_template(template)
    return template


def _checked_condition(condition: str) -> str:
    if condition:
        parse_condition(condition)
    return condition


def _checked_url(url: str) -> str:
    # Go would escape some characters of other URLs, and refuse some.
    if not _PLAIN_URL.fullmatch(url):
        message = f"the URL {url!r} is not supported"
        raise Unsupported(message)
    return url


GjsonPath: TypeAlias = Annotated[str, AfterValidator(_checked_path)]
SjsonPath: TypeAlias = Annotated[str, AfterValidator(_checked_destination)]
Template: TypeAlias = Annotated[str, AfterValidator(_checked_template)]
Url: TypeAlias = Annotated[str, AfterValidator(_checked_url)]
ConditionText: TypeAlias = Annotated[str, AfterValidator(_checked_condition)]
NonEmpty: TypeAlias = Annotated[str, Field(min_length=1)]


class ParameterSource(SensorPart):
    """Where a parameter's value comes from: a template, else a key of the event, else a constant."""

    dependency_name: NonEmpty
    data_key: GjsonPath | None = None
    data_template: Template | None = None
    value: str | None = None
    use_raw_data: bool = False

    @model_validator(mode="after")
    def _has_a_source(self) -> "ParameterSource":
        if not self.data_key and not self.data_template and self.value is None:
            message = "a parameter without dataKey, dataTemplate and value (the whole event) is not supported"
            raise Unsupported(message)
        return self


class Parameter(SensorPart):
    """A value of the event and the place it goes to."""

    src: ParameterSource
    dest: Annotated[SjsonPath, Field(min_length=1)]
    operation: Literal["", "overwrite", "append", "prepend"] = ""


class PayloadParameter(Parameter):
    """A part of an HTTP payload; an empty destination makes its value the whole payload."""

    dest: SjsonPath = ""


class HeaderParameter(Parameter):
    """A header of an HTTP request; its destination is the header's name."""

    dest: NonEmpty


class SecretKey(SensorPart):
    """A key of a Secret."""

    name: str
    key: str
    optional: bool | None = None


class TlsConfig(SensorPart):
    """Certificates of an HTTP trigger; they change nothing in what it submits."""

    ca_cert_secret: SecretKey | None = None
    client_cert_secret: SecretKey | None = None
    client_key_secret: SecretKey | None = None
    insecure_skip_verify: bool = False
    enabled: bool = False


class HttpTrigger(SensorPart):
    """An HTTP request, first changed by `parameters`."""

    url: Url
    method: Literal["", "GET", "DELETE", "PATCH", "POST", "PUT"] = ""
    headers: dict[str, str] = Field(default_factory=dict)
    dynamic_headers: tuple[HeaderParameter, ...] = ()
    payload: tuple[PayloadParameter, ...] = ()
    parameters: tuple[Parameter, ...] = ()
    host: str = ""
    timeout: int = 0
    tls: TlsConfig | None = None


class ResourceSource(SensorPart):
    """An object written in the sensor itself."""

    resource: dict[str, JsonValue]

    @model_validator(mode="after")
    def _is_an_object(self) -> "ResourceSource":
        if not all(isinstance(self.resource.get(key), str) for key in ("apiVersion", "kind")):
            message = "a resource without apiVersion and kind is not supported"
            raise Unsupported(message)
        return self


class KubernetesTrigger(SensorPart):
    """An object to create, first changed by `parameters`."""

    source: ResourceSource
    operation: Literal["", "create"] = ""
    parameters: tuple[Parameter, ...] = ()


class LogTrigger(SensorPart):
    """Writes the event to the sensor's log."""

    interval_seconds: int = 0


class TriggerTemplate(SensorPart):
    """What a trigger submits; one of `http`, `k8s` and `log`."""

    name: NonEmpty
    conditions: ConditionText = ""
    http: HttpTrigger | None = None
    k8s: KubernetesTrigger | None = Field(default=None, alias="k8s")  # to_camel would say k8S
    log: LogTrigger | None = None

    @model_validator(mode="after")
    def _has_one_type(self) -> "TriggerTemplate":
        if sum(kind is not None for kind in (self.http, self.k8s, self.log)) != 1:
            message = "a trigger that is not exactly one of http, k8s and log is not supported"
            raise Unsupported(message)
        return self


class StatusPolicy(SensorPart):
    """The statuses that count as success; without it every answer does."""

    allow: tuple[int, ...]


class TriggerPolicy(SensorPart):
    """When a trigger has succeeded."""

    status: StatusPolicy | None = None


class Backoff(SensorPart):
    """Tries and the time between them; a quoted `factor` or `jitter` would switch the trigger off.

    Attributes:
        steps: Number of tries; 0 means five.
        duration: Time before the second try, in nanoseconds, or a text such as `500ms` or `1m30s`.
        factor: By which the time grows at each try.
        jitter: The largest random part of the time, as a share of it, that is added to it.
    """

    steps: int = 0
    duration: int | Annotated[str, Field(pattern=f"^(?:{_DURATION_PART})+$")] = "1s"
    factor: float = 1.0
    jitter: float = 1.0

    @property
    def seconds(self) -> float:
        """The time before the second try."""
        if isinstance(self.duration, int):
            return self.duration / 1e9
        parts = re.findall(_DURATION_PART, self.duration)
        return sum(float(number) * _UNIT_SECONDS[unit] for number, unit in parts)


class RateLimit(SensorPart):
    """How many times in a unit of time the trigger acts; it delays, and drops nothing."""

    unit: Literal["Second", "Minute", "Hour"] = "Second"
    requests_per_unit: int = 0


class Trigger(SensorPart):
    """What happens once the condition holds, how it is tried again, and what happens if all tries fail."""

    template: TriggerTemplate
    parameters: tuple[Parameter, ...] = ()
    policy: TriggerPolicy | None = None
    retry_strategy: Backoff | None = None
    rate_limit: RateLimit | None = None
    at_least_once: bool = False
    dlq_trigger: "Trigger | None" = None

    @model_validator(mode="after")
    def _has_parameters_in_the_right_place(self) -> "Trigger":
        # Argo reads the object of a k8s trigger as YAML after these parameters, which changes text in it.
        if self.parameters and not self.template.http:
            message = "parameters beside the template are not supported but for http; put them into k8s"
            raise Unsupported(message)
        return self

    @model_validator(mode="after")
    def _can_use_its_dead_letter_trigger(self) -> "Trigger":
        dead_letter = self.dlq_trigger
        if dead_letter and not (self.at_least_once and dead_letter.at_least_once):
            message = "dlqTrigger needs atLeastOnce: true on the trigger and on the dlqTrigger"
            raise ValueError(message)
        return self
