import json
from pathlib import Path

import pytest

from benchmarks import record
from benchmarks.__main__ import BENCHMARKS
from benchmarks.figure import Figure, Report
from remediation.errors import Misuse


def measured(title: str, seconds: float) -> record.Measured:
    report = Report(
        title=title, against="kubectl", figures=(Figure(name="start", ours=(seconds,), other=(1.0,)),)
    )
    return record.Measured(day="2026-11-21", cores=2, report=report)


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "performance.md"
    path.write_text(f"Before.\n\n{record.BEGIN}\n{record.END}\n\nAfter.\n")
    return path


def test_figures_stand_between_their_marks(page: Path, tmp_path: Path) -> None:
    record.keep({"cold_start": measured("Cold start", 1.5)}, file=tmp_path / "kept.json", page=page)

    text = page.read_text()
    assert text.startswith("Before.\n")
    assert text.endswith("After.\n")
    assert "**Cold start** (2026-11-21, 2 cores)" in text
    assert "| start | 1 | 1.5 s | 1.0 s | 1.50 |  |  |" in text


def test_a_benchmark_replaces_its_own_figures_only(page: Path, tmp_path: Path) -> None:
    file = tmp_path / "kept.json"
    record.keep({"a": measured("A", 1.0), "b": measured("B", 2.0)}, file=file, page=page)

    record.keep({"b": measured("B", 3.0)}, file=file, page=page)

    kept = record.read(file)
    assert [each.report.figures[0].ours for each in kept.values()] == [(1.0,), (3.0,)]
    assert page.read_text().count("**B**") == 1


def test_sections_stand_in_one_order_whatever_was_measured_last(page: Path, tmp_path: Path) -> None:
    file = tmp_path / "kept.json"
    for name in ("github_calls", "cold_start", "restart"):
        record.keep({name: measured(name, 1.0)}, file=file, page=page)

    assert list(record.read(file)) == ["restart", "cold_start", "github_calls"]
    text = page.read_text()
    assert text.index("**restart**") < text.index("**cold_start**") < text.index("**github_calls**")


def test_each_benchmark_has_its_section() -> None:
    assert set(record.SECTIONS) == set(BENCHMARKS)


def test_rounds_are_kept_in_one_line(page: Path, tmp_path: Path) -> None:
    file = tmp_path / "kept.json"

    record.keep({"a": measured("A", 1.0)}, file=file, page=page)

    assert '"ours": [1.0],' in file.read_text()
    assert json.loads(file.read_text())["a"]["report"]["figures"][0]["ratio"] == 1.0


def test_an_unreadable_file_is_named(tmp_path: Path) -> None:
    file = tmp_path / "kept.json"
    file.write_text("[]")

    with pytest.raises(Misuse, match="delete it and measure anew"):
        record.read(file)


def test_the_page_shows_the_kept_figures() -> None:
    shown = record.PAGE.read_text(encoding="utf-8").partition(record.BEGIN)[2].partition(record.END)[0]

    assert shown.strip() == record.markdown(record.read().values()).strip()
