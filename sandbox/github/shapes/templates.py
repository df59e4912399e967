"""Real payloads as templates: the stand-in replaces what its world knows and keeps the rest."""

import copy
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from importlib import resources
from typing import Any

from remediation.model import JsonObject
from sandbox.github.world.world import World

# The names in the real payloads that give way to the world's.
EXAMPLE_API = "https://api.github.com"
EXAMPLE_HTML = "https://github.com"
EXAMPLE_REPOSITORY = "Codertocat/Hello-World"
EXAMPLE_OWNER = "Codertocat"


@cache
def _payload(name: str) -> JsonObject:
    text = resources.files("sandbox.github").joinpath("payloads", f"{name}.json").read_text("utf-8")
    loaded: JsonObject = json.loads(text)
    return loaded


def template(name: str, *path: str) -> JsonObject:
    """A fresh copy of a real payload (`push`), or of an object inside it (`pull_request`, `head`, `repo`)."""
    found = _payload(name)
    for key in path:
        found = found[key]
    return copy.deepcopy(found)


def renamed(shape: JsonObject, names: Mapping[str, str]) -> JsonObject:
    """An object with names replaced in every string, the earlier names first."""
    return {key: _renamed(value, names) for key, value in shape.items()}


def _renamed(value: Any, names: Mapping[str, str]) -> Any:  # noqa: ANN401  # any JSON value, and back
    if isinstance(value, str):
        for old, new in names.items():
            value = value.replace(old, new)
        return value
    if isinstance(value, dict):
        return renamed(value, names)
    if isinstance(value, list):
        return [_renamed(item, names) for item in value]
    return value


def bases(world: World) -> dict[str, str]:
    """The replacements for the two hosts that real payloads name."""
    return {EXAMPLE_API: world.base_url, EXAMPLE_HTML: world.html_url}


def timestamp(at: float) -> str:
    """A moment as GitHub writes it, `2019-05-15T15:20:33Z`."""
    return datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def timestamp_or_none(at: float | None) -> str | None:
    """A moment as GitHub writes it, or null."""
    return None if at is None else timestamp(at)
