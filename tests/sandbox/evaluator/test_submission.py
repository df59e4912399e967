import pytest

from remediation.errors import Permanent
from remediation.model import JsonObject
from sandbox.evaluator import (
    Evaluation,
    Firing,
    HttpRequest,
    KubernetesCreation,
    Sensor,
    dead_letter,
    evaluate,
)
from tests.sandbox.evaluator.sensors import DELIVERY, http, k8s, parameter, sensor, webhook

WORKFLOW: JsonObject = {
    "apiVersion": "argoproj.io/v1alpha1",
    "kind": "Workflow",
    "metadata": {"name": "run-", "labels": {"kept": "yes"}},
    "spec": {"arguments": {"parameters": [{"name": "sha", "value": "old"}]}},
}


def firing(given: Sensor, **body: object) -> Firing:
    evaluation: Evaluation = evaluate(given, webhook(**body))
    (only,) = evaluation.firings
    return only


def request(*payload: JsonObject, body: JsonObject | None = None, **fields: object) -> HttpRequest:
    submission = firing(sensor(template=http(*payload, **fields)), **(body or {})).submission
    assert isinstance(submission, HttpRequest)
    return submission


def created(*parameters: JsonObject, **body: object) -> JsonObject:
    submission = firing(sensor(template=k8s(WORKFLOW, *parameters)), **body).submission
    assert isinstance(submission, KubernetesCreation)
    assert isinstance(submission.resource, dict)
    return submission.resource


def test_a_payload_is_built_from_constants_keys_and_templates() -> None:
    submitted = request(
        parameter("kind", value="Workflow"),
        parameter("metadata.name", dataTemplate='push-{{ index .Input.body "X-GitHub-Delivery" }}'),
        parameter("spec.parameters.1.value", dataKey="body.after"),
        parameter(r"metadata.labels.remedy\.dev/id", dataKey="body.id"),
        body={"after": "abc", "id": 12216892003},
    )

    assert submitted.resource == {
        "kind": "Workflow",
        "metadata": {"name": f"push-{DELIVERY}", "labels": {"remedy.dev/id": "12216892003"}},
        "spec": {"parameters": [None, {"value": "abc"}]},
    }
    assert (submitted.method, submitted.url) == ("POST", "https://example.com/workflows")


def test_raw_data_keeps_its_type() -> None:
    submitted = request(
        *(parameter(key, dataKey=f"body.{key}", useRawData=True) for key in ("n", "o", "z", "t")),
        parameter("text", dataKey="body.o"),
        body={"n": 1.5, "o": {"b": ["<"]}, "z": None, "t": "1"},
    )

    assert submitted.resource == {
        "n": 1.5,
        "o": {"b": ["<"]},
        "z": None,
        "t": "1",
        "text": '{"b":["\\u003c"]}',
    }


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ({"dataKey": "body.missing", "value": ""}, ""),
        ({"dataKey": "body.none", "value": "default"}, "null"),
        ({"dataTemplate": "{{ .Input.body.none }}", "value": "default"}, "default"),
        ({"dataTemplate": "{{ .Input.body.missing }}", "dataKey": "body.sha", "value": "default"}, "abc"),
        ({"dataTemplate": "constant", "dataKey": "body.sha"}, "constant"),
    ],
)
def test_a_template_comes_before_a_key_and_a_key_before_the_value(source: JsonObject, value: str) -> None:
    submitted = request(parameter("value", **source), body={"none": None, "sha": "abc"})

    assert submitted.resource == {"value": value}


def test_a_trigger_without_value_fires_and_fails() -> None:
    failed = firing(sensor(template=http(parameter("value", dataKey="body.missing"))))

    assert failed.submission is None
    assert failed.error == "unable to resolve 'body.missing' of dependency 'push', and there is no value"


def test_a_parameter_without_destination_is_the_whole_payload() -> None:
    submitted = request(
        parameter("a", value="x"), parameter("", dataKey="body.text"), body={"text": "not { json"}
    )

    assert (submitted.body, submitted.resource) == ("not { json", "not { json")


def test_without_payload_the_body_is_empty() -> None:
    assert (request().body, request().resource) == ("", None)


def test_parameters_change_the_request_and_append_to_what_is_there() -> None:
    submitted = request(
        method="PUT",
        headers={"X-Fixed": "1"},
        parameters=[
            parameter("url", value="/", operation="append"),
            parameter("url", dataKey="body.task", operation="append"),
            parameter("headers.X-Fixed", value="0", operation="prepend"),
            parameter("headers.X-New", value="new", operation="append"),
        ],
        body={"task": 42},
    )

    assert (submitted.operation, submitted.url) == ("PUT", "https://example.com/workflows/42")
    assert submitted.headers == {"X-Fixed": "01", "X-New": "new"}


def test_a_dynamic_header_takes_the_token_from_the_environment_that_is_given() -> None:
    token = {**parameter("Authorization", dataTemplate='Bearer {{ env "TOKEN" }}'), "operation": ""}
    given = sensor(template=http(dynamicHeaders=[token]))

    shown, sent = evaluate(given, webhook()), evaluate(given, webhook(), env={"TOKEN": "t0ken"}.__getitem__)

    assert [headers_of(evaluation) for evaluation in (shown, sent)] == [
        {"Authorization": "Bearer $TOKEN"},
        {"Authorization": "Bearer t0ken"},
    ]


def headers_of(evaluation: Evaluation) -> dict[str, str]:
    submission = evaluation.firings[0].submission
    assert isinstance(submission, HttpRequest)
    return dict(submission.headers)


def test_parameters_beside_the_template_change_it_first() -> None:
    given = sensor(template=http(), parameters=[parameter("http.method", dataKey="body.method")])

    (fired,) = evaluate(given, webhook(method="DELETE")).firings

    assert fired.submission is not None
    assert fired.submission.operation == "DELETE"


def test_a_parameter_of_the_wrong_type_fails_the_trigger() -> None:
    failed = firing(sensor(template=http(parameters=[parameter("timeout", value="10")])))

    assert failed.error == "after its parameters: timeout: Input should be a valid integer"


def test_an_event_that_leads_to_an_unknown_url_is_refused_by_name() -> None:
    given = sensor(template=http(parameters=[parameter("url", dataKey="body.task", operation="append")]))

    with pytest.raises(
        Permanent, match=r"^sensor example: trigger run: after its parameters: url: the URL .*/ a'"
    ):
        evaluate(given, webhook(task="/ a"))


def test_a_created_object_gets_namespace_and_labels() -> None:
    resource = created(
        parameter("metadata.name", dataKey="body.X-GitHub-Delivery", operation="append"),
        parameter("spec.arguments.parameters.0.value", dataKey="body.sha"),
        sha="abc",
    )

    assert resource["metadata"] == {
        "name": f"run-{DELIVERY}",
        "namespace": "remediation",
        "labels": {
            "kept": "yes",
            "events.argoproj.io/sensor": "example",
            "events.argoproj.io/trigger": "run",
            "events.argoproj.io/action-timestamp": "0",
        },
    }
    assert resource["spec"] == {"arguments": {"parameters": [{"name": "sha", "value": "abc"}]}}


def test_an_unescaped_dot_in_a_label_loses_all_labels() -> None:
    resource = created(parameter("metadata.labels.example.com/pr", value="1"))

    assert "kept" not in resource["metadata"]["labels"]


def test_a_key_in_an_array_fails_the_trigger() -> None:
    failed = firing(sensor(template=k8s(WORKFLOW, parameter("spec.arguments.parameters.name", value="x"))))

    assert failed.error == "cannot set array element for non-numeric key 'name'"


def test_the_dead_letter_trigger_submits_for_the_same_event() -> None:
    dead = {
        "template": {"name": "dead", **http(parameter("delivery", dataKey="body.X-GitHub-Delivery"))},
        "atLeastOnce": True,
    }
    given = sensor(template=http(), atLeastOnce=True, dlqTrigger=dead)
    event = webhook()
    (failed,) = evaluate(given, event).firings

    letter = dead_letter(given, failed, event)

    assert letter is not None
    assert letter.submission is not None
    assert letter.submission.resource == {"delivery": DELIVERY}
    assert dead_letter(given, letter, event) is None
