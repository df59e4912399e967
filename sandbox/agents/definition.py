"""The definition of the agents' CodeRun, for API servers that do not have it from the agents' platform."""

from pathlib import Path

import yaml

from remediation.model import JsonObject

FILE = Path(__file__).parents[2] / "deploy" / "crds" / "coderuns.yaml"


def code_run_definition() -> JsonObject:
    """Read the CustomResourceDefinition."""
    definition: JsonObject = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return definition
