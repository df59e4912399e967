"""What the events left alone."""

from collections.abc import Mapping
from typing import Literal

from remediation.lease import lease_name
from remediation.state import state_name
from runner.expectations.finding import Ending, Expectation, enumeration
from runner.snapshot import Snapshot


class Unchanged(Expectation):
    """Agents, pull requests, plays and state are as they were: of one task, or of all.

    A Lease that nobody holds is as none.
    """

    that: Literal["unchanged"]
    task: int | None = None

    def sentence(self) -> str:
        """Say what must be true."""
        return f"nothing of task {self.task} has changed" if self.task is not None else "nothing has changed"

    def fault(self, ending: Ending) -> str:
        """Say what is true instead."""
        before, after = _facts(ending.before, self.task), _facts(ending.after, self.task)
        changed = [name for name in {**before, **after} if before.get(name) != after.get(name)]
        return enumeration(_told(name, before, after) for name in changed).removeprefix("none")


def _told(name: str, before: Mapping[str, str], after: Mapping[str, str]) -> str:
    return f"{name} was {before.get(name, 'not there')}, is {after.get(name, 'gone')}"


def _facts(world: Snapshot, task: int | None) -> dict[str, str]:
    mine = task is None
    facts = {
        f"CodeRun {each.name}": f"{each.uid}{' being deleted' * each.deleting}"
        for each in world.code_runs
        if mine or each.task == task
    }
    facts |= {
        f"pull request #{each.number} of {each.repository}": (
            f"{each.state} with {enumeration(each.labels)} and {len(each.comments)} comments"
        )
        for each in world.pull_requests
        if mine or f"task-{task}" in each.labels
    }
    facts |= {
        f"play {each.name}": f"{each.phase}, {each.stage}, cycle {each.cycle}, at {each.waiting or 'no gate'}"
        for each in world.plays
        if mine or each.task == task
    }
    facts |= {
        f"ConfigMap {each.name}": str(sorted(each.data.items()))
        for each in world.config_maps
        if mine or each.name == state_name(task or 0)
    }
    facts |= {
        f"Lease {each.name}": f"held by {each.holder}"
        for each in world.leases
        if each.holder and (mine or each.name == lease_name(task or 0))
    }
    return facts
