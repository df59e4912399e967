import json
import uuid
from pathlib import Path

import pytest
import typer
import yaml
from typer.testing import CliRunner, Result

from cli.replay import replay
from remediation.errors import Misuse, Permanent
from remediation.model import JsonObject
from tests.oracle.webhooks import Webhook, real_webhooks

EXAMPLES = Path(__file__).parents[1] / "sandbox" / "evaluator" / "manifests"
DELIVERY = "5f2b1c1e-0a3d-4c55-9d5e-7b2f0f8e1a11"
PUSH: JsonObject = {
    "ref": "refs/heads/task-42-add-login",
    "after": "0123456789abcdef0123456789abcdef01234567",
    "deleted": False,
    "repository": {"id": 12216892003, "full_name": "Codertocat/Hello-World"},
    "sender": {"login": "5DLabs-Rex[bot]"},
}

app = typer.Typer()
app.command()(replay)


@pytest.fixture
def payload(tmp_path: Path) -> Path:
    return written(tmp_path, PUSH)


def written(folder: Path, body: object) -> Path:
    file = folder / "payload.json"
    file.write_text(json.dumps(body), encoding="utf-8")
    return file


def run(event: str, file: Path, *arguments: str, manifests: Path = EXAMPLES) -> Result:
    return CliRunner().invoke(app, [event, "--payload", str(file), "--manifests", str(manifests), *arguments])


def answered(event: str, file: Path, *arguments: str) -> JsonObject:
    result = run(event, file, "--json", *arguments)
    assert result.exit_code == 0
    document: JsonObject = json.loads(result.stdout)
    return document


def test_a_sensor_that_fires_shows_the_object_that_it_would_submit(payload: Path) -> None:
    answer = answered("push", payload, "--header", f"X-GitHub-Delivery={DELIVERY}")

    assert (answer["event"], answer["delivery"], answer["fires"]) == ("push", DELIVERY, ["rex-push"])
    (rex_push,) = [entry for entry in answer["sensors"] if entry["sensor"] == "rex-push"]
    assert rex_push == {
        "sensor": "rex-push",
        "dependency": "push",
        "passed": True,
        "reason": None,
        "triggers": [
            {
                "name": "rex-push",
                "operation": "POST",
                "resource": {
                    "apiVersion": "argoproj.io/v1alpha1",
                    "kind": "Workflow",
                    "metadata": {
                        "name": f"rex-push-{DELIVERY}",
                        "labels": {
                            "repository": "codertocat.hello-world",
                            "remedy.dev/repository-id": "12216892003",
                        },
                    },
                    "spec": {
                        "workflowTemplateRef": {"name": "rex-remediation"},
                        "arguments": {
                            "parameters": [
                                {"name": "sha", "value": PUSH["after"]},
                                {"name": "ref", "value": PUSH["ref"]},
                            ]
                        },
                    },
                },
            }
        ],
    }


def test_a_refusal_tells_the_filter_what_it_wanted_and_what_it_got(tmp_path: Path) -> None:
    answer = answered("push", written(tmp_path, {**PUSH, "ref": "refs/heads/main"}))

    assert answer["fires"] == []
    assert {(entry["sensor"], entry["dependency"]): entry["reason"] for entry in answer["sensors"]} == {
        ("agent-finished", "finished"): "its event source: no webhook of GitHub comes from there",
        ("pull-request-ready", "labeled"): ('headers.X-Github-Event.0: wanted ^pull_request$, got "push"'),
        ("pull-request-ready", "approved"): (
            'headers.X-Github-Event.0: wanted ^pull_request_review$, got "push"'
        ),
        ("rex-push", "push"): (
            'body.ref: wanted ^refs/heads/task-[1-9][0-9]{0,5}-[a-z0-9-]{1,60}$, got "refs/heads/main"'
        ),
    }


def test_headers_that_are_not_given_are_supplied(payload: Path) -> None:
    first, second = answered("push", payload), answered("push", payload)

    assert uuid.UUID(first["delivery"]) != uuid.UUID(second["delivery"])


def test_a_header_is_known_in_any_case(payload: Path) -> None:
    answer = answered("ping", payload, "--header", "x-GITHUB-event=push", "--header", "x-github-delivery=a=b")

    assert (answer["event"], answer["delivery"]) == ("push", "a=b")
    assert answer["sensors"][-1]["reason"] == 'body.X-GitHub-Delivery: wanted ^[0-9a-f-]{36}$, got "a=b"'


@pytest.mark.parametrize("event", ["star", "ping", "push", "workflow_run", "an_event_of_next_year", ""])
@pytest.mark.parametrize("webhook", real_webhooks(), ids=lambda webhook: webhook.name)
def test_any_event_with_any_payload_is_answered(event: str, webhook: Webhook, tmp_path: Path) -> None:
    answer = answered(event, written(tmp_path, webhook.body))

    assert answer["event"] == event
    assert len(answer["sensors"]) == 4


def test_a_trigger_that_fails_says_why(tmp_path: Path, payload: Path) -> None:
    sensor = yaml.safe_load((EXAMPLES / "rex-push.yaml").read_text(encoding="utf-8"))
    missing = {"src": {"dependencyName": "push", "dataKey": "body.missing"}, "dest": "x"}
    sensor["spec"]["triggers"][0]["template"]["http"]["payload"] = [missing]
    (tmp_path / "sensor.yaml").write_text(yaml.safe_dump(sensor), encoding="utf-8")

    for_programs = run("push", payload, "--json", manifests=tmp_path)
    for_people = run("push", payload, manifests=tmp_path)

    (entry,) = json.loads(for_programs.stdout)["sensors"]
    error = "unable to resolve 'body.missing' of dependency 'push', and there is no value"
    assert entry["triggers"] == [{"name": "rex-push", "operation": None, "resource": None, "error": error}]
    assert f"rex-push  fires rex-push, which fails: {error}" in for_people.stdout


def test_a_person_reads_a_line_for_each_sensor_and_the_object_as_yaml(payload: Path) -> None:
    result = run("push", payload, "--header", f"X-GitHub-Delivery={DELIVERY}")

    heading, agent, labeled, approved, fires, *shown = result.stdout.splitlines()
    assert heading == f"push {DELIVERY}: 1 of 3 sensors would fire"
    assert agent == "agent-finished  refused by its event source: no webhook of GitHub comes from there"
    path = "headers.X-Github-Event.0"
    assert labeled == f'pull-request-ready, labeled  refused by {path}: wanted ^pull_request$, got "push"'
    assert approved.endswith(f'approved  refused by {path}: wanted ^pull_request_review$, got "push"')
    assert fires.startswith("rex-push  fires rex-push: POST https://kubernetes.default.svc/apis/argoproj.io/")
    assert yaml.safe_load("\n".join(shown))["metadata"]["name"] == f"rex-push-{DELIVERY}"


def test_what_a_person_reads_does_not_steer_the_terminal(tmp_path: Path) -> None:
    result = run("push", written(tmp_path, {**PUSH, "ref": "\u001b[2J\u202e\u009b" + "x" * 200}))

    last = result.stdout.splitlines()[-1]
    assert 'got "\\u001b[2J\\u202e\\x9bxxx' in last
    assert last.endswith("xxx…")
    assert last.isprintable()


def test_no_secret_is_shown(payload: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOKEN", "t0ken")

    assert "t0ken" not in run("push", payload, "--json").output + run("push", payload).output


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("{", "the payload is no JSON that the GitHub event source reads: Expecting property name"),
        ("", "the payload is no JSON that the GitHub event source reads: Expecting value"),
        ("[]", "the payload is JSON, but no object as GitHub sends"),
    ],
)
def test_a_malformed_payload_is_a_misuse(tmp_path: Path, content: str, problem: str) -> None:
    file = tmp_path / "payload.json"
    file.write_text(content, encoding="utf-8")

    assert_misuse(run("push", file), problem)


def test_a_missing_payload_or_missing_manifests_are_a_misuse(tmp_path: Path, payload: Path) -> None:
    assert_misuse(run("push", tmp_path / "none.json"), "none.json: No such file or directory")
    assert_misuse(run("push", payload, manifests=tmp_path / "none"), "there are no manifests at")
    (tmp_path / "empty").mkdir()
    assert_misuse(run("push", payload, manifests=tmp_path / "empty"), "run `remedy export`")


def test_a_header_without_value_is_a_misuse(payload: Path) -> None:
    assert_misuse(run("push", payload, "--header", "X-GitHub-Event"), "is not of the form K=V")


def test_a_sensor_that_uses_an_unknown_feature_is_refused_by_name(tmp_path: Path, payload: Path) -> None:
    sensor = yaml.safe_load((EXAMPLES / "rex-push.yaml").read_text(encoding="utf-8"))
    sensor["spec"]["dependencies"][0]["filters"]["script"] = "return true"
    (tmp_path / "sensor.yaml").write_text(yaml.safe_dump(sensor), encoding="utf-8")

    error = run("push", payload, manifests=tmp_path).exception

    assert isinstance(error, Permanent)
    assert error.exit_code == 1
    assert str(error) == (
        "sensor rex-push: spec.dependencies.0.filters.script is not a feature that this evaluator knows"
    )


def test_the_manifests_of_the_current_directory_come_first(
    tmp_path: Path, payload: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "manifests").mkdir()
    (tmp_path / "manifests" / "sensor.yaml").write_bytes((EXAMPLES / "rex-push.yaml").read_bytes())
    monkeypatch.chdir(tmp_path)

    result = CliRunner().invoke(app, ["push", "--payload", str(payload), "--json"])

    assert json.loads(result.stdout)["fires"] == ["rex-push"]


def assert_misuse(result: Result, problem: str) -> None:
    assert isinstance(result.exception, Misuse)
    assert problem in str(result.exception)
    assert "\n" not in str(result.exception)
    assert result.stdout == ""
