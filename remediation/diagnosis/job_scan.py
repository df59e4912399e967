"""What is kept of one job while its log streams by: a bounded number of candidates, its steps and endings."""

from collections import deque
from dataclasses import dataclass, field, replace

from remediation.diagnosis.candidate import Candidate, JobRecord, Step
from remediation.diagnosis.endings import is_green_ending
from remediation.diagnosis.line import Line, Mark

FIRST, LAST = 5, 3
"""Of the lines that follow one rule, so many are kept from the first and from the last."""
FIRST_UNKNOWN, LAST_UNKNOWN = 60, 60
"""The same of the lines that no rule knows."""
MOST_STEPS = 2000
MOST_ENDINGS = 200
MOST_TESTS = 100
_HEADERS = ("Run ", "Run\t")
_POST = "Post job cleanup."


@dataclass(slots=True)
class _Kept:
    """The first and the last of some candidates, each with how often it was seen, which still grows."""

    most: int
    last: deque[tuple[Candidate, list[int]]]
    first: list[tuple[Candidate, list[int]]] = field(default_factory=list)

    def add(self, candidate: Candidate, seen: list[int]) -> None:
        if len(self.first) < self.most:
            self.first.append((candidate, seen))
        else:
            self.last.append((candidate, seen))


@dataclass(slots=True)
class JobScan:
    """A job that is being read."""

    name: str
    steps: list[Step] = field(default_factory=lambda: [Step(name="", number=1)])
    endings: list[tuple[int, int]] = field(default_factory=list)
    header: bool = False
    post: bool = False
    complete: bool = False
    begun: int = 0
    """Number of the line with which the present step's script was told to the end."""
    _kept: dict[str, _Kept] = field(default_factory=dict)
    _tests: dict[str, None] = field(default_factory=dict)

    def enter(self, line: Line, number: int) -> None:
        """Follow the runner's marks: which step it is in, and whether it echoes a step's script."""
        if line.step and line.step != "UNKNOWN STEP" and line.step != self.steps[-1].name:
            self._start(line.step, number)
            self.post = line.step.startswith("Post ")
        if line.mark is Mark.GROUP and line.text.startswith(_HEADERS):
            self.header = True
            if not line.step or line.step == "UNKNOWN STEP":
                self._start(line.text, number)
        elif self.header and line.mark in {Mark.END_GROUP, Mark.ERROR, Mark.GROUP}:
            self.header, self.begun = False, number
        self.post = self.post or line.text == _POST
        self.complete = self.complete or is_green_ending(line.text)

    def _start(self, name: str, number: int) -> None:
        if len(self.steps) < MOST_STEPS:
            self.steps.append(Step(name=name, number=number))

    def end(self, number: int) -> None:
        """Note that something ended red."""
        if len(self.endings) < MOST_ENDINGS:
            self.endings.append((len(self.steps) - 1, number))

    def add(self, candidate: Candidate, seen: list[int]) -> None:
        """Keep a candidate, if not enough of its like are kept.

        Args:
            candidate: The line.
            seen: One number: how often lines like it were seen. It may still grow.
        """
        for each in candidate.matches:
            if (test := each.groups.get("test")) and len(self._tests) < MOST_TESTS:
                self._tests[test] = None
        match = candidate.match
        kind = match.rule.name if match else ""
        kept = self._kept.get(kind)
        if kept is None:
            first, last = (FIRST, LAST) if match else (FIRST_UNKNOWN, LAST_UNKNOWN)
            kept = self._kept[kind] = _Kept(first, deque(maxlen=last))
        kept.add(candidate, seen)

    def record(self) -> JobRecord:
        """Give what was kept."""
        candidates: dict[int, Candidate] = {}
        for kept in self._kept.values():
            for each, seen in (*kept.first, *kept.last):
                candidates.setdefault(each.position.number, replace(each, count=seen[0]))
        return JobRecord(
            name=self.name,
            steps=tuple(self.steps),
            candidates=tuple(candidates[number] for number in sorted(candidates)),
            endings=tuple(self.endings),
            complete=self.complete,
            tests=tuple(self._tests),
        )
