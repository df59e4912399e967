from pathlib import Path

import pytest
import yaml

from remediation.errors import Misuse, Permanent
from remediation.model import JsonObject
from sandbox.evaluator import (
    Origin,
    load_github_origins,
    load_resource_sources,
    load_sensors,
    parse_resources,
    parse_sensor,
)
from tests.sandbox.evaluator.sensors import (
    MANIFESTS,
    data_filter,
    dependency,
    document,
    http,
    k8s,
    parameter,
)

CONFIG_MAP: JsonObject = {"apiVersion": "v1", "kind": "ConfigMap"}


def test_sensors_are_read_from_a_folder_or_a_file() -> None:
    assert [sensor.name for sensor in load_sensors(MANIFESTS)] == [
        "agent-finished",
        "pull-request-ready",
        "rex-push",
    ]
    assert [sensor.name for sensor in load_sensors(MANIFESTS / "rex-push.yaml")] == ["rex-push"]


def test_the_origins_are_the_events_of_github_event_sources() -> None:
    assert load_github_origins(MANIFESTS) == {Origin("github", "all")}


def test_the_resource_sources_are_the_events_of_resource_event_sources() -> None:
    (run,) = load_resource_sources(MANIFESTS)

    assert run.origin == Origin("agents", "run")
    assert run.watched.collection == "/apis/agents.platform/v1/namespaces/agent-platform/coderuns"
    assert (run.watched.event_types, run.watched.selector) == (("ADD", "UPDATE"), "")


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"prefix": "x"}, "prefix is not a feature that this evaluator knows"),
        ({"metadata": {"a": "b"}}, "metadata is not a feature"),
        ({"filter": {"prefix": "x"}}, "filter.prefix is not a feature"),
        ({"filter": {"fields": []}}, "filter.fields is not a feature"),
        ({"filter": {"createdBy": "2026-11-20T10:00:00Z"}}, "filter.createdBy is not a feature"),
        ({"filter": {"afterStart": True}}, "filter.afterStart: Input should be False"),
        (
            {"filter": {"labels": [{"key": "a", "operation": "exists"}]}},
            "filter.labels.0.operation: Input should",
        ),
        ({"filter": {"labels": [{"key": "a b", "value": "c"}]}}, "filter.labels.0.key: String should match"),
        (
            {"filter": {"labels": [{"key": "a", "value": "b c"}]}},
            "filter.labels.0.value: String should match",
        ),
        ({"eventTypes": ["MODIFIED"]}, "eventTypes.0: Input should be 'ADD', 'UPDATE' or 'DELETE'"),
        ({"eventTypes": []}, "eventTypes: Tuple should have at least 1 item"),
        ({"namespace": ""}, "namespace: String should have at least 1 character"),
        ({"version": None}, "version: Input should be a valid string"),
    ],
)
def test_what_is_not_known_of_an_event_source_is_refused_with_its_name_and_the_field(
    change: JsonObject, problem: str
) -> None:
    known = {"namespace": "a", "group": "b", "version": "v1", "resource": "cs", "eventTypes": ["ADD"]}
    spec = {"resource": {"run": {**known, **change}}}

    with pytest.raises(Permanent) as refused:
        parse_resources({"metadata": {"name": "agents"}, "spec": spec})

    assert str(refused.value).startswith(f"event source agents: spec.resource.run: {problem}")


def test_what_the_gateway_needs_stays_in_the_model() -> None:
    (rex_push,) = load_sensors(MANIFESTS / "rex-push.yaml")
    (trigger,) = rex_push.spec.triggers

    assert trigger.at_least_once
    assert trigger.policy is not None
    assert trigger.policy.status is not None
    assert trigger.policy.status.allow == (201, 409)
    assert trigger.retry_strategy is not None
    assert (trigger.retry_strategy.steps, trigger.retry_strategy.seconds) == (5, 0.5)
    assert trigger.dlq_trigger is not None


@pytest.mark.parametrize(
    ("duration", "seconds"), [("1m30s", 90.0), ("1.5h", 5400.0), ("250us", 0.00025), (2_000_000_000, 2.0)]
)
def test_a_duration_is_text_or_nanoseconds(duration: object, seconds: float) -> None:
    sensor = parse_sensor(document(retryStrategy={"duration": duration}))

    assert sensor.spec.triggers[0].retry_strategy is not None
    assert sensor.spec.triggers[0].retry_strategy.seconds == pytest.approx(seconds)


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        (document(dependency(filters={"exprs": []})), "spec.dependencies.0.filters.exprs is not a feature"),
        (document(dependency(filters={"dataFilters": []})), "filters.dataFilters is not a feature"),
        (document(dependency(transform={"jq": "."})), "spec.dependencies.0.transform is not a feature"),
        (
            document(dependency(data_filter("body.#.x", "x"))),
            "data.0.path: gjson's arrays and queries",
        ),
        (document(dependency(data_filter("body.a*", "x"))), "wildcards (*)"),
        (document(dependency(data_filter("body.@this", "x"))), "modifiers (@)"),
        (document(dependency(data_filter("body.a|b", "x"))), "pipes (|)"),
        (document(dependency(data_filter("body..a", "x"))), "has an empty part"),
        (document(dependency(data_filter("body.a", "("))), "'(' is no regular expression of RE2"),
        (document(dependency(data_filter("body.a", "(?!x)"))), "is no regular expression of RE2"),
        (document(dependency(data_filter("body.a", r"\C"))), "is a regular expression that Go does not know"),
        (document(dependency(data_filter("body.a", "x", comparator="~"))), "comparator: Input should be"),
        (document(dependency(data_filter("body.a", "x", type="array"))), "type: Input should be"),
        (
            document(dependency({**data_filter("body.a"), "value": "x"})),
            "value: Input should be a valid arr",
        ),
        (document(dependency(data_filter("body.a"))), "value: Tuple should have at least 1 item"),
        (document(dependency(name="a.b")), "the name 'a.b' is not supported"),
        (document(dependency(), dependency()), "the dependency name 'push' is given twice"),
        (document(conditions="push || pull"), "names 'pull', which is no dependency"),
        (document(conditions="!push"), "the condition '!push' is not supported"),
        (document(dependency(name="all"), conditions="all"), "Argo Events takes it for a function"),
        (document(template={"argoWorkflow": {}}), "template.argoWorkflow is not a feature"),
        (document(template={}), "exactly one of http, k8s and log"),
        (document(template=http(secureHeaders=[])), "http.secureHeaders is not a feature"),
        (document(template=http(basicAuth={})), "http.basicAuth is not a feature"),
        (
            document(template=http(url="https://example.com/ä")),
            "com/ä' is not supported",
        ),
        (document(template=http(parameter("a", contextKey="id"))), "src.contextKey is not a feature"),
        (document(template=http(parameter("a"))), "the whole event"),
        (document(template=http(parameter("a.-1", value="x"))), "ends of arrays (-1)"),
        (document(template=http(parameter("a", dataTemplate="{{ now }}"))), "'now' is not supported"),
        (document(template=http(parameter("a", value=1))), "src.value: Input should be a valid string"),
        (document(template=k8s(CONFIG_MAP, operation="patch")), "k8s.operation: Input should be"),
        (document(template=k8s({"kind": "Pod"})), "a resource without apiVersion and kind"),
        (document(template=k8s(CONFIG_MAP), parameters=[parameter("k8s.x", value="")]), "put them into k8s"),
        (document(retryStrategy={"factor": "2"}), "retryStrategy.factor: Input should be a valid number"),
        (document(retryStrategy={"duration": "soon"}), "retryStrategy.duration"),
        (document(dlqTrigger={"template": {"name": "d", "log": {}}}), "dlqTrigger needs atLeastOnce: true"),
    ],
)
def test_what_is_not_known_is_refused_with_the_sensors_name_and_the_field(
    given: JsonObject, problem: str
) -> None:
    with pytest.raises(Permanent) as refused:
        parse_sensor(given)

    assert str(refused.value).startswith("sensor example: spec")
    assert problem in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_value_that_is_only_yaml_is_refused() -> None:
    with pytest.raises(Permanent, match="date is not JSON serializable"):
        parse_sensor(yaml.safe_load("metadata: {name: x}\nspec: 2026-11-20"))


def test_manifests_that_cannot_be_read_are_a_misuse(tmp_path: Path) -> None:
    (tmp_path / "broken.yaml").write_text("a: [", encoding="utf-8")

    with pytest.raises(Misuse, match=r"broken\.yaml as YAML"):
        load_sensors(tmp_path)
    with pytest.raises(Misuse, match="there are no manifests at"):
        load_sensors(tmp_path / "missing")


def test_a_sensor_that_is_defined_twice_is_a_misuse(tmp_path: Path) -> None:
    for name in ("one.yaml", "two.yml"):
        (tmp_path / name).write_text(yaml.safe_dump(document()), encoding="utf-8")

    with pytest.raises(Misuse, match="defines the sensor example twice"):
        load_sensors(tmp_path)


def test_other_kinds_and_other_files_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("kind: Sensor", encoding="utf-8")
    (tmp_path / "other.yaml").write_text("kind: Secret\n---\n- a list\n---\n", encoding="utf-8")

    assert load_sensors(tmp_path) == ()
    assert load_github_origins(tmp_path) == frozenset()
