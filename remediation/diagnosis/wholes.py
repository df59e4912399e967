"""What a line is part of: a test of a harness, a hook of pre-commit, an instruction of an image's build.

Many tools report into these three, and then it is the whole that is red: a test that could not import its
module is a red test, and a compiler's error in a Dockerfile a red image.
"""

from collections.abc import Sequence

from remediation.diagnosis.category import Category
from remediation.diagnosis.line import Mark
from remediation.diagnosis.ranking import Ranked
from remediation.diagnosis.rule import Rule

NAMES_A_PART = 60
"""Weight from which a rule of tests knows a test or a file of tests, and not only a sum."""
WITHIN = 70
"""Points: what is further below the best line tells of something else, that did no harm."""
_IMAGE = frozenset(
    {"buildkit-process-failed", "buildkit-executor-failed", "docker-legacy-command", "buildkit-summary"}
)
_IN_AN_IMAGE = frozenset(Category) - {
    Category.RESOURCE, Category.PERMISSION, Category.INFRA, Category.SECURITY_SCAN, Category.MERGE_CONFLICT,
}  # fmt: skip
_IN_A_TEST = frozenset(
    {
        Category.BUILD, Category.CONFIG, Category.DEPENDENCY, Category.TYPECHECK, Category.OTHER,
        Category.INFRA, Category.PERMISSION,
    }
)  # fmt: skip
_IN_A_HOOK = frozenset({Category.TYPECHECK, Category.BUILD, Category.CONFIG, Category.OTHER, Category.TEST})


def is_of_a_test(rule: Rule) -> bool:
    """Tell whether a rule knows what a harness says of a test that failed."""
    return rule.category is Category.TEST and not rule.plain and rule.weight >= NAMES_A_PART


def in_a_test(ranked: Sequence[Ranked]) -> bool:
    """Tell whether a harness says, near the best of these lines, that a test has failed."""
    return any(map(is_of_a_test, _near(ranked)))


def _near(ranked: Sequence[Ranked]) -> Sequence[Rule]:
    first = ranked[0]
    return [
        each.candidate.match.rule
        for each in ranked
        if each.candidate.match
        and each.candidate.step == first.candidate.step
        and each.score >= first.score - WITHIN
    ]


def whole(category: Category, ranked: Sequence[Ranked]) -> Category:
    """Give the category of the whole in which something of a category failed; the same if there is none.

    Args:
        category: What the best line tells of.
        ranked: The job's lines, best first; at least one.
    """
    first = ranked[0]
    rules = _near(ranked)
    if category in _IN_AN_IMAGE and any(each.name in _IMAGE for each in rules):
        return Category.DOCKER
    # The runner marks what it says itself: that it was lost outweighs the tests that had failed.
    told_by_runner = first.candidate.mark is Mark.ERROR and category is Category.INFRA
    if category in _IN_A_TEST and not told_by_runner and any(map(is_of_a_test, rules)):
        return Category.TEST
    if category in _IN_A_HOOK and any(each.name == "pre-commit-hook-failed" for each in rules):
        return Category.LINT
    return category
