"""How a play ended: whether the task was completed, and whether a person must know."""

from dataclasses import dataclass

from remediation.model import JsonObject
from remediation.play import AWAIT_PR_APPROVED, CANCELLED, COMPLETED, FAILED, PROCEED, TIMEOUT, parse_play
from remediation.runs import read_result


@dataclass(frozen=True, kw_only=True, slots=True)
class PlayEnd:
    """The end of a play."""

    stage: str
    """`completed`, or `cancelled`."""
    problem: str = ""
    """What a person must know; empty if all went well, somebody stopped the play, or a person was asked."""


def read_end(workflow: JsonObject, *, status: str) -> PlayEnd:
    """Read out of a play's nodes how it ended.

    Args:
        workflow: The play with its nodes.
        status: `{{workflow.status}}` as the exit handler got it.
    """
    if status != "Succeeded":
        stopped = "shutdown" in workflow.get("spec", {})
        problem = "" if stopped else read_result(workflow, status=status).reason
        return PlayEnd(stage=CANCELLED, problem=problem)
    last = next(reversed(parse_play(workflow).gates), None)
    if last is None:
        return PlayEnd(stage=CANCELLED)
    if last.name == AWAIT_PR_APPROVED and last.verdict == PROCEED:
        return PlayEnd(stage=COMPLETED)
    problems = {
        TIMEOUT: f"{last.name} got no verdict before its deadline",
        FAILED: f"the agent that {last.name} waited for failed",
    }
    return PlayEnd(stage=CANCELLED, problem=problems.get(last.verdict, ""))
