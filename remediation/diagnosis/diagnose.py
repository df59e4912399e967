"""From the bytes of a log to a verdict for each red job."""

from collections.abc import Iterable, Sequence

from remediation.diagnosis.candidate import JobRecord
from remediation.diagnosis.category import Category
from remediation.diagnosis.evidence import NOTHING, Evidence
from remediation.diagnosis.fingerprint import fingerprint, normalise
from remediation.diagnosis.judgement import categorise, confidence, decisive
from remediation.diagnosis.line import read_line
from remediation.diagnosis.places import places
from remediation.diagnosis.ranking import Ranked, rank
from remediation.diagnosis.redaction import redact
from remediation.diagnosis.remedies import choose, looks_flaky
from remediation.diagnosis.rulebook import rule_book
from remediation.diagnosis.scan import scan
from remediation.diagnosis.signals import SURE
from remediation.diagnosis.verdict import Contribution, Diagnosis, RootLine, Verdict

CAUSES = 10
"""Lines that a verdict names, at most."""
ALARMING = 25
"""Points that a line must have to be called a failure where nothing else says that the job has failed."""


def diagnose(chunks: Iterable[bytes], *, evidence: Evidence = NOTHING, name: str = "") -> Diagnosis:
    """Say why the jobs of a log are red.

    Args:
        chunks: The bytes of the log, in pieces of any size; whatever they are, there is an answer.
        evidence: What is known of the job beside its log.
        name: The job's name, if the log does not tell.
    """
    verdicts = []
    for job in scan(chunks, book=rule_book()):
        if job.complete and not (job.endings or job.untold):
            continue
        ranked = rank(job, evidence=evidence)
        least = SURE if job.complete else ALARMING
        if ranked and (job.endings or ranked[0].score >= least):
            verdicts.append(_verdict(job, ranked[:CAUSES], name))
    return Diagnosis(verdicts=tuple(verdicts))


def _verdict(job: JobRecord, ranked: Sequence[Ranked], name: str) -> Verdict:
    first = ranked[0]
    step = job.steps[first.candidate.step]
    match = decisive(ranked)
    category = categorise(ranked, step=step, job=job.name or name)
    flaky = looks_flaky(first)
    tool = match.rule.tool if match else ""
    return Verdict(
        job=redact(job.name or name),
        step=redact(step.name),
        category=category,
        tool=tool,
        causes=tuple(_root_line(each, job) for each in ranked),
        failing_tests=tuple(dict.fromkeys(redact(each) for each in job.tests))
        if _tests_ran(category)
        else (),
        places=places(ranked),
        fingerprint=fingerprint(category, tool, normalise(redact(first.candidate.text))),
        confidence=confidence(ranked),
        flaky=flaky,
        remedy=choose(category, first, flaky=flaky),
    )


def _tests_ran(category: Category) -> bool:
    """Tell whether the names that rules found are those of tests: linters and hooks have names, too."""
    return category in {Category.TEST, Category.RESOURCE, Category.INFRA}


def _root_line(ranked: Ranked, job: JobRecord) -> RootLine:
    each = ranked.candidate
    return RootLine(
        number=each.position.number,
        counted=each.position.counted,
        text=redact(each.text),
        before=tuple(redact(read_line(raw).text) for raw in each.before),
        after=tuple(redact(read_line(raw).text) for raw in each.after),
        step=redact(job.steps[each.step].name),
        rule=each.match.rule.name if each.match else "",
        score=ranked.score,
        because=tuple(Contribution(name=one.name, points=one.points) for one in ranked.contributions),
    )
