"""How an agent of one role behaves."""

from typing import Annotated, Literal, TypeAlias

from pydantic import Field

from sandbox.agents.described import Described

Act: TypeAlias = Literal["push", "open_pull_request", "ready", "approve", "request_changes"]
"""At GitHub: push a commit, open the task's pull request, add `ready-for-qa`, or review it."""


class Behaviour(Described):
    """What an agent does with every CodeRun of its role. Without an end it works until it is deleted."""

    works: Annotated[float, Field(ge=0, le=600)] = 0.1
    """Seconds from its start to its end."""
    ends: Literal["Succeeded", "Failed", "never"] = "never"
    acts: tuple[Act, ...] = ()
    """What it does at GitHub after its work, in this order, before it ends."""
    pod: bool = False
    """Whether it works in a pod, owned by the CodeRun and with its labels."""
    finalizer: bool = False
    """Whether its CodeRun has a finalizer: it is gone only when the agent has cleaned up."""
    cleans_up: Annotated[float, Field(ge=0, le=600)] | Literal["never"] = 0.1
    """Seconds from its deletion until the finalizer is removed."""
