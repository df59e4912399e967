"""What the diagnosis of a log says: one verdict for each red job."""

from enum import StrEnum

from pydantic import Field

from remediation.diagnosis.category import Category
from remediation.model import Model


class Rung(StrEnum):
    """The cheapest remedy that could work, from the cheapest."""

    RERUN = "rerun"
    FIX = "fix"
    AGENT = "agent"
    PERSON = "person"


class Remedy(Model):
    """What to do about a red job."""

    rung: Rung
    sentence: str
    """For a person."""
    command: str = ""
    """What mends it without judgement, if anything does."""


class Contribution(Model):
    """What moved a line in the ranking."""

    name: str
    """`rule NAME`, or the name of a signal."""
    points: float


class RootLine(Model):
    """A line that may be the root cause."""

    number: int
    """As editors count: 1-based, lines end with a line feed."""
    counted: int
    """As Python's text files count: a lone carriage return ends a line, too."""
    text: str
    before: tuple[str, ...]
    """The four lines before it, or fewer."""
    after: tuple[str, ...]
    """The six lines after it, or fewer."""
    step: str
    rule: str
    """The rule that knows it, or empty."""
    score: float
    because: tuple[Contribution, ...]
    """They add up to the score."""


class Place(Model):
    """A file to look at."""

    file: str
    line: int | None = None


class Verdict(Model):
    """Why a job is red."""

    job: str
    """Empty if the log does not name it."""
    step: str
    """The step that failed, if the log tells."""
    category: Category
    tool: str
    """Who reported it, or empty."""
    causes: tuple[RootLine, ...]
    """The root cause's likeliest lines, best first."""
    failing_tests: tuple[str, ...]
    places: tuple[Place, ...]
    fingerprint: str
    """The same when another run fails in the same way."""
    confidence: float = Field(ge=0, le=1)
    """How likely the first five lines hold the root cause and the category is right."""
    flaky: str
    """Why it looks as if the same commit may pass; empty if it does not."""
    remedy: Remedy


class Diagnosis(Model):
    """What a log tells."""

    verdicts: tuple[Verdict, ...]
    """One for each red job, in the order of the log; none if nothing failed."""

    @property
    def surest(self) -> Verdict | None:
        """The verdict of the most confidence, the first of several."""
        return max(self.verdicts, key=lambda each: each.confidence, default=None)
