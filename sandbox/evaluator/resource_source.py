"""What the resource event source of Argo Events makes of an object that is added, changed or deleted.

As in `eventsources/sources/resource` of 1.9.10. Fields that are not known here are refused by name.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Literal, TypeAlias

from pydantic import Field, JsonValue

from remediation.model import JsonObject
from sandbox.evaluator.event import Event, Origin
from sandbox.evaluator.golang.encoding import decode, int64
from sandbox.evaluator.trigger_model import NonEmpty, SensorPart

ChangeType: TypeAlias = Literal["ADD", "UPDATE", "DELETE"]

_LABEL = "[A-Za-z0-9]([A-Za-z0-9_.-]*[A-Za-z0-9])?"


@dataclass(frozen=True)
class ObjectChange:
    """Something that has happened to an object.

    Attributes:
        type: What has happened, as events say it.
        body: The object as it is now; if it was deleted, as it last was.
        old: The object before an update.
    """

    type: ChangeType
    body: JsonObject
    old: JsonObject | None = None


class LabelCondition(SensorPart):
    """A condition on a label; without operation it is `=`, and `in` and `notin` take values with commas."""

    key: Annotated[str, Field(pattern=f"^([a-z0-9.-]+/)?{_LABEL}$")]
    operation: Literal["", "=", "==", "!=", "in", "notin"] = ""
    value: Annotated[str, Field(pattern=f"^(({_LABEL})?,)*({_LABEL})?$")] = ""

    @property
    def selector(self) -> str:
        """The condition as a label selector."""
        if self.operation in {"in", "notin"}:
            return f"{self.key} {self.operation} ({self.value})"
        return f"{self.key}{self.operation or '='}{self.value}"

    def holds(self, labels: Mapping[str, str]) -> bool:
        """Tell whether the API server selects an object with these labels; `!=` needs no label."""
        values = self.value.split(",") if self.operation in {"in", "notin"} else [self.value]
        return (labels.get(self.key) in values) != (self.operation in {"!=", "notin"})


class ResourceFilter(SensorPart):
    """Which objects are watched."""

    labels: tuple[LabelCondition, ...] = ()
    after_start: Literal[False] = False


class WatchedResource(SensorPart):
    """The objects that an event is about, and what may happen to them."""

    namespace: NonEmpty
    group: str = ""
    version: NonEmpty
    resource: NonEmpty
    event_types: Annotated[tuple[ChangeType, ...], Field(min_length=1)]
    filter: ResourceFilter | None = None

    @property
    def api_version(self) -> str:
        """What the objects have as `apiVersion`."""
        return f"{self.group}/{self.version}" if self.group else self.version

    @property
    def collection(self) -> str:
        """The path of the objects at the API server."""
        root = "/apis" if self.group else "/api"
        return f"{root}/{self.api_version}/namespaces/{self.namespace}/{self.resource}"

    @property
    def labels(self) -> tuple[LabelCondition, ...]:
        """What the objects' labels must be."""
        return self.filter.labels if self.filter else ()

    @property
    def selector(self) -> str:
        """The label selector of the watch; an empty one selects everything."""
        return ",".join(condition.selector for condition in self.labels)


@dataclass(frozen=True)
class ResourceSource:
    """One event of a resource EventSource: where it comes from, and what it is about."""

    origin: Origin
    watched: WatchedResource

    def refusal(self, change: ObjectChange) -> str | None:
        """Say why a change does not become this event; None if it does."""
        watched, metadata = self.watched, change.body["metadata"]
        api_version, namespace = change.body["apiVersion"], metadata.get("namespace")
        if api_version != watched.api_version:
            return f"it watches {watched.resource} of {watched.api_version}, not {api_version}"
        if namespace != watched.namespace:
            return f"it watches the namespace {watched.namespace}, not {namespace}"
        for condition in watched.labels:
            if not condition.holds(metadata.get("labels") or {}):
                return f"it watches objects with the label {condition.selector}"
        if change.type not in watched.event_types:
            return f"it tells of {' and '.join(watched.event_types)}, not of {change.type}"
        return None

    def event(self, change: ObjectChange) -> Event:
        """Give the event of a change."""
        data: dict[str, JsonValue] = {
            "type": change.type,
            "body": _encoded_again(change.body),
            "oldBody": _encoded_again(change.old),
            "group": self.watched.group,
            "version": self.watched.version,
            "resource": self.watched.resource,
        }
        return Event(data, frozenset({self.origin}))


def _encoded_again(obj: JsonObject | None) -> JsonValue:
    """Give an object with sorted keys, its whole numbers of 64 bits exact, all others through float64."""
    return decode(json.dumps(obj).encode(), whole=int64)
