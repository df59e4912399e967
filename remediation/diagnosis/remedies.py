"""The cheapest remedy that could work, and whether a failure looks flaky."""

import re
from collections.abc import Mapping

from remediation.diagnosis.category import Category
from remediation.diagnosis.ranking import Ranked
from remediation.diagnosis.verdict import Remedy, Rung

_PASSING = re.compile(
    r"(?i)connection (?:was )?(?:reset|closed|timed out)|socket hang up|econnreset|etimedout|eai_again"
    r"|temporar(?:y|ily)|\b50[234]\b|bad gateway|service unavailable|too many requests|rate limit"
    r"|lost communication|\bflak[ey]|i/o timeout|tls handshake timeout|try again later|deadline exceeded"
)
"""What tells of a fault that passes by itself."""
_RERUN = "Run the failed jobs again (gh run rerun --failed RUN): the commit is probably not the cause."
_SENTENCES: Mapping[Category, tuple[Rung, str]] = {
    Category.INFRA: (Rung.RERUN, _RERUN),
    Category.PERMISSION: (Rung.PERSON, "A person must grant what is missing, or renew what has expired."),
    Category.SECURITY_SCAN: (Rung.PERSON, "A person must judge the finding before anything hides it."),
    Category.RESOURCE: (Rung.AGENT, "Let an agent make the job need less, or raise its limit."),
    Category.MERGE_CONFLICT: (Rung.AGENT, "Let an agent merge the base branch and resolve the conflict."),
    Category.DEPENDENCY: (Rung.AGENT, "Let an agent mend the versions, or the lock file."),
    Category.CONFIG: (Rung.AGENT, "Let an agent mend the configuration that the line names."),
    Category.BUILD: (Rung.AGENT, "Let an agent mend the code, or what builds it."),
    Category.LINT: (Rung.AGENT, "Let an agent mend each finding; the tool's own fixing mode first."),
    Category.TYPECHECK: (Rung.AGENT, "Let an agent mend the types that the lines name."),
    Category.DOCKER: (
        Rung.AGENT,
        "Let an agent mend the image's build, or what it is built or started from.",
    ),
    Category.TEST: (Rung.AGENT, "Let an agent mend the code, or the test if it is the test that is wrong."),
}
_OTHERWISE = (Rung.AGENT, "Let an agent mend what the line names.")


def looks_flaky(first: Ranked) -> str:
    """Give why the same commit may pass when it is run again, or an empty text.

    Args:
        first: The likeliest root cause.
    """
    match = first.candidate.match
    if match and match.rule.flaky:
        return f"{match.rule.tool} reports a fault that passes by itself"
    if found := _PASSING.search(first.candidate.text):
        return f"'{found[0]}' tells of a fault that passes by itself"
    return ""


def choose(category: Category, first: Ranked, *, flaky: str) -> Remedy:
    """Choose the cheapest rung of the ladder that could work.

    Args:
        category: What the job died of.
        first: The likeliest root cause.
        flaky: Why it looks flaky, or empty.
    """
    if flaky:
        return Remedy(rung=Rung.RERUN, sentence=_RERUN)
    if command := next((each.rule.fix for each in first.candidate.matches if each.rule.fix), ""):
        return Remedy(rung=Rung.FIX, sentence=f"Run `{command}` and commit what it changes.", command=command)
    rung, sentence = _SENTENCES.get(category, _OTHERWISE)
    return Remedy(rung=rung, sentence=sentence)
