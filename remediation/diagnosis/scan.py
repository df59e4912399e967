"""One reading of a log, from its first block to its last, in constant memory and linear time."""

import re
from collections.abc import Iterable

from remediation.diagnosis import endings, surroundings
from remediation.diagnosis.blocks import Block, blocks
from remediation.diagnosis.candidate import Candidate, JobRecord, Position
from remediation.diagnosis.job_scan import JobScan
from remediation.diagnosis.line import LONGEST_LINE, Line, Mark, prefix, read_line
from remediation.diagnosis.rulebook import RuleBook

MOST_JOBS = 256
"""Jobs of one log that are told apart; those after them are read as one."""
MOST_KEYS = 50_000
"""Different lines that are remembered; after so many the memory starts anew."""
TAIL = 30
"""Lines before a red ending that are candidates whatever they say."""
_HEXADECIMAL = b"0123456789abcdef"
_STEPS = re.compile(rb"##\[(?:end)?group\]")
"""Marks of which each one counts."""
_NOT_OUTPUT = frozenset(
    {Mark.GROUP, Mark.END_GROUP, Mark.COMMAND, Mark.DEBUG, Mark.SECTION, Mark.END_ACTION, Mark.START_ACTION}
)


def scan(chunks: Iterable[bytes], *, book: RuleBook) -> tuple[JobRecord, ...]:
    """Read a log and keep what may tell why its jobs are red.

    Args:
        chunks: The bytes of the log, in pieces of any size.
        book: The rules.

    Returns:
        The jobs in the order in which they begin; one without a name if the log does not name any.
    """
    reading = _Reading(book)
    block = None
    for block in blocks(chunks):
        reading.read(block)
    if block is not None:
        reading.finish(block)
    return tuple(job.record() for job in reading.jobs.values())


class _Reading:
    """The state of one reading."""

    def __init__(self, book: RuleBook) -> None:
        self._book = book
        self._sieve = book.sieve
        self.jobs: dict[str, JobScan] = {}
        self._job = JobScan("")
        """The one that was looked at last."""
        self._seen: dict[int, list[int]] = {}
        self._feeds = 0
        """Line feeds before `_at`."""
        self._returns = 0
        """Lone carriage returns before `_at`."""
        self._at = 0
        self._tail_from = 0
        """Number of the line up to which tails were taken."""

    def read(self, block: Block) -> None:
        """Look at the lines of a block that the sieve finds, and at each kind of line once in a step."""
        data = block.data
        self._at = block.start
        overwrites = b"\r" in data and data.count(b"\r") != data.count(b"\r\n")
        seen = self._seen
        for start, end in self._sieve.hits(block):
            raw = data[start:end][:LONGEST_LINE]
            if b"##[" not in raw or _STEPS.search(raw) is None:
                job = self._job
                if job.header:
                    continue
                named = prefix(raw) if b"\t" in raw else b""
                key = hash((named, len(job.steps), raw.translate(None, _HEXADECIMAL)))
                if (known := seen.get(key)) is not None:
                    known[0] += 1
                    continue
                if len(seen) >= MOST_KEYS:
                    seen.clear()
                known = seen[key] = [1]
            else:
                known = [1]
            self._advance(data, start, overwrites=overwrites)
            self._look(data, start, end, read_line(raw), known)
        self._advance(data, block.end, overwrites=overwrites)

    def finish(self, block: Block) -> None:
        """Take the last lines of the log, where nothing says that it ended red."""
        if not any(job.endings for job in self.jobs.values()):
            self._tail(block.data, block.end, self._feeds + 1)

    def _advance(self, data: bytes, to: int, *, overwrites: bool) -> None:
        self._feeds += data.count(b"\n", self._at, to)
        if overwrites:
            self._returns += _lone_returns(data, self._at, to)
        self._at = to

    def _look(self, data: bytes, start: int, end: int, line: Line, seen: list[int]) -> None:
        number = self._feeds + 1
        self._job = job = self._find_job(line.job)
        job.enter(line, number)
        if job.header or line.mark in _NOT_OUTPUT:
            return
        ending = endings.is_ending(line.text)
        if ending or line.mark is Mark.ERROR:
            job.end(number)
            self._tail(data, start, number)
        self._keep(data, (start, end), line, seen, ending=ending)

    def _keep(self, data: bytes, span: tuple[int, int], line: Line, seen: list[int], *, ending: bool) -> None:
        if not line.text.strip():
            return
        start, end = span
        job = self._job
        job.add(
            Candidate(
                position=self._position(data, start, line),
                text=line.text,
                mark=line.mark,
                file=line.file,
                step=len(job.steps) - 1,
                matches=tuple(self._book.matches(line.text)),
                before=surroundings.before(data, start),
                after=surroundings.after(data, end),
                ending=ending,
                post=job.post,
            ),
            seen,
        )

    def _tail(self, data: bytes, start: int, number: int) -> None:
        """Keep the lines before a red ending, which hold its cause even if no rule and no word tells."""
        taken = max(self._tail_from, self._job.begun)
        for distance, begin in enumerate(surroundings.starts(data, start, count=TAIL), 1):
            if number - distance <= taken:
                break
            end = data.find(b"\n", begin)
            line = read_line(data[begin : min(end, begin + LONGEST_LINE)])
            if line.mark in {Mark.NONE, Mark.WARNING, Mark.NOTICE} and line.job == self._job.name:
                self._keep(data, (begin, end), line, [1], ending=False)
        self._tail_from = number

    def _position(self, data: bytes, start: int, line: Line) -> Position:
        """Give the position of a line at or before the one that is being looked at."""
        number = self._feeds + 1 - data.count(b"\n", start, self._at)
        returns = self._returns - _lone_returns(data, start, self._at)
        return Position(number=number, counted=number + returns + line.segment)

    def _find_job(self, name: str) -> JobScan:
        if len(self.jobs) >= MOST_JOBS and name not in self.jobs:
            name = ""
        return self.jobs.setdefault(name, JobScan(name)) if name not in self.jobs else self.jobs[name]


def _lone_returns(data: bytes, start: int, end: int) -> int:
    return data.count(b"\r", start, end) - data.count(b"\r\n", start, end)
