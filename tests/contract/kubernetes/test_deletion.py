"""DELETE: preconditions, finalizers and answers."""

import pytest

from remediation.model import JsonObject
from tests.contract.kubernetes.api import Api
from tests.contract.kubernetes.conftest import Kind


@pytest.fixture
def stored(api: Api, config_maps: str) -> JsonObject:
    """A ConfigMap as the server stored it."""
    created: JsonObject = api.call("POST", config_maps, {"metadata": {"name": "a"}}).body
    return created


def test_a_deleted_object_is_gone(api: Api, namespace: str, config_maps: str, stored: JsonObject) -> None:
    answer = api.core.delete_namespaced_config_map("a", namespace)

    assert answer["status"] == "Success"
    assert answer["details"] == {"name": "a", "kind": "configmaps", "uid": stored["metadata"]["uid"]}
    assert api.call("GET", f"{config_maps}/a").failure == (404, "NotFound", 'configmaps "a" not found')


def test_an_absent_object_cannot_be_deleted(api: Api, config_maps: str) -> None:
    assert api.call("DELETE", f"{config_maps}/absent").failure[:2] == (404, "NotFound")


@pytest.mark.usefixtures("stored")
def test_only_the_incarnation_that_is_meant_is_deleted(api: Api, config_maps: str) -> None:
    refused = api.call("DELETE", f"{config_maps}/a", {"preconditions": {"uid": "another"}})

    assert refused.failure[:2] == (409, "Conflict")
    assert 'ConfigMap "a": the UID in the precondition (another) does not match' in refused.failure[2]
    assert api.call("GET", f"{config_maps}/a").status == 200


def test_only_the_version_that_is_meant_is_deleted(api: Api, config_maps: str, stored: JsonObject) -> None:
    meta = stored["metadata"]
    right = {"uid": meta["uid"], "resourceVersion": meta["resourceVersion"]}

    refused = api.call("DELETE", f"{config_maps}/a", {"preconditions": {"resourceVersion": "1"}})

    assert refused.failure[:2] == (409, "Conflict")
    assert "the ResourceVersion in the precondition (1) does not match" in refused.failure[2]
    assert api.call("DELETE", f"{config_maps}/a", {"preconditions": right}).status == 200


@pytest.mark.usefixtures("stored")
def test_a_dry_run_deletes_nothing(api: Api, config_maps: str) -> None:
    assert api.call("DELETE", f"{config_maps}/a?dryRun=All").status == 200
    assert api.call("GET", f"{config_maps}/a").status == 200


@pytest.mark.parametrize("options", [{"propagationPolicy": "Nope"}, {"dryRun": ["Some"]}])
@pytest.mark.usefixtures("stored")
def test_options_that_mean_nothing_are_refused(
    api: Api, config_maps: str, options: dict[str, object]
) -> None:
    refused = api.call("DELETE", f"{config_maps}/a", options)

    assert refused.failure[:2] == (422, "Invalid")
    assert refused.causes[0][1] == "FieldValueNotSupported"


@pytest.mark.usefixtures("stored")
def test_options_may_stand_in_the_query(api: Api, config_maps: str) -> None:
    assert api.call("DELETE", f"{config_maps}/a?propagationPolicy=Nope").failure[0] == 422
    assert api.call("DELETE", f"{config_maps}/a?gracePeriodSeconds=abc").failure[0] == 400
    assert api.call("DELETE", f"{config_maps}/a?propagationPolicy=Background").status == 200


@pytest.fixture
def held(api: Api, widgets: Kind) -> str:
    """A custom resource with two finalizers."""
    body = widgets.body("w")
    body["metadata"]["finalizers"] = ["contract.test/one", "contract.test/two"]
    api.call("POST", widgets.path, body)
    return f"{widgets.path}/w"


def test_finalizers_hold_an_object(api: Api, held: str) -> None:
    deleted = api.call("DELETE", held)

    meta = deleted.body["metadata"]
    assert deleted.status == 200
    assert meta["deletionTimestamp"]
    assert meta["deletionGracePeriodSeconds"] == 0
    assert meta["generation"] == 2
    assert api.call("GET", held).body == deleted.body


def test_deleting_twice_changes_nothing(api: Api, held: str) -> None:
    once = api.call("DELETE", held)

    assert api.call("DELETE", held).body == once.body


def test_the_object_goes_with_its_last_finalizer(api: Api, held: str) -> None:
    api.call("DELETE", held)

    still = api.patch(held, {"metadata": {"finalizers": ["contract.test/two"]}})
    last = api.patch(held, {"metadata": {"finalizers": None}})

    assert still.status == last.status == 200
    assert "finalizers" not in last.body["metadata"]
    assert api.call("GET", held).status == 404


def test_no_finalizer_is_added_to_what_is_being_deleted(api: Api, held: str) -> None:
    api.call("DELETE", held)

    more = ["contract.test/one", "contract.test/two", "contract.test/three"]
    refused = api.patch(held, {"metadata": {"finalizers": more}})

    assert refused.failure[:2] == (422, "Invalid")
    assert refused.causes == [("metadata.finalizers", "FieldValueForbidden")]
    assert 'found new finalizers []string{"contract.test/three"}' in refused.failure[2]


def test_what_is_being_deleted_can_still_be_changed_but_not_revived(api: Api, held: str) -> None:
    api.call("DELETE", held)

    changed = api.patch(held, {"spec": {"size": 9}})
    revived = api.patch(held, {"metadata": {"deletionTimestamp": None}})

    assert changed.body["spec"]["size"] == 9
    assert revived.body["metadata"]["deletionTimestamp"]


def test_the_name_of_what_is_being_deleted_is_taken(api: Api, held: str, widgets: Kind) -> None:
    api.call("DELETE", held)

    refused = api.call("POST", widgets.path, widgets.body("w"))

    assert refused.failure == (
        409,
        "AlreadyExists",
        f'object is being deleted: {widgets.id} "w" already exists',
    )


def test_a_service_account_is_answered_with_itself(api: Api, namespace: str) -> None:
    path = f"/api/v1/namespaces/{namespace}/serviceaccounts"
    api.call("POST", path, {"metadata": {"name": "a"}})

    answer = api.call("DELETE", f"{path}/a").body

    assert (answer["kind"], answer["metadata"]["name"]) == ("ServiceAccount", "a")
    assert "deletionTimestamp" not in answer["metadata"]
