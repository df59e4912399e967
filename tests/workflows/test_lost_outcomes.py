"""What a play does when Argo loses what came of starting an agent: the exported template, in the engine."""

from datetime import UTC, datetime, timedelta

import pytest

from remediation.model import JsonObject
from remediation.settings import Settings
from sandbox.engine.operation import names
from sandbox.engine.operation.context import Inputs
from sandbox.engine.operation.locks import Locks
from sandbox.engine.operation.operate import operate
from tests.golden.exported import named

TEMPLATE = named(Settings(), "WorkflowTemplate", "play")
OUTPUTS = ("outcome", "reason", "head", "seen", "code-run")
STARTED = {"outcome": "started", "head": "a" * 40}
LOST = {"outcome": "unreported"}
BEGAN = datetime(2026, 1, 1, tzinfo=UTC)
ARGUMENTS = [{"name": "task-id", "value": "7"}, {"name": "repository", "value": "5dlabs/cto"}]


def played(loses: str) -> list[JsonObject]:
    """Play until the first gate of QA cycle 2, if it comes to that; the gates before it let it go on."""
    workflow: JsonObject = {
        "apiVersion": "argoproj.io/v1alpha1",
        "kind": "Workflow",
        "metadata": {
            "name": "play-x",
            "namespace": "remediation",
            "uid": "u",
            "creationTimestamp": stamp(BEGAN),
        },
        "spec": {"workflowTemplateRef": {"name": "play"}, "arguments": {"parameters": ARGUMENTS}},
        "status": {},
    }
    pods: dict[str, JsonObject] = {}
    locks = Locks()
    for minute in range(1, 15):
        now = BEGAN + timedelta(minutes=minute)
        results = [result(node, loses) for node in nodes(workflow) if node["type"] == "Pod"]
        given = Inputs(template=TEMPLATE, pods=list(pods.values()), results=results)
        done = operate(workflow, given, locks=locks, now=now)
        workflow = done.workflow
        pods |= {pod["metadata"]["name"]: succeeded(pod, now) for pod in done.effects.pods}
        for gate in nodes(workflow):
            if gate["type"] == "Suspend" and gate["phase"] == "Running" and cycle_of(gate) != "2":
                gate |= {"phase": "Succeeded", "finishedAt": stamp(now)}
                gate["outputs"] = {"parameters": [{"name": "verdict", "value": "proceed"}]}
    return nodes(workflow)


def nodes(workflow: JsonObject) -> list[JsonObject]:
    return list((workflow["status"].get("nodes") or {}).values())


def stamp(at: datetime) -> str:
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")


def cycle_of(gate: JsonObject) -> str:
    return str(next(each["value"] for each in gate["inputs"]["parameters"] if each["name"] == "cycle"))


def result(node: JsonObject, loses: str) -> JsonObject:
    is_lost = node["name"].endswith(f"{loses}(0)") and "once-more" not in node["name"]
    told = LOST if is_lost else STARTED
    parameters = [{"name": name, "value": told.get(name, "")} for name in OUTPUTS]
    metadata = {"name": node["id"], "labels": {names.LABEL_REPORTED: "true"}}
    return {"metadata": metadata, "outputs": {"parameters": parameters}}


def succeeded(pod: JsonObject, now: datetime) -> JsonObject:
    ended = {"terminated": {"exitCode": 0, "finishedAt": stamp(now)}}
    statuses = [{"name": each["name"], "state": ended} for each in pod["spec"]["containers"]]
    return {**pod, "status": {"phase": "Succeeded", "containerStatuses": statuses}}


def test_a_person_is_asked_about_rex_who_may_be_at_work() -> None:
    phases = {node["displayName"]: node["phase"] for node in played("start-rex")}

    assert phases["ask-person"] == "Succeeded"
    assert {phases["qa"], phases["once-more"], phases["await-pr-created"]} == {"Skipped"}


@pytest.mark.parametrize("start", ["start-cleo", "start-tess"])
def test_qa_begins_once_more_and_cancels_whom_it_has_started(start: str) -> None:
    waiting = [node for node in played(start) if node["type"] == "Suspend" and node["phase"] == "Running"]

    assert [(node["displayName"], cycle_of(node)) for node in waiting] == [("await-ready-for-qa", "2")]
