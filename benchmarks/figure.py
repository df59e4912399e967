"""A measured figure: what was measured, against what, and the limit that it is held to."""

import statistics
from dataclasses import dataclass
from typing import Literal

from remediation.model import JsonObject

DIGITS = 3
"""Seconds are told to the millisecond."""


@dataclass(frozen=True, kw_only=True)
class Figure:
    """One line of a benchmark's table.

    Several values are rounds of the same measurement; their median counts.
    """

    name: str
    ours: tuple[float, ...]
    other: tuple[float, ...] = ()
    """The same of what we compare with, or nothing."""
    unit: Literal["s", "calls", "runs"] = "s"
    limit: float | None = None
    """The most that the ratio may be; without `other`, the most that our largest value may be."""

    @property
    def ratio(self) -> float | None:
        """Our median over the other's."""
        return statistics.median(self.ours) / statistics.median(self.other) if self.other else None

    @property
    def ok(self) -> bool:
        """Whether the limit is kept; a figure without one is for the reader."""
        if self.limit is None:
            return True
        return (max(self.ours) if self.ratio is None else self.ratio) <= self.limit

    def document(self) -> JsonObject:
        """Give the figure as JSON, every round included."""
        return {
            "figure": self.name,
            "unit": self.unit,
            "ours": [round(each, DIGITS) for each in self.ours],
            "other": [round(each, DIGITS) for each in self.other],
            "ratio": self.ratio,
            "limit": self.limit,
            "ok": self.ok,
        }


@dataclass(frozen=True, kw_only=True)
class Report:
    """What one benchmark found."""

    title: str
    against: str
    """What the column `other` is."""
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
        return {"title": self.title, "against": self.against, "figures": figures, "notes": list(self.notes)}
