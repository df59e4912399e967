"""One reading of a log, from its first block to its last, in constant memory and linear time."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from remediation.diagnosis import endings, surroundings
from remediation.diagnosis.blocks import Block, blocks
from remediation.diagnosis.candidate import JobRecord
from remediation.diagnosis.job_scan import NO_STEP, JobScan, Sighting
from remediation.diagnosis.line import LONGEST_LINE, Line, Mark, prefix, read_line
from remediation.diagnosis.rulebook import RuleBook
from remediation.diagnosis.shapes import Shape, Shapes

MOST_JOBS = 256
"""Jobs of one log that are told apart; those after them are read as one."""
TAIL = 30
"""Lines before a red ending that are candidates whatever they say."""
SCRIPT_LINES = 20
"""Lines behind the header of a step that are kept: its script, or what it gives to an action."""
POST = "Post job cleanup."
_NOT_OUTPUT = frozenset(
    {Mark.GROUP, Mark.END_GROUP, Mark.COMMAND, Mark.DEBUG, Mark.SECTION, Mark.END_ACTION, Mark.START_ACTION}
)
_OUTPUT = frozenset({Mark.NONE, Mark.WARNING, Mark.NOTICE})
_NUMBER = re.compile(rb"\b\d+\b")
_TIME = re.compile(rb"\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d[.\d]*Z?")
_LONE_RETURN = re.compile(rb"\r(?!\n)")
_CONTAINER = "docker run "
_NO_PREFIX = b"\n"
"""With which no line begins."""


def scan(chunks: Iterable[bytes], *, book: RuleBook) -> Iterator[JobRecord]:
    """Read a log and keep what may tell why its jobs are red.

    Args:
        chunks: The bytes of the log, in pieces of any size.
        book: The rules.

    Returns:
        The jobs in the order in which they begin; one without a name if the log does not name any. Each is
        made when it is asked for, so that not all need their memory at once.
    """
    reading = _Reading(book)
    block = None
    for block in blocks(chunks):
        reading.read(block)
    if block is not None:
        reading.finish(block)
    return (job.record(book) for job in reading.jobs.values())


class _Reading:
    """The state of one reading."""

    def __init__(self, book: RuleBook) -> None:
        self._book = book
        self._shapes = Shapes(book.sieve)
        self.jobs: dict[str, JobScan] = {}
        self._job = JobScan("")
        """The one in which the line stands that was looked at last."""
        self._prefix = _NO_PREFIX
        """What `gh run view --log` has put before that line."""
        self._named = False
        """Whether that tells the step."""
        self._raw: list[bytes] = []
        """The lines of the present block, with those around it."""
        self._number = 1
        """The number of the first of these."""
        self._feeds = 0
        """Line feeds before the block."""
        self._returns = self._own_returns = 0
        """Lone carriage returns before the block, and in it."""
        self._tail_from = 0
        """Number of the line up to which tails were taken."""

    def read(self, block: Block) -> None:
        """Look at the lines of a block that may matter, and at each kind of line once in a step."""
        self._returns += self._own_returns
        self._own_returns = _lone_returns(block.data, block.start, block.end)
        own = block.data[block.start : block.end]
        raw = block.data.split(b"\n")
        self._raw = raw if raw[-1] else raw[:-1]
        before = block.data.count(b"\n", 0, block.start)
        self._number = self._feeds + 1 - before
        for at, shape in self._shapes.hits(own, raw, before):
            index = before + at
            if not self._is_here(raw[index], shape):
                self._turn(index)
            job = self._job
            if shape.group:
                self._enter_group(index, shape)
            elif not job.header:
                if shape.kind is not None and (seen := job.seen.get(shape.key)) is not None:
                    seen[0] += 1
                else:
                    self._look(index, shape)
        self._let_go(block)
        self._feeds += own.count(b"\n")

    def finish(self, block: Block) -> None:
        """Take the last lines of the log, where nothing says that it ended red."""
        if not any(job.endings for job in self.jobs.values()):
            self._tail(len(self._raw))
            self._let_go(block)

    def _is_here(self, raw: bytes, shape: Shape) -> bool:
        """Tell whether a line is of the job and step that the one looked at last is of."""
        return raw.startswith(self._prefix) and (bool(self._prefix) or not shape.prefixed)

    def _turn(self, index: int) -> None:
        """Go to the job and step that a line names."""
        raw = self._raw[index]
        job_before = self._prefix.partition(b"\t")[0] + b"\t" if b"\t" in self._prefix else b""
        self._prefix = prefix(raw, job=job_before)
        name, step, *_ = (each.decode("utf-8", "replace") for each in (*self._prefix.split(b"\t"), b""))
        self._named = step not in {"", NO_STEP}
        job = self._find_job(name)
        if job is not self._job:
            self._job.seen.clear()
            self._job = job
        job.enter(step, self._number + index)

    def _line(self, index: int) -> Line:
        return read_line(self._raw[index].removeprefix(self._prefix))

    def _enter_group(self, index: int, shape: Shape) -> None:
        job, number = self._job, self._number + index
        if not shape.header:
            job.close_header(number)
            return
        job.header = True
        if job.has_room:
            if not self._named:
                job.start(self._line(index).text, number)
            job.script = self._raw[index + 1 : index + 1 + SCRIPT_LINES]

    def _look(self, index: int, shape: Shape) -> None:
        """Look at a line, unless its like was seen in its step."""
        kind, key = self._known_kind(shape), shape.key
        if kind is None:
            if shape.kind is None:
                key = _by_digits(shape, self._raw[index])
                if (seen := self._job.seen.get(key)) is not None:
                    seen[0] += 1
                    return
            line = self._line(index)
            self._follow(line, index)
            if line.mark in _NOT_OUTPUT:
                if line.mark is Mark.COMMAND and _CONTAINER in line.text:
                    self._job.run_container()
                elif not endings.may_end(line.text):
                    self._shapes.forget(self._raw[index])
                return
            kind = self._understand(line, index, shape)
        if shape.mute:
            self._shapes.forget(self._raw[index])
        elif kind is not None:
            self._job.add(kind, self._sighting(index, self._job.count(key)))

    def _follow(self, line: Line, index: int) -> None:
        """Note what begins or ends with a line."""
        job = self._job
        job.post = job.post or line.text == POST
        job.complete = job.complete or endings.is_green_ending(line.text)
        if line.mark is Mark.ERROR or (line.mark not in _NOT_OUTPUT and endings.is_ending(line.text)):
            job.end(self._number + index)
            self._tail(index)

    def _known_kind(self, shape: Shape) -> str | None:
        """Give the rule that a line follows, if its shape tells that and no name of a test is to be read."""
        return None if shape.names and not self._job.has_all_tests else shape.kind

    def _understand(self, line: Line, index: int, shape: Shape) -> str | None:
        """Give the rule that a line follows, or empty; nothing if the line says nothing."""
        if not line.text.strip():
            return None
        meaning = self._book.meaning(line.text)
        self._job.note_tests(meaning.tests)
        if meaning.lasting and line.mark is not Mark.ERROR and not endings.may_end(line.text):
            shape.kind, shape.names = meaning.kind, bool(meaning.tests)
            silent = not meaning.kind and line.mark is Mark.NONE
            shape.mute = silent and not self._shapes.alarms(self._raw[index])
        return meaning.kind

    def _sighting(self, index: int, seen: list[int]) -> Sighting:
        job = self._job
        raw = self._raw[index].removeprefix(self._prefix)[:LONGEST_LINE]
        return Sighting(raw, self._number + index, len(job.steps) - 1, job.post, seen, index, self._prefix)

    def _tail(self, index: int) -> None:
        """Keep the lines before a red ending, which hold its cause even if no rule and no word tells."""
        job = self._job
        end = self._number + index
        first = max(index - TAIL, max(self._tail_from, job.begun) - self._number + 1, 0)
        self._tail_from = end
        for each in range(index - 1, first - 1, -1):
            raw = self._raw[each]
            shape = self._shapes.of(raw)
            here = self._is_here(raw, shape)
            kind = self._known_kind(shape) if here else None
            if kind is None:
                line = self._line(each) if here else read_line(raw)
                if line.mark not in _OUTPUT or (not here and line.job != job.name):
                    continue
                kind = self._understand(line, each, shape)
            if kind is not None:
                job.add(kind, self._sighting(each, [1]))

    def _let_go(self, block: Block) -> None:
        """Take what is needed of the lines around those that are kept, before they go."""
        held = [sighting for job in self.jobs.values() for sighting in job.let_go()]
        if not held:
            return
        returns = self._returns_before(block)
        for each in held:
            each.before, each.after = surroundings.around(self._raw, each.index, each.prefix)
            each.returns = returns[bisect_left(returns, (each.index,)) - 1][1]
            each.index = -1

    def _returns_before(self, block: Block) -> Sequence[tuple[int, int]]:
        """Give how many lone carriage returns stand before the lines that follow each line with any."""
        returns = self._returns - _lone_returns(block.data, 0, block.start)
        found = [(-1, returns)]
        index = at = 0
        for each in _LONE_RETURN.finditer(block.data):
            index += block.data.count(b"\n", at, each.start())
            at = each.start()
            returns += 1
            found.append((index, returns))
        return found

    def _find_job(self, name: str) -> JobScan:
        if len(self.jobs) >= MOST_JOBS and name not in self.jobs:
            name = ""
        return self.jobs.setdefault(name, JobScan(name)) if name not in self.jobs else self.jobs[name]


def _by_digits(shape: Shape, raw: bytes) -> int:
    """Give what is the same for lines of a shape in which the same numbers are zero, apart from their time.

    Digits may tell what a line means: "0 failed" is not like "3 failed".
    """
    time = _TIME.search(raw, 0, LONGEST_LINE)
    numbers = _NUMBER.findall(raw, time.end() if time else 0, LONGEST_LINE)
    return hash((shape.key, *(not number.strip(b"0") for number in numbers)))


def _lone_returns(data: bytes, start: int, end: int) -> int:
    returns = data.count(b"\r", start, end)
    return returns - data.count(b"\r\n", start, end) if returns else 0
