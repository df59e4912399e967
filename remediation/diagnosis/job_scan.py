"""What is kept of one job while its log streams by: a bounded number of lines, its steps and endings."""

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import takewhile

from remediation.diagnosis import endings
from remediation.diagnosis.candidate import Candidate, JobRecord, Position, Step
from remediation.diagnosis.line import Mark, read_line
from remediation.diagnosis.rulebook import RuleBook

FIRST, LAST = 5, 3
"""Of the lines that follow one rule, so many are kept from the first and from the last."""
FIRST_UNKNOWN, LAST_UNKNOWN = 60, 60
"""The same of the lines that no rule knows."""
MOST_STEPS = 2000
"""Those that follow are one with the last."""
MOST_KEYS = 20_000
"""Different lines of a step that are counted; after so many the counting starts anew."""
MOST_ENDINGS = 200
MOST_TESTS = 100
_CLEANUP = ("Post ", "Complete job")
LONGEST_SCRIPT = 600
"""Characters of a step's script that are kept."""
_NO_SCRIPT = ("shell: ", "env:", "with:")
"""What follows a script where the runner shows it."""
NO_STEP = "UNKNOWN STEP"
"""What `gh run view --log` calls a step that it does not know."""


@dataclass(slots=True, eq=False)
class Sighting:
    """A line that may be the root cause, as it stands in the log.

    Attributes:
        raw: The line, without what `gh run view --log` has put before it.
        number: Its number, as editors count.
        step: Index of its step.
        post: Whether it stands in the job's cleanup.
        seen: One number: how often lines like it were seen in its step. It may still grow.
        index: Where it stands among the lines of the present block; below zero once that has gone.
        prefix: What `gh run view --log` has put before it.
        returns: The lone carriage returns before it.
        before: The lines before it, raw.
        after: The lines after it, raw.
    """

    raw: bytes
    number: int
    step: int
    post: bool
    seen: list[int]
    index: int
    prefix: bytes
    returns: int = 0
    before: Sequence[bytes] = ()
    after: Sequence[bytes] = ()


@dataclass(slots=True, eq=False)
class _Kept:
    """The first and the last of some sightings."""

    most: int
    last: deque[Sighting]
    first: list[Sighting] = field(default_factory=list)

    def add(self, sighting: Sighting) -> None:
        if len(self.first) < self.most:
            self.first.append(sighting)
        else:
            self.last.append(sighting)


@dataclass(slots=True, eq=False)
class JobScan:
    """A job that is being read."""

    name: str
    steps: list[Step] = field(default_factory=lambda: [Step(name="", number=1)])
    endings: list[tuple[int, int]] = field(default_factory=list)
    header: bool = False
    """Whether the runner is showing what a step runs."""
    post: bool = False
    complete: bool = False
    container: int = -1
    """Index of the last step that ran a container, of whose exit code the runner says nothing."""
    begun: int = 0
    """Number of the line with which the present step's script was told to the end."""
    seen: dict[int, list[int]] = field(default_factory=dict)
    """How often the lines of each key stand in the present step."""
    script: Sequence[bytes] = ()
    """The lines in which the runner shows what the present step runs, until they are kept."""
    _kept: dict[str, _Kept] = field(default_factory=dict)
    _touched: dict[str, _Kept] = field(default_factory=dict)
    """Of these, those to which the present block has added."""
    _tests: dict[str, None] = field(default_factory=dict)

    def enter(self, step: str, number: int) -> None:
        """Enter the step that `gh run view --log` names, if it is another."""
        if step and step not in {NO_STEP, self.steps[-1].name}:
            self.start(step, number)
            self.post = step.startswith("Post ")

    def close_header(self, number: int) -> None:
        """Go on to what the step writes."""
        if self.header:
            self.header, self.begun = False, number

    @property
    def has_room(self) -> bool:
        """Tell whether another step can be told from those before it."""
        return len(self.steps) < MOST_STEPS

    def start(self, name: str, number: int) -> None:
        """Begin a step."""
        if self.has_room:
            self.steps.append(Step(name=name, number=number))
            self.seen = {}

    def _keep_script(self) -> None:
        """Keep what the present step runs, because it is a step that counts."""
        texts = (read_line(raw) for raw in self.script)
        script = takewhile(
            lambda line: line.mark is Mark.NONE and not line.text.startswith(_NO_SCRIPT), texts
        )
        text = "\n".join(line.text for line in script)[:LONGEST_SCRIPT]
        self.steps[-1], self.script = replace(self.steps[-1], script=text), ()

    def count(self, key: int) -> list[int]:
        """Begin to count the lines of a key in the present step."""
        if len(self.seen) >= MOST_KEYS:
            self.seen = {}
        seen = self.seen[key] = [1]
        return seen

    def run_container(self) -> None:
        """Note that the present step runs a container."""
        self.container = len(self.steps) - 1

    def end(self, number: int) -> None:
        """Note that something ended red."""
        if self.script:
            self._keep_script()
        if len(self.endings) < MOST_ENDINGS:
            self.endings.append((len(self.steps) - 1, number))

    @property
    def has_all_tests(self) -> bool:
        """Tell whether no more names of tests are kept."""
        return len(self._tests) >= MOST_TESTS

    def note_tests(self, names: Iterable[str]) -> None:
        """Note the names of tests that failed."""
        for name in names:
            if not self.has_all_tests:
                self._tests[name] = None

    def add(self, kind: str, sighting: Sighting) -> None:
        """Keep a line, if not enough of its like are kept.

        Args:
            kind: The weightiest rule that it follows, or empty.
            sighting: The line.
        """
        kept = self._kept.get(kind)
        if kept is None:
            first, last = (FIRST, LAST) if kind else (FIRST_UNKNOWN, LAST_UNKNOWN)
            kept = self._kept[kind] = _Kept(first, deque(maxlen=last))
        kept.add(sighting)
        self._touched[kind] = kept

    def let_go(self) -> Iterator[Sighting]:
        """Give the kept lines of the present block, which is about to go."""
        for kept in self._touched.values():
            for each in (*kept.first, *kept.last):
                if each.index >= 0:
                    yield each
        self._touched.clear()

    @property
    def _last_of_its_own(self) -> int:
        """Give the index of the last step that is no cleanup: in a red job, of those that failed."""
        names = [step.name for step in self.steps]
        while names and names[-1].startswith(_CLEANUP):
            names.pop()
        return len(names) - 1

    def record(self, book: RuleBook) -> JobRecord:
        """Give what was kept."""
        if self.script:
            self._keep_script()
        kept: dict[int, Sighting] = {}
        for each in self._kept.values():
            for sighting in (*each.first, *each.last):
                kept.setdefault(sighting.number, sighting)
        return JobRecord(
            name=self.name,
            steps=tuple(self.steps),
            candidates=tuple(_candidate(kept[number], book) for number in sorted(kept)),
            endings=tuple(self.endings),
            complete=self.complete,
            untold=not self.endings and self.container == self._last_of_its_own,
            tests=tuple(self._tests),
        )


def _candidate(sighting: Sighting, book: RuleBook) -> Candidate:
    line = read_line(sighting.raw)
    return Candidate(
        position=Position(number=sighting.number, counted=sighting.number + sighting.returns + line.segment),
        text=line.text,
        mark=line.mark,
        file=line.file,
        step=sighting.step,
        matches=tuple(book.matches(line.text)),
        count=sighting.seen[0],
        before=tuple(sighting.before),
        after=tuple(sighting.after),
        ending=endings.is_ending(line.text),
        post=sighting.post,
    )
