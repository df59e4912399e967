"""From a YAML file to a checked scenario, or to one line that names the file, the field and the fault."""

from collections.abc import Sequence
from pathlib import Path

import yaml
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from remediation.errors import Misuse
from remediation.settings import Settings
from runner.merging import merged
from runner.references import unknown_names
from runner.scenario import Scenario


def read_scenario(file: Path) -> Scenario:
    """Read and check a scenario.

    Raises:
        Misuse: The file is missing, is not YAML, or a field of it is wrong.
    """
    try:
        content = yaml.safe_load(file.read_text(encoding="utf-8"))
    except OSError as error:
        message = f"{file}: cannot be read: {error.strerror}"
        raise Misuse(message) from error
    except UnicodeDecodeError as error:
        message = f"{file}: is not UTF-8 text"
        raise Misuse(message) from error
    except yaml.YAMLError as error:
        message = f"{file}: is not YAML: {' '.join(str(error).split())}"
        raise Misuse(message) from error
    if not isinstance(content, dict):
        message = f"{file}: a scenario is a mapping with name, title, world, events and expect"
        raise Misuse(message)
    try:
        scenario = Scenario.model_validate(content, context={"folder": str(file.parent)})
    except ValidationError as error:
        message = f"{file}: {_fault(error.errors()[0])}"
        raise Misuse(message) from error
    if scenario.name != file.stem:
        message = f"{file}: name: is {scenario.name}, but the file is called {file.name}"
        raise Misuse(message)
    try:
        settings = settings_for(scenario, base=Settings())
    except ValidationError as error:
        message = f"{file}: settings.{_fault(error.errors()[0])}"
        raise Misuse(message) from error
    for unknown in unknown_names(scenario, settings):
        message = f"{file}: {unknown.path}: {unknown.fault}"
        raise Misuse(message)
    return scenario


def settings_for(scenario: Scenario, *, base: Settings) -> Settings:
    """Give the settings of a scenario: its own over those of the backend.

    Raises:
        ValidationError: A setting of the scenario is unknown or wrong.
    """
    return Settings.model_validate(merged(base.model_dump(), scenario.settings))


def _fault(error: ErrorDetails) -> str:
    return f"{_path(error['loc'])}: {error['msg'].removeprefix('Value error, ')}"


def _path(location: Sequence[int | str]) -> str:
    """Write `("events", 2, "push", "by")` as `events[2].by`: the kind of an item is no field of it."""
    path = ""
    for position, part in enumerate(location):
        if isinstance(part, int):
            path += f"[{part}]"
        elif not (path.endswith("]") and location[position - 2] in {"events", "expect"}):
            path += f".{part}" if path else part
    return path or "(the whole file)"
