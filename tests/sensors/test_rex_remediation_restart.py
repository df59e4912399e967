"""Which events become a run, and what the run is told: as Argo Events' own code answers."""

import json
import os
import subprocess
from pathlib import Path
from typing import cast

import pytest
import re2

from remediation.model import JsonObject
from remediation.settings import Settings
from sensors import rex_remediation_restart
from sensors.event_source import EVENT, NAME
from sensors.sensor import Argument
from tests.golden.exported import named
from workflows import rex_remediation

ORACLE = os.environ.get("ARGO_ORACLE")
SETTINGS = Settings()
SENSOR = named(SETTINGS, "Sensor", "rex-remediation-restart")
GUID = "72d3162e-cc78-11e3-81ab-4c9367dc0958"
BEFORE, AFTER = "b" * 40, "a1" * 20
PAYLOAD = Path(__file__).parents[2] / "sandbox" / "github" / "payloads" / "push.json"
needs_oracle = [
    pytest.mark.oracle,
    pytest.mark.skipif(not ORACLE, reason="needs $ARGO_ORACLE"),
]


def parameters() -> list[JsonObject]:
    payload = SENSOR["spec"]["triggers"][0]["template"]["http"]["payload"]
    return [each for each in payload if each["dest"].startswith("spec.arguments.")]


def test_every_parameter_of_the_template_is_passed_and_no_other() -> None:
    passed = [each["src"]["value"] for each in parameters() if each["dest"].endswith(".name")]

    assert sorted(passed) == sorted(rex_remediation.PARAMETERS)


def test_everything_that_passes_is_held_to_a_pattern_without_braces() -> None:
    filtered = {each["path"] for each in SENSOR["spec"]["dependencies"][0]["filters"]["data"]}

    (push,) = rex_remediation_restart.build(SETTINGS).accepts
    for argument in push.arguments:
        assert isinstance(argument, Argument)
        assert argument.path in filtered
        assert not re2.search(f"^(?:{argument.pattern})$", "{{workflow.name}}")


def test_every_filter_is_one_anchored_pattern_under_the_key_that_argo_events_reads() -> None:
    (dependency,) = SENSOR["spec"]["dependencies"]

    assert list(dependency["filters"]) == ["data"]
    for each in dependency["filters"]["data"]:
        (pattern,) = each["value"]
        assert each["type"] == "string"
        assert pattern.startswith("^(?:")
        assert pattern.endswith(")$")


def test_it_listens_to_the_one_event_source() -> None:
    (dependency,) = SENSOR["spec"]["dependencies"]

    assert (dependency["eventSourceName"], dependency["eventName"]) == (NAME, EVENT)


def test_a_failed_creation_is_repeated_and_then_leaves_a_kubernetes_event() -> None:
    (trigger,) = SENSOR["spec"]["triggers"]
    letter = trigger["dlqTrigger"]

    for each in (trigger, letter):
        assert each["atLeastOnce"] is True
        assert each["policy"] == {"status": {"allow": [201, 409]}}
        assert each["retryStrategy"] == {"steps": 8, "duration": "500ms", "factor": 2, "jitter": 0.1}
        assert each["template"]["http"]["timeout"] == 10
    assert letter["template"]["http"]["url"].endswith("/api/v1/namespaces/remediation/events")
    assert trigger["template"]["name"] != letter["template"]["name"]


def push(**changes: object) -> JsonObject:
    """Give a real push with the few fields that a case changes; `__` goes one level down."""
    body = cast("JsonObject", json.loads(PAYLOAD.read_text(encoding="utf-8")))
    ours = {
        "ref": "refs/heads/task-7-add-search",
        "before": BEFORE,
        "after": AFTER,
        "repository__full_name": "5dlabs/cto",
        "sender__login": "5DLabs-Rex[bot]",
    }
    for name, value in {**ours, **changes}.items():
        *path, last = name.split("__")
        place = body
        for step in path:
            place = place[step]
        place[last] = value
    return body


def ask(body: JsonObject, *, event: str = "push", guid: str = GUID) -> JsonObject:
    """Give the first trigger's part of the oracle's answer."""
    headers = {"X-GitHub-Event": [event], "X-GitHub-Delivery": [guid], "Content-Type": ["application/json"]}
    spec = json.loads(json.dumps(SENSOR))
    for trigger in (spec["spec"]["triggers"][0], spec["spec"]["triggers"][0]["dlqTrigger"]):
        trigger["template"]["http"].pop("tls")  # a Secret's file, which is not there
    request = {"sensor": spec, "event": {"posted": True, "headers": headers, "body": body}}
    answered = subprocess.run(  # noqa: S603  # built by the caller of the tests
        [str(ORACLE)],
        input=json.dumps(request) + "\n",
        env={**os.environ, "KUBERNETES_TOKEN": "t0ken"},
        capture_output=True,
        text=True,
        check=True,
    )
    answer = json.loads(answered.stdout)
    assert not answer["validation"]
    return cast("JsonObject", answer["triggers"][0])


class TestWithTheOracle:
    pytestmark = needs_oracle

    def test_a_rex_push_creates_one_workflow_with_the_events_identifiers(self) -> None:
        fired = ask(push())

        created = json.loads(fired["resource"]["body"])
        given = {each["name"]: each["value"] for each in created["spec"]["arguments"]["parameters"]}
        assert fired["calls"] == [
            "POST https://kubernetes.default.svc/apis/argoproj.io/v1alpha1/namespaces/remediation/workflows"
        ]
        assert fired["resource"]["headers"]["Authorization"] == ["Bearer t0ken"]
        assert created["metadata"] == {"name": f"rex-push-{GUID}", "namespace": "remediation"}
        assert created["spec"]["workflowTemplateRef"] == {"name": "rex-remediation"}
        assert given == {
            "repository": "5dlabs/cto",
            "task-id": "7",
            "ref": "refs/heads/task-7-add-search",
            "before": BEFORE,
            "after": AFTER,
            "sender": "5DLabs-Rex[bot]",
            "delivery": GUID,
            "pushed-at": "1557933657",
        }

    @pytest.mark.parametrize(
        "changes",
        [
            {"sender__login": "rex-5dlabs"},
            {"sender__login": "5DLABS-REX[bot]"},
            {"ref": "refs/heads/task-123456789-x", "forced": True},
            {"ref": "refs/heads/task-7-fix/1.2_#3+a=b@c"},
            {"created": True, "before": "0" * 40},
            {"pusher__name": "somebody-else"},
        ],
    )
    def test_it_fires(self, changes: dict[str, object]) -> None:
        assert ask(push(**changes))["fires"]

    @pytest.mark.parametrize(
        "changes",
        [
            {"sender__login": "alice"},
            {"sender__login": "5DLabs-Rexo-evil"},
            {"sender__login": "5DLabs-Cleo[bot]"},
            {"sender__login": "alice", "pusher__name": "5DLabs-Rex[bot]"},
            {"ref": "refs/tags/task-7-add-search"},
            {"ref": "refs/heads/main"},
            {"ref": "refs/heads/feature/task-3-x"},
            {"ref": "refs/heads/task-0-x"},
            {"ref": "refs/heads/task-03-x"},
            {"ref": "refs/heads/task-3"},
            {"ref": "refs/heads/task-3-"},
            {"ref": "refs/heads/task-3-{{workflow.name}}"},
            {"ref": "refs/heads/task-3-x\n"},
            {"ref": "refs/heads/task-3-$(id)"},
            {"ref": "refs/heads/task-1234567890-x"},
            {"deleted": True, "after": "0" * 40},
            {"after": "A1" * 20},
            {"after": "a1" * 19},
            {"before": None},
            {"repository__full_name": "evil/cto"},
            {"repository__full_name": "5dlabs/cto-fork"},
            {"repository__full_name": "evil5dlabs/cto"},
            {"repository__pushed_at": "2019-05-15T15:20:41Z"},
            {"repository__pushed_at": None},
        ],
    )
    def test_it_does_not_fire(self, changes: dict[str, object]) -> None:
        assert not ask(push(**changes))["fires"]

    @pytest.mark.parametrize("event", ["pull_request", "ping", "push_x", "Push"])
    def test_another_event_with_the_same_body_does_not_fire(self, event: str) -> None:
        assert not ask(push(), event=event)["fires"]

    @pytest.mark.parametrize("guid", ["", "x", GUID.upper(), f"{GUID}0", "{{workflow.name}}"])
    def test_a_delivery_without_a_guid_does_not_fire(self, guid: str) -> None:
        assert not ask(push(), guid=guid)["fires"]
