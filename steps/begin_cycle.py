"""Begin a QA cycle: write down its head, cancel the agents of others, and set its labels."""

from remediation.clients.github import GitHub
from remediation.clients.kubernetes import Kubernetes
from remediation.coderuns import coderun_name, coderuns, earlier_cycles_selector, stale_selectors
from remediation.errors import Permanent
from remediation.pull_requests import IN_PROGRESS, READY_FOR_QA, Task
from remediation.settings import Repository, Settings
from remediation.state import CycleRecord, TaskState
from steps import remembering
from steps.cancel import cancel_all
from steps.pod import Clock


def begin_cycle(
    cycle: CycleRecord,
    *,
    task: int,
    repository: Repository,
    settings: Settings,
    github: GitHub,
    cluster: Kubernetes,
    clock: Clock,
) -> None:
    """Make the ground ready for Cleo.

    A play that moves on by itself may be faster than the push that made it move, so the agents of other
    heads, and this play's of earlier cycles, are cancelled here too. A `ready-for-qa` that is there before
    Cleo is about an older commit; one that comes later is hers, so a step that is tried again after her run
    was created changes nothing.

    Raises:
        Permanent: Several pull requests claim the task, or a later cycle has begun.
        Temporary: Stale runs or pods are still there after the deadline.
    """
    cleo = coderun_name(cycle.play, cycle.cycle, "cleo")
    if cluster.get(coderuns(settings), repository.agents_namespace, cleo) is not None:
        return

    def begin(state: TaskState) -> TaskState:
        if state.is_past(cycle):
            message = f"{cycle.play} has begun a later cycle than {cycle.cycle}"
            raise Permanent(message)
        return state.model_copy(update={"qa": cycle})

    remembering.update(
        cluster,
        namespace=repository.agents_namespace,
        task=task,
        repository=repository.name,
        change=begin,
    )
    cancel_all(
        [
            *stale_selectors(settings, task, head=cycle.head),
            earlier_cycles_selector(cycle.play, cycle.cycle, head=cycle.head),
        ],
        settings=settings,
        cluster=cluster,
        clock=clock,
        namespace=repository.agents_namespace,
        may_go_on=lambda: None,
    )
    _set_labels(cycle, github.task(task), github)


def _set_labels(cycle: CycleRecord, seen: Task, github: GitHub) -> None:
    """Take `ready-for-qa` away, and after a restart say that remediation is in progress."""
    pull_request, is_restart = seen.pull_request, cycle.cycle > 1
    if pull_request is None:
        return
    if READY_FOR_QA in pull_request.labels or (is_restart and IN_PROGRESS not in pull_request.labels):
        add = [IN_PROGRESS] if is_restart else []
        github.change_labels(pull_request, seen.ours, add=add, remove=[READY_FOR_QA])
