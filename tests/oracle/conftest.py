"""Where the oracle is, and the sensors that the project exports."""

import os
from pathlib import Path

import pytest
import yaml

from remediation.model import JsonObject

PROJECT = Path(__file__).parents[2]
EXAMPLES = PROJECT / "tests" / "sandbox" / "evaluator" / "manifests"


@pytest.fixture(scope="session")
def oracle() -> Path:
    """The binary that evaluates sensors with Argo Events' own code."""
    binary = Path(os.environ.get("ARGO_ORACLE", ""))
    if not binary.is_file():
        pytest.skip("$ARGO_ORACLE names no file: set it to the built argo-oracle")
    return binary


@pytest.fixture(scope="session")
def known_sensors() -> list[JsonObject]:
    """The exported sensors and the examples of the evaluator's tests, also as their dead-letter triggers."""
    files = sorted([*EXAMPLES.rglob("*.yaml"), *(PROJECT / "manifests").rglob("*.yaml")])
    documents = [document for file in files for document in yaml.safe_load_all(file.read_text())]
    sensors = [document for document in documents if document and document["kind"] == "Sensor"]
    return [*sensors, *(letters for sensor in sensors for letters in _dead_letters(sensor))]


def _dead_letters(sensor: JsonObject) -> list[JsonObject]:
    """Give the sensor with its dead-letter triggers in the place of its triggers, if it has any."""
    triggers = [trigger["dlqTrigger"] for trigger in sensor["spec"]["triggers"] if "dlqTrigger" in trigger]
    metadata = {**sensor["metadata"], "name": f"{sensor['metadata']['name']}-dead-letters"}
    return (
        [{**sensor, "metadata": metadata, "spec": {**sensor["spec"], "triggers": triggers}}]
        if triggers
        else []
    )
