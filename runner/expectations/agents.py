"""Which agents' runs, and which pods of theirs, exist."""

from typing import Annotated, Literal

from pydantic import Field

from remediation.settings import Role
from runner.expectations.finding import Ending, Expectation, count_of, enumeration
from runner.snapshot import CodeRun, Pod


class _Agents(Expectation):
    count: Annotated[int, Field(ge=0)] = 1
    task: int
    roles: tuple[Role, ...] = ("rex", "cleo", "tess")
    head: str | None = None
    """Name of the commit that they work on."""
    not_head: str | None = None
    """Name of the commit that none of the counted ones works on."""

    def _subject(self, thing: str) -> str:
        who = " or ".join(role.capitalize() for role in self.roles)
        verb = "are" if self.count > 1 else "is"
        heads = [
            f"on commit {self.head}" if self.head else "",
            f"on another commit than {self.not_head}" if self.not_head else "",
        ]
        said = f"there {verb} {count_of(self.count, thing)} of {who} for task {self.task}"
        return " ".join([said, *filter(None, heads)])

    def _chooses(self, agent: CodeRun | Pod, ending: Ending) -> bool:
        return (
            agent.task == self.task
            and agent.role in self.roles
            and (self.head is None or agent.head == ending.sha(self.head))
            and (self.not_head is None or agent.head != ending.sha(self.not_head))
        )


class CodeRuns(_Agents):
    """A number of CodeRuns of one task. One that is being deleted still counts."""

    that: Literal["code_runs"]
    phase: str | None = None

    def sentence(self) -> str:
        """Say what must be true."""
        return self._subject("CodeRun") + (f", {self.phase}" if self.phase else "")

    def fault(self, ending: Ending) -> str:
        """Say what is true instead."""
        chosen = [each for each in ending.after.code_runs if self._chooses(each, ending)]
        if len(chosen) == self.count and all(self.phase in {None, each.phase} for each in chosen):
            return ""
        told = (
            f"{each.name} {each.phase or 'without phase'} on {ending.named(each.head)}"
            + (" (being deleted)" if each.deleting else "")
            for each in chosen
        )
        return f"{count_of(len(chosen), 'CodeRun')}: {enumeration(told)}"


class Pods(_Agents):
    """A number of agents' pods of one task."""

    that: Literal["pods"]

    def sentence(self) -> str:
        """Say what must be true."""
        return self._subject("pod")

    def fault(self, ending: Ending) -> str:
        """Say what is true instead."""
        chosen = [each for each in ending.after.pods if self._chooses(each, ending)]
        if len(chosen) == self.count:
            return ""
        told = (f"{each.name} on {ending.named(each.head)}" for each in chosen)
        return f"{count_of(len(chosen), 'pod')}: {enumeration(told)}"
