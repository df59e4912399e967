"""What people see on a pull request."""

from typing import Literal

from runner.expectations.finding import Ending, Expectation, count_of, enumeration
from runner.snapshot import PullRequest


class PullRequestShows(Expectation):
    """The labels, comments and state of one pull request."""

    that: Literal["pull_request"]
    number: int
    repository: str | None = None
    has: tuple[str, ...] = ()
    """Labels that it carries."""
    lacks: tuple[str, ...] = ()
    """Labels that it does not carry."""
    comments: int | None = None
    """How many comments it has."""
    says: str | None = None
    """Text that one of its comments contains."""
    state: Literal["open", "closed", "merged"] | None = None

    def sentence(self) -> str:
        """Say what must be true."""
        parts = [
            f"carries {' and '.join(self.has)}" if self.has else "",
            f"does not carry {' nor '.join(self.lacks)}" if self.lacks else "",
            f"has {count_of(self.comments, 'comment')}" if self.comments is not None else "",
            f"says “{self.says}”" if self.says else "",
            f"is {self.state}" if self.state else "",
        ]
        return f"pull request #{self.number} {enumeration(filter(None, parts))}"

    def fault(self, ending: Ending) -> str:
        """Say what is true instead."""
        found = [
            each
            for each in ending.after.pull_requests
            if each.number == self.number and self.repository in {None, each.repository}
        ]
        if len(found) != 1:
            return f"{len(found)} pull requests have this number"
        return "; ".join(self._differences(found[0]))

    def _differences(self, shown: PullRequest) -> list[str]:
        differences = []
        if not set(self.has) <= set(shown.labels) or set(self.lacks) & set(shown.labels):
            differences.append(f"it carries {enumeration(shown.labels)}")
        if self.comments not in {None, len(shown.comments)}:
            differences.append(f"it has {count_of(len(shown.comments), 'comment')}")
        if self.says and not any(self.says in comment.body for comment in shown.comments):
            differences.append(f"its comments are {enumeration(repr(each.body) for each in shown.comments)}")
        if self.state not in {None, shown.state}:
            differences.append(f"it is {shown.state}")
        return differences
