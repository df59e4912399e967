"""The committed schema is the present one, and every scenario obeys it."""

import json
from pathlib import Path

import jsonschema
import pytest
import yaml

from runner.schema import schema_text

SCENARIOS = Path(__file__).parents[2] / "scenarios"


def test_the_committed_schema_is_current() -> None:
    committed = (SCENARIOS / "schema.json").read_text(encoding="utf-8")

    assert committed == schema_text(), "run: remedy run --schema > scenarios/schema.json"


@pytest.mark.parametrize("file", sorted(SCENARIOS.glob("*.yaml")), ids=lambda file: file.stem)
def test_a_scenario_obeys_the_schema(file: Path) -> None:
    validator = jsonschema.Draft202012Validator(json.loads(schema_text()))

    validator.validate(yaml.safe_load(file.read_text(encoding="utf-8")))


def test_every_kind_of_event_and_expectation_is_documented() -> None:
    readme = (SCENARIOS / "README.md").read_text(encoding="utf-8")
    schema = json.loads(schema_text())
    events = schema["properties"]["events"]["items"]["discriminator"]["mapping"]
    expectations = schema["properties"]["expect"]["items"]["discriminator"]["mapping"]

    assert [kind for kind in (*events, *expectations) if f"`{kind}`" not in readme] == []
