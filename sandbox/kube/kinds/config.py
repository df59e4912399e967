"""ConfigMaps and Secrets."""

import base64
from collections.abc import Iterable

from remediation.model import JsonObject
from sandbox.kube import names
from sandbox.kube.kinds.typed import decoder
from sandbox.kube.resources import Rules
from sandbox.kube.shapes import BOOLEAN, BYTES, STRING, STRING_MAP, MapOf
from sandbox.kube.status import (
    Cause,
    forbidden_value,
    invalid_value,
    invalid_values,
    required,
    too_long,
)

SIZE_LIMIT = 1024 * 1024
TOKEN_TYPE = "kubernetes.io/service-account-token"  # noqa: S105  # the name of a type
ACCOUNT_NAME = "kubernetes.io/service-account.name"
ACCOUNT_UID = "kubernetes.io/service-account.uid"


def _check_config_map(obj: JsonObject, old: JsonObject | None) -> list[Cause]:
    data, binary = obj.get("data", {}), obj.get("binaryData", {})
    causes = _check_keys("data", data)
    causes += [
        invalid_value(f"data[{key}]", key, "duplicate of key present in binaryData")
        for key in data
        if key in binary
    ]
    causes += _check_keys("binaryData", binary)
    size = sum(len(value.encode()) for value in data.values()) + _decoded_size(binary.values())
    if size > SIZE_LIMIT:
        causes.append(too_long("[]", SIZE_LIMIT))
    return causes + _check_immutable(obj, old, ("data", "binaryData"))


def _prepare_secret(obj: JsonObject, old: JsonObject | None) -> JsonObject:  # noqa: ARG001  # a Prepare
    text: dict[str, str] = obj.pop("stringData", {})
    if text:
        encoded = {key: base64.b64encode(value.encode()).decode() for key, value in text.items()}
        obj["data"] = obj.get("data", {}) | encoded
    return obj | {"type": obj.get("type") or "Opaque"}


def _check_secret(obj: JsonObject, old: JsonObject | None) -> list[Cause]:
    data = obj.get("data", {})
    causes = _check_keys("data", data)
    if _decoded_size(data.values()) > SIZE_LIMIT:
        causes.append(too_long("data", SIZE_LIMIT))
    if obj["type"] == TOKEN_TYPE and not obj["metadata"].get("annotations", {}).get(ACCOUNT_NAME):
        causes.append(required(f"metadata.annotations[{ACCOUNT_NAME}]"))
    if old is not None and obj["type"] != old["type"]:
        causes.append(invalid_value("type", obj["type"], "field is immutable"))
    return causes + _check_immutable(obj, old, ("data",))


def _check_keys(field: str, data: Iterable[str]) -> list[Cause]:
    return [cause for key in data for cause in invalid_values(f"{field}[{key}]", key, names.config_key(key))]


def _check_immutable(obj: JsonObject, old: JsonObject | None, fields: tuple[str, ...]) -> list[Cause]:
    if old is None or not old.get("immutable"):
        return []
    detail = "field is immutable when `immutable` is set"
    causes = [] if obj.get("immutable") else [forbidden_value("immutable", detail)]
    return causes + [forbidden_value(name, detail) for name in fields if obj.get(name) != old.get(name)]


def _decoded_size(values: Iterable[str]) -> int:
    return sum(len(value) * 3 // 4 - value.count("=") for value in values)


CONFIG_MAP = Rules(
    decode=decoder("ConfigMap", {"data": STRING_MAP, "binaryData": MapOf(BYTES), "immutable": BOOLEAN}),
    validate=_check_config_map,
)
SECRET = Rules(
    decode=decoder(
        "Secret",
        {"data": MapOf(BYTES), "stringData": STRING_MAP, "type": STRING, "immutable": BOOLEAN},
    ),
    prepare=_prepare_secret,
    validate=_check_secret,
)
