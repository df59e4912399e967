"""Structured logs: one line each on standard error, JSON by default, always with what the run is about."""

import json
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Literal, TextIO

Level = Literal["debug", "info", "warning", "error"]
LEVELS: tuple[Level, ...] = ("debug", "info", "warning", "error")


class Log:
    """Writes lines with a fixed context (task, delivery, step) and a level below which it is silent."""

    def __init__(
        self,
        *,
        level: Level = "info",
        style: Literal["json", "text"] = "json",
        context: Mapping[str, object] | None = None,
        stream: TextIO | None = None,
    ) -> None:
        """Describe where and how to write."""
        self._least, self._style = LEVELS.index(level), style
        self._context, self._stream = dict(context or {}), stream or sys.stderr

    def debug(self, message: str, **fields: object) -> None:
        """Tell what only an engineer wants to know."""
        self._write("debug", message, fields)

    def info(self, message: str, **fields: object) -> None:
        """Tell what was decided or done."""
        self._write("info", message, fields)

    def warning(self, message: str, **fields: object) -> None:
        """Tell what is unusual but handled."""
        self._write("warning", message, fields)

    def failed(self, message: str, **fields: object) -> None:
        """Tell why the step fails."""
        self._write("error", message, fields)

    def _write(self, level: Level, message: str, fields: Mapping[str, object]) -> None:
        if LEVELS.index(level) < self._least:
            return
        told = {**self._context, **fields}
        if self._style == "json":
            stamp = datetime.now(UTC).isoformat(timespec="milliseconds")
            line = json.dumps({"time": stamp, "level": level, "message": message, **told}, default=str)
        else:
            line = " ".join([message, *(f"{key}={value}" for key, value in told.items())])
        print(line, file=self._stream, flush=True)
