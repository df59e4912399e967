"""Pods: from creation over Running to a graceful end."""

import pytest

from remediation.model import JsonObject
from tests.contract.kubernetes.api import Api, eventually, names

IMAGE = "localhost/pause:1"
SPEC: JsonObject = {"containers": [{"name": "main", "image": IMAGE}], "terminationGracePeriodSeconds": 2}


@pytest.fixture
def pods(namespace: str) -> str:
    """The path of a namespace's pods."""
    return f"/api/v1/namespaces/{namespace}/pods"


@pytest.fixture
def running(api: Api, pods: str) -> str:
    """A pod that runs."""
    created = api.call("POST", pods, {"metadata": {"name": "p", "labels": {"a": "b"}}, "spec": SPEC})
    assert created.status == 201, created.body
    eventually(lambda: api.call("GET", f"{pods}/p").body["status"]["phase"] == "Running")
    return f"{pods}/p"


def test_a_pod_is_pending_then_running(api: Api, namespace: str, pods: str) -> None:
    created = api.core.create_namespaced_pod(namespace, {"metadata": {"name": "p"}, "spec": SPEC})

    assert created.status.phase == "Pending"
    assert created.spec.restart_policy == "Always"
    assert created.spec.service_account_name == "default"
    eventually(lambda: api.call("GET", f"{pods}/p").body["status"]["phase"] == "Running")
    pod = api.core.read_namespaced_pod("p", namespace)
    assert pod.spec.node_name
    assert pod.status.pod_ip
    assert pod.status.container_statuses[0].ready


def test_pods_are_found_by_phase_and_node(api: Api, pods: str, running: str) -> None:
    node = api.call("GET", running).body["spec"]["nodeName"]

    assert names(api.call("GET", f"{pods}?fieldSelector=status.phase%3DRunning")) == ["p"]
    assert names(api.call("GET", f"{pods}?fieldSelector=status.phase%21%3DRunning")) == []
    assert names(api.call("GET", f"{pods}?fieldSelector=spec.nodeName%3D{node}")) == ["p"]
    assert api.call("GET", f"{pods}?fieldSelector=nope%3Da").failure == (
        400,
        "BadRequest",
        "field label not supported: nope",
    )


def test_a_deleted_pod_gets_its_grace_period(api: Api, running: str) -> None:
    deleted = api.call("DELETE", running)

    meta = deleted.body["metadata"]
    assert deleted.body["kind"] == "Pod"
    assert meta["deletionGracePeriodSeconds"] == 2
    assert meta["deletionTimestamp"] > meta["creationTimestamp"]
    eventually(lambda: api.call("GET", running).status == 404)


def test_a_grace_period_can_be_chosen_and_only_shortened(api: Api, running: str) -> None:
    api.patch(running, {"metadata": {"finalizers": ["contract.test/hold"]}})

    chosen = api.call("DELETE", running, {"gracePeriodSeconds": 20})
    longer = api.call("DELETE", running, {"gracePeriodSeconds": 60})
    shorter = api.call("DELETE", running, {"gracePeriodSeconds": 5})

    found = [each.body["metadata"]["deletionGracePeriodSeconds"] for each in (chosen, longer, shorter)]
    assert found[:2] in ([20, 20], [20, 0])  # 0 once the kubelet has stopped it
    assert found[2] in {5, 0}
    api.patch(running, {"metadata": {"finalizers": None}})
    eventually(lambda: api.call("GET", running).status == 404)


def test_a_forced_deletion_does_not_wait(api: Api, running: str) -> None:
    api.call("DELETE", running, {"gracePeriodSeconds": 0})

    assert api.call("GET", running).status == 404


def test_a_pod_can_be_held_by_a_finalizer(api: Api, running: str) -> None:
    api.patch(running, {"metadata": {"finalizers": ["contract.test/hold"]}})

    api.call("DELETE", running, {"gracePeriodSeconds": 0})

    assert api.call("GET", running).body["metadata"]["deletionTimestamp"]
    api.patch(running, {"metadata": {"finalizers": None}})
    assert api.call("GET", running).status == 404


def test_a_finished_pod_has_nothing_to_wait_for(api: Api, pods: str) -> None:
    body = {"metadata": {"name": "p"}, "spec": {**SPEC, "nodeName": "nowhere"}}
    api.call("POST", pods, body)
    api.patch(f"{pods}/p/status", {"status": {"phase": "Succeeded"}})

    api.call("DELETE", f"{pods}/p")

    assert api.call("GET", f"{pods}/p").status == 404


def test_status_belongs_to_its_subresource(api: Api, pods: str) -> None:
    api.call("POST", pods, {"metadata": {"name": "p"}, "spec": {**SPEC, "nodeName": "nowhere"}})

    ignored = api.patch(f"{pods}/p", {"status": {"phase": "Failed"}})
    written = api.patch(f"{pods}/p/status", {"status": {"phase": "Failed", "message": "why"}})

    assert ignored.body["status"]["phase"] == "Pending"
    assert (written.body["status"]["phase"], written.body["status"]["message"]) == ("Failed", "why")
    api.call("DELETE", f"{pods}/p", {"gracePeriodSeconds": 0})


def test_with_a_pods_status_its_metadata_may_change_but_not_its_owners(api: Api, pods: str) -> None:
    body = {"metadata": {"name": "p", "labels": {"a": "b"}}, "spec": {**SPEC, "nodeName": "nowhere"}}
    api.call("POST", pods, body)
    owner = {"apiVersion": "v1", "kind": "ConfigMap", "name": "x", "uid": "u"}
    metadata = {"labels": {"a": None, "c": "d"}, "annotations": {"e": "f"}, "ownerReferences": [owner]}

    written = api.patch(f"{pods}/p/status", {"metadata": metadata, "spec": {"activeDeadlineSeconds": 5}})

    found = written.body["metadata"]
    assert (found["labels"], found["annotations"]) == ({"c": "d"}, {"e": "f"})
    assert "ownerReferences" not in found
    assert "activeDeadlineSeconds" not in written.body["spec"]
    api.call("DELETE", f"{pods}/p", {"gracePeriodSeconds": 0})


def test_most_of_a_pod_is_fixed(api: Api, running: str) -> None:
    command = [{"op": "add", "path": "/spec/containers/0/command", "value": ["x"]}]

    refused = api.patch(running, command, "application/json-patch+json")
    deadline = api.patch(running, {"spec": {"activeDeadlineSeconds": 5000}})

    assert refused.causes == [("spec", "FieldValueForbidden")]
    assert deadline.body["spec"]["activeDeadlineSeconds"] == 5000
    assert deadline.body["metadata"]["generation"] == 2


@pytest.mark.parametrize(
    ("spec", "field"),
    [
        ({}, "spec.containers"),
        ({"containers": [{"name": "Upper", "image": IMAGE}]}, "spec.containers[0].name"),
        ({"containers": [{"name": "c"}]}, "spec.containers[0].image"),
    ],
)
def test_a_wrong_pod_is_refused(api: Api, pods: str, spec: JsonObject, field: str) -> None:
    refused = api.call("POST", pods, {"metadata": {"name": "p"}, "spec": spec})

    assert refused.failure[:2] == (422, "Invalid")
    assert field in [named for named, _ in refused.causes]


def test_a_pod_needs_its_service_account(api: Api, namespace: str, pods: str) -> None:
    body = {"metadata": {"name": "p"}, "spec": {**SPEC, "serviceAccountName": "absent"}}

    refused = api.call("POST", pods, body)

    assert refused.failure == (
        403,
        "Forbidden",
        (
            f'pods "p" is forbidden: error looking up service account {namespace}/absent: '
            'serviceaccount "absent" not found'
        ),
    )


def test_a_collection_of_pods_ends_gracefully(api: Api, pods: str, running: str) -> None:
    answer = api.call("DELETE", f"{pods}?labelSelector=a%3Db")

    assert names(answer) == ["p"]
    eventually(lambda: api.call("GET", running).status == 404)


def test_in_the_foreground_an_owner_waits_for_its_pods(api: Api, config_maps: str, pods: str) -> None:
    owner = api.call("POST", config_maps, {"metadata": {"name": "owner"}}).body
    reference = {
        "apiVersion": "v1",
        "kind": "ConfigMap",
        "name": "owner",
        "uid": owner["metadata"]["uid"],
        "blockOwnerDeletion": True,
    }
    api.call("POST", pods, {"metadata": {"name": "p", "ownerReferences": [reference]}, "spec": SPEC})
    eventually(lambda: api.call("GET", f"{pods}/p").body["status"]["phase"] == "Running")

    api.call("DELETE", f"{config_maps}/owner", {"propagationPolicy": "Foreground"})

    eventually(lambda: api.call("GET", f"{config_maps}/owner").status == 404)
    assert api.call("GET", f"{pods}/p").status == 404
