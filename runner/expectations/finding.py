"""The base of every expectation, and what its check answers."""

from abc import abstractmethod
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from remediation.model import Model
from runner.snapshot import Snapshot
from sandbox.agents.described import Described

SHORT = 7


@dataclass(frozen=True, kw_only=True)
class Ending:
    """What a check may look at."""

    before: Snapshot
    """The world when it was set up, before the first event."""
    after: Snapshot
    commits: Mapping[str, str]
    """SHA of each commit that the scenario names."""

    def sha(self, commit: str) -> str:
        """Give the SHA of a named commit; a name that nothing made matches no commit."""
        return self.commits.get(commit, f"(no commit is named {commit})")

    def named(self, sha: str) -> str:
        """Give a commit as people speak of it: by its name in the scenario, else by its short SHA."""
        name = next((name for name, known in self.commits.items() if known == sha), None)
        return f"{name} ({sha[:SHORT]})" if name else sha[:SHORT] or "no commit"


class Finding(Model):
    """Whether an expectation holds."""

    ok: bool
    expected: str
    """One sentence."""
    found: str = ""
    """What was found instead; empty if the expectation holds."""
    because: str = ""
    """Why it is expected."""


class Expectation(Described):
    """Something that must be true at the end."""

    because: str = ""
    """Why, for the reader of the report."""

    @abstractmethod
    def sentence(self) -> str:
        """Say what must be true."""

    @abstractmethod
    def fault(self, ending: Ending) -> str:
        """Say what is true instead, or nothing if the expectation holds."""

    def check(self, ending: Ending) -> Finding:
        """Compare with the end."""
        fault = self.fault(ending)
        return Finding(ok=not fault, expected=self.sentence(), found=fault, because=self.because)


def count_of(number: int, thing: str) -> str:
    """Write a number of things: `no run`, `1 run`, `3 runs`."""
    return f"{number or 'no'} {thing}{'s' if number > 1 else ''}"


def enumeration(things: Iterable[str]) -> str:
    """Write a list of things, or `none`."""
    return ", ".join(things) or "none"
