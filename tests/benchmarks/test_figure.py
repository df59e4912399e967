import pytest

from benchmarks.cells import cells
from benchmarks.figure import Figure, Report


def test_medians_are_compared() -> None:
    figure = Figure(name="gone", ours=(1.0, 2.0, 9.0), other=(8.0, 10.0, 50.0), limit=0.35)

    assert figure.ratio == 0.2
    assert figure.ok


def test_a_ratio_above_the_limit_is_not_ok() -> None:
    figure = Figure(name="gone", ours=(4.0,), other=(10.0,), limit=0.35)

    assert not figure.ok
    assert cells(figure).verdict == "NOT OK"


def test_with_nothing_to_compare_the_worst_round_counts() -> None:
    figure = Figure(name="late", ours=(0.1, 0.2, 1.1), limit=1)

    assert figure.ratio is None
    assert not figure.ok


def test_a_limit_is_not_kept_by_measuring_nothing() -> None:
    assert not Figure(name="late", ours=(), limit=1).ok


def test_a_figure_without_a_limit_is_for_the_reader() -> None:
    figure = Figure(name="time", ours=(100.0,))

    assert figure.ok
    assert cells(figure).verdict == ""


def test_a_coarse_clock_s_median_is_interpolated() -> None:
    figure = Figure(name="start", ours=(0.09, 0.10, 0.10, 0.10, 0.11), tick=0.01)

    assert figure.median(figure.ours) == pytest.approx(0.1)
    assert figure.median((0.10, 0.10, 0.11, 0.11)) == pytest.approx(0.105)


def test_a_report_is_read_again_from_its_document() -> None:
    report = Report(
        title="T", against="kubectl", figures=(Figure(name="f", ours=(1.0, 2.0), other=(4.0,), limit=2),)
    )

    document = report.document()

    assert document["figures"][0]["ratio"] == 0.375
    assert document["figures"][0]["n"] == 2
    assert Report.model_validate(document) == report
