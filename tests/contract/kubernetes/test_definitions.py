"""CustomResourceDefinitions: what they serve, for how long, and which are refused."""

import copy
import uuid

import pytest

from remediation.model import JsonObject
from tests.contract.kubernetes.api import Api, eventually
from tests.contract.kubernetes.conftest import CRDS, SCHEMA, Kind, defined


def definition(**spec: object) -> JsonObject:
    group = f"g{uuid.uuid4().hex[:10]}.contract.test"
    version = {"name": "v1", "served": True, "storage": True, "schema": {"openAPIV3Schema": SCHEMA}}
    return {
        "apiVersion": "apiextensions.k8s.io/v1",
        "kind": "CustomResourceDefinition",
        "metadata": {"name": f"gadgets.{group}"},
        "spec": {
            "group": group,
            "scope": "Namespaced",
            "names": {"plural": "gadgets", "kind": "Gadget"},
            "versions": [copy.deepcopy(version)],
            **spec,
        },
    }


def test_a_definition_is_completed_and_established(api: Api, widget_group: str) -> None:
    stored = api.call("GET", f"{CRDS}/widgets.{widget_group}").body

    conditions = {each["type"]: each["status"] for each in stored["status"]["conditions"]}
    assert conditions == {"NamesAccepted": "True", "Established": "True"}
    assert stored["spec"]["names"] == {
        "plural": "widgets",
        "singular": "widget",
        "kind": "Widget",
        "listKind": "WidgetList",
    }
    assert stored["spec"]["conversion"] == {"strategy": "None"}
    assert stored["status"]["storedVersions"] == ["v1"]
    assert stored["metadata"]["generation"] == 1


def test_without_a_status_subresource_status_is_a_field(api: Api, namespace: str) -> None:
    with defined(api, "gadgets", "Gadget", SCHEMA) as group:
        gadgets = Kind(group, "gadgets", "Gadget", namespace)
        created = api.call("POST", gadgets.path, gadgets.body("g", status={"phase": "Here"}))
        changed = api.patch(f"{gadgets.path}/g", {"status": {"phase": "There"}})
        missing = api.patch(f"{gadgets.path}/g/status", {"status": {"phase": "Nowhere"}})

    assert created.body["status"] == {"phase": "Here"}
    assert changed.body["status"] == {"phase": "There"}
    assert changed.body["metadata"]["generation"] == 2
    assert missing.status == 404


def test_a_cluster_scoped_resource_has_no_namespace(api: Api, namespace: str) -> None:
    with defined(api, "gizmos", "Gizmo", SCHEMA, scope="Cluster") as group:
        path = f"/apis/{group}/v1/gizmos"
        body = {"apiVersion": f"{group}/v1", "kind": "Gizmo", "metadata": {"name": "g"}, "spec": {"size": 3}}
        created = api.call("POST", path, body)
        elsewhere = api.call("GET", f"/apis/{group}/v1/namespaces/{namespace}/gizmos/g")

    assert created.status == 201
    assert "namespace" not in created.body["metadata"]
    assert elsewhere.status == 404


def test_objects_go_with_their_definition(api: Api, namespace: str) -> None:
    with defined(api, "gadgets", "Gadget", SCHEMA) as group:
        gadgets = Kind(group, "gadgets", "Gadget", namespace)
        api.call("POST", gadgets.path, gadgets.body("g"))

        deleted = api.call("DELETE", f"{CRDS}/gadgets.{group}")

        assert "customresourcecleanup.apiextensions.k8s.io" in deleted.body["metadata"]["finalizers"]
        eventually(lambda: api.call("GET", f"{CRDS}/gadgets.{group}").status == 404)
        eventually(lambda: api.call("GET", gadgets.path).status == 404)


def test_a_changed_schema_holds_for_what_comes_after(api: Api, namespace: str) -> None:
    with defined(api, "gadgets", "Gadget", SCHEMA) as group:
        gadgets = Kind(group, "gadgets", "Gadget", namespace)
        operation = {
            "op": "replace",
            "path": "/spec/versions/0/schema/openAPIV3Schema/properties/spec/properties/size/maximum",
            "value": 20,
        }
        api.patch(f"{CRDS}/gadgets.{group}", [operation], "application/json-patch+json")

        def fits() -> bool:
            body = gadgets.body("g", spec={"size": 15})
            return api.call("POST", f"{gadgets.path}?dryRun=All", body).status == 201

        eventually(fits)


@pytest.mark.parametrize(
    ("broken", "field"),
    [
        (definition() | {"metadata": {"name": "other.contract.test"}}, "metadata.name"),
        (definition(scope=None), "spec.scope"),
        (definition(scope="Everywhere"), "spec.scope"),
        (definition(versions=[]), "spec.versions"),
        (
            definition(versions=[{"name": "v1", "served": True, "storage": True, "schema": {}}]),
            "spec.versions[0].schema.openAPIV3Schema",
        ),
    ],
)
def test_a_wrong_definition_is_refused(api: Api, broken: JsonObject, field: str) -> None:
    refused = api.call("POST", CRDS, broken)

    assert refused.failure[:2] == (422, "Invalid")
    assert field in [named for named, _ in refused.causes]


def test_a_schema_must_be_structural(api: Api) -> None:
    untyped = definition()
    untyped["spec"]["versions"][0]["schema"]["openAPIV3Schema"] = {"properties": {"spec": {}}}

    refused = api.call("POST", CRDS, untyped)

    assert refused.failure[:2] == (422, "Invalid")
    assert {reason for _, reason in refused.causes} == {"FieldValueRequired"}
