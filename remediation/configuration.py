"""Where the command finds its settings: `REMEDY_*` variables, then `remedy.yaml`, then the defaults.

Nested settings are set one by one (`REMEDY_DEADLINES__CANCEL=30`) or as JSON (`REMEDY_DEADLINES='{...}'`).
"""

import os
from pathlib import Path

from pydantic import ValidationError
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    SettingsError,
    YamlConfigSettingsSource,
)
from yaml import YAMLError

from remediation.errors import Misuse
from remediation.model import Model
from remediation.settings import PREFIX, Settings
from remediation.shapes import explain

FILE = "remedy.yaml"
OTHERS = frozenset({"file", "runner_host", "payloads", "test_image"})
"""Variables of the same prefix that are no settings: this module's, the runner's, and the tests'."""


class _Configured(BaseSettings, Settings):
    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_nested_delimiter="__",
        frozen=True,
        extra="forbid",
        nested_model_default_partial_update=True,
    )

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003  # the signature is pydantic-settings'
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003  # the signature is pydantic-settings'
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Read arguments, then the environment, then the file."""
        file = YamlConfigSettingsSource(settings_cls, yaml_file=_file())
        return init_settings, env_settings, file


def load_settings() -> Settings:
    """Read and validate the settings: environment, then `$REMEDY_FILE` or `./remedy.yaml`.

    Raises:
        Misuse: The file is missing or unreadable, or a value is wrong, or there is no such setting; the
            message names each one.
    """
    _refuse_unknown()
    try:
        return _Configured()
    except ValidationError as error:
        raise Misuse(explain(error)) from error
    except (SettingsError, YAMLError, OSError, ValueError, TypeError) as error:
        message = f"the settings cannot be read: {' '.join(str(error).split())}"
        raise Misuse(message) from error


def _file() -> Path | None:
    named = os.environ.get(f"{PREFIX}FILE")
    if named is None:
        return Path(FILE) if Path(FILE).is_file() else None
    if not Path(named).is_file():
        message = f"the settings file {named} does not exist; create it or unset {PREFIX}FILE"
        raise Misuse(message)
    return Path(named)


def _refuse_unknown() -> None:
    """Refuse a variable that would be silently without effect; pydantic-settings looks for its own only."""
    if unknown := sorted(name for name in os.environ if name.upper().startswith(PREFIX) and not _known(name)):
        message = f"wrong settings: {', '.join(unknown)}: there is no such setting"
        raise Misuse(message)


def _known(variable: str) -> bool:
    name, _, part = variable[len(PREFIX) :].lower().partition("__")
    if name in OTHERS:
        return not part
    field = Settings.model_fields.get(name)
    return field is not None and (not part or isinstance(field.default, Model))
