"""Times become finer where somebody watched, and stay as Argo wrote them where nobody did."""

from datetime import datetime, timedelta

from runner.stopwatch import Stopwatch
from tests.runner.records import ZERO, at, loop_run, node


def clock(*seconds: float) -> Stopwatch:
    moments = [at(each) for each in seconds]
    return Stopwatch(lambda: moments.pop(0))


def test_a_beginning_is_when_it_was_first_seen() -> None:
    run = loop_run().model_copy(update={"started": ZERO, "finished": None, "nodes": ()})
    stopwatch = clock(0.3)

    assert stopwatch.refined(run).started == at(0.3)
    assert stopwatch.refined(run).started == at(0.3)


def test_what_was_seen_late_keeps_argos_time() -> None:
    run = loop_run().model_copy(update={"started": ZERO, "finished": None, "nodes": ()})

    assert clock(5).refined(run).started == ZERO


def test_an_end_is_never_before_its_beginning() -> None:
    step = node("step", 0, 0)
    run = loop_run().model_copy(update={"started": None, "finished": None, "nodes": (step,)})

    (refined,) = clock(0.9, 0.9).refined(run).nodes

    assert (refined.started, refined.finished) == (at(0.9), at(0.9))


def test_what_has_not_happened_has_no_time() -> None:
    run = loop_run().model_copy(update={"started": None, "finished": None, "nodes": ()})

    def never() -> datetime:
        return ZERO + timedelta(days=1)

    assert Stopwatch(never).refined(run).started is None
