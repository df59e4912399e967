"""What a job died of and how sure that is, from its lines in their order."""

import math
from collections.abc import Sequence

from remediation.diagnosis.category import Category
from remediation.diagnosis.commands import category_of_step, category_of_words
from remediation.diagnosis.line import read_line
from remediation.diagnosis.ranking import Ranked
from remediation.diagnosis.rulebook import Match
from remediation.diagnosis.signals import SURE

OUTWEIGHS = 20
"""Points: a line this far above the best that a sure rule knows is about something else."""
HALF_SURE = 60
"""Score at which the confidence is one half."""
SLOPE = 20
"""Points that make a line e times as likely to be right."""


def decisive(ranked: Sequence[Ranked]) -> Match | None:
    """Give the rule that tells what the job died of: that of the best line which a sure rule knows."""
    for each in ranked:
        match = each.candidate.match
        if match and match.rule.weight >= SURE:
            return match if each.score >= ranked[0].score - OUTWEIGHS else None
    return None


def categorise(ranked: Sequence[Ranked], *, step: str, job: str) -> Category:
    """Tell what the job died of: by a rule, by what its lines say, or by what its step or the job does.

    Args:
        ranked: The job's lines, best first; at least one.
        step: The name or command of the step in which the first stands.
        job: The job's name.
    """
    close = [each for each in ranked[:3] if each.score >= ranked[0].score - OUTWEIGHS]
    if match := decisive(ranked):
        transported = match.rule.category is Category.DEPENDENCY
        return Category.INFRA if transported and _blames_the_network(close) else match.rule.category
    said = (category_of_words(each.candidate.text) for each in close)
    known = next((each for each in said if each), None)
    if known is None and _blames_the_network(close):
        return Category.INFRA
    return known or category_of_step(step) or category_of_step(job) or Category.OTHER


def _blames_the_network(close: Sequence[Ranked]) -> bool:
    """Tell whether a line, or one of those that explain it below, says that something was out of reach."""
    first = close[0].candidate
    texts = (*(each.candidate.text for each in close), *(read_line(raw).text for raw in first.after))
    return any(category_of_words(text) is Category.INFRA for text in texts)


def confidence(ranked: Sequence[Ranked]) -> float:
    """Bring the first line's score between 0 and 1; one that a rule knows in a failing step has about 100."""
    return round(1 / (1 + math.exp((HALF_SURE - ranked[0].score) / SLOPE)), 2)
