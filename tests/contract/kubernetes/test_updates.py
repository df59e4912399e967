"""PUT: optimistic concurrency and what stays as it is."""

import pytest
from kubernetes.client import ApiException

from remediation.model import JsonObject
from tests.contract.kubernetes.api import Api
from tests.contract.kubernetes.conftest import Kind

MODIFIED = "the object has been modified; please apply your changes to the latest version and try again"


@pytest.fixture
def stored(api: Api, config_maps: str) -> JsonObject:
    """A ConfigMap as the server stored it."""
    body = {"metadata": {"name": "a", "labels": {"l": "1"}}, "data": {"x": "1"}}
    created: JsonObject = api.call("POST", config_maps, body).body
    return created


def test_of_two_writers_the_later_one_is_told(api: Api, namespace: str, stored: JsonObject) -> None:
    mine = api.core.read_namespaced_config_map("a", namespace)
    theirs = api.core.read_namespaced_config_map("a", namespace)
    theirs.data["x"] = "2"
    api.core.replace_namespaced_config_map("a", namespace, theirs)

    mine.data["x"] = "3"
    with pytest.raises(ApiException) as refused:
        api.core.replace_namespaced_config_map("a", namespace, mine)

    assert refused.value.status == 409
    assert MODIFIED in str(refused.value.body)
    assert api.core.read_namespaced_config_map("a", namespace).data == {"x": "2"}
    assert stored["data"] == {"x": "1"}


def test_the_conflict_names_the_object(api: Api, config_maps: str, stored: JsonObject) -> None:
    api.call("PUT", f"{config_maps}/a", stored | {"data": {}})

    refused = api.call("PUT", f"{config_maps}/a", stored)

    assert refused.failure == (
        409,
        "Conflict",
        f'Operation cannot be fulfilled on configmaps "a": {MODIFIED}',
    )
    assert refused.body["details"] == {"name": "a", "kind": "configmaps"}


def test_each_change_gets_a_later_version_and_no_change_gets_none(
    api: Api, config_maps: str, stored: JsonObject
) -> None:
    same = api.call("PUT", f"{config_maps}/a", stored)
    changed = api.call("PUT", f"{config_maps}/a", stored | {"data": {"x": "2"}})

    assert same.body == stored
    assert int(changed.body["metadata"]["resourceVersion"]) > int(stored["metadata"]["resourceVersion"])


@pytest.mark.usefixtures("stored")
def test_without_a_version_a_config_map_is_overwritten(api: Api, config_maps: str) -> None:
    replaced = api.call("PUT", f"{config_maps}/a", {"metadata": {"name": "a"}, "data": {"y": "2"}})

    assert replaced.status == 200
    assert replaced.body["data"] == {"y": "2"}
    assert "labels" not in replaced.body["metadata"]


def test_without_a_version_a_lease_is_overwritten_only_by_creation(api: Api, namespace: str) -> None:
    path = f"/apis/coordination.k8s.io/v1/namespaces/{namespace}/leases/l"
    body = {"metadata": {"name": "l"}, "spec": {"holderIdentity": "me"}}

    created = api.call("PUT", path, body)
    refused = api.call("PUT", path, body)

    assert created.status == 201
    assert refused.failure[:2] == (422, "Invalid")
    assert refused.causes == [("metadata.resourceVersion", "FieldValueInvalid")]


def test_without_a_version_a_custom_resource_is_refused(api: Api, widgets: Kind) -> None:
    api.call("POST", widgets.path, widgets.body("a"))

    refused = api.call("PUT", f"{widgets.path}/a", widgets.body("a"))

    assert refused.failure == (
        422,
        "Invalid",
        (
            f'{widgets.id} "a" is invalid: metadata.resourceVersion: Invalid value: 0: '
            "must be specified for an update"
        ),
    )


def test_an_absent_config_map_is_not_created(api: Api, config_maps: str) -> None:
    refused = api.call("PUT", f"{config_maps}/absent", {"metadata": {"name": "absent"}})

    assert refused.failure == (404, "NotFound", 'configmaps "absent" not found')


@pytest.mark.usefixtures("stored")
def test_another_incarnation_is_a_conflict(api: Api, config_maps: str) -> None:
    refused = api.call("PUT", f"{config_maps}/a", {"metadata": {"name": "a", "uid": "another"}})

    assert refused.failure[:2] == (409, "Conflict")
    assert "Precondition failed: UID in precondition: another, UID in object meta: " in refused.failure[2]


def test_creation_time_and_generation_cannot_be_rewritten(
    api: Api, config_maps: str, stored: JsonObject
) -> None:
    meta = {"name": "a", "creationTimestamp": "2020-01-01T00:00:00Z", "generation": 7}

    replaced = api.call("PUT", f"{config_maps}/a", {"metadata": meta, "data": {"y": "1"}})

    assert replaced.body["metadata"]["creationTimestamp"] == stored["metadata"]["creationTimestamp"]
    assert "generation" not in replaced.body["metadata"]


@pytest.mark.usefixtures("stored")
def test_a_client_cannot_mark_an_object_as_deleted(api: Api, config_maps: str) -> None:
    meta = {"name": "a", "deletionTimestamp": "2020-01-01T00:00:00Z"}

    refused = api.call("PUT", f"{config_maps}/a", {"metadata": meta})

    assert refused.causes == [("metadata.deletionTimestamp", "FieldValueInvalid")]


@pytest.mark.parametrize(
    ("meta", "message"),
    [
        ({"name": "b"}, "the name of the object (b) does not match the name on the URL (a)"),
        ({}, "the name of the object (a based on URL) was undeterminable: name must be provided"),
        (
            {"name": "a", "namespace": "other"},
            "the namespace of the provided object does not match the namespace sent on the request",
        ),
    ],
)
@pytest.mark.usefixtures("stored")
def test_the_body_must_belong_to_the_path(
    api: Api, config_maps: str, meta: dict[str, str], message: str
) -> None:
    assert api.call("PUT", f"{config_maps}/a", {"metadata": meta}).failure == (400, "BadRequest", message)


@pytest.mark.usefixtures("stored")
def test_a_dry_run_changes_nothing(api: Api, config_maps: str) -> None:
    tried = api.call("PUT", f"{config_maps}/a?dryRun=All", {"metadata": {"name": "a"}, "data": {"x": "9"}})

    assert tried.body["data"] == {"x": "9"}
    assert api.call("GET", f"{config_maps}/a").body["data"] == {"x": "1"}


@pytest.mark.parametrize(("method", "path"), [("POST", "/a"), ("PUT", ""), ("PATCH", "")])
def test_a_verb_that_the_path_does_not_have_is_refused(
    api: Api, config_maps: str, method: str, path: str
) -> None:
    refused = api.call(method, config_maps + path, {})

    assert refused.failure[:2] == (405, "MethodNotAllowed")
