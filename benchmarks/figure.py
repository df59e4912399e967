"""A measured figure: what was measured, against what, and the limit that it is held to."""

import statistics
from collections.abc import Sequence
from typing import Literal

from pydantic import ConfigDict

from remediation.model import JsonObject, Model

DIGITS = 3
"""Seconds are told to the millisecond."""


class Figure(Model):
    """One line of a benchmark's table.

    Several values are rounds of the same measurement. Where there is something to compare with, the medians
    count; without it, every value.
    """

    model_config = ConfigDict(extra="ignore")  # what `document` adds

    name: str
    ours: tuple[float, ...]
    other: tuple[float, ...] = ()
    """The same of what we compare with, or nothing."""
    unit: Literal["s", "calls", "runs", "MiB"] = "s"
    limit: float | None = None
    """The most that the ratio may be; without `other`, the most that any of our values may be."""
    tick: float = 0.0
    """Resolution of the clock, if it is coarse; the median is then interpolated within it."""

    @property
    def ratio(self) -> float | None:
        """Our median over the other's."""
        return self.median(self.ours) / self.median(self.other) if self.other else None

    @property
    def ok(self) -> bool:
        """Whether the limit is kept; a figure without one is for the reader."""
        if self.limit is None:
            return True
        return bool(self.ours) and (max(self.ours) if self.ratio is None else self.ratio) <= self.limit

    def median(self, values: Sequence[float]) -> float:
        """Give the median of some rounds."""
        return statistics.median_grouped(values, self.tick) if self.tick else statistics.median(values)

    def document(self) -> JsonObject:
        """Give the figure as JSON, with every round and what follows from them; the model reads it again."""
        return {
            **self.model_dump(mode="json"),
            "ours": [round(each, DIGITS) for each in self.ours],
            "other": [round(each, DIGITS) for each in self.other],
            "n": len(self.ours),
            "our_median": round(self.median(self.ours), DIGITS) if self.ours else None,
            "other_median": round(self.median(self.other), DIGITS) if self.other else None,
            "ratio": None if self.ratio is None else round(self.ratio, DIGITS),
            "ok": self.ok,
        }


class Report(Model):
    """What one benchmark found."""

    model_config = ConfigDict(extra="ignore")  # what `document` adds

    title: str
    against: str
    """What `other` is, or empty."""
    figures: tuple[Figure, ...]
    notes: tuple[str, ...] = ()
    """What a reader must know to judge the figures."""

    @property
    def ok(self) -> bool:
        """Whether every limit is kept."""
        return all(each.ok for each in self.figures)

    def document(self) -> JsonObject:
        """Give the report as JSON."""
        figures = [each.document() for each in self.figures]
        return {**self.model_dump(mode="json"), "figures": figures, "ok": self.ok}
