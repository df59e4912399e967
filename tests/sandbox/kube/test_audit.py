import time

import pytest
import urllib3

from sandbox.faults import Fault, FaultKind
from tests.sandbox.kube.conftest import CONFIG_MAPS, Served


def test_each_request_is_recorded(served: Served) -> None:
    before = time.monotonic()
    served.add("a")
    served.call("GET", f"{CONFIG_MAPS}?limit=5")
    served.call("GET", f"{CONFIG_MAPS}/absent")

    records = served.stand_in.audit.records

    assert [(each.method, each.path, each.query, each.status) for each in records] == [
        ("POST", CONFIG_MAPS, "", 201),
        ("GET", CONFIG_MAPS, "limit=5", 200),
        ("GET", f"{CONFIG_MAPS}/absent", "", 404),
    ]
    assert {each.user for each in records} == {"admin"}
    assert all(before < each.started < time.monotonic() and each.seconds >= 0 for each in records)


def test_a_service_account_is_named(served: Served) -> None:
    accounts = "/api/v1/namespaces/default/serviceaccounts"
    _, granted = served.call("POST", f"{accounts}/default/token", {})
    headers = {"Authorization": f"Bearer {granted['status']['token']}"}

    served.pool.request("GET", served.url + CONFIG_MAPS, headers=headers)
    served.pool.request("GET", served.url + CONFIG_MAPS)

    forbidden, anonymous = served.stand_in.audit.since(1)
    assert (forbidden.user, forbidden.status) == ("system:serviceaccount:default:default", 403)
    assert (anonymous.user, anonymous.status) == ("system:anonymous", 403)


def test_a_watch_is_recorded_when_it_begins(served: Served) -> None:
    headers = {"Authorization": f"Bearer {served.stand_in.options.admin_token}"}
    url = f"{served.url}{CONFIG_MAPS}?watch=true"

    watch = served.pool.request("GET", url, headers=headers, preload_content=False)

    assert [(each.query, each.status) for each in served.stand_in.audit.records] == [("watch=true", 200)]
    watch.close()


def test_a_fault_is_recorded_as_the_client_saw_it(served: Served) -> None:
    served.stand_in.faults.arm(
        Fault(kind=FaultKind.DROP_BEFORE), Fault(kind=FaultKind.STATUS, occurrence=2, status=503)
    )
    with pytest.raises(urllib3.exceptions.ProtocolError):
        served.open("GET", CONFIG_MAPS)
    served.open("GET", CONFIG_MAPS)

    assert [each.status for each in served.stand_in.audit.records] == [None, 503]
