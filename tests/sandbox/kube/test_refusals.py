"""Where the stand-in knows less than the API server it says so by name, instead of doing something else."""

import pytest

from remediation.model import JsonObject
from tests.sandbox.kube.conftest import CONFIG_MAPS, WORKFLOWS, Served

CRDS = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions"
STRATEGIC = "application/strategic-merge-patch+json"


def test_server_side_apply(served: Served) -> None:
    served.add("a")

    status, refused = served.call(
        "PATCH", f"{CONFIG_MAPS}/a?fieldManager=me", {}, "application/apply-patch+yaml"
    )

    assert status == 415
    assert "no server-side apply (application/apply-patch+yaml)" in refused["message"]


@pytest.mark.parametrize(
    ("patch", "named"),
    [
        ({"data": {"$patch": "replace"}}, "$patch"),
        ({"metadata": {"finalizers": ["a.b/c"]}}, "finalizers"),
        ({"$setElementOrder/x": []}, "$setElementOrder/x"),
    ],
)
def test_strategic_merging_of_anything_but_plain_maps(served: Served, patch: JsonObject, named: str) -> None:
    served.add("a")

    status, refused = served.call("PATCH", f"{CONFIG_MAPS}/a", patch, STRATEGIC)

    assert status == 415
    assert f"merges only plain maps strategically, not '{named}'" in refused["message"]


def test_a_table(served: Served) -> None:
    headers = {
        "Authorization": f"Bearer {served.stand_in.options.admin_token}",
        "Accept": "application/json;as=Table;g=meta.k8s.io;v=v1",
    }

    assert served.pool.request("GET", served.url + WORKFLOWS, headers=headers).status == 406
    headers["Accept"] += ",application/json"
    assert served.pool.request("GET", served.url + WORKFLOWS, headers=headers).status == 200


def test_yaml(served: Served) -> None:
    status, refused = served.call("POST", CONFIG_MAPS, {}, "application/yaml")

    assert status == 415
    assert refused["message"].endswith("accepted media types include: application/json")


def test_a_definition_with_two_served_versions(served: Served) -> None:
    schema = {"openAPIV3Schema": {"type": "object"}}
    versions = [
        {"name": name, "served": True, "storage": name == "v1", "schema": schema} for name in ("v1", "v2")
    ]
    spec = {
        "group": "a.test",
        "scope": "Cluster",
        "names": {"plural": "xs", "kind": "X"},
        "versions": versions,
    }
    definition = {"metadata": {"name": "xs.a.test"}, "spec": spec}

    status, refused = served.call("POST", CRDS, definition)

    assert status == 422
    assert "this stand-in serves exactly one version" in refused["message"]


@pytest.mark.parametrize("path", ["/apis/apps/v1/deployments", "/api/v1/nodes", "/openapi/v3"])
def test_what_is_not_in_the_table(served: Served, path: str) -> None:
    assert served.open("GET", path).status == 404
