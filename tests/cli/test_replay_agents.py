"""`remedy replay agent-finished`: what sensors do when an agent changes or is gone."""

import json
from pathlib import Path

import pytest
import typer
import yaml
from typer.testing import CliRunner, Result

from cli.replay import replay
from remediation.coderuns import new_coderun
from remediation.errors import Misuse, Permanent
from remediation.model import JsonObject
from remediation.settings import Repository, Settings
from sensors import agent_events, event_source

SETTINGS = Settings(
    repositories=(
        Repository(name="acme/web", agents_namespace="agents-web"),
        Repository(name="acme/lib", agents_namespace="agents-lib"),
    )
)
WEB, LIB = SETTINGS.repositories
UID = "5f2b1c1e-0a3d-4c55-9d5e-7b2f0f8e1a11"
PUSH = {"ref": "refs/heads/task-7-login", "repository": {"full_name": "acme/web"}}
NO_WEBHOOK = "its event source: no webhook of GitHub comes from there"

app = typer.Typer()
app.command()(replay)


@pytest.fixture
def manifests(tmp_path: Path) -> Path:
    folder = tmp_path / "manifests"
    folder.mkdir()
    for source in (agent_events.build(SETTINGS), event_source.build(SETTINGS)):
        (folder / f"{source['metadata']['name']}.yaml").write_text(yaml.safe_dump(source), encoding="utf-8")
    (folder / "sensor.yaml").write_text(yaml.safe_dump(sensor()), encoding="utf-8")
    return folder


def sensor() -> JsonObject:
    """Listen to pushes, and to the end and the deletion of an agent of one repository."""
    listened = {
        "pushed": (event_source.NAME, event_source.EVENT, ("headers.X-Github-Event.0", "^push$")),
        "ended": (agent_events.NAME, agent_events.changed(WEB), ("body.status.phase", "^Failed$")),
        "gone": (agent_events.NAME, agent_events.gone(WEB), ("body.metadata.uid", "^[0-9a-f-]{36}$")),
        "gone-elsewhere": (agent_events.NAME, agent_events.gone(LIB), ("body.metadata.uid", ".")),
    }
    return {
        "apiVersion": "argoproj.io/v1alpha1",
        "kind": "Sensor",
        "metadata": {"name": "agent-finished", "namespace": "remediation"},
        "spec": {
            "dependencies": [
                {
                    "name": name,
                    "eventSourceName": source,
                    "eventName": event,
                    "filters": {"data": [{"path": path, "type": "string", "value": [pattern]}]},
                }
                for name, (source, event, (path, pattern)) in listened.items()
            ],
            "triggers": [
                {
                    "template": {
                        "name": f"run-{name}",
                        "conditions": name,
                        "http": {
                            "url": "https://example.com",
                            "payload": [
                                {"src": {"dependencyName": name, "value": name}, "dest": "why"},
                                {
                                    "src": {
                                        "dependencyName": name,
                                        "dataTemplate": "agent-{{ .Input.body.metadata.uid }}",
                                    },
                                    "dest": "name",
                                },
                            ],
                        },
                    }
                }
                for name in listened
            ],
        },
    }


def coderun(*, phase: str = "Failed", repository: Repository = WEB, trigger_type: str = "play") -> JsonObject:
    run = new_coderun(SETTINGS, repository, task=7, role="cleo", play="play-7", cycle=1, head="a" * 40)
    run["metadata"]["uid"] = UID
    run["metadata"]["labels"]["trigger-type"] = trigger_type
    return {**run, "status": {"phase": phase}}


def run(event: str, body: object, manifests: Path, *arguments: str) -> Result:
    file = manifests.parent / "payload.json"
    file.write_text(body if isinstance(body, str) else json.dumps(body), encoding="utf-8")
    given = [event, "--payload", str(file), "--manifests", str(manifests), *arguments]
    return CliRunner().invoke(app, given)


def answered(event: str, body: object, manifests: Path) -> JsonObject:
    result = run(event, body, manifests, "--json")
    assert result.exit_code == 0, result.exception
    document: JsonObject = json.loads(result.stdout)
    return document


def reasons(answer: JsonObject) -> dict[str, str | None]:
    return {entry["dependency"]: entry["reason"] for entry in answer["sensors"]}


def submitted(answer: JsonObject) -> dict[str, list[JsonObject]]:
    return {
        entry["dependency"]: [trigger["resource"] for trigger in entry["triggers"]]
        for entry in answer["sensors"]
        if entry["triggers"]
    }


def test_an_agent_alone_is_taken_as_changed(manifests: Path) -> None:
    answer = answered("agent-finished", coderun(), manifests)

    assert (answer["event"], answer["delivery"], answer["fires"]) == (
        "agent-finished",
        "",
        ["agent-finished"],
    )
    assert submitted(answer) == {"ended": [{"why": "ended", "name": f"agent-{UID}"}]}
    assert reasons(answer) == {
        "pushed": "its event source: no change of an object comes from there",
        "ended": None,
        "gone": "its event source: it tells of DELETE, not of ADD",
        "gone-elsewhere": "its event source: it watches the namespace agents-lib, not agents-web",
    }


@pytest.mark.parametrize("kind", ["ADD", "UPDATE"])
def test_what_is_published_is_taken_as_it_is(manifests: Path, kind: str) -> None:
    published = {
        "type": kind,
        "body": coderun(),
        "oldBody": coderun(phase="Running") if kind == "UPDATE" else None,
        "group": "agents.platform",
        "version": "v1",
        "resource": "coderuns",
    }

    answer = answered("agent-finished", published, manifests)

    assert list(submitted(answer)) == ["ended"]
    assert reasons(answer)["gone"] == f"its event source: it tells of DELETE, not of {kind}"


def test_a_deleted_agent_is_gone(manifests: Path) -> None:
    answer = answered("agent-finished", {"type": "DELETE", "body": coderun(phase="Running")}, manifests)

    assert answer["fires"] == ["agent-finished"]
    assert submitted(answer) == {"gone": [{"why": "gone", "name": f"agent-{UID}"}]}
    assert reasons(answer)["ended"] == "its event source: it tells of ADD and UPDATE, not of DELETE"


def test_a_near_miss_names_the_filter(manifests: Path) -> None:
    answer = answered("agent-finished", coderun(phase="Running"), manifests)

    assert answer["fires"] == []
    assert reasons(answer)["ended"] == 'body.status.phase: wanted ^Failed$, got "Running"'


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (coderun(trigger_type="ci"), "it watches objects with the label trigger-type==play"),
        (coderun(repository=LIB), "it watches the namespace agents-web, not agents-lib"),
        (
            {**coderun(), "apiVersion": "agents.platform/v2"},
            "it watches coderuns of agents.platform/v1, not agents.platform/v2",
        ),
    ],
)
def test_an_agent_that_is_not_watched_fires_nothing(manifests: Path, body: JsonObject, why: str) -> None:
    answer = answered("agent-finished", body, manifests)

    assert answer["fires"] == []
    assert reasons(answer)["ended"] == f"its event source: {why}"


def test_a_webhook_of_github_does_not_come_from_the_agents(manifests: Path) -> None:
    answer = answered("push", PUSH, manifests)

    assert list(submitted(answer)) == ["pushed"]
    assert {reasons(answer)[each] for each in ("ended", "gone", "gone-elsewhere")} == {NO_WEBHOOK}


def test_sensors_alone_do_not_make_the_agents_events_githubs(manifests: Path) -> None:
    answer = answered("push", PUSH, manifests / "sensor.yaml")

    assert list(submitted(answer)) == ["pushed"]
    assert {reasons(answer)[each] for each in ("ended", "gone")} == {NO_WEBHOOK}


def test_a_person_reads_what_has_happened_to_whom(manifests: Path) -> None:
    result = run("agent-finished", coderun(), manifests)

    heading, pushed, ended, *_ = result.stdout.splitlines()
    assert heading == "agent-finished ADD of CodeRun agents-web/play-7-1-cleo: 1 of 1 sensors would fire"
    assert pushed.startswith("agent-finished, pushed  refused by its event source: no change")
    assert ended == "agent-finished, ended  fires run-ended: POST https://example.com"


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        ("{", "the payload is no JSON: Expecting property name"),
        ("1e999", "the payload is no JSON: the number 1e999 does not fit"),
        ("[]", "the payload is no object of Kubernetes: it needs apiVersion, kind and metadata.name"),
        (PUSH, "the payload is no object of Kubernetes"),
        ({"apiVersion": "v1", "kind": "List", "metadata": {}, "items": []}, "the payload is no object"),
        ({**coderun(), "metadata": {"name": "x", "labels": "y"}}, "the payload is no object"),
        ({"type": "MODIFIED", "body": coderun()}, "the payload's type is 'MODIFIED', and must be ADD, UPD"),
        ({"body": coderun()}, "the payload's type is None, and must be"),
        ({"type": ["ADD"], "body": coderun()}, "the payload's type is ['ADD'], and must be"),
        ({"type": "DELETE", "body": None}, "the payload's body is no object of Kubernetes"),
        ({"type": "UPDATE", "body": coderun(), "oldBody": 1}, "the payload's oldBody is no object"),
    ],
)
def test_a_payload_that_is_no_object_is_a_misuse(manifests: Path, body: object, problem: str) -> None:
    assert_misuse(run("agent-finished", body, manifests), problem)


def test_a_header_or_manifests_without_the_event_source_are_a_misuse(manifests: Path) -> None:
    header = run("agent-finished", coderun(), manifests, "--header", "X-A=b")
    missing = run("agent-finished", coderun(), manifests / "sensor.yaml")

    assert_misuse(header, "--header belongs to webhooks, and no webhook tells of agent-finished")
    assert_misuse(missing, "sensor.yaml has no event source agent-finished; run `remedy export`, or name")


def test_an_event_source_that_uses_an_unknown_feature_is_refused_by_name(manifests: Path) -> None:
    source = agent_events.build(SETTINGS)
    source["spec"]["resource"]["agents-web-gone"]["filter"]["prefix"] = "play-"
    (manifests / "agent-finished.yaml").write_text(yaml.safe_dump(source), encoding="utf-8")

    error = run("agent-finished", coderun(), manifests).exception

    assert isinstance(error, Permanent)
    assert str(error) == (
        "event source agent-finished: spec.resource.agents-web-gone: filter.prefix is not a feature that "
        "this evaluator knows"
    )


def assert_misuse(result: Result, problem: str) -> None:
    assert isinstance(result.exception, Misuse)
    assert problem in str(result.exception)
    assert "\n" not in str(result.exception)
    assert result.stdout == ""
