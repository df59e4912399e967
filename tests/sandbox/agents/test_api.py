"""The client of agents and runner: what it makes of a server that wants to be left alone for a moment."""

import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

import pytest

from remediation.errors import Temporary
from sandbox.agents.agent import MERGE_PATCH
from sandbox.agents.api import Api
from sandbox.faults import Fault, FaultKind
from sandbox.kube import KubernetesStandIn

CONFIG_MAPS = "/api/v1/namespaces/default/configmaps"


@dataclass(frozen=True)
class Server:
    """A stand-in, and the client under test."""

    stand_in: KubernetesStandIn
    api: Api

    def refuses(self, method: str, path: str, *, times: int, seconds: float = 0) -> None:
        faults = [
            Fault(kind=FaultKind.THROTTLE, method=method, path=path, seconds=seconds, occurrence=number)
            for number in range(1, times + 1)
        ]
        self.stand_in.faults.arm(*faults)

    def add(self, name: str) -> None:
        self.api.call("POST", CONFIG_MAPS, body={"metadata": {"name": name}})

    def names(self) -> list[str]:
        return [each["metadata"]["name"] for each in self.api.call("GET", CONFIG_MAPS)["items"]]


@pytest.fixture
def server() -> Iterator[Server]:
    stand_in = KubernetesStandIn()
    token = stand_in.options.admin_token
    with stand_in.serving() as url:
        yield Server(stand_in, Api(url=url, name="it", headers={"Authorization": f"Bearer {token}"}))


def test_a_throttled_call_comes_back_when_it_was_told_to(server: Server) -> None:
    server.refuses("POST", CONFIG_MAPS, times=1, seconds=1)

    started = time.monotonic()
    server.add("a")

    assert time.monotonic() - started >= 1
    assert "a" in server.names()


def test_whatever_a_call_does_it_may_be_throttled_again_and_again(server: Server) -> None:
    path = f"{CONFIG_MAPS}/a"
    server.refuses("POST", CONFIG_MAPS, times=5)
    server.refuses("PATCH", path, times=5)
    server.refuses("DELETE", path, times=5)

    server.add("a")
    patched = server.api.call("PATCH", path, body={"data": {"x": "1"}}, kind=MERGE_PATCH)
    server.api.call("DELETE", path)

    assert patched["data"] == {"x": "1"}
    assert "a" not in server.names()
    assert len(server.stand_in.faults.struck) == 15


def test_a_server_that_never_relents_is_given_up(server: Server) -> None:
    server.stand_in.faults.arm(Fault(kind=FaultKind.THROTTLE, method="POST", occurrence=0))

    with pytest.raises(Temporary, match=f"it answered 429 to POST {CONFIG_MAPS}"):
        server.add("a")

    assert "a" not in server.names()


def test_a_refusal_that_names_no_time_is_the_callers_to_repeat(server: Server) -> None:
    server.stand_in.faults.arm(Fault(kind=FaultKind.STATUS, method="POST", status=429))

    with pytest.raises(Temporary, match="it answered 429"):
        server.add("a")

    assert "a" not in server.names()


def test_what_may_have_happened_is_not_asked_for_twice(server: Server) -> None:
    server.stand_in.faults.arm(Fault(kind=FaultKind.DROP_AFTER, method="POST"))

    with pytest.raises(Temporary, match="it does not answer"):
        server.add("a")

    assert len(server.stand_in.faults.struck) == 1
    assert "a" in server.names()


@pytest.mark.parametrize("number", [1, 2], ids=["the list", "the watch"])
def test_a_throttled_watch_misses_nothing_and_tells_nothing_twice(server: Server, number: int) -> None:
    known = server.names()
    fault = Fault(kind=FaultKind.THROTTLE, method="GET", path=CONFIG_MAPS, seconds=1, occurrence=number)
    server.stand_in.faults.arm(fault)
    stop = threading.Event()

    changes = server.api.watch(CONFIG_MAPS, stop=stop)
    first = [change.body["metadata"]["name"] for change in islice(changes, len(known))]
    server.add("z")
    then = next(changes)
    stop.set()

    assert first == known
    assert (then.verb, then.body["metadata"]["name"]) == ("ADDED", "z")
    assert server.stand_in.faults.struck == (fault,)


def test_a_group_that_is_not_served_yet_is_not_found(server: Server) -> None:
    assert server.api.call("GET", "/apis/nobody.example/v1/things", allow={404}) == {"code": 404}
