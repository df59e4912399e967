"""A line that may be the root cause, with all that the ranking looks at."""

from dataclasses import dataclass

from remediation.diagnosis.line import Mark
from remediation.diagnosis.rulebook import Match


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """Where a line stands.

    Attributes:
        number: As editors count: 1-based, lines end with a line feed.
        counted: As Python's text files count: a lone carriage return ends a line, too.
    """

    number: int
    counted: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A line that may be the root cause.

    Attributes:
        position: Where it stands first.
        text: What it says.
        mark: As the CI system marked it.
        file: The file that its mark names.
        step: Index of its step among those of its job.
        matches: The rules that it follows, the weightiest first.
        count: How often lines like it stand in its step.
        before: The lines before it, raw.
        after: The lines after it, raw.
        ending: Whether it only says that a step ended red.
        post: Whether it stands in the job's cleanup.
    """

    position: Position
    text: str
    mark: Mark
    file: str
    step: int
    matches: tuple[Match, ...]
    count: int = 1
    before: tuple[bytes, ...] = ()
    after: tuple[bytes, ...] = ()
    ending: bool = False
    post: bool = False

    @property
    def match(self) -> Match | None:
        """The weightiest rule that it follows."""
        return self.matches[0] if self.matches else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A step of a job.

    Attributes:
        name: As the log names it: `Run cargo test`, or the name in the workflow.
        number: The line with which it starts.
        script: What it runs, as far as the log shows that; empty for an action.
    """

    name: str
    number: int
    script: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class JobRecord:
    """What one reading of a log keeps of a job.

    Attributes:
        name: Its name, where the log tells; else empty.
        steps: Its steps, from the first; the first is what precedes all others.
        candidates: In the order of their lines.
        tests: The failing tests that rules found, each once.
        complete: Whether the end of the job was seen, so that without a red ending it has passed.
        untold: Whether the last step ran a container, of whose exit code the runner tells nothing.
        endings: Position in `steps` and line number of each line that says that something ended red.
    """

    name: str
    steps: tuple[Step, ...]
    candidates: tuple[Candidate, ...]
    endings: tuple[tuple[int, int], ...]
    complete: bool
    tests: tuple[str, ...] = ()
    untold: bool = False
