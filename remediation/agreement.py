"""Do label and branch of a pull request agree about its task? The rule that every loop obeys."""

from dataclasses import replace

from remediation.identifiers import task_of_branch
from remediation.pull_requests import PullRequest, Task, rivals
from remediation.signal import Answer, Outcome


def disagreement(shown: Task) -> Answer | None:
    """Say what keeps a pull request from being its task's, or None if it is.

    Neither label nor branch: it is none of our business. A branch without its label: the label may come yet,
    and is a signal of its own. Anything else is a contradiction, which people must hear of.

    Args:
        shown: The task, with the pull request that was asked about, if any.
    """
    if shown.asked is not None and (answer := _of_its_own(shown.asked)):
        return answer
    if len(shown.pull_requests) > 1:
        return Answer(outcome=Outcome.CONTRADICTION, reason=rivals(shown.number, shown.pull_requests))
    return None


def in_one(shown: Task) -> Task:
    """Let the pull request that was asked about be the same one in the list of those that claim the task.

    They are two parts of an answer, and a list by label may follow later, or earlier: the newer one counts.
    """
    asked = shown.asked
    if asked is None:
        return shown
    listed = next((each for each in shown.pull_requests if each.number == asked.number), None)
    if listed is not None and listed.updated > asked.updated:
        return replace(shown, asked=listed)
    others = tuple(each for each in shown.pull_requests if each is not listed)
    claims = (
        asked.state == "OPEN" and shown.number in asked.tasks and task_of_branch(asked.branch) == shown.number
    )
    return replace(shown, pull_requests=(*others, asked) if claims else others)


def _of_its_own(pull: PullRequest) -> Answer | None:
    branch = task_of_branch(pull.branch)
    if pull.tasks == {branch}:
        return None
    labels = ", ".join(f"task-{task}" for task in sorted(pull.tasks))
    if not pull.tasks:
        missing = f"has no label task-{branch} yet" if branch else "is of no task"
        return Answer(outcome=Outcome.NOTHING, reason=f"pull request #{pull.number} {missing}")
    reason = f"pull request #{pull.number} is labelled {labels}, but its branch is {pull.branch}"
    return Answer(outcome=Outcome.CONTRADICTION, reason=reason)
