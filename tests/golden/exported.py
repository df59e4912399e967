"""What is exported, as the tests look at it: the objects that a reader of the YAML gets."""

import copy
from collections.abc import Iterator, Mapping
from functools import cache

import yaml

from gitops.manifests import manifests
from gitops.yaml_text import render
from remediation.model import JsonObject
from remediation.settings import Repository, Settings

THREE_REPOSITORIES = Settings(
    repositories=(
        Repository(name="acme/app.web", agents_namespace="agents-a"),
        Repository(name="acme/lib", agents_namespace="agents-b"),
        Repository(name="other/tool", agents_namespace="agents-c"),
    )
)


def texts(settings: Settings) -> dict[str, str]:
    """Give the exported files."""
    return {path: render(objects) for path, objects in manifests(settings).items()}


def objects(settings: Settings, kind: str) -> list[JsonObject]:
    """Give the exported objects of a kind."""
    return [copy.deepcopy(each) for each in _everything(settings) if each["kind"] == kind]


@cache
def _everything(settings: Settings) -> tuple[JsonObject, ...]:
    return tuple(each for text in texts(settings).values() for each in yaml.safe_load_all(text))


def named(settings: Settings, kind: str, name: str) -> JsonObject:
    """Give the exported object of a kind and a name."""
    (found,) = [each for each in objects(settings, kind) if each["metadata"]["name"] == name]
    return found


def templates(settings: Settings) -> Iterator[tuple[str, JsonObject]]:
    """Give each template of each WorkflowTemplate, with a name for messages."""
    for workflow in objects(settings, "WorkflowTemplate"):
        for template in workflow["spec"]["templates"]:
            yield f"{workflow['metadata']['name']}/{template['name']}", template


def containers(template: JsonObject) -> list[JsonObject]:
    """Give a template's containers."""
    if "containerSet" in template:
        return list(template["containerSet"]["containers"])
    return [template["container"]] if "container" in template else []


def strings(value: object) -> Iterator[str]:
    """Give every text in a document, keys included."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for key, each in value.items():
            yield from strings(key)
            yield from strings(each)
    elif isinstance(value, list):
        for each in value:
            yield from strings(each)
