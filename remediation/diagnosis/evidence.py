"""What is known of a red job beside its log, and what a green log looks like."""

from collections.abc import Container, Iterable
from dataclasses import dataclass, field

from remediation.diagnosis.blocks import blocks
from remediation.diagnosis.fingerprint import normalise
from remediation.diagnosis.line import read_line

MOST_LINES = 200_000
"""Different lines of a green log that are remembered; those after them are not."""
_DIGITS = b"0123456789"


class GreenLines:
    """The lines of a green log in normal form, of which only a number each is kept."""

    def __init__(self, chunks: Iterable[bytes]) -> None:
        """Read a green log in constant memory.

        Args:
            chunks: The bytes of the log, in pieces of any size.
        """
        self._hashes: set[int] = set()
        seen: set[int] = set()
        for block in blocks(chunks):
            for raw in block.data[block.start : block.end].split(b"\n"):
                key = hash(raw.translate(None, _DIGITS))
                if key in seen:
                    continue
                if len(seen) >= MOST_LINES:
                    return
                seen.add(key)
                self._hashes.add(hash(normalise(read_line(raw).text)))

    def __contains__(self, text: object) -> bool:
        """Tell whether a line of this normal form stands in the log."""
        return hash(text) in self._hashes


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What GitHub knows of a job.

    Attributes:
        annotations: The messages that it shows for the job, failures only.
        failed_steps: The names of the job's steps whose conclusion is `failure`.
        green: The normal forms of the lines of the last green run of the same workflow.
    """

    annotations: tuple[str, ...] = ()
    failed_steps: frozenset[str] = frozenset()
    green: Container[str] = field(default_factory=frozenset)


NOTHING = Evidence()
"""Only the log is known."""
