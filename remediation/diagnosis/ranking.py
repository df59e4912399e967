"""Puts the lines of a job in the order in which a maintainer should read them."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from remediation.diagnosis.candidate import Candidate, JobRecord
from remediation.diagnosis.evidence import NOTHING, Evidence
from remediation.diagnosis.fingerprint import normalise
from remediation.diagnosis.signals import SIGNALS, Setting, strength


@dataclass(frozen=True, slots=True, kw_only=True)
class Contribution:
    """What moved a line, and by how many points."""

    name: str
    points: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranked:
    """A line with its score.

    Attributes:
        candidate: The line.
        key: Its text in normal form.
        score: The sum of the contributions.
        contributions: All that are not zero; the rule first.
    """

    candidate: Candidate
    key: str
    score: float
    contributions: tuple[Contribution, ...]


def rank(job: JobRecord, *, evidence: Evidence = NOTHING) -> tuple[Ranked, ...]:
    """Order a job's candidates, the likeliest root cause first.

    Args:
        job: What the reading kept.
        evidence: What is known of the job beside its log.
    """
    setting = _setting(job, evidence)
    ranked = [_ranked(each, setting) for each in job.candidates]
    ordered = sorted(ranked, key=lambda each: (-each.score, each.candidate.position.number))
    return tuple(_without_echoes(ordered))


def _without_echoes(ordered: Iterable[Ranked]) -> Iterable[Ranked]:
    """Drop what says the same as a line before it: five lines should tell five things."""
    seen: set[str] = set()
    for each in ordered:
        if each.key not in seen:
            seen.add(each.key)
            yield each


def _setting(job: JobRecord, evidence: Evidence) -> Setting:
    keys = {each.position.number: normalise(each.text) for each in job.candidates}
    ends: dict[int, int] = {}
    for step, number in job.endings:
        ends.setdefault(step, number)
    firsts: dict[int, int] = {}
    for each in job.candidates:
        firsts.setdefault(each.step, each.position.number)
    bare = Setting(
        job=job, ends=ends, repeated=Counter(keys.values()), keys=keys, strengths={}, firsts=firsts
    )
    return replace(
        bare,
        strengths={each.position.number: strength(each, bare) for each in job.candidates},
        green=frozenset(key for key in keys.values() if key in evidence.green),
        annotated=frozenset(normalise(each) for each in evidence.annotations),
        failed_steps=evidence.failed_steps & {each.name for each in job.steps},
    )


def _ranked(candidate: Candidate, setting: Setting) -> Ranked:
    contributions = [
        Contribution(name=name, points=points)
        for name, signal in SIGNALS
        if (points := signal(candidate, setting))
    ]
    if candidate.match:
        rule = candidate.match.rule
        contributions.insert(0, Contribution(name=f"rule {rule.name}", points=rule.weight))
    return Ranked(
        candidate=candidate,
        key=setting.keys[candidate.position.number],
        score=round(sum(each.points for each in contributions), 1),
        contributions=tuple(contributions),
    )
