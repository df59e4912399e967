"""The definition of the agents' CodeRun, for API servers that do not have it from the agents' platform."""

from importlib import resources

import yaml

from remediation.model import JsonObject


def code_run_definition() -> JsonObject:
    """Read the CustomResourceDefinition."""
    text = resources.files("sandbox.agents").joinpath("coderuns.yaml").read_text("utf-8")
    definition: JsonObject = yaml.safe_load(text)
    return definition
