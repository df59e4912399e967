"""Workflows from templates: arguments, labels, annotations, and what makes them invalid."""

import pytest

from tests.contract.argo.manifests import (
    from_template,
    gate,
    inputs,
    parameters,
    step,
    steps,
    template,
    workflow,
)
from tests.contract.argo.place import Place

PAUSE = {"name": "main", "suspend": {"duration": "0"}}
METADATA = {
    "labels": {"workflow-type": "rex", "task-id": "{{workflow.parameters.task-id}}"},
    "labelsFrom": {"repository": {"expression": "replace(workflow.parameters.repository, '/', '.')"}},
    "annotations": {"workflows.argoproj.io/title": "Task {{workflow.parameters.task-id}}"},
}


def test_a_run_has_the_labels_and_annotations_of_its_template(place: Place) -> None:
    declared = {"parameters": [{"name": "task-id"}, {"name": "repository", "value": "acme/app"}]}
    place.apply(template("labelled", PAUSE, workflowMetadata=METADATA, arguments=declared))
    run = place.run(from_template("labelled", task_id="7"))
    wanted = {"workflow-type": "rex", "task-id": "7", "repository": "acme.app"}
    wanted |= {"workflows.argoproj.io/phase": "Succeeded", "workflows.argoproj.io/completed": "true"}
    assert run.labels == wanted
    annotations = run.workflow["metadata"]["annotations"]
    assert annotations["workflows.argoproj.io/title"] == "Task 7"
    stored = run.status["storedWorkflowTemplateSpec"]
    assert stored["arguments"] == parameters(task_id="7", repository="acme/app")
    assert stored["workflowTemplateRef"] == {"name": "labelled"}
    assert run.node("")["templateScope"] == "local/"
    conditions = {each["type"]: each["status"] for each in run.status["conditions"]}
    assert conditions["Completed"] == "True"


def test_a_label_that_is_none_is_an_error(place: Place) -> None:
    metadata = {"labels": {"title": "{{workflow.parameters.title}}"}}
    run = place.run(workflow(PAUSE, workflowMetadata=metadata, arguments=parameters(title="not a label!")))
    assert run.phase == "Error"
    assert run.message.startswith('invalid label value "not a label!" for label "title"')


def test_variables_of_the_workflow(place: Place) -> None:
    shows = {
        "name": "main",
        "suspend": {"duration": "0"},
        "inputs": {
            "parameters": [
                {"name": "it", "value": "{{workflow.name}} {{workflow.namespace}} {{workflow.uid}}"},
                {"name": "all", "value": "{{workflow.parameters}}"},
                {"name": "label", "value": "{{workflow.labels.kind}}"},
                {"name": "status", "value": "{{workflow.status}}"},
            ]
        },
    }
    run = place.run(workflow(shows, workflowMetadata={"labels": {"kind": "x"}}, arguments=parameters(a="1")))
    assert run.inputs("") == {
        "it": f"{run.name} {place.namespace} {run.workflow['metadata']['uid']}",
        "all": '[{"name":"a","value":"1"}]',
        "label": "x",
        "status": "",
    }


@pytest.mark.parametrize(
    ("value", "becomes"),
    [
        ("x {{workflow.name}}", "x NAME"),
        ("x {{workflow.parameters.secret}}", "x SECRET"),
        ("x {{=1+1}}", "x 2"),
        ("x {{unknown.thing}}", "x {{unknown.thing}}"),
        ("x {{=nope()}}", "x {{=nope()}}"),
        ('{"text": "{\\u007bworkflow.name}}"}', '{"text": "{\\u007bworkflow.name}}"}'),
    ],
)
def test_tags_in_values_are_expanded(place: Place, value: str, becomes: str) -> None:
    takes = {"name": "takes", "inputs": inputs("value"), "suspend": {"duration": "0"}}
    main = steps("main", [step("it", "takes", value="{{workflow.parameters.value}}")])
    run = place.run(workflow(main, takes, arguments=parameters(value=value, secret="SECRET")))
    assert run.phase == "Succeeded"
    assert run.inputs("[0].it") == {"value": becomes.replace("NAME", run.name)}


@pytest.mark.parametrize("value", ["x {{pod.name}}", "x {{inputs.parameters.value}}"])
def test_some_tags_in_values_make_the_workflow_invalid(place: Place, value: str) -> None:
    takes = {"name": "takes", "inputs": inputs("value"), "suspend": {"duration": "0"}}
    main = steps("main", [step("it", "takes", value="{{workflow.parameters.value}}")])
    run = place.run(workflow(main, takes, arguments=parameters(value=value)))
    assert run.phase == "Failed"
    assert run.message == f"invalid spec: templates.main.steps failed to resolve {value.removeprefix('x ')}"
    assert "nodes" not in run.status or not run.status["nodes"]


def test_a_missing_value_makes_the_workflow_invalid(place: Place) -> None:
    place.apply(template("needs", PAUSE, arguments={"parameters": [{"name": "task-id"}]}))
    run = place.run(from_template("needs"))
    required = "spec.arguments.task-id.value or spec.arguments.task-id.valueFrom is required"
    assert (run.phase, run.message) == ("Failed", f"invalid spec: {required}")


def test_a_missing_argument_makes_the_workflow_invalid(place: Place) -> None:
    run = place.run(workflow(steps("main", [step("it", "gate")]), gate("gate", takes=("cycle",))))
    where = "templates.main.steps[0].it templates.gate"
    assert run.message == f"invalid spec: {where} inputs.parameters.cycle was not supplied"


def test_a_template_that_is_not_there_is_an_error(place: Place) -> None:
    run = place.run(from_template("not-there"))
    assert (run.phase, run.message) == ("Error", 'workflowtemplates.argoproj.io "not-there" not found')


def test_ended_workflows_are_deleted_in_time(place: Place) -> None:
    name = place.apply(workflow(PAUSE, ttlStrategy={"secondsAfterCompletion": 1}))

    def is_gone() -> bool:
        listed = (
            place.call("GET", f"workflows/{place.namespace}?fields=items.metadata.name").body["items"] or []
        )
        return all(each["metadata"]["name"] != name for each in listed)

    other = place.apply(workflow(gate("main")))
    place.when(other, lambda _: is_gone())
    place.put(other, "terminate")
