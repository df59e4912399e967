"""Is this push one that restarts QA? The decision, and nothing else."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from remediation.errors import Temporary
from remediation.identifiers import (
    BOT_SUFFIX,
    BRANCH_PREFIX,
    DELIVERY,
    EPOCH,
    LOGIN,
    REPOSITORY,
    SHA,
    TASK_BRANCH,
    task_of_branch,
    whole,
)
from remediation.model import Model
from remediation.play import Next, Play, next_for_restart
from remediation.pull_requests import Branch, rivals
from remediation.settings import Settings
from remediation.state import TaskState


class Push(Model):
    """The identifiers of a push event: all that the sensor lets through."""

    repository: Annotated[str, Field(pattern=whole(REPOSITORY))]
    ref: Annotated[str, Field(pattern=whole(BRANCH_PREFIX + TASK_BRANCH))]
    before: Annotated[str, Field(pattern=whole(SHA))]
    after: Annotated[str, Field(pattern=whole(SHA))]
    sender: Annotated[str, Field(pattern=whole(LOGIN))]
    delivery: Annotated[str, Field(pattern=whole(DELIVERY))]
    pushed_at: Annotated[str, Field(pattern=whole(EPOCH), alias="pushed-at")]
    """Seconds since 1970."""
    task_id: Annotated[str, Field(alias="task-id")]
    run: str
    """The workflow that handles it; it holds the task's Lease."""

    @property
    def branch(self) -> str:
        """The branch's name without `refs/heads/`."""
        return self.ref.removeprefix(BRANCH_PREFIX)

    @property
    def task(self) -> int:
        """N of `task-N-...`."""
        task = task_of_branch(self.branch)
        if task is None:
            raise AssertionError
        return task


class Outcome(StrEnum):
    """How a run ends when nothing broke; each is a success with a reason."""

    RESTARTED = "restarted"
    SUPERSEDED = "superseded"
    NOTHING = "nothing-to-restart"
    REFUSED = "refused"
    CONTRADICTION = "contradiction"


class Decision(Model):
    """What to do about a push: go on (`outcome` None), or stop with a reason."""

    outcome: Outcome | None = None
    reason: str = ""
    head: str = ""
    pull_request: int = 0

    @property
    def proceeds(self) -> bool:
        """Whether the run goes on."""
        return self.outcome is None


def refuse_sender(push: Push, settings: Settings) -> Decision | None:
    """Refuse what needs no look at GitHub: another repository, somebody else than Rex, a forged task.

    The sensor filters the same, but whoever may create workflows can pass any parameter.
    """
    if settings.repository(push.repository) is None:
        return _stop(Outcome.REFUSED, f"{push.repository} is not a configured repository")
    if settings.identities.role_of(push.sender) != "rex":
        return _stop(Outcome.REFUSED, f"{push.sender} is not Rex")
    if push.task_id != str(push.task):
        return _stop(Outcome.REFUSED, f"task {push.task_id} is not the task of branch {push.branch}")
    return None


def must_ask_about(push: Push) -> str | None:
    """Give the login whose write permission must be asked for.

    A login ending in `[bot]` is GitHub's own promise; anybody may register one without it.
    """
    return None if push.sender.endswith(BOT_SUFFIX) else push.sender


def decide_branch(push: Push, branch: Branch, *, now: float, lag: float) -> Decision:
    """Judge a push by the branch and its pull request as they are now.

    Args:
        push: The event.
        branch: What GitHub shows.
        now: Seconds since 1970.
        lag: For how many seconds after a push GitHub may still show the head from before it.

    Raises:
        Temporary: GitHub still shows the head from before the push.
    """
    if must_ask_about(push) and not branch.sender_may_write:
        return _stop(Outcome.REFUSED, f"{push.sender} has no write permission and is no app's bot")
    if branch.head is None:
        return _stop(Outcome.NOTHING, f"branch {push.branch} is gone")
    if branch.head == push.before and now - float(push.pushed_at) < lag:
        message = f"GitHub still shows {push.before[:7]} as the head of {push.branch}"
        raise Temporary(message)
    if not branch.pull_requests:
        return _stop(Outcome.NOTHING, f"no open pull request of {push.branch} yet")
    return _decide_pull_request(push, branch.head, branch)


def may_be_late(push: Push, head: str, *, state: TaskState | None, now: float, lag: float) -> bool:
    """Tell whether a head that is taken care of may only be what GitHub still shows from before the push.

    Of two pushes, the second one's event may be the only one: then the head is neither before nor after it.
    A run that was admitted with this head since the push has seen GitHub up to date.

    Args:
        push: The event.
        head: What GitHub shows.
        state: What is known of the task.
        now: Seconds since 1970.
        lag: For how many seconds after a push GitHub may still show an older head.
    """
    if head == push.after or now - float(push.pushed_at) >= lag:
        return False
    seen = state.push if state is not None else None
    return seen is None or seen.head != head or seen.at.timestamp() < float(push.pushed_at)


def decide_state(head: str, *, state: TaskState | None, play: Play | None) -> Decision:
    """Stop if the state names this head already, or the play's waiting gate is of this head.

    A run that was interrupted finds its own record unfinished and goes on; another run takes over what it
    left, whatever its head.
    """
    if state is not None and state.names(head):
        return _stop(Outcome.SUPERSEDED, f"{head[:7]} is taken care of already", head=head)
    if next_for_restart(play, head, ends=state.broken if state else None) is Next.ALREADY_THERE:
        return _stop(Outcome.SUPERSEDED, f"QA works on {head[:7]} already", head=head)
    return Decision(head=head)


def _decide_pull_request(push: Push, head: str, branch: Branch) -> Decision:
    candidates = branch.pull_requests
    claimed = frozenset[int]().union(*(candidate.tasks for candidate in candidates))
    numbers = ", ".join(f"#{candidate.number}" for candidate in candidates)
    if not claimed:
        return _stop(Outcome.NOTHING, f"pull request {numbers} has no label task-{push.task} yet")
    if claimed != {push.task}:
        labels = ", ".join(f"task-{task}" for task in sorted(claimed))
        reason = f"pull request {numbers} is labelled {labels}, but its branch is {push.branch}"
        return _stop(Outcome.CONTRADICTION, reason, pull_request=candidates[0].number)
    ours = next(candidate for candidate in candidates if candidate.tasks)
    if len(branch.claimants) > 1:
        reason = rivals(push.task, branch.claimants)
        return _stop(Outcome.CONTRADICTION, reason, pull_request=ours.number)
    return Decision(head=head, pull_request=ours.number)


def _stop(outcome: Outcome, reason: str, *, head: str = "", pull_request: int = 0) -> Decision:
    return Decision(outcome=outcome, reason=reason, head=head, pull_request=pull_request)
