"""What the sensors have in common that signal something about a pull request to its play."""

from dataclasses import dataclass

from remediation.identifiers import LOGIN, NUMBER, TASK, TASK_BRANCH, TIME
from remediation.settings import Settings
from sensors.filters import any_repository
from sensors.github_event import github_event
from sensors.sensor import Accepted, Argument, Condition, Constant, Given

TASK_OF_BRANCH = Argument(name="task-id", path="body.pull_request.head.ref", pattern=TASK, part=True)
"""The first digits of `task-N-...`."""
ON_TASK_BRANCH = Condition(path="body.pull_request.head.ref", pattern=TASK_BRANCH)
ANYBODY = Argument(name="sender", path="body.sender.login", pattern=LOGIN)


@dataclass(frozen=True, kw_only=True)
class Kind:
    """A kind of signal, and where it comes from."""

    name: str
    event: str
    """GitHub's name of the event."""
    prefix: str
    """Of the runs' names."""


PULL_REQUEST = Kind(name="pull-request", event="pull_request", prefix="pr-opened")
TASK_LABEL_ADDED = Kind(name="task-label", event="pull_request", prefix="pr-opened")
READY = Kind(name="ready-for-qa", event="pull_request", prefix="pr-ready")
APPROVAL = Kind(name="approval", event="pull_request_review", prefix="pr-approved")
CLOSED = Kind(name="closed", event="pull_request", prefix="pr-closed")


def signal(
    settings: Settings,
    name: str,
    kind: Kind,
    *,
    action: str,
    conditions: tuple[Condition, ...] = (ON_TASK_BRANCH,),
    task: Argument = TASK_OF_BRANCH,
    sender: Argument = ANYBODY,
) -> Accepted:
    """Accept events of pull requests between branches of the configured repositories.

    Args:
        settings: The repositories.
        name: Of the dependency.
        kind: Of the signal.
        action: The pattern of the event's action.
        conditions: What must be true besides.
        task: Where N is said.
        sender: Who did it.
    """
    repositories = any_repository(each.name for each in settings.repositories)
    arguments: tuple[Given, ...] = (
        Argument(name="repository", path="body.repository.full_name", pattern=repositories),
        task,
        Constant(name="signal", value=kind.name),
        Argument(name="subject", path="body.pull_request.number", pattern=NUMBER),
        Constant(name="phase", value="none"),
        sender,
        Argument(name="at", path="body.pull_request.updated_at", pattern=TIME),
    )
    return github_event(
        name,
        event=kind.event,
        prefix=kind.prefix,
        conditions=(
            Condition(path="body.action", pattern=action),
            Condition(path="body.pull_request.head.repo.full_name", pattern=repositories),
            *conditions,
        ),
        arguments=arguments,
    )
