import json
import threading
import time

import pytest
import urllib3

from remediation.model import JsonObject
from sandbox.kube import KubernetesStandIn, Options
from tests.sandbox.kube.conftest import CONFIG_MAPS, WORKFLOWS, Served

PODS = "/api/v1/namespaces/default/pods"
POD: JsonObject = {"metadata": {"name": "p"}, "spec": {"containers": [{"name": "c", "image": "i"}]}}


def test_namespaces_exist_from_the_start() -> None:
    stand_in = KubernetesStandIn(Options(namespaces=("agents",), admin_token="secret"))
    with stand_in.serving() as url, urllib3.PoolManager() as pool:
        served = Served(stand_in, url, pool)

        assert served.call("GET", "/api/v1/namespaces/agents")[0] == 200
        assert served.call("GET", "/api/v1/namespaces/agents/serviceaccounts/default")[0] == 200


def test_each_stand_in_has_its_own_token() -> None:
    assert KubernetesStandIn().options.admin_token != KubernetesStandIn().options.admin_token


def test_pods_start_when_they_are_told_to() -> None:
    stand_in = KubernetesStandIn(Options(pod_start_seconds=60))
    with stand_in.serving() as url, urllib3.PoolManager() as pool:
        served = Served(stand_in, url, pool)
        served.call("POST", PODS, POD)
        time.sleep(0.1)

        _, pod = served.call("GET", f"{PODS}/p")

    assert pod["status"]["phase"] == "Pending"
    assert pod["spec"]["nodeName"]


def test_a_pod_of_another_node_is_left_alone(served: Served) -> None:
    served.call("POST", PODS, POD | {"spec": {**POD["spec"], "nodeName": "elsewhere"}})
    time.sleep(0.2)
    _, waiting = served.call("GET", f"{PODS}/p")
    served.call("DELETE", f"{PODS}/p?gracePeriodSeconds=1")
    time.sleep(0.2)
    _, leaving = served.call("GET", f"{PODS}/p")

    assert waiting["status"]["phase"] == "Pending"
    assert "deletionTimestamp" in leaving["metadata"]


def test_a_phase_that_a_client_wrote_stays(served: Served) -> None:
    served.call("POST", PODS, POD)
    merge = "application/merge-patch+json"
    served.call("PATCH", f"{PODS}/p/status", {"status": {"phase": "Succeeded"}}, merge)
    time.sleep(0.2)

    assert served.call("GET", f"{PODS}/p")[1]["status"]["phase"] == "Succeeded"


def test_history_can_be_forgotten_while_it_is_served(served: Served) -> None:
    revision = served.add("a")["metadata"]["resourceVersion"]
    served.add("b")
    _, page = served.call("GET", f"{CONFIG_MAPS}?limit=1")

    served.add("c")

    served.stand_in.forget_history()

    watched = served.open("GET", f"{CONFIG_MAPS}?watch=1&timeoutSeconds=1&resourceVersion={revision}")
    assert json.loads(watched.data)["object"]["code"] == 410
    token = page["metadata"]["continue"]
    assert served.call("GET", f"{CONFIG_MAPS}?limit=1&continue={token}")[0] == 410


def test_only_so_many_changes_are_remembered() -> None:
    stand_in = KubernetesStandIn(Options(history_changes=3))
    with stand_in.serving() as url, urllib3.PoolManager() as pool:
        served = Served(stand_in, url, pool)
        revisions = [served.add(name)["metadata"]["resourceVersion"] for name in "abcde"]

        def missed(revision: str) -> list[str]:
            path = f"{CONFIG_MAPS}?watch=1&timeoutSeconds=1&resourceVersion={revision}"
            events = [json.loads(line) for line in served.open("GET", path).data.splitlines()]
            return [event["object"].get("metadata", {}).get("name", event["type"]) for event in events]

        assert missed(revisions[0]) == ["ERROR"]
        assert missed(revisions[1]) == ["c", "d", "e"]


def test_a_stop_ends_open_watches_at_once() -> None:
    stand_in = KubernetesStandIn()
    ended = threading.Event()

    def follow(url: str) -> None:
        headers = {"Authorization": f"Bearer {stand_in.options.admin_token}"}
        with urllib3.PoolManager() as pool:
            pool.request("GET", f"{url}{WORKFLOWS}?watch=true", headers=headers)
        ended.set()

    with stand_in.serving() as url:
        threading.Thread(target=follow, args=(url,)).start()
        while not stand_in.audit.records:
            time.sleep(0.01)
        started = time.monotonic()

    assert time.monotonic() - started < 0.9
    assert ended.wait(1)


def test_history_belongs_to_a_stand_in_that_is_served() -> None:
    with pytest.raises(RuntimeError, match="not being served"):
        KubernetesStandIn().forget_history()
