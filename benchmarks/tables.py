"""Reports as tables for a terminal."""

from rich import box
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from benchmarks.cells import cells, headings
from benchmarks.figure import Report

WIDTH = 140
"""Columns of output that goes to a file or a pipe."""
_TEXT = {"figure"}


def show(report: Report) -> None:
    """Print a report as one table, with its notes below."""
    console = Console(highlight=False)
    if not console.is_terminal:
        console = Console(highlight=False, width=WIDTH)
    table = Table(title=report.title, title_justify="left", box=box.SIMPLE_HEAD)
    for heading in headings(report.against):
        table.add_column(heading, justify="left" if heading in _TEXT else "right")
    for figure in report.figures:
        table.add_row(*cells(figure))
    console.print(table)
    for note in report.notes:
        console.print(f"  {escape(note)}", style="dim")
