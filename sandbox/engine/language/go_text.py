"""How Go writes values as text: Argo substitutes variables in the JSON text of a template, byte by byte."""

import json
from datetime import UTC, datetime

from remediation.model import JsonObject

_HTML = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}
_ESCAPES = {"\a": "\\a", "\b": "\\b", "\f": "\\f", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\v": "\\v"}
_PARAMETER_FIELDS = ("name", "default", "value", "valueFrom", "globalName", "enum", "description")
_CONTROLS_END = 0x20
_DELETE = 0x7F
_BASIC_PLANE_END = 0x10000
_MINUTE, _HOUR, _DAY = 60, 3600, 86400


def go_json(value: object) -> str:
    """Write a value as Go's `json.Marshal` does: compact, and safe inside HTML."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for character, escaped in _HTML.items():
        text = text.replace(character, escaped)
    return text


def quoted(text: str) -> str:
    r"""Write a text as Go's `strconv.Quote` does, without the quotes around it.

    Argo puts values into JSON this way. A control character becomes `\x01`, which JSON does not know: the
    substitution then fails, in the real engine as here.
    """
    return "".join(_quoted_character(character) for character in text)


def _quoted_character(character: str) -> str:
    if character in '\\"':
        return f"\\{character}"
    if character.isprintable():
        return character
    if character in _ESCAPES:
        return _ESCAPES[character]
    code = ord(character)
    if code < _CONTROLS_END or code == _DELETE:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < _BASIC_PLANE_END else f"\\U{code:08x}"


def scalar_text(value: object) -> str:
    """Give a parameter's value as the text that it stands for: `2`, `true` and `"2"` are texts too."""
    return value if isinstance(value, str) else go_json(value)


def parameters_json(parameters: list[JsonObject]) -> str:
    """Write parameters as the JSON list that `{{inputs.parameters}}` stands for: fields in Argo's order."""
    ordered = [
        {
            name: scalar_text(each[name]) if name in {"value", "default"} else each[name]
            for name in _PARAMETER_FIELDS
            if name in each
        }
        for each in parameters
    ]
    return go_json(ordered)


def timestamp(moment: datetime) -> str:
    """Write a time as Kubernetes objects have it: UTC, whole seconds."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def moment_of(text: str | None) -> datetime | None:
    """Read a time out of an object; None for a missing one."""
    return datetime.fromisoformat(text) if text else None


def human_duration(seconds: float) -> str:
    """Write a duration for people as Argo's messages do: `2 seconds`, `1 minute 30 seconds`."""
    whole = int(seconds)
    if whole < _MINUTE:
        return _counted(whole, "second")
    if whole < _HOUR:
        return f"{_counted(whole // _MINUTE, 'minute')} {whole % _MINUTE} seconds"
    if whole < _DAY:
        return f"{_counted(whole // _HOUR, 'hour')} {whole % _HOUR // _MINUTE} minutes"
    return f"{_counted(whole // _DAY, 'day')} {whole % _DAY // _HOUR} hours"


def _counted(number: int, unit: str) -> str:
    return f"{number} {unit}" if number == 1 else f"{number} {unit}s"
