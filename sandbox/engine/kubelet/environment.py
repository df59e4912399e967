"""The environment of a container: its variables, and those of ConfigMaps and Secrets."""

import base64
from collections.abc import Callable

from remediation.model import JsonObject

Find = Callable[[str, str], JsonObject | None]
"""Finds an object by plural and name, in the pod's namespace."""
_KINDS = {"configmaps": "configmap", "secrets": "secret"}


class ConfigError(Exception):
    """A ConfigMap or Secret that a container needs is missing; the kubelet tries again later."""


def environment_of(container: JsonObject, *, namespace: str, find: Find) -> dict[str, str]:
    """Give the variables of a container; the later of two with the same name wins.

    Args:
        container: The container.
        namespace: The pod's namespace, for messages.
        find: Reads ConfigMaps and Secrets.

    Raises:
        ConfigError: An object or key is missing and not optional, in the words of the kubelet.
    """
    variables: dict[str, str] = {}
    for source in container.get("envFrom", []):
        variables |= _all_of(source, find=find)
    for variable in container.get("env", []):
        value = _value_of(variable, namespace=namespace, find=find)
        if value is not None:
            variables[variable["name"]] = value
    return variables


def _all_of(source: JsonObject, *, find: Find) -> dict[str, str]:
    plural = "configmaps" if "configMapRef" in source else "secrets"
    reference = source.get("configMapRef") or source.get("secretRef") or {}
    found = find(plural, reference["name"])
    if found is None:
        if reference.get("optional"):
            return {}
        message = f'{_KINDS[plural]} "{reference["name"]}" not found'
        raise ConfigError(message)
    return {f"{source.get('prefix', '')}{key}": text for key, text in _data(plural, found).items()}


def _value_of(variable: JsonObject, *, namespace: str, find: Find) -> str | None:
    source = variable.get("valueFrom")
    if source is None:
        value: str = variable.get("value", "")
        return value
    plural = "configmaps" if "configMapKeyRef" in source else "secrets"
    reference = source.get("configMapKeyRef") or source.get("secretKeyRef") or {}
    found = find(plural, reference["name"])
    text = None if found is None else _data(plural, found).get(reference["key"])
    if text is not None or reference.get("optional"):
        return text
    if found is None:
        message = f'{_KINDS[plural]} "{reference["name"]}" not found'
        raise ConfigError(message)
    kind = "ConfigMap" if plural == "configmaps" else "Secret"
    message = f"couldn't find key {reference['key']} in {kind} {namespace}/{reference['name']}"
    raise ConfigError(message)


def _data(plural: str, found: JsonObject) -> dict[str, str]:
    data: dict[str, str] = found.get("data") or {}
    if plural == "configmaps":
        return data
    return {key: base64.b64decode(value).decode() for key, value in data.items()}
