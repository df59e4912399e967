"""Argo's kinds, as its installation defines them."""

import pytest

from remediation.model import JsonObject
from tests.contract.kubernetes.api import Api, names
from tests.contract.kubernetes.conftest import CRDS

API_VERSION = "argoproj.io/v1alpha1"


@pytest.fixture
def results(namespace: str) -> str:
    """The path of a namespace's task results."""
    return f"/apis/{API_VERSION}/namespaces/{namespace}/workflowtaskresults"


def result(**fields: object) -> JsonObject:
    kind = {"apiVersion": API_VERSION, "kind": "WorkflowTaskResult"}
    return {**kind, "metadata": {"name": "node-1"}, **fields}


@pytest.mark.parametrize(
    ("plural", "kind", "short_names", "subresources"),
    [
        ("workflows", "Workflow", ["wf"], {}),
        ("workflowtemplates", "WorkflowTemplate", ["wftmpl"], {}),
        ("cronworkflows", "CronWorkflow", ["cwf", "cronwf"], {}),
        ("workflowtaskresults", "WorkflowTaskResult", None, {}),
        ("eventbus", "EventBus", ["eb"], {"status": {}}),
        ("eventsources", "EventSource", ["es"], {"status": {}}),
        ("sensors", "Sensor", ["sn"], {"status": {}}),
    ],
)
def test_a_kind_has_its_names_and_subresources(
    api: Api, plural: str, kind: str, short_names: list[str] | None, subresources: JsonObject
) -> None:
    spec = api.call("GET", f"{CRDS}/{plural}.argoproj.io").body["spec"]

    assert (spec["scope"], spec["names"]["kind"]) == ("Namespaced", kind)
    assert spec["names"].get("shortNames") == short_names
    assert [version["name"] for version in spec["versions"]] == ["v1alpha1"]
    assert spec["versions"][0].get("subresources", {}) == subresources


def test_a_workflow_template_keeps_its_spec(api: Api, namespace: str) -> None:
    path = f"/apis/{API_VERSION}/namespaces/{namespace}/workflowtemplates"
    body = {
        "apiVersion": API_VERSION,
        "kind": "WorkflowTemplate",
        "metadata": {"name": "t"},
        "spec": {"entrypoint": "main", "templates": [{"name": "main", "suspend": {}}]},
    }

    assert api.call("POST", path, body).body["spec"] == body["spec"]
    assert names(api.call("GET", path)) == ["t"]


def test_a_task_result_keeps_what_a_pod_reports_and_nothing_else(api: Api, results: str) -> None:
    parameter = {"name": "verdict", "value": "proceed", "valueFrom": {"path": "/verdict", "default": "none"}}
    artifact = {"name": "log", "path": "/log"}
    reported = {"parameters": [parameter], "artifacts": [artifact], "exitCode": "0", "result": "done"}
    told = {"phase": "Succeeded", "progress": "1/1", "message": "fine"}
    unknown = {"parameters": [{**parameter, "nope": 1}], "nope": 1}

    created = api.call("POST", results, result(**told, outputs=reported | unknown, spec={}))

    assert created.status == 201
    assert created.body["outputs"] == reported
    assert {name: created.body[name] for name in told} == told
    assert "spec" not in created.body


@pytest.mark.parametrize(
    ("parameter", "cause"),
    [
        ({"value": "x"}, ("outputs.parameters[0].name", "FieldValueRequired")),
        ({"name": "two words"}, ("outputs.parameters[0].name", "FieldValueInvalid")),
        ({"name": "x", "value": 1}, ("outputs.parameters[0].value", "FieldValueTypeInvalid")),
    ],
)
def test_a_task_results_parameters_are_checked(
    api: Api, results: str, parameter: JsonObject, cause: tuple[str, str]
) -> None:
    refused = api.call("POST", results, result(outputs={"parameters": [parameter]}))

    assert refused.failure[:2] == (422, "Invalid")
    assert cause in refused.causes  # the real one also names the rule on artifacts that it left out


def test_a_task_result_may_be_empty(api: Api, results: str) -> None:
    assert api.call("POST", results, result()).status == 201
