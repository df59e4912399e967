"""What of a WorkflowTemplate shapes its flow, read from manifests.

Whatever else a manifest holds (images, security, retries, volumes) is no matter of the graph and passed over.
What would change the graph and is not drawn is refused by name: a picture must not leave out a way.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import ClassVar, Self

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError, model_validator
from pydantic.alias_generators import to_camel

from remediation.errors import Misuse, Permanent
from remediation.model import JsonObject

KIND = "WorkflowTemplate"
DESCRIPTION = "workflows.argoproj.io/description"


class _Part(BaseModel):
    """A part of a manifest, as Argo's JSON spells it; other fields are passed over."""

    model_config = ConfigDict(
        frozen=True,
        extra="ignore",
        alias_generator=to_camel,
        validate_by_name=True,
        coerce_numbers_to_str=True,
    )
    not_drawn: ClassVar[tuple[str, ...]] = ()
    """Fields that would change the graph; whoever has one is refused."""

    @model_validator(mode="before")
    @classmethod
    def _is_drawn(cls, value: object) -> object:
        for field in cls.not_drawn:
            if isinstance(value, dict) and value.get(field):
                message = f"{field} is not drawn"
                raise ValueError(message)
        return value


class ValueFrom(_Part):
    """Where an output comes from."""

    default: str | None = None
    supplied: dict[str, str] | None = None
    """Set, and empty, if somebody outside supplies it."""


class Parameter(_Part):
    """An argument, an input or an output."""

    name: str
    value: str | None = None
    default: str | None = None
    value_from: ValueFrom = ValueFrom()


class Parameters(_Part):
    """Arguments, inputs or outputs."""

    parameters: tuple[Parameter, ...] = ()


class Step(_Part):
    """A step of a group: the call of a template."""

    model_config = ConfigDict(extra="forbid")

    name: str
    template: str
    arguments: Parameters = Parameters()
    when: str = ""


class Container(_Part):
    """One of several containers of a pod."""

    not_drawn: ClassVar = ("dependencies",)

    name: str
    command: tuple[str, ...] = ()


class ContainerSet(_Part):
    """The containers of a pod, in the order in which the manifest lists them."""

    containers: tuple[Container, ...]


class Suspend(_Part):
    """A wait for somebody outside."""

    duration: str = ""


class Template(_Part):
    """A template: groups of steps, a wait, or a pod."""

    not_drawn: ClassVar = (
        *("dag", "data", "http", "plugin", "resource", "script"),
        *("daemon", "initContainers", "sidecars"),
    )

    name: str
    inputs: Parameters = Parameters()
    outputs: Parameters = Parameters()
    steps: tuple[tuple[Step, ...], ...] = ()
    """Groups that follow each other; the steps of one run side by side."""
    suspend: Suspend | None = None
    container: object = None
    container_set: ContainerSet | None = None

    @model_validator(mode="after")
    def _is_one_thing(self) -> Self:
        if len(self.model_fields_set & {"steps", "suspend", "container", "container_set"}) != 1:
            message = "must be exactly one of steps, suspend, container, containerSet"
            raise ValueError(message)
        if "steps" in self.model_fields_set and not (self.steps and all(self.steps)):
            message = "has no steps, or a group without any"
            raise ValueError(message)
        names = [step.name for group in self.steps for step in group]
        if twice := [name for name in names if names.count(name) > 1]:
            message = f"has two steps {twice[0]}"
            raise ValueError(message)
        return self


class Spec(_Part):
    """What runs: the entrypoint's template, and at the end the exit handler's."""

    not_drawn: ClassVar = ("hooks", "templateDefaults", "workflowTemplateRef")

    entrypoint: str
    on_exit: str = ""
    arguments: Parameters = Parameters()
    templates: tuple[Template, ...]

    @model_validator(mode="after")
    def _has_what_it_calls(self) -> Self:
        known = [template.name for template in self.templates]
        called = [step.template for each in self.templates for group in each.steps for step in group]
        for name in filter(None, (self.entrypoint, self.on_exit, *called)):
            if known.count(name) != 1:
                message = f"there must be one template {name}, not {known.count(name)}"
                raise ValueError(message)
        return self


class Metadata(_Part):
    """Name and annotations."""

    name: str
    annotations: dict[str, str] = {}


class WorkflowTemplate(_Part):
    """A WorkflowTemplate."""

    metadata: Metadata
    spec: Spec

    @property
    def description(self) -> str:
        """What it is for, in one sentence; the Argo UI shows the same."""
        return self.metadata.annotations.get(DESCRIPTION, "")

    def template(self, name: str) -> Template:
        """Give one of its templates."""
        return next(template for template in self.spec.templates if template.name == name)


def read_folder(folder: Path) -> dict[str, str]:
    """Read the YAML files of a folder and its subfolders.

    Raises:
        Misuse: There is no such folder, or a file cannot be read.
    """
    if not folder.is_dir():
        message = f"there are no manifests at {folder}; run `remedy export`, or name another --manifests"
        raise Misuse(message)
    try:
        return {
            str(path): path.read_text(encoding="utf-8")
            for path in sorted(folder.rglob("*"))
            if path.suffix in {".yaml", ".yml"}
        }
    except (OSError, UnicodeDecodeError) as error:
        message = f"cannot read the manifests at {folder}: {error}"
        raise Misuse(message) from error


def find(name: str, texts: Mapping[str, str]) -> WorkflowTemplate:
    """Find a WorkflowTemplate among manifests.

    Args:
        name: Its name.
        texts: YAML by the name of its file.

    Raises:
        Misuse: There is none or more than one of that name, or a file is no YAML.
        Permanent: It uses a feature of Argo that is not drawn; the message names both.
    """
    documents = [document for path, text in texts.items() for document in _documents(path, text)]
    names = [_name(document) for document in documents]
    if name not in names:
        known = ", ".join(sorted(names)) or "none"
        message = f"there is no WorkflowTemplate {name}; there are: {known}"
        raise Misuse(message)
    if names.count(name) > 1:
        message = f"the manifests hold the WorkflowTemplate {name} {names.count(name)} times; keep one"
        raise Misuse(message)
    return parse(documents[names.index(name)])


def parse(document: JsonObject) -> WorkflowTemplate:
    """Read a WorkflowTemplate object.

    Raises:
        Permanent: It uses a feature of Argo that is not drawn, or it is no WorkflowTemplate at all.
    """
    try:
        return WorkflowTemplate.model_validate(document)
    except ValidationError as error:
        faults = error.errors()
        not_drawn = [fault for fault in faults if fault["type"] == "extra_forbidden"]
        fault = (not_drawn or faults)[0]
        problem = "is not drawn" if not_drawn else fault["msg"].removeprefix("Value error, ")
        message = f"WorkflowTemplate {_name(document)}: {_named(document, fault['loc'])}: {problem}"
        raise Permanent(message) from error


def _name(document: JsonObject) -> str:
    metadata = document.get("metadata")
    return str(metadata.get("name", "")) if isinstance(metadata, dict) else ""


def _named(document: object, path: tuple[int | str, ...]) -> str:
    """Write a path with names instead of positions: `spec.templates.play.steps.start-rex.withItems`."""
    parts: list[str] = []
    for part in path:
        document = _inside(document, part)
        if isinstance(part, str):
            parts.append(part)
        elif isinstance(document, dict):
            parts.append(str(document.get("name", part)))
    return ".".join(parts)


def _inside(document: object, part: int | str) -> object:
    if isinstance(document, dict):
        return document.get(part)
    if isinstance(document, list) and isinstance(part, int) and part < len(document):
        return document[part]
    return None


def _documents(path: str, text: str) -> list[JsonObject]:
    try:
        documents = list(yaml.safe_load_all(text))
    except yaml.YAMLError as error:
        message = f"cannot read {path} as YAML: {' '.join(str(error).split())}"
        raise Misuse(message) from error
    return [each for each in documents if isinstance(each, dict) and each.get("kind") == KIND]
