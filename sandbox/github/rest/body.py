"""The body of a request, with the refusals that GitHub gives for what is missing or of the wrong type."""

from typing import Any, NoReturn

from remediation.model import JsonObject
from sandbox.github.world.refusal import refuse_unprocessable


class Body:
    """A JSON body; some endpoints also take a bare list."""

    def __init__(self, value: Any) -> None:  # noqa: ANN401  # any JSON value
        """Wrap what was sent, None for nothing."""
        self._value = value

    @property
    def fields(self) -> JsonObject:
        """The fields of an object; a body that is no object is refused (422)."""
        if self._value is None:
            return {}
        return self._value if isinstance(self._value, dict) else _refuse("", self._value, "object")

    def text(self, name: str) -> str:
        """A field that must be there."""
        value = self.fields.get(name)
        if value is None:
            refuse_unprocessable(f'Invalid request.\n\n"{name}" wasn\'t supplied.')
        return value if isinstance(value, str) else _refuse(name, value, "string")

    def optional(self, name: str) -> str | None:
        """A field that may be missing or null."""
        return None if self.fields.get(name) is None else self.text(name)

    def flag(self, name: str) -> bool:
        """A field that is false unless told."""
        value = self.fields.get(name, False)
        return value if isinstance(value, bool) else _refuse(name, value, "boolean")

    def texts(self, name: str) -> list[str]:
        """A list of strings under a name, or as the whole body, or of objects with a `name`."""
        value = self._value if isinstance(self._value, list) else self.fields.get(name, [])
        value = [value] if isinstance(value, str) else value
        if not isinstance(value, list):
            _refuse(name, value, "array")
        named = [item.get("name") if isinstance(item, dict) else item for item in value]
        return [item if isinstance(item, str) else _refuse(f"{name}/items", item, "string") for item in named]


def _refuse(name: str, value: object, kind: str) -> NoReturn:
    article = "an" if kind[0] in "ao" else "a"
    refuse_unprocessable(f"Invalid request.\n\nFor 'properties/{name}', {value!r} is not {article} {kind}.")
