"""The task's state in a cluster, under optimistic concurrency: a conflict is read and decided again."""

from collections.abc import Callable

from remediation.clients.kubernetes import CONFIG_MAPS, Kubernetes
from remediation.state import TaskState, read_state, state_name, write_state
from steps.contention import despite_conflicts


def load(cluster: Kubernetes, *, namespace: str, task: int) -> TaskState | None:
    """Read the task's state, or None before the first remediation."""
    config_map = cluster.get(CONFIG_MAPS, namespace, state_name(task))
    return None if config_map is None else read_state(config_map)


def update(
    cluster: Kubernetes,
    *,
    namespace: str,
    task: int,
    repository: str,
    change: Callable[[TaskState], TaskState],
) -> TaskState:
    """Change the task's state.

    Args:
        cluster: The Kubernetes API.
        namespace: The agents' namespace.
        task: N of `task-N`.
        repository: `owner/repo`.
        change: Gives the new state for the present one; it may run several times.

    Raises:
        Temporary: Others keep changing it.
    """

    def write() -> TaskState:
        present = cluster.get(CONFIG_MAPS, namespace, state_name(task))
        before = TaskState(task=task, repository=repository) if present is None else read_state(present)
        after = change(before)
        if present is not None and after == before:
            return after
        written = write_state(after, namespace=namespace, previous=present)
        if present is None:
            cluster.create(CONFIG_MAPS, namespace, written)
        else:
            cluster.replace(CONFIG_MAPS, namespace, written)
        return after

    return despite_conflicts(write, what=f"ConfigMap {state_name(task)}")
