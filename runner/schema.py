"""The JSON Schema of a scenario file, for editors and for people who write one."""

import json

from runner.scenario import Scenario

URL = "https://json-schema.org/draft/2020-12/schema"


def schema_text() -> str:
    """Write the schema as `scenarios/schema.json` holds it."""
    schema = {"$schema": URL, **Scenario.model_json_schema()}
    return json.dumps(schema, indent=2, sort_keys=True) + "\n"
