from datetime import UTC, datetime

import pytest

from benchmarks.step_log import times

STARTING = '2026-11-21T10:07:52.308368450Z time=2026-11-21T10:07:52.308Z level=INFO msg="waiting for signals"'
RESULT = '2026-11-21T10:07:52.5312Z {"time": "2026-11-21T10:07:52.531+00:00", "message": "nothing waits"}'
ENDING = '2026-11-21T10:07:53Z time=2026-11-21T10:07:53.000Z level=INFO msg="sub-process exited"'


def test_a_step_begins_with_the_executor_s_first_line_and_ends_with_its_own_last() -> None:
    found = times(f"{STARTING}\n{RESULT}\n{ENDING}")

    assert found is not None
    assert found.began == pytest.approx(datetime(2026, 11, 21, 10, 7, 52, 308368, tzinfo=UTC).timestamp())
    assert found.told == pytest.approx(found.began + 0.222832)


def test_a_step_that_has_told_nothing_has_begun() -> None:
    found = times(STARTING)

    assert found is not None
    assert found.told is None


def test_without_a_line_nothing_has_begun() -> None:
    assert times("") is None
