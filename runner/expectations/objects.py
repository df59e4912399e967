"""What lies in the cluster besides runs: state ConfigMaps, Leases and Kubernetes Events."""

import json
from typing import Annotated, Literal

from pydantic import Field

from remediation.lease import lease_name
from remediation.state import state_name
from runner.expectations.finding import Ending, Expectation, count_of, enumeration
from sandbox.agents.described import Described


class CommitName(Described):
    """The SHA of a commit that the scenario names."""

    commit: str


class State(Expectation):
    """What is remembered about a task, or that nothing is."""

    that: Literal["state"]
    task: int
    exists: bool = True
    data: dict[str, str | CommitName] = Field(default_factory=dict)
    """Values by key; a dot leads into a value that is itself a JSON object: `push.phase`."""

    def sentence(self) -> str:
        """Say what must be true."""
        if not self.exists:
            return f"nothing is remembered about task {self.task}"
        said = (
            f"{key} is {f'commit {value.commit}' if isinstance(value, CommitName) else value}"
            for key, value in self.data.items()
        )
        return f"the state of task {self.task} is remembered{': ' if self.data else ''}{', '.join(said)}"

    def fault(self, ending: Ending) -> str:
        """Say what is true instead."""
        name = state_name(self.task)
        found = [each for each in ending.after.config_maps if each.name == name]
        if len(found) != int(self.exists):
            return f"there is {count_of(len(found), 'ConfigMap')} {name}"
        if not found:
            return ""
        known = flattened(found[0].data)
        wanted = {
            key: ending.sha(value.commit) if isinstance(value, CommitName) else value
            for key, value in self.data.items()
        }
        return "; ".join(
            f"{key} is {known.get(key, 'missing')}"
            for key, value in wanted.items()
            if known.get(key) != value
        )


class LeaseFree(Expectation):
    """Nobody holds a task's Lease."""

    that: Literal["lease_free"]
    task: int

    def sentence(self) -> str:
        """Say what must be true."""
        return f"nobody holds the Lease of task {self.task}"

    def fault(self, ending: Ending) -> str:
        """Say what is true instead."""
        name = lease_name(self.task)
        return "".join(
            f"{each.holder} holds it" for each in ending.after.leases if each.name == name and each.holder
        )


class Notices(Expectation):
    """A number of Kubernetes Events that our steps wrote."""

    that: Literal["kubernetes_events"]
    count: Annotated[int, Field(ge=0)] = 1
    reason: str | None = None
    says: str = ""
    """Text that the message contains."""

    def sentence(self) -> str:
        """Say what must be true."""
        said = f" saying “{self.says}”" if self.says else ""
        reason = f" {self.reason}" if self.reason else ""
        return f"our steps wrote {count_of(self.count, 'Kubernetes Event')}{reason}{said}"

    def fault(self, ending: Ending) -> str:
        """Say what is true instead."""
        chosen = [
            each
            for each in ending.after.notices
            if self.reason in {None, each.reason} and self.says in each.message
        ]
        if len(chosen) == self.count:
            return ""
        told = (f"{each.reason} “{each.message}”" for each in ending.after.notices)
        return f"{count_of(len(ending.after.notices), 'Event')}: {enumeration(told)}"


class Deliveries(Expectation):
    """How the event source answered the webhooks that were sent during the scenario."""

    that: Literal["deliveries"]
    count: Annotated[int, Field(ge=0)] = 1
    event: str | None = None
    status: int = 200

    def sentence(self) -> str:
        """Say what must be true."""
        kind = f"{self.event} webhook" if self.event else "webhook"
        return f"the event source answered {count_of(self.count, kind)} with {self.status}"

    def fault(self, ending: Ending) -> str:
        """Say what is true instead."""
        sent = ending.after.deliveries[len(ending.before.deliveries) :]
        chosen = [each for each in sent if self.event in {None, each.event} and each.status == self.status]
        if len(chosen) == self.count:
            return ""
        return f"answers: {enumeration(f'{each.event} {each.status} {each.answer}'.strip() for each in sent)}"


def flattened(data: dict[str, str]) -> dict[str, str]:
    """Give a ConfigMap's values, with those inside of a JSON object under `key.field`."""
    flat = dict(data)
    for key, text in data.items():
        if text.startswith("{"):
            flat |= {f"{key}.{field}": str(value) for field, value in json.loads(text).items()}
    return flat
