"""Checking custom resources against their OpenAPI v3 schema, with the causes of the API server."""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from functools import partial
from typing import Any, TypeAlias

from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import ValidationError

from remediation.model import JsonObject
from sandbox.kube.status import Cause, invalid_value, required, too_long, unsupported

Json: TypeAlias = Any  # a part of a schema or of an object, of the type that the schema's rule implies
Explain = Callable[[str, Json, Json], list[Cause]]

INT_OR_STRING = "x-kubernetes-int-or-string"

_COPIED = [
    "type",
    "enum",
    "minimum",
    "maximum",
    "multipleOf",
    "minLength",
    "maxLength",
    "pattern",
    "format",
    "minItems",
    "maxItems",
    "uniqueItems",
    "minProperties",
    "maxProperties",
    "required",
]
_ONE = ("items", "additionalProperties", "not")
_SEVERAL = ("allOf", "anyOf", "oneOf")
_DATE_TIME = re.compile(r"\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)")
_FORMATS = FormatChecker(formats=("date", "ipv4", "ipv6", "uuid"))


@_FORMATS.checks("date-time", raises=ValueError)
def _is_date_time(value: object) -> bool:
    if not isinstance(value, str):
        return True
    return bool(_DATE_TIME.fullmatch(value) and datetime.fromisoformat(value.upper()))


def checker(schema: JsonObject) -> Callable[[JsonObject], list[Cause]]:
    """Compile a schema once for many objects.

    Args:
        schema: `openAPIV3Schema` of a CustomResourceDefinition. Type and metadata of the resource itself are
            checked elsewhere and left out here.

    Returns:
        What finds the fields of an object that break the schema.
    """
    plain = to_json_schema(schema)
    for name in ("apiVersion", "kind", "metadata"):
        plain.get("properties", {}).pop(name, None)
    validator = Draft202012Validator(plain, format_checker=_FORMATS)
    return partial(_causes, validator)


def to_json_schema(schema: JsonObject) -> JsonObject:
    """Translate a structural schema into JSON Schema."""
    plain: JsonObject = {name: schema[name] for name in _COPIED if name in schema}
    for bound in ("Minimum", "Maximum"):
        if schema.get(f"exclusive{bound}"):
            plain[f"exclusive{bound}"] = plain.pop(bound.lower())
    if schema.get(INT_OR_STRING):
        plain["type"] = ["integer", "string"]
    if schema.get("nullable"):
        plain |= _with_null(plain)
    if "properties" in schema:
        plain["properties"] = {name: to_json_schema(item) for name, item in schema["properties"].items()}
    plain |= {name: to_json_schema(schema[name]) for name in _ONE if isinstance(schema.get(name), dict)}
    return plain | {
        name: [to_json_schema(item) for item in schema[name]] for name in _SEVERAL if name in schema
    }


def _with_null(plain: JsonObject) -> JsonObject:
    wider: JsonObject = {"type": [*_as_list(plain["type"]), "null"]} if "type" in plain else {}
    return wider | ({"enum": [*plain["enum"], None]} if "enum" in plain else {})


def _as_list(types: str | list[str]) -> list[str]:
    return [types] if isinstance(types, str) else types


def _causes(validator: Draft202012Validator, obj: JsonObject) -> list[Cause]:
    found = (cause for error in validator.iter_errors(obj) for cause in _cause(error))
    return list(dict.fromkeys(found))  # two missing fields are two errors that both name both


def _cause(error: ValidationError) -> list[Cause]:
    path = _path(error.absolute_path)
    rule = str(error.validator)
    value: Json = error.instance
    special = _SPECIAL.get(rule)
    if special is not None:
        return special(path, error.validator_value, value)
    shown = len(value) if rule in _COUNTED else value
    sentence = _SENTENCES.get(rule, rule).format(error.validator_value)
    return [invalid_value(path, shown, f"{path} in body {sentence}")]


def _required(path: str, wanted: Json, value: Json) -> list[Cause]:
    return [required(f"{path}.{name}".removeprefix(".")) for name in wanted if name not in value]


def _type(path: str, wanted: Json, value: Json) -> list[Cause]:
    return [
        _wrong_type(path, ",".join(name for name in _as_list(wanted) if name != "null"), _type_name(value))
    ]


def _format(path: str, wanted: Json, value: Json) -> list[Cause]:
    return [_wrong_type(path, wanted, value)]


def _wrong_type(path: str, wanted: str, found: str) -> Cause:
    text = f'Invalid value: "{found}": {path} in body must be of type {wanted}: "{found}"'
    return Cause(field=path, reason="FieldValueTypeInvalid", message=text)


def _enum(path: str, wanted: Json, value: Json) -> list[Cause]:
    return [unsupported(path, value, [str(item) for item in wanted if item is not None])]


def _max_length(path: str, limit: Json, value: Json) -> list[Cause]:  # noqa: ARG001  # one of _SPECIAL
    return [too_long(path, limit)]


def _max_items(path: str, limit: Json, value: Json) -> list[Cause]:
    text = f"Too many: {len(value)}: must have at most {limit} items"
    return [Cause(field=path, reason="FieldValueTooMany", message=text)]


def _combination(which: str) -> Explain:
    def explain(path: str, schemas: Json, value: Json) -> list[Cause]:  # noqa: ARG001  # one of _SPECIAL
        text = f'Invalid value: "": "{path}" must validate {which}'
        return [Cause(field="<nil>", reason="FieldValueInvalid", message=text)]

    return explain


def _path(parts: Iterable[str | int]) -> str:
    steps = (f"[{part}]" if isinstance(part, int) else f".{part}" for part in parts)
    return "".join(steps).removeprefix(".")


def _type_name(value: object) -> str:
    if isinstance(value, bool):
        return "boolean"
    names = {
        str: "string",
        int: "integer",
        float: "number",
        list: "array",
        dict: "object",
        type(None): "null",
    }
    return names[type(value)]


_SPECIAL: Mapping[str, Explain] = {
    "required": _required,
    "type": _type,
    "format": _format,
    "enum": _enum,
    "maxLength": _max_length,
    "maxItems": _max_items,
    "allOf": _combination("all the schemas (allOf)"),
    "anyOf": _combination("at least one schema (anyOf)"),
    "oneOf": _combination("one and only one schema (oneOf). Found none valid"),
    "not": _combination("not the schema (not)"),
}
_COUNTED = {"minItems", "minProperties", "maxProperties"}
_SENTENCES = {
    "minimum": "should be greater than or equal to {}",
    "exclusiveMinimum": "should be greater than {}",
    "maximum": "should be less than or equal to {}",
    "exclusiveMaximum": "should be less than {}",
    "multipleOf": "should be a multiple of {}",
    "minLength": "should be at least {} chars long",
    "pattern": "should match '{}'",
    "minItems": "should have at least {} items",
    "minProperties": "should have at least {} properties",
    "maxProperties": "should have at most {} properties",
    "uniqueItems": "shouldn't contain duplicates",
}
