"""What holds for every sensor that is exported, whatever it listens to."""

import base64
import json
from collections.abc import Iterator
from typing import cast

import pytest
import re2

from remediation.model import JsonObject
from remediation.settings import Repository, Settings
from sandbox.evaluator import dead_letter, evaluate, parse_sensor
from sensors import agent_events, build_all, event_source
from sensors.sensor import Accepted, Argument, Sensor
from tests.golden.exported import named, objects
from tests.sensors.events import GUID, SETTINGS, Question, agent, change, webhook
from tests.sensors.judges import Run, evaluator
from tests.sensors.pull_requests import acted, labelled, reviewed
from tests.sensors.pushes import push

MANY = Settings(
    repositories=tuple(
        Repository(name=f"acme-company/application-{number}", agents_namespace=f"agents-of-{number}")
        for number in range(50)
    )
)
EXPORTED = {each["metadata"]["name"]: each for each in objects(SETTINGS, "Sensor")}
BUILT = build_all(SETTINGS)
SIGNALS: dict[str, Question] = {
    "push": webhook("push", push()),
    "opened": webhook("pull_request", acted("opened")),
    "labelled": webhook("pull_request", labelled("task-3")),
    "readied": webhook("pull_request", labelled("ready-for-qa", sender__login="5DLabs-Cleo[bot]")),
    "approved": webhook("pull_request_review", reviewed("approved", by="5DLabs-Tess[bot]")),
    "closed": webhook("pull_request", acted("closed")),
    "failed-agent-platform": change("UPDATE", agent("cleo", "Failed")),
    "rex-ended-agent-platform": change("UPDATE", agent("rex", "Succeeded")),
    "gone-agent-platform": change("DELETE", agent("cleo", "Running")),
}
"""An event that each dependency accepts."""
every_sensor = pytest.mark.parametrize("sensor", BUILT, ids=lambda each: each.name)
every_signal = pytest.mark.parametrize("dependency", SIGNALS)


def kinds() -> Iterator[tuple[Sensor, Accepted]]:
    return ((sensor, accepted) for sensor in BUILT for accepted in sensor.accepts)


def triggers(sensor: Sensor) -> list[JsonObject]:
    return list(EXPORTED[sensor.name]["spec"]["triggers"])


def test_every_sensor_is_exported() -> None:
    assert set(EXPORTED) == {each.name for each in BUILT}


def test_no_two_kinds_of_event_share_a_name() -> None:
    names = [accepted.name for _, accepted in kinds()]

    assert sorted(names) == sorted(SIGNALS)


@every_signal
def test_an_event_becomes_one_run_of_one_sensor(dependency: str) -> None:
    created = [run for sensor in EXPORTED.values() for run in evaluator(sensor, SIGNALS[dependency])]

    assert [run.dependency for run in created] == [dependency]


@every_sensor
def test_every_parameter_of_the_template_is_passed_and_no_other(sensor: Sensor) -> None:
    wanted = named(SETTINGS, "WorkflowTemplate", sensor.template)["spec"]["arguments"]["parameters"]

    for accepted in sensor.accepts:
        passed = [each.name for each in accepted.arguments]
        assert sorted(passed) == sorted(each["name"] for each in wanted)


@every_sensor
def test_everything_that_passes_is_held_to_a_pattern_without_braces(sensor: Sensor) -> None:
    filtered = {
        each["name"]: {one["path"] for one in each["filters"]["data"]}
        for each in EXPORTED[sensor.name]["spec"]["dependencies"]
    }

    for accepted in sensor.accepts:
        for argument in accepted.arguments:
            if not isinstance(argument, Argument):
                assert "{" not in argument.value
                continue
            assert argument.path in filtered[accepted.name] or argument.default is not None
            assert not re2.search(f"^(?:{argument.pattern})$", "{{workflow.name}}")


@every_sensor
def test_every_filter_is_one_anchored_pattern_under_the_key_that_argo_events_reads(sensor: Sensor) -> None:
    for dependency in EXPORTED[sensor.name]["spec"]["dependencies"]:
        assert list(dependency["filters"]) == ["data"]
        for each in dependency["filters"]["data"]:
            (pattern,) = each["value"]
            assert each["type"] == "string"
            assert pattern.startswith("^(?:")
            assert pattern.endswith(")$")


@every_sensor
def test_it_listens_to_events_that_a_source_of_ours_sends(sensor: Sensor) -> None:
    sent = {(event_source.NAME, event_source.EVENT)} | {
        (agent_events.NAME, event)
        for event in named(SETTINGS, "EventSource", agent_events.NAME)["spec"]["resource"]
    }

    heard = {(each.event_source, each.event_name) for each in sensor.accepts}

    assert heard <= sent


@every_sensor
def test_a_failed_creation_is_repeated_and_then_leaves_a_kubernetes_event(sensor: Sensor) -> None:
    for trigger in triggers(sensor):
        letter = trigger["dlqTrigger"]
        for each in (trigger, letter):
            assert each["atLeastOnce"] is True
            assert each["policy"] == {"status": {"allow": [201, 409]}}
            assert each["retryStrategy"] == {"steps": 8, "duration": "500ms", "factor": 2, "jitter": 0.1}
            assert each["template"]["http"]["timeout"] == 10
        assert trigger["rateLimit"] == {"unit": "Second", "requestsPerUnit": 50}
        assert letter["template"]["http"]["url"].endswith("/api/v1/namespaces/remediation/events")


@every_sensor
def test_each_kind_of_event_has_triggers_of_its_own(sensor: Sensor) -> None:
    told = [
        (trigger["template"]["name"], trigger["template"]["conditions"])
        for each in triggers(sensor)
        for trigger in (each, each["dlqTrigger"])
    ]

    assert told == [
        (f"{sensor.name}-{accepted.name}{suffix}", accepted.name)
        for accepted in sensor.accepts
        for suffix in ("", "-dead-letter")
    ]


@pytest.mark.parametrize("sensor", objects(MANY, "Sensor"), ids=lambda each: each["metadata"]["name"])
def test_a_sensor_fits_into_the_variable_that_its_pod_reads_it_from(sensor: JsonObject) -> None:
    given = base64.b64encode(json.dumps(sensor).encode())

    # Linux takes no longer text (https://github.com/argoproj/argo-events/issues/2146).
    assert len(b"SENSOR_OBJECT=" + given + b"\0") <= 128 * 1024


@every_sensor
def test_nobody_can_flood_the_cluster_with_runs(sensor: Sensor) -> None:
    assert [each["rateLimit"] for each in triggers(sensor)] == [
        {"unit": "Second", "requestsPerUnit": 50} for _ in sensor.accepts
    ]


@every_signal
def test_a_dead_letter_holds_all_that_the_run_would_have_been_told(dependency: str) -> None:
    ((name, run, letter),) = dead_letters(SIGNALS[dependency])

    metadata = letter["metadata"]
    assert GUID in run.name
    assert metadata["name"] == run.name
    assert metadata["annotations"] == {
        "remedy/template": run.template,
        **{f"remedy/{argument}": value for argument, value in run.arguments.items()},
    }
    assert letter["involvedObject"]["name"] == name
    assert letter["involvedObject"]["namespace"] == metadata["namespace"] == SETTINGS.namespace
    assert (letter["type"], letter["reason"]) == ("Warning", "DeadLetter")
    assert run.name in letter["message"]


def dead_letters(question: Question) -> list[tuple[str, Run, JsonObject]]:
    """Give each sensor that fires, the run that it could not create, and the Event that is left instead."""
    found = []
    for name, exported in EXPORTED.items():
        sensor = parse_sensor(exported)
        firings = evaluate(sensor, question.event).firings
        for run, firing in zip(evaluator(exported, question), firings, strict=True):
            letter = dead_letter(sensor, firing, question.event)
            assert letter is not None
            assert letter.submission is not None
            found.append((name, run, cast("JsonObject", letter.submission.resource)))
    return found
