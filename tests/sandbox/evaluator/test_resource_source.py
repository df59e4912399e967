"""Which changes of an object are events of a resource event source, and what is published."""

import pytest

from remediation.model import JsonObject
from sandbox.evaluator import ObjectChange, Origin, ResourceSource, evaluate, parse_resources
from tests.sandbox.evaluator.sensors import data_filter, dependency, http, parameter, sensor


def source(*labels: JsonObject, types: tuple[str, ...] = ("ADD", "UPDATE")) -> ResourceSource:
    watched = {
        "namespace": "agents",
        "group": "agents.platform",
        "version": "v1",
        "resource": "coderuns",
        "eventTypes": [*types],
        "filter": {"labels": [*labels]},
    }
    document = {"metadata": {"name": "agent-finished"}, "spec": {"resource": {"agents-changed": watched}}}
    (found,) = parse_resources(document)
    return found


def coderun(*, api_version: str = "agents.platform/v1", **metadata: object) -> JsonObject:
    return {
        "apiVersion": api_version,
        "kind": "CodeRun",
        "metadata": {"name": "play-7-1-cleo", "namespace": "agents", **metadata},
    }


def label(key: str, operation: str = "", value: str = "") -> JsonObject:
    return {"key": key, "operation": operation, "value": value}


@pytest.mark.parametrize(
    ("condition", "selector", "accepted"),
    [
        (label("role", "", "cleo"), "role=cleo", {"cleo"}),
        (label("role", "==", "cleo"), "role==cleo", {"cleo"}),
        (label("role", "!=", "cleo"), "role!=cleo", {"tess", None}),
        (label("role", "in", "cleo,tess"), "role in (cleo,tess)", {"cleo", "tess"}),
        (label("role", "notin", "cleo,tess"), "role notin (cleo,tess)", {None}),
    ],
)
def test_labels_select_as_the_api_server_does(
    condition: JsonObject, selector: str, accepted: set[str | None]
) -> None:
    selecting = source(condition)

    found = {
        role
        for role in ("cleo", "tess", None)
        if not selecting.refusal(ObjectChange("ADD", coderun(labels={"role": role} if role else {})))
    }

    assert (selecting.watched.selector, found) == (selector, accepted)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (ObjectChange("ADD", coderun(labels={"type": "play"})), None),
        (
            ObjectChange("DELETE", coderun(labels={"type": "play"})),
            "it tells of ADD and UPDATE, not of DELETE",
        ),
        (ObjectChange("ADD", coderun()), "it watches objects with the label type==play"),
        (ObjectChange("ADD", coderun(labels=None)), "it watches objects with the label type==play"),
        (
            ObjectChange("ADD", coderun(namespace="others")),
            "it watches the namespace agents, not others",
        ),
        (
            ObjectChange("ADD", coderun(api_version="v1")),
            "it watches coderuns of agents.platform/v1, not v1",
        ),
    ],
)
def test_a_change_that_is_no_event_of_the_source_says_why(change: ObjectChange, why: str | None) -> None:
    assert source(label("type", "==", "play")).refusal(change) == why


def test_an_update_tells_both_objects_and_what_they_are() -> None:
    event = source().event(ObjectChange("UPDATE", coderun(uid="1"), coderun()))

    assert event.data == {
        "type": "UPDATE",
        "body": coderun(uid="1"),
        "oldBody": coderun(),
        "group": "agents.platform",
        "version": "v1",
        "resource": "coderuns",
    }
    assert event.origins == frozenset({Origin("agent-finished", "agents-changed")})


def test_objects_are_encoded_as_a_client_of_kubernetes_does() -> None:
    spec = {"z": 1.0, "a": 2**63 - 1, "m": [2**64, -(2**63), 1e21, 0.5, True, None, "<é>"]}

    event = source().event(ObjectChange("ADD", {**coderun(), "spec": spec}))

    assert event.text("body", "spec") == (
        '{"a":9223372036854775807,"m":[18446744073709552000,-9223372036854775808,1e+21,0.5,true,null,'
        '"\\u003cé\\u003e"],"z":1}'
    )
    assert event.text("oldBody") == ""


def test_an_event_without_headers_works_in_filters_keys_and_templates() -> None:
    # given a sensor that reads the body, and one that reads headers
    event = source().event(ObjectChange("ADD", {**coderun(uid="u-1"), "status": {"phase": "Failed"}}))
    run = http(
        parameter("name", dataTemplate="agent-{{ .Input.body.metadata.uid }}-{{ .Input.body.status.phase }}"),
        parameter("phase", dataKey="body.status.phase"),
    )
    reads_body = sensor(told(data_filter("body.status.phase", "^(Succeeded|Failed)$")), template=run)
    reads_headers = sensor(told(data_filter("headers.X-Github-Event.0", ".")), template=run)

    # when they get the event
    (firing,) = evaluate(reads_body, event).firings
    refused = evaluate(reads_headers, event)

    # then the first one fires with what it has read
    assert firing.submission is not None
    assert firing.submission.resource == {"name": "agent-u-1-Failed", "phase": "Failed"}
    assert refused.dependencies[0].refusals[0].got == "nothing, the path does not exist"


def told(data: JsonObject) -> JsonObject:
    return dependency(data, eventSourceName="agent-finished", eventName="agents-changed")
