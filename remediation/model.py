"""The base of every model that crosses a process boundary: frozen, and strict about unknown fields."""

from typing import Any, TypeAlias

from pydantic import BaseModel, ConfigDict

JsonObject: TypeAlias = dict[str, Any]
"""A JSON object as GitHub, Kubernetes and Argo speak it; only clients and parsers handle it raw."""


class Model(BaseModel):
    """A frozen value; an unknown field is an error, so a typo never becomes silence."""

    model_config = ConfigDict(frozen=True, extra="forbid")
