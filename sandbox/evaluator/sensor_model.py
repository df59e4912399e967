"""An Argo Events 1.9.10 sensor: the fields that the evaluator knows; all others are refused."""

import re
from typing import Annotated, Literal, TypeAlias

from pydantic import AfterValidator, ConfigDict, Field, JsonValue, model_validator

from sandbox.evaluator.condition import names, parse_condition
from sandbox.evaluator.errors import Unsupported
from sandbox.evaluator.event import Origin
from sandbox.evaluator.golang.regexp import check_pattern
from sandbox.evaluator.trigger_model import GjsonPath, NonEmpty, SensorPart, Template, Trigger

LogicalOperator: TypeAlias = Literal["", "and", "or"]

_DEPENDENCY_NAME = re.compile("[A-Za-z][A-Za-z0-9_-]*")
_WORDS_OF_EXPRESSIONS = frozenset({"false", "in", "IN", "In", "iN", "true"})


def _checked_dependency_name(name: str) -> str:
    # Argo makes an expression of the names; with any other name, or one of these words, nothing ever fires.
    if not _DEPENDENCY_NAME.fullmatch(name) or name in _WORDS_OF_EXPRESSIONS:
        message = f"the name {name!r} is not supported: no trigger could depend on it"
        raise ValueError(message)
    return name


class DataFilter(SensorPart):
    """A condition on a value of the event; one of the wanted values is enough, also for `!=`."""

    path: GjsonPath
    type: Literal["string", "number", "bool"]
    value: Annotated[tuple[NonEmpty, ...], Field(min_length=1)]
    comparator: Literal["", "=", "!=", ">", ">=", "<", "<="] = ""
    template: Template = ""

    @model_validator(mode="after")
    def _has_known_patterns(self) -> "DataFilter":
        if self.type == "string":
            for pattern in self.value:
                check_pattern(pattern)
        return self


class Filters(SensorPart):
    """The filters of a dependency; of Argo's five kinds only `data` is known."""

    data: tuple[DataFilter, ...] | None = None
    data_logical_operator: LogicalOperator = ""


class Dependency(SensorPart):
    """An event of an event source, and the filters that it must pass."""

    name: Annotated[NonEmpty, AfterValidator(_checked_dependency_name)]
    event_source_name: NonEmpty
    event_name: NonEmpty
    filters: Filters | None = None
    filters_logical_operator: LogicalOperator = ""

    @property
    def origin(self) -> Origin:
        """Where its events come from."""
        return Origin(self.event_source_name, self.event_name)


class PodMetadata(SensorPart):
    """Labels and annotations of the sensor's pod."""

    annotations: dict[str, str] = Field(default_factory=dict)
    labels: dict[str, str] = Field(default_factory=dict)


class PodContainer(SensorPart):
    """The sensor's container; nothing in it changes what is submitted, but the environment for `env`."""

    resources: JsonValue = None
    image_pull_policy: str = ""
    security_context: JsonValue = None
    volume_mounts: JsonValue = None
    env: JsonValue = None
    env_from: JsonValue = None


class PodTemplate(SensorPart):
    """The sensor's pod; nothing in it changes what is submitted."""

    metadata: PodMetadata | None = None
    service_account_name: str = ""
    container: PodContainer | None = None
    volumes: JsonValue = None
    security_context: JsonValue = None
    node_selector: JsonValue = None
    tolerations: JsonValue = None
    image_pull_secrets: JsonValue = None
    priority_class_name: str = ""
    priority: int | None = None
    affinity: JsonValue = None


class SensorSpec(SensorPart):
    """Dependencies and triggers."""

    dependencies: Annotated[tuple[Dependency, ...], Field(min_length=1)]
    triggers: Annotated[tuple[Trigger, ...], Field(min_length=1)]
    template: PodTemplate | None = None
    error_on_failed_round: bool = False
    event_bus_name: str = ""
    replicas: int | None = None
    revision_history_limit: int | None = None
    logging_fields: dict[str, str] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _has_distinct_names(self) -> "SensorSpec":
        # Argo replaces hyphens by underscores while it reads a condition.
        _check_distinct("dependency", [dependency.name.replace("-", "_") for dependency in self.dependencies])
        _check_distinct("trigger", [trigger.template.name for trigger in self.triggers])
        return self

    @model_validator(mode="after")
    def _has_known_names_in_conditions(self) -> "SensorSpec":
        known = {dependency.name for dependency in self.dependencies}
        for trigger in self.triggers:
            condition = trigger.template.conditions
            unknown = set(names(parse_condition(condition)) if condition else ()) - known
            if unknown:
                message = f"the condition {condition!r} names {min(unknown)!r}, which is no dependency"
                raise ValueError(message)
        return self


class SensorMetadata(SensorPart):
    """The part of the object's metadata that shows in what the sensor submits; the rest is ignored."""

    model_config = ConfigDict(extra="ignore")

    name: NonEmpty
    namespace: str = ""


class Sensor(SensorPart):
    """A Sensor object."""

    api_version: Literal["argoproj.io/v1alpha1"]
    kind: Literal["Sensor"]
    metadata: SensorMetadata
    spec: SensorSpec
    status: None = None

    @property
    def name(self) -> str:
        """The name of the sensor."""
        return self.metadata.name


def _check_distinct(what: str, given: list[str]) -> None:
    for name in given:
        if given.count(name) > 1:
            message = f"the {what} name {name!r} is given twice"
            raise Unsupported(message)
