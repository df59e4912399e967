"""Reports as tables for a terminal."""

import statistics
from collections.abc import Sequence

from rich import box
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from benchmarks.figure import Figure, Report

WIDTH = 120
"""Columns of output that goes to a file or a pipe."""


def show(report: Report) -> None:
    """Print a report as one table, with its notes below."""
    console = Console(highlight=False)
    if not console.is_terminal:
        console = Console(highlight=False, width=WIDTH)
    other = f"other: {report.against}" if report.against else "other"
    table = Table(title=report.title, title_justify="left", box=box.SIMPLE_HEAD)
    table.add_column("figure")
    for heading in ("ours", other, "ratio", "limit", ""):
        table.add_column(heading, justify="right")
    for figure in report.figures:
        table.add_row(*_cells(figure))
    console.print(table)
    for note in report.notes:
        console.print(f"  {escape(note)}", style="dim")


def _cells(figure: Figure) -> tuple[str, ...]:
    verdict = "" if figure.limit is None else ("ok" if figure.ok else "not ok")
    return (
        figure.name,
        _told(figure.ours, figure.unit),
        _told(figure.other, figure.unit),
        "" if figure.ratio is None else f"{figure.ratio:.2f}",
        "" if figure.limit is None else f"{figure.limit:g}",
        verdict,
    )


def _told(values: Sequence[float], unit: str) -> str:
    """Write a median with its range; counts are whole numbers, seconds have two digits."""
    if not values:
        return ""
    digits = 2 if unit == "s" else 0
    middle = f"{statistics.median(values):.{digits}f} {unit}"
    if len(values) == 1:
        return middle
    return f"{middle} ({min(values):.{digits}f}-{max(values):.{digits}f})"
