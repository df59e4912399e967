"""The types of built-in objects, as far as the stand-in knows them.

The API server decodes a built-in object into a Go struct: a value of the wrong JSON type is an error (400),
an unknown field is dropped with a warning (or an error with `fieldValidation=Strict`), null and empty lists
and maps disappear. A struct marked `partial` keeps the fields that are not listed here, unchecked.
"""

import base64
import binascii
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Protocol

from sandbox.kube.objects import timestamp

_MICRO_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}(Z|[+-]\d\d:\d\d)")


class DecodeError(ValueError):
    """A value of the wrong type; the message is the decoder's."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where in an object a value stands, for messages, and where unknown fields are noted."""

    struct: str
    path: str = ""
    in_struct: str = ""
    unknown: list[str] = field(default_factory=list)

    def child(self, name: str) -> "Place":
        """Step into a field."""
        return Place(
            self.struct,
            f"{self.path}.{name}" if self.path else name,
            f"{self.in_struct}.{name}" if self.in_struct else name,
            self.unknown,
        )

    def item(self, index: int) -> "Place":
        """Step into an element of a list; the decoder's messages name the list only."""
        return Place(self.struct, f"{self.path}[{index}]", self.in_struct, self.unknown)

    def mismatch(self, value: object, wanted: str) -> DecodeError:
        """Word the error of Go's JSON decoder."""
        field_name = f"{self.struct}.{self.in_struct}"
        return DecodeError(
            f"json: cannot unmarshal {_json_type(value)} into Go struct field {field_name} of type {wanted}"
        )


class Shape(Protocol):
    """A type that can read a JSON value."""

    def read(self, value: object, at: Place) -> object:
        """Give the value as it is stored, or raise DecodeError."""


@dataclass(frozen=True, slots=True)
class Scalar:
    """A string, number or boolean."""

    python: type
    go: str

    def read(self, value: object, at: Place) -> object:
        """Check the type; a boolean is no number."""
        if not isinstance(value, self.python) or (isinstance(value, bool) and self.python is not bool):
            raise at.mismatch(value, self.go)
        return value


@dataclass(frozen=True, slots=True)
class Time:
    """A moment: `metav1.Time` in whole seconds, or `metav1.MicroTime` with exactly six decimals."""

    micro: bool = False

    def read(self, value: object, at: Place) -> object:
        """Check the layout and write the moment in UTC."""
        if not isinstance(value, str):
            raise at.mismatch(value, "string")
        layout = "2006-01-02T15:04:05.000000Z07:00" if self.micro else "2006-01-02T15:04:05Z07:00"
        try:
            moment = datetime.fromisoformat(value).astimezone(UTC)
        except ValueError:
            moment = None
        if moment is None or (self.micro and not _MICRO_TIME.fullmatch(value)):
            message = f'parsing time "{value}" as "{layout}": cannot parse "{value}" as "{layout}"'
            raise DecodeError(message)
        return moment.strftime("%Y-%m-%dT%H:%M:%S.%fZ") if self.micro else timestamp(moment)


@dataclass(frozen=True, slots=True)
class Base64:
    """Bytes, written in Base64."""

    def read(self, value: object, at: Place) -> object:
        """Check the encoding."""
        if not isinstance(value, str):
            raise at.mismatch(value, "[]uint8")
        try:
            base64.b64decode(value, validate=True)
        except binascii.Error:
            message = "illegal base64 data at input byte 0"
            raise DecodeError(message) from None
        return value


@dataclass(frozen=True, slots=True)
class MapOf:
    """An object with free keys."""

    values: Shape

    def read(self, value: object, at: Place) -> object:
        """Read each value."""
        if not isinstance(value, dict):
            raise at.mismatch(value, "map[string]string")
        return {key: self.values.read("" if item is None else item, at) for key, item in value.items()}


@dataclass(frozen=True, slots=True)
class ListOf:
    """A list."""

    items: Shape

    def read(self, value: object, at: Place) -> object:
        """Read each element."""
        if not isinstance(value, list):
            raise at.mismatch(value, "[]")
        return [self.items.read(item, at.item(index)) for index, item in enumerate(value)]


@dataclass(frozen=True, slots=True)
class Anything:
    """A part that the stand-in stores as it comes."""

    def read(self, value: object, at: Place) -> object:  # noqa: ARG002  # a Shape like the others
        """Take any value."""
        return value


@dataclass(frozen=True, kw_only=True, slots=True)
class Struct:
    """An object with named fields."""

    name: str
    fields: Mapping[str, Shape]
    partial: bool = False

    def read(self, value: object, at: Place) -> object:
        """Read the known fields, drop (or keep, if partial) the others."""
        if not isinstance(value, dict):
            raise at.mismatch(value, self.name)
        inside = Place(self.name, at.path, at.in_struct, at.unknown)
        found: dict[str, object] = {}
        for name, item in value.items():
            shape = self.fields.get(name)
            if shape is not None:
                if item is None:
                    continue
                read = shape.read(item, inside.child(name))
                if isinstance(shape, Struct) or read not in ({}, []):
                    found[name] = read
            elif self.partial:
                found[name] = item
            else:
                at.unknown.append(inside.child(name).path)
        return found


STRING = Scalar(str, "string")
BOOLEAN = Scalar(bool, "bool")
INT32 = Scalar(int, "int32")
INT64 = Scalar(int, "int64")
TIME = Time()
MICRO_TIME = Time(micro=True)
BYTES = Base64()
STRINGS = ListOf(STRING)
STRING_MAP = MapOf(STRING)
ANYTHING = Anything()

METADATA = Struct(
    name="ObjectMeta",
    fields={
        "name": STRING,
        "generateName": STRING,
        "namespace": STRING,
        "selfLink": STRING,
        "uid": STRING,
        "resourceVersion": STRING,
        "generation": INT64,
        "creationTimestamp": TIME,
        "deletionTimestamp": TIME,
        "deletionGracePeriodSeconds": INT64,
        "labels": STRING_MAP,
        "annotations": STRING_MAP,
        "ownerReferences": ListOf(
            Struct(
                name="OwnerReference",
                fields={
                    "apiVersion": STRING,
                    "kind": STRING,
                    "name": STRING,
                    "uid": STRING,
                    "controller": BOOLEAN,
                    "blockOwnerDeletion": BOOLEAN,
                },
            )
        ),
        "finalizers": STRINGS,
        "managedFields": ANYTHING,
    },
)


def _json_type(value: object) -> str:
    if isinstance(value, bool):
        return "bool"
    if isinstance(value, float):
        return f"number {value}"
    names = {str: "string", int: "number", list: "array", dict: "object", type(None): "null"}
    return names[type(value)]
