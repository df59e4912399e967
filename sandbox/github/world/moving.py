"""A value that readers may see late, as the head of a branch after a push."""

from dataclasses import dataclass, field
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass
class Moving(Generic[T]):
    """A value with its history; None means that nothing is there (not yet, or deleted)."""

    steps: list[tuple[float, T | None]] = field(default_factory=list)

    def move(self, value: T | None, *, at: float) -> None:
        """Set the value at a moment, in seconds since the epoch."""
        self.steps.append((at, value))

    @property
    def now(self) -> T | None:
        """The truth."""
        return self.steps[-1][1] if self.steps else None

    def settle(self) -> None:
        """Let the value of now be there since ever, so that no reader sees it late."""
        self.steps = [(0.0, self.now)]

    def seen(self, at: float) -> T | None:
        """The value as it was at a moment: what a lagging replica still answers."""
        past = [value for moment, value in self.steps if moment <= at]
        return past[-1] if past else None
