"""The Argo Server: who may call, what it answers, and what it creates."""

import json
import uuid
from collections.abc import Iterator

import pytest

from sandbox.engine.kubernetes_api import TEMPLATES, path_of
from tests.contract.argo.conftest import token_of
from tests.contract.argo.manifests import gate, parameters, python, template, workflow
from tests.contract.argo.place import Place

PAUSE = {"name": "main", "suspend": {"duration": "0"}}


@pytest.fixture
def greeting(place: Place) -> Iterator[str]:
    name = f"greeting-{uuid.uuid4().hex[:8]}"
    try:
        place.apply(
            template(
                name, PAUSE, arguments={"parameters": [{"name": "who"}, {"name": "how", "value": "loud"}]}
            )
        )
        yield name
    finally:
        place.api.request("DELETE", path_of(TEMPLATES, place.namespace, name))


@pytest.mark.parametrize("path", ["version", "info", "workflows/NS", "workflows/NS/x", "workflow-events/NS"])
def test_without_token_nobody_gets_anything(place: Place, path: str) -> None:
    answer = place.call("GET", path.replace("NS", place.namespace), token="")
    assert answer.status == 401
    error = answer.body.get("error", answer.body)
    assert error["message"] == "token not valid. see https://argo-workflows.readthedocs.io/en/latest/faq/"


def test_a_token_that_nobody_issued_is_refused(place: Place) -> None:
    answer = place.call("GET", f"workflows/{place.namespace}", token="made-up")
    assert (answer.status, answer.body) == (401, {"code": 16, "message": "Unauthorized"})


def test_the_token_decides_what_a_caller_may_do(place: Place) -> None:
    name = place.apply(workflow(gate("main")))
    place.waiting(name, "")
    nobody = token_of(place.api, place.namespace, "nobody")
    body = {"nodeFieldSelector": f"id={name}", "phase": "Succeeded"}
    answer = place.call("PUT", f"workflows/{place.namespace}/{name}/set", body, token=nobody)
    user = f"system:serviceaccount:{place.namespace}:nobody"
    may_not = (
        f'cannot get resource "workflows" in API group "argoproj.io" in the namespace "{place.namespace}"'
    )
    message = f'workflows.argoproj.io "{name}" is forbidden: User "{user}" {may_not}'
    assert (answer.status, answer.body) == (403, {"code": 7, "message": message})
    listing = place.call("GET", f"workflows/{place.namespace}", token=nobody)
    assert (listing.status, listing.body["code"]) == (403, 7)
    assert listing.body["message"].startswith("Permission denied, you are not allowed to list workflows in")
    place.put(name, "terminate")


def test_what_is_not_there_is_not_found(place: Place) -> None:
    missing = {"code": 5, "message": 'workflows.argoproj.io "none" not found'}
    for answer in (
        place.call("GET", f"workflows/{place.namespace}/none"),
        place.put("none", "set", nodeFieldSelector="id=x"),
        place.put("none", "stop"),
        place.call("DELETE", f"workflows/{place.namespace}/none"),
    ):
        assert (answer.status, answer.body) == (404, missing)


def test_an_unknown_call_is_not_implemented(place: Place) -> None:
    answer = place.call("GET", "nothing")
    assert (answer.status, answer.body) == (501, {"code": 12, "message": "Not Implemented"})


def test_it_reads_one_and_finds_by_label(place: Place) -> None:
    manifest = workflow(PAUSE, arguments=parameters(a="b"))
    manifest["metadata"]["labels"] = {"colour": "blue"}
    name = place.apply(manifest)
    place.ended(name)
    one = place.call(
        "GET", f"workflows/{place.namespace}/{name}?fields=metadata.name,status.phase,status.nodes"
    )
    assert one.body["metadata"]["name"] == name
    assert one.body["status"]["nodes"][name]["phase"] == "Succeeded"
    found = place.call("GET", f"workflows/{place.namespace}?listOptions.labelSelector=colour%3Dblue")
    assert [each["metadata"]["name"] for each in found.body["items"]] == [name]
    assert "kind" not in found.body["items"][0]
    none = place.call("GET", f"workflows/{place.namespace}?listOptions.labelSelector=colour%3Dgreen")
    assert none.body["items"] is None


def test_it_lists_the_unfinished_and_the_newest_first(place: Place) -> None:
    labels = {"listed": "yes"}
    names = []
    for body in (PAUSE, gate("main")):
        manifest = workflow(body)
        manifest["metadata"]["labels"] = labels
        names.append(place.apply(manifest))
    place.ended(names[0])
    place.waiting(names[1], "")
    path = f"workflows/{place.namespace}?listOptions.labelSelector=listed%3Dyes"
    listed = place.call("GET", path).body["items"]
    assert [each["metadata"]["name"] for each in listed] == [names[1], names[0]]
    assert len(place.call("GET", f"{path}&listOptions.limit=1").body["items"]) == 1
    place.put(names[1], "terminate")


def test_it_submits_from_a_template(place: Place, greeting: str) -> None:
    options = {"parameters": ["who=Ada=Eve"], "labels": "colour=blue", "generateName": "hello-"}
    body = {"resourceKind": "WorkflowTemplate", "resourceName": greeting, "submitOptions": options}
    answer = place.call("POST", f"workflows/{place.namespace}/submit", body)
    assert answer.status == 200
    metadata = answer.body["metadata"]
    assert metadata["name"].startswith("hello-")
    assert metadata["labels"] == {
        "colour": "blue",
        "workflows.argoproj.io/creator": f"system-serviceaccount-{place.namespace}-caller",
        "workflows.argoproj.io/workflow-template": greeting,
    }
    run = place.ended(metadata["name"])
    assert run.status["storedWorkflowTemplateSpec"]["arguments"] == parameters(who="Ada=Eve", how="loud")


@pytest.mark.parametrize(
    ("change", "status", "message"),
    [
        ({"resourceName": "none"}, 404, 'workflowtemplates.argoproj.io "none" not found'),
        ({"resourceKind": "Foo"}, 400, "Resource kind 'Foo' is not supported for submitting"),
        ({"submitOptions": {}}, 400, "spec.arguments.who.value or spec.arguments.who.valueFrom is required"),
        (
            {"submitOptions": {"parameters": ["who"]}},
            500,
            "expected parameter of the form: NAME=VALUE. Received: who",
        ),
    ],
)
def test_a_wrong_submission_creates_nothing(
    place: Place, greeting: str, change: dict[str, object], status: int, message: str
) -> None:
    body = {"resourceKind": "WorkflowTemplate", "resourceName": greeting, "submitOptions": {}} | change
    answer = place.call("POST", f"workflows/{place.namespace}/submit", body)
    assert (answer.status, answer.body["message"]) == (status, message)


def test_it_creates_a_workflow_once(place: Place) -> None:
    manifest = workflow(PAUSE)
    path, name = f"workflows/{place.namespace}", manifest["metadata"]["name"]
    assert place.call("POST", path, {"workflow": manifest}).status == 200
    again = place.call("POST", path, {"workflow": manifest})
    message = f'workflows.argoproj.io "{name}" already exists'
    assert (again.status, again.body) == (409, {"code": 6, "message": message})
    empty = place.call("POST", path, {})
    assert (empty.status, empty.body) == (400, {"code": 3, "message": "workflow body not specified"})


def test_it_streams_changes(place: Place) -> None:
    fields = "fields=result.type,result.object.metadata.name,result.object.status.phase"
    manifest = workflow(gate("main"))
    name = manifest["metadata"]["name"]
    url = f"{place.server}/api/v1/workflow-events/{place.namespace}?{fields}"
    url += f"&listOptions.fieldSelector=metadata.name%3D{name}"
    place.apply(manifest)
    headers = {"Authorization": f"Bearer {place.token}", "Accept": "text/event-stream"}
    place.waiting(name, "")
    answer = place.pool.request("GET", url, headers=headers, preload_content=False, timeout=60)
    assert answer.headers["content-type"] == "text/event-stream"
    lines = iter(answer)
    first = next(line for line in lines if line.strip())
    place.put(name, "terminate")
    phases = [json.loads(first.removeprefix(b"data: "))["result"]["object"]["status"]["phase"]]
    while phases[-1] not in {"Failed", "Error"}:
        line = next(line for line in lines if line.strip())
        event = json.loads(line.removeprefix(b"data: "))["result"]
        assert event["object"]["metadata"] == {"name": name} | event["object"]["metadata"]
        phases.append(event["object"]["status"]["phase"])
    answer.shutdown()
    answer.close()
    assert phases[0] == "Running"
    assert phases[-1] == "Failed"


def test_it_gives_a_template(place: Place, greeting: str) -> None:
    answer = place.call("GET", f"workflow-templates/{place.namespace}/{greeting}")
    assert [each["name"] for each in answer.body["spec"]["arguments"]["parameters"]] == ["who", "how"]


def test_it_gives_the_log_of_each_pod(place: Place) -> None:
    run = place.run(workflow({"name": "main", "container": python("print('hello'); print('world')")}))
    url = f"{place.server}/api/v1/workflows/{place.namespace}/{run.name}/log?logOptions.container=main"
    headers = {"Authorization": f"Bearer {place.token}"}
    answer = place.pool.request("GET", f"{url}&podName={run.name}", headers=headers, timeout=30)
    lines = [json.loads(line)["result"] for line in answer.data.splitlines()]
    said = [line["content"] for line in lines if line["content"] in {"hello", "world"}]
    assert said == ["hello", "world"]
    assert {line["podName"] for line in lines} == {run.name}


def test_who_may_not_see_pods_gets_no_log(place: Place) -> None:
    run = place.run(workflow(PAUSE))
    runner = token_of(place.api, place.namespace, "runner")
    answer = place.call("GET", f"workflows/{place.namespace}/{run.name}/log", token=runner)
    assert answer.status == 403
    assert answer.body["error"]["grpc_code"] == 7


def test_it_deletes_a_workflow(place: Place) -> None:
    run = place.run(workflow(PAUSE))
    path = f"workflows/{place.namespace}/{run.name}"
    assert place.call("DELETE", path).body == {}
    assert place.call("GET", path).status == 404
