"""What makes a line more or less likely to be the root cause, apart from the rules.

Each signal is a pure function of a line and its job. Its points say how far it moves a line; the rules'
weights are on the same scale.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from remediation.diagnosis.candidate import Candidate, JobRecord
from remediation.diagnosis.line import Mark, read_line
from remediation.diagnosis.noise import LONGEST_SAYING, REMEMBERED, noise

NEAR = 60
"""Lines before a red ending in which nearness counts."""
BURST = 12
"""Lines: two lines of alarm this near belong to one burst."""
SURE = 50
"""Points from which a line speaks for itself."""
SHORT = 15
"""Lines: the output of a step that has no more is all message."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What the signals know of a job.

    Attributes:
        job: The job.
        ends: For each step that ended red the line at which it first did; empty if the log tells of none.
        repeated: How often each text stands among the candidates, by its normal form.
        keys: The normal form of each candidate's text, by the number of its line.
        strengths: How strong each line is by itself, by number.
        firsts: For each step the number of its first candidate.
        green: The normal forms that also stand in the last green log.
        annotated: The normal forms of the annotations that GitHub shows.
        failed_steps: The names of the steps that failed, as GitHub tells them; empty if it was not asked.
    """

    job: JobRecord
    ends: Mapping[int, int]
    repeated: Mapping[str, int]
    keys: Mapping[int, str]
    strengths: Mapping[int, float]
    firsts: Mapping[int, int]
    green: frozenset[str] = frozenset()
    annotated: frozenset[str] = frozenset()
    failed_steps: frozenset[str] = frozenset()


Signal = Callable[[Candidate, Setting], float]

_EXIT_STATUS = re.compile(r"(?i)\b(?:exit(?:ed|ing)?|failed|returned)\b.{0,30}\b(?:code|status)\b.{0,4}\d")
_SAYS_ERROR = re.compile(
    r"(?i)^\W{0,8}(?:[\w./\\@-]{1,80}[:\s]\s?)?"
    r"(?:error|fatal|fail(?:ed|ure)?|panic(?:ked)?|exception|critical|abort(?:ed)?)\b\s?[:\]!(\[]"
)
_NAMED_ERROR = re.compile(r"\b[A-Z]\w*(?:Error|Exception|Failure|Fault)\b")
_CROSS = re.compile(r"^\s*(?:✗|✘|✖|❌|not ok|FAIL)")
_PHRASE = re.compile(
    r"(?i)\b(?:can(?:no|')t|could ?n(?:o|')t|unable to|not found|no such|denied|forbidden|unauthori[sz]ed"
    r"|refus|reject|invalid|illegal|undefined|unresolved|unknown|unexpected|unsupported|missing|mismatch|conflict"
    r"|timed? ?out|killed|out of memory|no space left|exceed|not allowed|expired|not installed|must )"
)
_WORD = re.compile(
    r"(?i)(?:\b|_)(?:error|fail|fatal|panic|crash|abort|broken|corrupt|violation|insufficient|unmatched)"
)
_PLACE = re.compile(r"[\w-]\.[A-Za-z]{1,5}(?::\d|\(\d|\", line \d|:\[\d)")
_SAYS = (
    (_EXIT_STATUS, 12),
    (_SAYS_ERROR, 45),
    (_NAMED_ERROR, 40),
    (_CROSS, 40),
    (_PHRASE, 30),
    (_WORD, 25),
)
"""The first that fits counts."""
_POINTS = re.compile(r"\s*(?:-->|[╭┌,][─-]+\[) ?\S+:\d+")
_OFTEN = ((100, -12), (10, -6))
_SAYS_NOTHING, _ALARMING = 8, 25


def says(candidate: Candidate, _: Setting) -> float:
    """What the line says by itself, if no rule knows it."""
    if candidate.match:
        return 0
    if candidate.ending:
        return _SAYS_NOTHING
    return _said(candidate.text[:LONGEST_SAYING])


@lru_cache(maxsize=REMEMBERED)
def _said(text: str) -> float:
    return next((points for pattern, points in _SAYS if pattern.search(text)), _SAYS_NOTHING)


def marked(candidate: Candidate, _: Setting) -> float:
    """The CI system shows it as an error; a warning is none."""
    if candidate.mark is Mark.ERROR:
        return 0 if candidate.ending or _EXIT_STATUS.search(candidate.text) else 15
    return -30 if candidate.mark in {Mark.WARNING, Mark.NOTICE} else 0


def in_the_failing_step(candidate: Candidate, setting: Setting) -> float:
    """Its step ended red; a step that did not is not the cause."""
    if candidate.post:
        return -50
    if setting.failed_steps:
        return 25 if setting.job.steps[candidate.step].name in setting.failed_steps else -40
    if not setting.ends:
        return 0
    return 15 if candidate.step in setting.ends else -40


def near_the_end(candidate: Candidate, setting: Setting) -> float:
    """It stands shortly before its step ended red; what comes after is a consequence.

    A line that speaks for itself needs no nearness: of two errors the first counts.
    """
    end = setting.ends.get(candidate.step)
    if end is None or candidate.ending:
        return 0
    distance = end - candidate.position.number
    if distance < 0:
        return -15
    if setting.strengths[candidate.position.number] >= SURE:
        return 0
    return round(12 * max(0.0, 1 - distance / NEAR), 1)


def often(candidate: Candidate, _: Setting) -> float:
    """What stands there often is seldom the cause."""
    return next((points for most, points in _OFTEN if candidate.count > most), 0)


def repeated(candidate: Candidate, setting: Setting) -> float:
    """Something shows it again, in a summary or as an annotation."""
    if not _SAYS_NOTHING < setting.strengths[candidate.position.number] < SURE:
        return 0
    return 6 if setting.repeated[setting.keys[candidate.position.number]] > 1 else 0


def begins_a_burst(candidate: Candidate, setting: Setting) -> float:
    """Nothing as strong stands shortly before it: the first error causes those that follow."""
    number = candidate.position.number
    own = setting.strengths[number]
    if own < _ALARMING:
        return 0
    earlier = (setting.strengths.get(other, 0) for other in range(number - BURST, number))
    return -6 if any(strength >= own for strength in earlier) else 4


def opens_a_short_step(candidate: Candidate, setting: Setting) -> float:
    """It is the first thing that a step says which says little before it ends."""
    end = setting.ends.get(candidate.step)
    first = setting.firsts.get(candidate.step)
    if end is None or first != candidate.position.number or end - first > SHORT:
        return 0
    return 8


def names_a_place(candidate: Candidate, _: Setting) -> float:
    """It names a file and a line."""
    return 5 if candidate.file or _PLACE.search(candidate.text) else 0


def points_below(candidate: Candidate, _: Setting) -> float:
    """The line below it points at the place, as the compilers of Rust and others do."""
    if candidate.match or not candidate.after:
        return 0
    return 30 if _POINTS.match(read_line(candidate.after[0]).text) else 0


def is_noise(candidate: Candidate, _: Setting) -> float:
    """It looks like lines that hold a word of alarm and are harmless."""
    found = noise(candidate.text, known=candidate.match is not None)
    return found.points if found else 0


def in_the_green_log(candidate: Candidate, setting: Setting) -> float:
    """It also stands in the log of a run that passed."""
    return -60 if setting.keys[candidate.position.number] in setting.green else 0


def annotated(candidate: Candidate, setting: Setting) -> float:
    """GitHub shows it as an annotation."""
    return 20 if setting.keys[candidate.position.number] in setting.annotated else 0


SIGNALS: tuple[tuple[str, Signal], ...] = (
    ("says", says),
    ("marked", marked),
    ("failing step", in_the_failing_step),
    ("near the end", near_the_end),
    ("often", often),
    ("repeated", repeated),
    ("burst", begins_a_burst),
    ("short step", opens_a_short_step),
    ("place", names_a_place),
    ("points below", points_below),
    ("noise", is_noise),
    ("green log", in_the_green_log),
    ("annotation", annotated),
)
"""Names as `--explain` prints them."""


def strength(candidate: Candidate, setting: Setting) -> float:
    """How strong a line is by itself, wherever it stands."""
    known = candidate.match.rule.weight if candidate.match else 0
    return known + sum(signal(candidate, setting) for signal in (says, marked, is_noise))
