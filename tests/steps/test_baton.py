from pathlib import Path

import pytest

from remediation.errors import Permanent, Temporary
from steps.baton import Baton
from steps.cancel import Cancelled
from tests.steps.conftest import FlyingTime


@pytest.fixture
def baton(tmp_path: Path, time_flies: FlyingTime) -> Baton:
    return Baton(tmp_path, seconds=60, sleep=time_flies.sleep, clock=time_flies.clock.monotonic)


def test_a_result_is_handed_over(baton: Baton) -> None:
    baton.leave("cancel", Cancelled(names=("a", "b")))

    assert baton.take("cancel", Cancelled).names == ("a", "b")


@pytest.mark.parametrize("error", [Permanent("forbidden"), Temporary("busy")])
def test_a_failure_ends_the_next_steps_the_same_way(baton: Baton, error: Permanent | Temporary) -> None:
    baton.fail("cancel", error)

    with pytest.raises(type(error), match=f"step cancel failed: {error}"):
        baton.take("cancel", Cancelled)


def test_a_step_that_leaves_nothing_is_given_up(baton: Baton, time_flies: FlyingTime) -> None:
    with pytest.raises(Temporary, match="left no result within 60 s"):
        baton.take("cancel", Cancelled)
    assert time_flies.seconds >= 60


def test_a_step_uses_the_time_that_it_has_to_wait(tmp_path: Path, time_flies: FlyingTime) -> None:
    done: list[str] = []

    def meanwhile() -> None:
        done.append("something useful")
        waiting.leave("cancel", Cancelled())

    waiting = Baton(tmp_path, seconds=60, meanwhile=meanwhile, sleep=time_flies.sleep)

    waiting.take("cancel", Cancelled)
    waiting.take("cancel", Cancelled)  # it is there already

    assert done == ["something useful"]


def test_an_output_is_a_file_of_its_name(baton: Baton, tmp_path: Path) -> None:
    baton.output("outcome", "restarted")

    assert (tmp_path / "outcome").read_text() == "restarted"
