"""The zip of a run's logs, as GitHub gives it.

https://docs.github.com/rest/actions/workflow-runs#download-workflow-run-logs: a file `N_JOB.txt` with the log
of each job as a whole, and a folder for each job with a file `N_STEP.txt` for each step.
"""

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO
from zipfile import BadZipFile, LargeZipFile, ZipFile

from remediation.errors import Permanent

MAGIC = b"PK\x03\x04"
"""How a zip begins."""
MOST_MEMBERS = 2000
MOST_BYTES = 4 << 30
"""Of an archive's contents that are read; a bomb ends there."""
CHUNK_BYTES = 1 << 20
_NUMBERED = re.compile(r"(?:(\d{1,6})_)?(.*?)(?:\.txt|\.log)?")
_BROKEN = (
    BadZipFile,
    LargeZipFile,
    NotImplementedError,
    RuntimeError,
    EOFError,
    OSError,
    ValueError,
    zlib.error,
)
"""What reading an archive may raise, whatever its bytes are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchivedJob:
    """A job of a run.

    Attributes:
        name: As the archive names it.
        members: The files that are its log, in their order.
    """

    name: str
    members: tuple[str, ...]


class Archive:
    """The logs in a zip."""

    def __init__(self, file: IO[bytes]) -> None:
        """Read the list of files.

        Raises:
            Permanent: It is no zip, or a broken one.
        """
        try:
            self._zip = ZipFile(file)
            names = [each.filename for each in self._zip.infolist() if not each.is_dir()]
        except _BROKEN as error:
            message = f"the archive cannot be read: {error}"
            raise Permanent(message) from error
        self.jobs = _jobs(names[:MOST_MEMBERS])
        self._left = MOST_BYTES

    def read(self, job: ArchivedJob) -> Iterator[bytes]:
        """Give a job's log in pieces; a file that does not end with a line feed gets one.

        Raises:
            Permanent: A file in it is broken or encrypted.
        """
        for member in job.members:
            last = b"\n"
            try:
                with self._zip.open(member) as log:
                    while self._left > 0 and (chunk := log.read(min(CHUNK_BYTES, self._left))):
                        self._left -= len(chunk)
                        last = chunk[-1:]
                        yield chunk
            except _BROKEN as error:
                message = f"{member} in the archive cannot be read: {error}"
                raise Permanent(message) from error
            if last != b"\n":
                yield b"\n"


def _jobs(names: list[str]) -> tuple[ArchivedJob, ...]:
    """Give the jobs: by the whole logs at the top, or else by the folders of their steps."""
    if whole := [name for name in names if "/" not in name]:
        return tuple(ArchivedJob(name=_split(name)[1], members=(name,)) for name in sorted(whole, key=_split))
    folders: dict[str, list[str]] = {}
    for name in names:
        folders.setdefault(name.rpartition("/")[0], []).append(name)
    return tuple(
        ArchivedJob(name=folder, members=tuple(sorted(members, key=_split)))
        for folder, members in folders.items()
    )


def _split(name: str) -> tuple[int, str]:
    """Give a file's place among its like, and its name without that."""
    found = _NUMBERED.fullmatch(name.rpartition("/")[2])
    return (int(found[1] or 0), found[2]) if found else (0, name)
