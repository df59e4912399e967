"""The exported folder: writing it, and telling how it differs from what would be written."""

import difflib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from gitops.yaml_text import HEADER
from remediation.errors import Misuse


@dataclass(frozen=True, kw_only=True)
class Difference:
    """One file of the folder that is not as it would be written."""

    path: str
    kind: Literal["changed", "missing", "extra"]
    diff: str
    """From the folder's content to the exported one, as a unified diff."""


def differences(folder: Path, files: Mapping[str, str]) -> list[Difference]:
    """Compare a folder with the files that would be written; other files than YAML do not count.

    Raises:
        Misuse: The folder cannot be read.
    """
    present = _read(folder)
    found: list[Difference] = []
    for path in sorted({*present, *files}):
        old, new = present.get(path), files.get(path)
        if old != new:
            kind: Literal["changed", "missing", "extra"] = (
                "missing" if old is None else "extra" if new is None else "changed"
            )
            found.append(Difference(path=path, kind=kind, diff=_diff(path, old or "", new or "")))
    return found


def write(folder: Path, files: Mapping[str, str]) -> list[str]:
    """Write what differs, and remove generated files that are no longer exported; give the paths.

    Raises:
        Misuse: The folder cannot be written.
    """
    touched = differences(folder, files)
    try:
        for each in touched:
            path = folder / each.path
            if each.kind != "extra":
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(files[each.path], encoding="utf-8", newline="\n")
            elif path.read_text(encoding="utf-8").startswith(HEADER):
                path.unlink()
    except OSError as error:
        message = f"{folder} cannot be written: {error.strerror}"
        raise Misuse(message) from error
    return [each.path for each in touched]


def _read(folder: Path) -> dict[str, str]:
    try:
        return {
            path.relative_to(folder).as_posix(): path.read_bytes().decode("utf-8", errors="replace")
            for path in folder.rglob("*.yaml")
        }
    except OSError as error:
        message = f"{folder} cannot be read: {error.strerror}"
        raise Misuse(message) from error


def _diff(path: str, old: str, new: str) -> str:
    lines = difflib.unified_diff(
        old.splitlines(keepends=True),
        new.splitlines(keepends=True),
        fromfile=path,
        tofile=f"{path} (exported)",
    )
    return "".join(line if line.endswith("\n") else f"{line}\n" for line in lines)
