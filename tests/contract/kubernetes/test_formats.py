"""What can be sent and what can be read: media types, partial metadata, sizes, discovery."""

import pytest

from tests.contract.kubernetes.api import Api
from tests.contract.kubernetes.conftest import Kind

PARTIAL = "application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1"
PARTIAL_LIST = "application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1"
MIB = 1024 * 1024


def test_only_metadata_can_be_read(api: Api, config_maps: str) -> None:
    api.call("POST", config_maps, {"metadata": {"name": "a", "labels": {"l": "1"}}, "data": {"x": "1"}})

    one = api.call("GET", f"{config_maps}/a", accept=PARTIAL).body
    several = api.call("GET", f"{config_maps}?limit=1", accept=PARTIAL_LIST).body

    assert (one["kind"], one["apiVersion"]) == ("PartialObjectMetadata", "meta.k8s.io/v1")
    assert one["metadata"]["labels"] == {"l": "1"}
    assert "data" not in one
    assert several["kind"] == "PartialObjectMetadataList"
    assert several["items"] == [one]
    assert several["metadata"]["continue"]


def test_the_first_form_that_the_server_can_write_is_taken(api: Api, config_maps: str) -> None:
    accept = "application/x-unknown," + PARTIAL_LIST + ",application/json"

    assert api.call("GET", config_maps, accept=accept).body["kind"] == "PartialObjectMetadataList"


def test_a_form_that_nobody_can_write_is_refused(api: Api, config_maps: str) -> None:
    assert api.call("GET", config_maps, accept="text/html").failure[:2] == (406, "NotAcceptable")


def test_a_body_in_another_format_is_refused(api: Api, config_maps: str) -> None:
    refused = api.call("POST", config_maps, {"metadata": {"name": "a"}}, media_type="text/plain")

    assert refused.failure[:2] == (415, "UnsupportedMediaType")


def test_a_body_has_at_most_three_mebibytes(api: Api, config_maps: str) -> None:
    refused = api.call("POST", config_maps, {"metadata": {"name": "a"}, "data": {"x": "x" * (4 * MIB)}})

    assert refused.failure == (413, "RequestEntityTooLarge", "Request entity too large: limit is 3145728")


def test_an_object_has_at_most_what_the_database_takes(api: Api, widgets: Kind) -> None:
    def sized(name: str, size: int) -> object:
        return widgets.body(name, spec={"size": 3, "free": {"x": "x" * size}})

    assert api.call("POST", widgets.path, sized("fits", 1_500_000)).status == 201
    assert api.call("POST", widgets.path, sized("big", 1_600_000)).failure == (
        500,
        "",
        "etcdserver: request is too large",
    )
    assert "ResourceExhausted" in api.call("POST", widgets.path, sized("huge", 2_600_000)).failure[2]


def test_the_official_client_discovers_resources(api: Api, widgets: Kind) -> None:
    resources = api.dynamic.resources

    config_maps = resources.get(api_version="v1", kind="ConfigMap")
    custom = resources.get(api_version=f"{widgets.group}/v1", kind=widgets.kind)
    workflows = resources.get(api_version="argoproj.io/v1alpha1", kind="Workflow")

    assert (config_maps.name, config_maps.namespaced) == ("configmaps", True)
    assert (custom.name, custom.namespaced, "status" in custom.subresources) == ("widgets", True, True)
    assert (workflows.name, workflows.short_names) == ("workflows", ["wf"])


@pytest.mark.parametrize(
    ("group_version", "plural", "verbs"),
    [
        ("v1", "namespaces", "create delete get list patch update watch"),
        ("v1", "configmaps", "create delete deletecollection get list patch update watch"),
        ("v1", "serviceaccounts/token", "create"),
        ("coordination.k8s.io/v1", "leases", "create delete deletecollection get list patch update watch"),
    ],
)
def test_discovery_lists_verbs(api: Api, group_version: str, plural: str, verbs: str) -> None:
    prefix = "/apis/" if "/" in group_version else "/api/"
    document = api.call("GET", prefix + group_version).body

    found = {resource["name"]: resource["verbs"] for resource in document["resources"]}
    assert document["groupVersion"] == group_version
    assert sorted(found[plural]) == verbs.split()


def test_groups_name_their_versions(api: Api, widget_group: str) -> None:
    group = api.call("GET", f"/apis/{widget_group}").body
    groups = api.call("GET", "/apis").body["groups"]

    assert group["preferredVersion"] == {"groupVersion": f"{widget_group}/v1", "version": "v1"}
    assert widget_group in [each["name"] for each in groups]
    assert api.call("GET", "/api").body["versions"] == ["v1"]
    assert api.call("GET", "/version").body["major"] == "1"


@pytest.mark.parametrize("path", ["/api/v1/unknown", "/api/v1/namespaces/default/unknown"])
def test_an_unknown_core_resource_is_not_found(api: Api, path: str) -> None:
    assert api.call("GET", path).failure == (
        404,
        "NotFound",
        "the server could not find the requested resource",
    )


@pytest.mark.parametrize("path", ["/apis/unknown.test/v1/things", "/unknown"])
def test_an_unknown_group_is_no_page(api: Api, path: str) -> None:
    answer = api.call("GET", path)

    assert (answer.status, answer.body) == (404, "404 page not found\n")


def test_an_empty_list_of_metadata_is_null(api: Api, config_maps: str) -> None:
    answer = api.call("GET", f"{config_maps}?labelSelector=nothing=such", accept=PARTIAL_LIST)

    assert answer.body["items"] is None
