"""Namespaces: what they begin with and how they end."""

import pytest

from tests.contract.kubernetes.api import Api, eventually
from tests.contract.kubernetes.conftest import Kind


def test_a_new_namespace_is_filled(api: Api, namespace: str) -> None:
    stored = api.core.read_namespace(namespace)

    assert stored.status.phase == "Active"
    assert stored.spec.finalizers == ["kubernetes"]
    assert stored.metadata.labels == {"kubernetes.io/metadata.name": namespace}
    assert (
        "BEGIN CERTIFICATE"
        in api.core.read_namespaced_config_map("kube-root-ca.crt", namespace).data["ca.crt"]
    )


@pytest.mark.parametrize("name", ["Upper", "with.dot", "x" * 64])
def test_its_name_is_a_label(api: Api, name: str) -> None:
    refused = api.call("POST", "/api/v1/namespaces", {"metadata": {"name": name}})

    assert refused.failure[:2] == (422, "Invalid")
    assert ("metadata.name", "FieldValueInvalid") in refused.causes


def test_its_contents_go_with_it(api: Api, namespace: str, config_maps: str, widgets: Kind) -> None:
    api.call("POST", config_maps, {"metadata": {"name": "a"}})
    api.call("POST", widgets.path, widgets.body("w"))

    deleted = api.call("DELETE", f"/api/v1/namespaces/{namespace}")

    assert deleted.body["status"]["phase"] == "Terminating"
    assert deleted.body["metadata"]["deletionTimestamp"]
    eventually(lambda: api.call("GET", f"/api/v1/namespaces/{namespace}").status == 404)
    assert api.call("GET", f"{config_maps}/a").status == 404
    assert api.call("GET", f"{widgets.path}/w").status == 404


@pytest.fixture
def ending(api: Api, namespace: str, config_maps: str) -> str:
    """A namespace that cannot end, because a finalizer holds something in it."""
    held = {"metadata": {"name": "held", "finalizers": ["contract.test/hold"]}}
    api.call("POST", config_maps, held)
    api.call("DELETE", f"/api/v1/namespaces/{namespace}")
    return config_maps


def test_nothing_new_comes_into_a_namespace_that_ends(api: Api, namespace: str, ending: str) -> None:
    refused = api.call("POST", ending, {"metadata": {"name": "late"}})

    assert refused.failure == (
        403,
        "Forbidden",
        (
            f'configmaps "late" is forbidden: unable to create new content in namespace {namespace} '
            "because it is being terminated"
        ),
    )
    assert refused.causes == [("metadata.namespace", "NamespaceTerminating")]
    api.patch(f"{ending}/held", {"metadata": {"finalizers": None}})


def test_what_is_there_can_still_be_changed(api: Api, namespace: str, ending: str) -> None:
    assert api.patch(f"{ending}/held", {"data": {"x": "1"}}).status == 200

    api.patch(f"{ending}/held", {"metadata": {"finalizers": None}})
    eventually(lambda: api.call("GET", f"/api/v1/namespaces/{namespace}").status == 404)


@pytest.mark.parametrize("name", ["default", "kube-system"])
def test_the_cluster_keeps_its_own(api: Api, name: str) -> None:
    refused = api.call("DELETE", f"/api/v1/namespaces/{name}?dryRun=All")

    assert refused.failure == (
        403,
        "Forbidden",
        f'namespaces "{name}" is forbidden: this namespace may not be deleted',
    )


def test_namespaces_can_be_selected_by_phase(api: Api, namespace: str) -> None:
    active = api.core.list_namespace(field_selector=f"status.phase=Active,metadata.name={namespace}")
    ending = api.core.list_namespace(field_selector=f"status.phase=Terminating,metadata.name={namespace}")

    assert [item.metadata.name for item in active.items] == [namespace]
    assert ending.items == []
