"""Durations as Argo reads them: `10`, `10s`, `2m`, `1h30m`."""

import re

_UNITS = {"h": 3600.0, "m": 60.0, "s": 1.0, "ms": 1e-3, "us": 1e-6, "µs": 1e-6, "ns": 1e-9}
_PART = re.compile(r"(\d+(?:\.\d*)?|\.\d+)(h|ms|us|µs|ns|m|s)")
_WHOLE = re.compile(r"[+-]?\d+")


def seconds_of(text: str) -> float:
    """Read a duration; a bare number means seconds.

    Raises:
        ValueError: It is no duration, in the words of Argo.
    """
    if _WHOLE.fullmatch(text):
        return float(text)
    unsigned = text.removeprefix("-").removeprefix("+")
    parts = _PART.findall(unsigned)
    if not parts or "".join(number + unit for number, unit in parts) != unsigned:
        message = f'unable to parse {text} as a duration: time: invalid duration "{text}"'
        raise ValueError(message)
    total = sum(float(number) * _UNITS[unit] for number, unit in parts)
    return -total if text.startswith("-") else total
