"""PATCH: the formats, their failures and their preconditions."""

import pytest

from tests.contract.kubernetes.api import JSON_PATCH, STRATEGIC, Api
from tests.contract.kubernetes.conftest import Kind


@pytest.fixture
def path(api: Api, config_maps: str) -> str:
    """A ConfigMap with two values and a label."""
    body = {"metadata": {"name": "a", "labels": {"l": "1"}}, "data": {"x": "1", "y": "2"}}
    api.call("POST", config_maps, body)
    return f"{config_maps}/a"


def test_a_merge_patch_sets_and_removes(api: Api, path: str) -> None:
    patched = api.patch(path, {"data": {"x": None, "z": "3"}, "metadata": {"labels": {"m": "2"}}})

    assert patched.body["data"] == {"y": "2", "z": "3"}
    assert patched.body["metadata"]["labels"] == {"l": "1", "m": "2"}


def test_the_official_client_patches(api: Api, namespace: str, path: str) -> None:
    api.core.patch_namespaced_config_map("a", namespace, {"data": {"x": "9"}})

    assert api.call("GET", path).body["data"] == {"x": "9", "y": "2"}


def test_a_merge_patch_replaces_lists(api: Api, widgets: Kind) -> None:
    api.call("POST", widgets.path, widgets.body("w", spec={"size": 3, "tags": ["a", "b"]}))

    patched = api.patch(f"{widgets.path}/w", {"spec": {"tags": ["c"]}})

    assert patched.body["spec"]["tags"] == ["c"]


def test_a_json_patch_applies_all_operations(api: Api, path: str) -> None:
    operations = [
        {"op": "add", "path": "/metadata/labels/a~1b", "value": "1"},
        {"op": "copy", "from": "/data/y", "path": "/data/z"},
        {"op": "move", "from": "/data/z", "path": "/data/w"},
        {"op": "replace", "path": "/data/x", "value": "9"},
        {"op": "test", "path": "/data/w", "value": "2"},
        {"op": "remove", "path": "/data/y"},
    ]

    patched = api.patch(path, operations, JSON_PATCH)

    assert patched.body["data"] == {"x": "9", "w": "2"}
    assert patched.body["metadata"]["labels"] == {"l": "1", "a/b": "1"}


def test_a_json_patch_edits_lists(api: Api, widgets: Kind) -> None:
    api.call("POST", widgets.path, widgets.body("w", spec={"size": 3, "tags": ["a"]}))
    operations = [
        {"op": "add", "path": "/spec/tags/-", "value": "z"},
        {"op": "add", "path": "/spec/tags/0", "value": "first"},
        {"op": "remove", "path": "/spec/tags/-1"},
    ]

    patched = api.patch(f"{widgets.path}/w", operations, JSON_PATCH)

    assert patched.body["spec"]["tags"] == ["first", "a"]


@pytest.mark.parametrize(
    "operation",
    [
        {"op": "test", "path": "/data/x", "value": "other"},
        {"op": "test", "path": "/data/absent", "value": "1"},
        {"op": "test", "path": "/metadata/resourceVersion", "value": "1"},
        {"op": "remove", "path": "/data/absent"},
        {"op": "add", "path": "/absent/deep/x", "value": "1"},
        {"op": "copy", "from": "/absent/x", "path": "/data/x"},
        {"op": "frobnicate", "path": "/data/x"},
    ],
)
def test_a_json_patch_that_does_not_apply_changes_nothing(
    api: Api, path: str, operation: dict[str, str]
) -> None:
    before = api.call("GET", path).body

    refused = api.patch(path, [{"op": "replace", "path": "/data/y", "value": "9"}, operation], JSON_PATCH)

    assert refused.failure == (
        422,
        "Invalid",
        "the server rejected our request due to an error in our request",
    )
    assert api.call("GET", path).body == before


def test_a_json_patch_replaces_what_is_not_there_and_tests_absence_with_null(api: Api, path: str) -> None:
    operations = [
        {"op": "test", "path": "/data/new", "value": None},
        {"op": "replace", "path": "/data/new", "value": "1"},
    ]

    assert api.patch(path, operations, JSON_PATCH).body["data"]["new"] == "1"


def test_a_strategic_patch_merges_maps(api: Api, path: str) -> None:
    patched = api.patch(path, {"data": {"x": None, "s": "1"}}, STRATEGIC)

    assert patched.body["data"] == {"y": "2", "s": "1"}


def test_custom_resources_know_no_strategic_patch(api: Api, widgets: Kind) -> None:
    api.call("POST", widgets.path, widgets.body("w"))

    refused = api.patch(f"{widgets.path}/w", {"spec": {"size": 4}}, STRATEGIC)

    assert refused.failure[:2] == (415, "UnsupportedMediaType")


@pytest.mark.parametrize("media_type", ["application/json", "text/plain"])
def test_other_formats_are_refused(api: Api, path: str, media_type: str) -> None:
    assert api.patch(path, {"data": {}}, media_type).failure[:2] == (415, "UnsupportedMediaType")


@pytest.mark.parametrize("body", [[], b"{nope"])
def test_a_body_that_is_no_patch_is_a_bad_request(api: Api, path: str, body: object) -> None:
    refused = api.patch(path, body)

    assert refused.failure[:2] == (400, "BadRequest")
    assert refused.failure[2].startswith("error decoding patch: ")


def test_a_version_in_a_patch_is_a_precondition(api: Api, path: str) -> None:
    current = api.call("GET", path).body["metadata"]["resourceVersion"]

    stale = api.patch(path, {"metadata": {"resourceVersion": "1"}, "data": {"x": "2"}})
    fresh = api.patch(path, {"metadata": {"resourceVersion": current}, "data": {"x": "2"}})
    replaced = [{"op": "replace", "path": "/metadata/resourceVersion", "value": "1"}]

    assert stale.failure[:2] == (409, "Conflict")
    assert fresh.status == 200
    assert api.patch(path, replaced, JSON_PATCH).failure[:2] == (409, "Conflict")


def test_identity_cannot_be_patched(api: Api, path: str) -> None:
    name = api.patch(path, {"metadata": {"name": "b"}})
    uid = api.patch(path, {"metadata": {"uid": "another"}})
    kind = api.patch(path, {"kind": "Secret"})

    assert name.failure[:2] == (400, "BadRequest")
    assert (uid.failure[:2], uid.causes) == ((422, "Invalid"), [("metadata.uid", "FieldValueInvalid")])
    assert kind.failure[0] in {400, 422}


def test_a_uid_in_a_patch_is_a_field_that_may_not_change(api: Api, namespace: str, widgets: Kind) -> None:
    pods = f"/api/v1/namespaces/{namespace}/pods"
    spec = {"nodeName": "nowhere", "containers": [{"name": "c", "image": "i"}]}
    api.call("POST", pods, {"metadata": {"name": "p"}, "spec": spec})
    own = api.call("POST", widgets.path, widgets.body("w")).body["metadata"]["uid"]
    other = {"metadata": {"uid": "11111111-2222-3333-4444-555555555555"}}
    forbidden = [("metadata.uid", "FieldValueInvalid")]

    assert api.patch(f"{widgets.path}/w", {"metadata": {"uid": own}, "spec": {"size": 4}}).status == 200
    assert api.patch(f"{widgets.path}/w", other).causes == forbidden
    assert api.patch(f"{pods}/p/status", {**other, "status": {"phase": "Failed"}}).causes == forbidden
    api.call("DELETE", f"{pods}/p", {"gracePeriodSeconds": 0})


def test_a_uid_in_a_patch_of_a_custom_status_is_ignored(api: Api, widgets: Kind) -> None:
    own = api.call("POST", widgets.path, widgets.body("w")).body["metadata"]["uid"]

    patched = api.patch(f"{widgets.path}/w/status", {"metadata": {"uid": "x"}, "status": {"phase": "Done"}})

    assert (patched.body["metadata"]["uid"], patched.body["status"]) == (own, {"phase": "Done"})


def test_a_patch_to_a_wrong_type_is_invalid(api: Api, path: str) -> None:
    refused = api.patch(path, {"data": {"x": 3}})

    assert refused.failure[:2] == (422, "Invalid")
    assert refused.causes == [("patch", "FieldValueInvalid")]


def test_a_patch_that_changes_nothing_writes_nothing(api: Api, path: str) -> None:
    before = api.call("GET", path).body

    assert api.patch(path, {"data": {"x": "1"}}).body == before
    assert api.patch(path, {"metadata": {"creationTimestamp": None}}).body == before


def test_an_absent_object_is_not_created(api: Api, config_maps: str, widgets: Kind) -> None:
    assert api.patch(f"{config_maps}/absent", {"data": {}}).failure[:2] == (404, "NotFound")
    assert api.patch(f"{widgets.path}/absent", widgets.body("absent")).failure[:2] == (404, "NotFound")
