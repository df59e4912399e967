"""The figures that docs/performance.md shows: kept as JSON beside it, and written into it as tables.

A benchmark that runs again replaces its own figures only, so a missed one can be measured alone. The page
shows all in one order, whatever order they were measured in.
"""

import json
import os
import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from pydantic import ValidationError

from benchmarks.cells import Cells, cells, headings
from benchmarks.figure import Report
from remediation.errors import Misuse
from remediation.model import Model

DOCS = Path(__file__).parents[1] / "docs"
PAGE, FILE = DOCS / "performance.md", DOCS / "performance.json"
BEGIN, END = "<!-- figures: python -m benchmarks --write -->", "<!-- end of the figures -->"
SECTIONS = (
    "restart",
    "signal",
    "burst",
    "cold_start",
    "start_levers",
    "signal_levers",
    "cancel_calls",
    "github_calls",
    "diagnose",
)
"""The benchmarks in the order of the page: reactions, their parts, what makes these fast, calls, logs."""
_NUMBERS = re.compile(r"\[\s+((?:[-\d.]+,?\s+)+)\]")


class Measured(Model):
    """A report, and when and where it was measured."""

    day: str
    """As `2026-11-21`, UTC."""
    cores: int
    """Of the machine that the benchmarks ran on."""
    report: Report


def now(report: Report) -> Measured:
    """Say that a report was measured here and now."""
    return Measured(day=datetime.now(UTC).date().isoformat(), cores=os.cpu_count() or 0, report=report)


def read(file: Path = FILE) -> dict[str, Measured]:
    """Read the kept figures, by the benchmark's name; nothing is kept before the first run.

    Raises:
        Misuse: The file is not as `keep` writes it.
    """
    if not file.exists():
        return {}
    try:
        kept = json.loads(file.read_text(encoding="utf-8"))
        return {name: Measured.model_validate(each) for name, each in kept.items()}
    except (ValueError, AttributeError, ValidationError) as error:
        message = f"{file} is unreadable: delete it and measure anew"
        raise Misuse(message) from error


def keep(measured: dict[str, Measured], *, file: Path = FILE, page: Path = PAGE) -> None:
    """Put figures in the place of the older ones of the same benchmarks, in the file and on the page."""
    unsorted = {**read(file), **measured}
    kept = {name: unsorted[name] for name in sorted(unsorted, key=_position)}
    documents = {
        name: {**each.model_dump(mode="json"), "report": each.report.document()}
        for name, each in kept.items()
    }
    text = json.dumps(documents, indent=2, ensure_ascii=False)
    file.write_text(_NUMBERS.sub(_in_one_line, text) + "\n", encoding="utf-8")
    before, _, rest = page.read_text(encoding="utf-8").partition(BEGIN)
    _, _, after = rest.partition(END)
    page.write_text(f"{before}{BEGIN}\n\n{markdown(kept.values())}\n{END}{after}", encoding="utf-8")


def markdown(measured: Iterable[Measured]) -> str:
    """Write figures as Markdown, one table for each report."""
    return "\n".join(line for each in measured for line in _section(each))


def _position(name: str) -> int:
    return SECTIONS.index(name) if name in SECTIONS else len(SECTIONS)


def _section(measured: Measured) -> Iterator[str]:
    report = measured.report
    yield f"**{report.title}** ({measured.day}, {measured.cores} cores)"
    yield ""
    yield _row(headings(report.against))
    yield "| --- | --: | --: | --: | --: | --: | --- |"
    for figure in report.figures:
        yield _row(cells(figure))
    yield ""
    for note in report.notes:
        yield f"- {note}"
    yield ""


def _row(row: Cells) -> str:
    return f"| {' | '.join(row)} |"


def _in_one_line(numbers: re.Match[str]) -> str:
    return f"[{' '.join(numbers[1].split())}]"
