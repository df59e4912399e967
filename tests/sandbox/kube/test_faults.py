import time

import pytest
import urllib3

from sandbox.faults import Fault, FaultKind
from tests.sandbox.kube.conftest import CONFIG_MAPS, Served


def test_a_status_comes_instead_of_the_act(served: Served) -> None:
    fault = Fault(
        kind=FaultKind.STATUS,
        method="POST",
        path=".*/configmaps",
        status=503,
        body=b'{"code": 503}',
        headers=(("x-why", "test"),),
    )
    served.stand_in.faults.arm(fault)

    answer = served.open("POST", CONFIG_MAPS, {"metadata": {"name": "a"}})

    assert (answer.status, answer.data, answer.headers["x-why"]) == (503, b'{"code": 503}', "test")
    assert not served.exists("a")
    assert served.stand_in.faults.struck == (fault,)


def test_a_throttled_client_is_told_when_to_come_back(served: Served) -> None:
    served.stand_in.faults.arm(Fault(kind=FaultKind.THROTTLE, method="POST", seconds=3))

    answer = served.open("POST", CONFIG_MAPS, {"metadata": {"name": "a"}})

    assert (answer.status, answer.headers["retry-after"]) == (429, "3")
    assert not served.exists("a")


def test_a_connection_dropped_before_the_act_changes_nothing(served: Served) -> None:
    served.stand_in.faults.arm(Fault(kind=FaultKind.DROP_BEFORE, method="POST"))

    with pytest.raises(urllib3.exceptions.ProtocolError):
        served.open("POST", CONFIG_MAPS, {"metadata": {"name": "a"}})

    assert not served.exists("a")


def test_a_connection_dropped_after_the_act_leaves_its_effect(served: Served) -> None:
    served.stand_in.faults.arm(Fault(kind=FaultKind.DROP_AFTER, method="POST"))

    with pytest.raises(urllib3.exceptions.ProtocolError):
        served.open("POST", CONFIG_MAPS, {"metadata": {"name": "a"}})

    assert served.exists("a")


def test_a_watch_can_be_dropped_too(served: Served) -> None:
    served.stand_in.faults.arm(Fault(kind=FaultKind.DROP_AFTER, method="GET"))

    with pytest.raises(urllib3.exceptions.ProtocolError):
        served.open("GET", f"{CONFIG_MAPS}?watch=true")

    served.add("a")
    assert served.exists("a")


def test_a_delayed_request_is_carried_out_late(served: Served) -> None:
    served.stand_in.faults.arm(Fault(kind=FaultKind.DELAY, method="POST", seconds=0.3))

    started = time.monotonic()
    served.add("a")

    assert time.monotonic() - started >= 0.3
    assert served.exists("a")


def test_a_fault_strikes_at_its_occurrence_only(served: Served) -> None:
    served.stand_in.faults.arm(
        Fault(kind=FaultKind.STATUS, method="GET", path=".*/configmaps/a", occurrence=2)
    )
    served.add("a")

    statuses = [served.open("GET", f"{CONFIG_MAPS}/{name}").status for name in ("a", "b", "a", "a")]

    assert statuses == [200, 404, 500, 200]


def test_occurrence_zero_strikes_until_it_is_cleared(served: Served) -> None:
    served.stand_in.faults.arm(Fault(kind=FaultKind.STATUS, occurrence=0))
    broken = [served.open("GET", CONFIG_MAPS).status for _ in range(3)]

    served.stand_in.faults.clear()

    assert broken == [500, 500, 500]
    assert served.open("GET", CONFIG_MAPS).status == 200
    assert served.stand_in.faults.struck == ()


def test_every_fault_counts_each_request_it_concerns(served: Served) -> None:
    served.stand_in.faults.arm(
        Fault(kind=FaultKind.STATUS, occurrence=1, status=500),
        Fault(kind=FaultKind.STATUS, occurrence=2, status=502),
    )

    assert [served.open("GET", CONFIG_MAPS).status for _ in range(3)] == [500, 502, 200]


def test_the_path_must_match_as_a_whole(served: Served) -> None:
    served.stand_in.faults.arm(Fault(kind=FaultKind.STATUS, path="/api/v1", occurrence=0))

    assert served.open("GET", CONFIG_MAPS).status == 200
    assert served.open("GET", "/api/v1").status == 500
