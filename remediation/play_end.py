"""How a play ended: whether the task was completed, and what people are told."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from remediation.model import JsonObject
from remediation.play import (
    AWAIT_PR_APPROVED,
    CANCELLED,
    COMPLETED,
    FAILED,
    PROCEED,
    RESTART,
    TIMEOUT,
    parse_play,
)
from remediation.pull_requests import WatchedPullRequest
from remediation.runs import read_result

ASK_PERSON = "ask-person"
"""The play's template that asks a person."""


@dataclass(frozen=True, kw_only=True, slots=True)
class PlayEnd:
    """The end of a play."""

    stage: str
    """`completed`, or `cancelled`."""
    news: str = ""
    """What the pull request is told; empty if there is nothing to tell, or a person was asked already."""
    problem: str = ""
    """What a person must know; empty if all went well, or somebody stopped the play."""


def read_end(workflow: JsonObject, *, status: str) -> PlayEnd:
    """Read out of a play's nodes how it ended.

    Args:
        workflow: The play with its nodes.
        status: `{{workflow.status}}` as the exit handler got it.
    """
    last = next(reversed(parse_play(workflow).gates), None)
    if status != "Succeeded":
        if "shutdown" in workflow.get("spec", {}):
            return PlayEnd(stage=CANCELLED, news="was stopped by a person")
        return PlayEnd(stage=CANCELLED, problem=read_result(workflow, status=status).reason)
    if last is None or last.verdict in {FAILED, RESTART} or _asked_a_person(workflow):
        return PlayEnd(stage=CANCELLED)
    if last.verdict == TIMEOUT:
        return PlayEnd(stage=CANCELLED, problem=f"{last.name} got no verdict before its deadline")
    if last.name == AWAIT_PR_APPROVED and last.verdict == PROCEED:
        return PlayEnd(stage=COMPLETED, news=f"is complete: Tess approved {last.head[:7]}")
    return PlayEnd(stage=CANCELLED, news="ended, because its pull request is not open any more")


def with_pull_request(
    end: PlayEnd, ended: Iterable[WatchedPullRequest], *, since: datetime
) -> tuple[PlayEnd, WatchedPullRequest | None]:
    """Take into account that the task's pull request was closed or merged, and that no other took its place.

    Args:
        end: How the play ended by itself.
        ended: The task's pull requests, none of which is open any more.
        since: When the play began; what was closed earlier was another play's.

    Returns:
        The end, and the pull request, if there is one.
    """
    own = [each for each in ended if each.ended is not None and each.ended >= since]
    last = max(own, key=lambda each: (each.ended or since, each.number), default=None)
    if last is None or end.stage == COMPLETED:
        return end, last
    how = "merged" if last.state == "MERGED" else "closed"
    stage = COMPLETED if last.state == "MERGED" else end.stage
    return PlayEnd(stage=stage, news=f"ended, because pull request #{last.number} was {how}"), last


def _asked_a_person(workflow: JsonObject) -> bool:
    nodes = ((workflow.get("status") or {}).get("nodes") or {}).values()
    return any((each.get("templateName"), each.get("phase")) == (ASK_PERSON, "Succeeded") for each in nodes)
