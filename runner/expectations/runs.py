"""How many runs of the loops there are, and how they ended."""

from fnmatch import fnmatchcase
from typing import Annotated, Literal

from pydantic import Field

from runner.expectations.finding import Ending, Expectation, count_of, enumeration
from runner.snapshot import Run


class Runs(Expectation):
    """A number of runs that the events led to, all of which ended as described.

    `name`, `template` and `task` choose the runs; `phase`, `outcome` and `reason` must hold for each of them.
    """

    that: Literal["runs"]
    count: Annotated[int, Field(ge=0)] = 1
    name: str = "*"
    """Glob pattern."""
    template: str | None = None
    task: int | None = None
    phase: str | None = None
    outcome: str | tuple[str, ...] = ()
    """What the run came to; several if each may have come to any of them."""
    reason: str | None = None
    """Text that the reason contains."""

    def sentence(self) -> str:
        """Say what must be true."""
        chosen = [
            f"of {self.template}" if self.template else "",
            f"named {self.name}" if self.name != "*" else "",
            f"for task {self.task}" if self.task is not None else "",
        ]
        ended = [
            self.phase or "",
            f"with outcome {' or '.join(self._outcomes)}" if self._outcomes else "",
            f"because “{self.reason}”" if self.reason else "",
        ]
        subject = " ".join(
            ["there", "are" if self.count > 1 else "is", count_of(self.count, "run"), *filter(None, chosen)]
        )
        return f"{subject}: {' '.join(filter(None, ended))}" if any(ended) else subject

    def fault(self, ending: Ending) -> str:
        """Say what is true instead."""
        known = {run.name for run in ending.before.loops}
        chosen = [run for run in ending.after.loops if run.name not in known and self._chooses(run)]
        if len(chosen) == self.count and all(self._approves(run) for run in chosen):
            return ""
        return f"{count_of(len(chosen), 'run')}: {enumeration(map(_told, chosen))}"

    @property
    def _outcomes(self) -> tuple[str, ...]:
        return tuple(filter(None, (self.outcome,))) if isinstance(self.outcome, str) else self.outcome

    def _chooses(self, run: Run) -> bool:
        return (
            fnmatchcase(run.name, self.name)
            and self.template in {None, run.template}
            and self.task in {None, run.task}
        )

    def _approves(self, run: Run) -> bool:
        return (
            self.phase in {None, run.phase}
            and (not self._outcomes or run.outcome in self._outcomes)
            and (self.reason or "") in run.reason
        )


def _told(run: Run) -> str:
    ended = " ".join(
        filter(None, [run.phase, run.outcome, f"“{run.reason}”" if run.reason else "", run.message])
    )
    return f"{run.name} {ended}"
