"""DELETE on a collection."""

import pytest

from tests.contract.kubernetes.api import Api, names
from tests.contract.kubernetes.conftest import Kind


@pytest.fixture
def runs(api: Api, widgets: Kind) -> Kind:
    """Five runs of two tasks, one of them held by a finalizer."""
    for name, task in (("a", "1"), ("b", "1"), ("held", "1"), ("c", "2"), ("d", "2")):
        body = widgets.body(name)
        body["metadata"]["labels"] = {"task": task}
        if name == "held":
            body["metadata"]["finalizers"] = ["contract.test/hold"]
        api.call("POST", widgets.path, body)
    return widgets


def test_what_the_selector_matches_is_deleted_and_listed(api: Api, runs: Kind) -> None:
    answer = api.call("DELETE", f"{runs.path}?labelSelector=task%3D1")

    assert answer.status == 200
    assert answer.body["kind"] == f"{runs.kind}List"
    assert names(answer) == ["a", "b", "held"]
    assert all("deletionTimestamp" not in item["metadata"] for item in answer.body["items"])
    assert names(api.call("GET", runs.path)) == ["c", "d", "held"]


def test_a_held_object_is_only_marked(api: Api, runs: Kind) -> None:
    api.call("DELETE", runs.path)

    remaining = api.call("GET", runs.path).body["items"]

    assert [item["metadata"]["name"] for item in remaining] == ["held"]
    assert remaining[0]["metadata"]["deletionTimestamp"]


def test_a_negative_selector_spares_what_it_names(api: Api, runs: Kind) -> None:
    api.call("DELETE", f"{runs.path}?labelSelector=task%21%3D2")

    assert names(api.call("GET", runs.path)) == ["c", "d", "held"]


def test_nothing_to_delete_is_an_empty_list(api: Api, runs: Kind) -> None:
    answer = api.call("DELETE", f"{runs.path}?labelSelector=task%3D3")

    assert (answer.status, answer.body["items"]) == (200, [])


def test_a_field_selector_narrows_it_to_one(api: Api, runs: Kind) -> None:
    assert names(api.call("DELETE", f"{runs.path}?fieldSelector=metadata.name%3Da")) == ["a"]


def test_a_selector_that_cannot_be_read_deletes_nothing(api: Api, runs: Kind) -> None:
    refused = api.call("DELETE", f"{runs.path}?labelSelector=task%20one")

    assert refused.failure[:2] == (400, "BadRequest")
    assert len(names(api.call("GET", runs.path))) == 5


def test_the_official_client_deletes_a_collection(api: Api, namespace: str, config_maps: str) -> None:
    for name in ("a", "b"):
        api.call("POST", config_maps, {"metadata": {"name": name, "labels": {"x": "1"}}})

    api.core.delete_collection_namespaced_config_map(namespace, label_selector="x=1")

    assert names(api.call("GET", f"{config_maps}?labelSelector=x")) == []


def test_namespaces_are_never_deleted_together(api: Api) -> None:
    assert api.call("DELETE", "/api/v1/namespaces").failure[:2] == (405, "MethodNotAllowed")
