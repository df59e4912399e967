"""How a figure is written, in a terminal as in Markdown."""

from collections.abc import Sequence
from typing import NamedTuple

from benchmarks.figure import Figure


class Cells(NamedTuple):
    """One row of a table."""

    figure: str
    n: str
    ours: str
    other: str
    ratio: str
    limit: str
    verdict: str


def headings(against: str) -> Cells:
    """Name the columns."""
    return Cells("figure", "n", "ours", against or "compared with", "ratio", "at most", "")


def cells(figure: Figure) -> Cells:
    """Write a figure as a row."""
    verdict = "" if figure.limit is None else ("ok" if figure.ok else "NOT OK")
    return Cells(
        figure.name,
        str(len(figure.ours)),
        _told(figure, figure.ours),
        _told(figure, figure.other),
        "" if figure.ratio is None else f"{figure.ratio:.2f}",
        _limit(figure),
        verdict,
    )


def _limit(figure: Figure) -> str:
    if figure.limit is None:
        return ""
    return f"{figure.limit:g} {figure.unit}" if figure.ratio is None else f"{figure.limit:g}"


def _told(figure: Figure, values: Sequence[float]) -> str:
    """Write a median with its range."""
    if not values:
        return ""
    middle = _number(figure, figure.median(values))
    if len(values) == 1:
        return f"{middle} {figure.unit}"
    return f"{middle} {figure.unit} ({_number(figure, min(values))} to {_number(figure, max(values))})"


def _number(figure: Figure, value: float) -> str:
    """Write counts as whole numbers, seconds to a tenth, and less than a second to the millisecond."""
    if figure.unit != "s":
        return f"{value:.0f}"
    return f"{value:.3f}" if value < 1 else f"{value:.1f}"
