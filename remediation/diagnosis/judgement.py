"""What a job died of and how sure that is, from its lines in their order."""

import math
from collections.abc import Sequence

from remediation.diagnosis.candidate import Step
from remediation.diagnosis.category import Category
from remediation.diagnosis.commands import category_of_step, category_of_task, category_of_words
from remediation.diagnosis.line import read_line
from remediation.diagnosis.ranking import Ranked
from remediation.diagnosis.rule import Rule
from remediation.diagnosis.rulebook import Match
from remediation.diagnosis.signals import SURE
from remediation.diagnosis.wholes import in_a_test, whole

OUTWEIGHS = 20
"""Points: a line this far above the best that a sure rule knows is about something else."""
HALF_KNOWN, HALF_KNOWN_BELOW = 30, 30
"""Weight of a rule that knows a tool's sum, and how many points it may lie below the best line."""
_RUNS_PROGRAMS = frozenset({Category.TEST, Category.BUILD, Category.LINT, Category.TYPECHECK, Category.OTHER})
_DECIDED_BY = {
    Category.DEPENDENCY: frozenset({Category.TEST, Category.BUILD}),
    Category.CONFIG: frozenset({Category.TEST}),
}
"""What is missing is missing whatever a step does with it; but a test or a build is red without it."""
_SAID_BY_EXCEPTIONS = frozenset(
    {Category.RESOURCE, Category.INFRA, Category.PERMISSION, Category.SECURITY_SCAN, Category.MERGE_CONFLICT}
)
"""What an exception's message tells better than its step; but a test may expect such a one."""
_SUMMED = frozenset(Category) - {Category.BUILD, Category.CONFIG, Category.OTHER}
"""What a sum tells of; that a build failed says nothing, for everything that fails in a build does that."""
HALF_SURE, SLOPE = 35, 35
"""Score at which the confidence is one half, and points that make a line e times as likely to be right.

Set by hand so that of the verdicts of each band about as many are right as it says, on logs that no rule was
written from; docs/diagnose.md tells how many.
"""


def decisive(ranked: Sequence[Ranked]) -> Match | None:
    """Give the rule that tells what the job died of: that of the best line which a sure rule knows."""
    for each in ranked:
        match = each.candidate.match
        if match and match.rule.weight >= SURE:
            return match if each.score >= ranked[0].score - OUTWEIGHS else None
    return None


def categorise(ranked: Sequence[Ranked], *, step: Step, job: str) -> Category:
    """Tell what the job died of: by a rule, by what its lines say, or by what its step or the job does.

    Args:
        ranked: The job's lines, best first; at least one.
        step: The step in which the first stands.
        job: The job's name.
    """
    return whole(_of_the_line(ranked, step=step, job=job), ranked)


def _of_the_line(ranked: Sequence[Ranked], *, step: Step, job: str) -> Category:
    close = [each for each in ranked[:3] if each.score >= ranked[0].score - OUTWEIGHS]
    if match := decisive(ranked):
        if match.rule.category is Category.DEPENDENCY and _blames_the_network(close):
            return Category.INFRA
        return _of_the_work(ranked, step, job, match.rule) if match.rule.plain else match.rule.category
    said = (category_of_words(each.candidate.text) for each in close)
    known = next((each for each in said if each), None)
    if known is None and _blames_the_network(close):
        return Category.INFRA
    return known or _half_known(ranked) or _work(ranked, step, job) or Category.OTHER


def _of_the_work(ranked: Sequence[Ranked], step: Step, job: str, rule: Rule) -> Category:
    """Give the category of what any program may write: what was being done when it was written."""
    work = _work(ranked, step, job)
    said = category_of_words(ranked[0].candidate.text)
    if said in _SAID_BY_EXCEPTIONS and work is not Category.TEST and not in_a_test(ranked):
        return said
    return work if work in _DECIDED_BY.get(rule.category, _RUNS_PROGRAMS) else rule.category


def _work(ranked: Sequence[Ranked], step: Step, job: str) -> Category | None:
    """Tell what was being done: by the task that failed, the step, or the job."""
    index = ranked[0].candidate.step
    tasks = (category_of_task(each.candidate.text) for each in ranked if each.candidate.step == index)
    return next(filter(None, tasks), None) or _of_step(step) or category_of_step(job)


def _of_step(step: Step) -> Category | None:
    """Tell what a step does by its name, else by its script, of which the name is often a comment."""
    return category_of_step(step.name) or category_of_step(step.script)


def _half_known(ranked: Sequence[Ranked]) -> Category | None:
    """Give what a tool's sum tells of, where nothing tells more."""
    least = ranked[0].score - HALF_KNOWN_BELOW
    rules = (each.candidate.match.rule for each in ranked if each.candidate.match and each.score >= least)
    return next(
        (each.category for each in rules if each.weight >= HALF_KNOWN and each.category in _SUMMED), None
    )


def _blames_the_network(close: Sequence[Ranked]) -> bool:
    """Tell whether a line, or one of those that explain it below, says that something was out of reach."""
    first = close[0].candidate
    texts = (*(each.candidate.text for each in close), *(read_line(raw).text for raw in first.after))
    return any(category_of_words(text) is Category.INFRA for text in texts)


def confidence(ranked: Sequence[Ranked]) -> float:
    """Bring the first line's score between 0 and 1; one that a rule knows in a failing step has about 105."""
    return round(1 / (1 + math.exp((HALF_SURE - ranked[0].score) / SLOPE)), 2)
