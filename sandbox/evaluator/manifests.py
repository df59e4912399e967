"""Read sensors, and where their events come from, from YAML manifests."""

import json
from collections.abc import Iterator
from pathlib import Path

import yaml
from pydantic import ValidationError

from remediation.errors import Misuse, Permanent
from remediation.model import JsonObject
from sandbox.evaluator.errors import first_problem
from sandbox.evaluator.event import Origin
from sandbox.evaluator.resource_source import ResourceSource, WatchedResource
from sandbox.evaluator.sensor_model import Sensor

SUFFIXES = (".yaml", ".yml")


def load_sensors(path: Path) -> tuple[Sensor, ...]:
    """Read every Sensor in a YAML file, or in the files of a folder and its subfolders, by name.

    Raises:
        Misuse: There is no such file or folder, it is not YAML, or a sensor is defined twice.
        Permanent: A sensor uses a feature that the evaluator does not know; the message names both.
    """
    sensors = [parse_sensor(document) for document in _documents(path, kind="Sensor")]
    names = [sensor.name for sensor in sensors]
    for name in names:
        if names.count(name) > 1:
            message = f"{path} defines the sensor {name} twice; give a folder that defines it once"
            raise Misuse(message)
    return tuple(sorted(sensors, key=lambda sensor: sensor.name))


def load_github_origins(path: Path) -> frozenset[Origin]:
    """Give the events that the EventSources of a file or folder make of GitHub's webhooks.

    Raises:
        Misuse: There is no such file or folder, or it is not YAML.
    """
    return frozenset(
        Origin(_name(document), event)
        for document in _documents(path, kind="EventSource")
        for event in _object(_object(document, "spec"), "github")
    )


def load_resource_sources(path: Path) -> tuple[ResourceSource, ...]:
    """Give the events that the EventSources of a file or folder make of changed objects.

    Raises:
        Misuse: There is no such file or folder, or it is not YAML.
        Permanent: An event source uses a feature that the evaluator does not know; the message names both.
    """
    return tuple(
        source for document in _documents(path, kind="EventSource") for source in parse_resources(document)
    )


def parse_resources(document: JsonObject) -> tuple[ResourceSource, ...]:
    """Read the events about changed objects of an EventSource object; none if it is of another type.

    Raises:
        Permanent: One uses a feature that the evaluator does not know, or one that Argo Events refuses.
    """
    name, found = _name(document), []
    for event, described in _object(_object(document, "spec"), "resource").items():
        try:
            watched = WatchedResource.model_validate_json(json.dumps(described))
        except (ValidationError, TypeError) as error:
            problem = first_problem(error) if isinstance(error, ValidationError) else str(error)
            message = f"event source {name}: spec.resource.{event}: {problem}"
            raise Permanent(message) from error
        found.append(ResourceSource(Origin(name, event), watched))
    return tuple(found)


def parse_sensor(document: JsonObject) -> Sensor:
    """Read a Sensor object.

    Raises:
        Permanent: It uses a feature that the evaluator does not know, or one that Argo Events refuses.
    """
    try:
        # From JSON, as in a cluster: YAML's dates and the like are nothing that a sensor can hold.
        return Sensor.model_validate_json(json.dumps({**document, "status": None}))
    except (ValidationError, TypeError) as error:
        problem = first_problem(error) if isinstance(error, ValidationError) else str(error)
        message = f"sensor {_name(document)}: {problem}"
        raise Permanent(message) from error


def _name(document: JsonObject) -> str:
    return str(_object(document, "metadata").get("name", "without a name"))


def _object(parent: JsonObject, key: str) -> JsonObject:
    child = parent.get(key)
    return child if isinstance(child, dict) else {}


def _documents(path: Path, *, kind: str) -> Iterator[JsonObject]:
    for file in _files(path):
        try:
            documents = list(yaml.safe_load_all(file.read_text(encoding="utf-8")))
        except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
            message = f"cannot read {file} as YAML: {' '.join(str(error).split())}"
            raise Misuse(message) from error
        for document in documents:
            if isinstance(document, dict) and document.get("kind") == kind:
                yield document


def _files(path: Path) -> list[Path]:
    if path.is_file():
        return [path]
    if path.is_dir():
        return sorted(file for file in path.rglob("*") if file.suffix in SUFFIXES)
    message = f"there are no manifests at {path}"
    raise Misuse(message)
