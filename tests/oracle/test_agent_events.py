"""Events about changed objects have no headers; on their bodies the evaluator and Argo Events agree."""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from remediation.coderuns import new_coderun
from remediation.model import JsonObject
from remediation.settings import Repository, Settings
from sandbox.evaluator import Event, ObjectChange, evaluate, parse_resources, parse_sensor
from sensors import agent_events
from tests.oracle.comparison import answer_of, ask, environment, oracle_answer
from tests.oracle.hostile import HOSTILE

pytestmark = [pytest.mark.oracle, pytest.mark.timeout(600)]

SETTINGS = Settings(
    repositories=(
        Repository(name="acme/web", agents_namespace="agents-web"),
        Repository(name="acme/lib", agents_namespace="agents-lib"),
    )
)
WEB, LIB = SETTINGS.repositories
SOURCES = parse_resources(agent_events.build(SETTINGS))
UID = "5f2b1c1e-0a3d-4c55-9d5e-7b2f0f8e1a11"
PATHS = (
    ("metadata", "uid"),
    ("metadata", "labels"),
    ("metadata", "labels", "play"),
    ("metadata", "labels", "task-id"),
    ("metadata", "annotations", "remedy/repository"),
    ("spec", "taskId"),
    ("spec", "continueSession"),
    ("status",),
    ("status", "phase"),
    ("status", "message"),
)


@dataclass(frozen=True)
class Told:
    """A sensor and an event of the agents' event source."""

    sensor: JsonObject
    event: Event

    @property
    def request(self) -> bytes:
        """The line that the oracle reads; it knows no `type` or `oldBody`, and no filter of ours does."""
        assert isinstance(self.event.data, dict)
        assert self.event.origins
        ((source, name),) = self.event.origins
        event = {"headers": {}, "body": self.event.data["body"]}
        asked = {"sensor": self.sensor, "event": event, "event_source": source, "event_name": name}
        return json.dumps(asked).encode()

    @property
    def answer(self) -> JsonObject:
        """What the evaluator says, in the form of the oracle's answer."""
        return answer_of(evaluate(parse_sensor(self.sensor), self.event, env=environment))


def test_an_agents_events_do_what_argo_events_does_with_them(oracle: Path) -> None:
    # given what happens to agents, plain and with a hostile value at one place, and sensors that read it
    told = [Told(sensor, event) for event in _events() for sensor in (_strict(), _curious())]
    assert len(told) > 500

    # when both evaluate them
    answers = [oracle_answer(answer) for answer in ask(oracle, [each.request for each in told])]

    # then every answer is the same, and each trigger has fired
    assert [each.answer for each in told] == answers
    fired = Counter(firing["trigger"] for answer in answers for firing in answer["firings"])
    assert set(fired) == {"ended-web", "ended-lib", "gone-web", "curious-web", "curious-lib"}
    assert sum(not answer["firings"] for answer in answers) > 50


def _events() -> Iterator[Event]:
    for repository in SETTINGS.repositories:
        plain = [_coderun(repository, phase) for phase in ("Running", "Succeeded", "Failed")]
        hostile = (
            _with(_coderun(repository), path, value)
            for number, path in enumerate(PATHS)
            for value in HOSTILE[number % 3 :: 3]
        )
        for body in (*plain, *hostile):
            for change in (ObjectChange("UPDATE", body, plain[0]), ObjectChange("DELETE", body)):
                yield from (each.event(change) for each in SOURCES if _tells(each.origin.event, change, body))


def _tells(event: str, change: ObjectChange, body: JsonObject) -> bool:
    kind = "gone" if change.type == "DELETE" else "changed"
    return event == f"{body['metadata']['namespace']}-{kind}"


def _coderun(repository: Repository, phase: str = "Failed") -> JsonObject:
    run = new_coderun(SETTINGS, repository, task=7, role="cleo", play="play-7", cycle=1, head="a" * 40)
    run["metadata"] |= {"uid": UID, "resourceVersion": "4711", "generation": 1}
    return {**run, "status": {"phase": phase, "message": "<b>&\u2028"}}


def _with(body: JsonObject, path: tuple[str, ...], value: object) -> JsonObject:
    first, *rest = path
    inner = value if not rest else _with(body.get(first, {}), tuple(rest), value)
    return {**body, first: inner}


def _strict() -> JsonObject:
    """Give a sensor as our own: for each kind of event a dependency with anchored filters, and a trigger."""
    uid = _filter("body.metadata.uid", "^(?:[0-9a-f-]{36})$")
    play = _filter("body.metadata.labels.play", "^(?:[a-z0-9]([a-z0-9.-]{0,61}[a-z0-9])?)$")
    ended = _filter("body.status.phase", "^(?:Succeeded|Failed)$")
    repository = _filter(r"body.metadata.annotations.remedy/repository", r"^(?:acme/web|acme/lib)$")
    return _sensor(
        ("ended-web", agent_events.changed(WEB), (uid, play, ended, repository)),
        ("ended-lib", agent_events.changed(LIB), (uid, play, ended, repository)),
        ("gone-web", agent_events.gone(WEB), (uid, play)),
    )


def _curious() -> JsonObject:
    """Give a sensor that compares and reads whatever it finds."""
    task = _filter("body.spec.taskId", "7", type="number", comparator=">=")
    phase = _filter("body.status.phase", "Running", comparator="!=")
    fresh = _filter("body.spec.continueSession", "false", type="bool")
    return _sensor(
        ("curious-web", agent_events.changed(WEB), (task, phase)),
        ("curious-lib", agent_events.gone(LIB), (fresh,)),
    )


def _sensor(*listened: tuple[str, str, tuple[JsonObject, ...]]) -> JsonObject:
    return {
        "apiVersion": "argoproj.io/v1alpha1",
        "kind": "Sensor",
        "metadata": {"name": "agent-finished", "namespace": "remediation"},
        "spec": {
            "dependencies": [
                {
                    "name": name,
                    "eventSourceName": agent_events.NAME,
                    "eventName": event,
                    "filters": {"data": [*filters]},
                }
                for name, event, filters in listened
            ],
            "triggers": [_trigger(name) for name, _, _ in listened],
        },
    }


def _trigger(name: str) -> JsonObject:
    sources: dict[str, JsonObject] = {
        "metadata.name": {
            "dataTemplate": "agent-{{ .Input.body.metadata.uid }}-{{ .Input.body.status.phase }}"
        },
        "labels": {"dataKey": "body.metadata.labels", "value": "none", "useRawData": True},
        "label": {"dataTemplate": '{{ index .Input.body.metadata.labels "task-id" }}', "value": "none"},
        "annotation": {"dataKey": "body.metadata.annotations.remedy/repository", "value": "none"},
        "task": {"dataKey": "body.spec.taskId", "value": "none"},
        "task-text": {"dataTemplate": "{{ .Input.body.spec.taskId }}", "value": "none"},
        "status": {"dataTemplate": "{{ .Input.body.status | toJson }}", "value": "none"},
        "message": {"dataKey": "body.status.message", "value": "none"},
    }
    payload = [{"dest": dest, "src": {"dependencyName": name, **source}} for dest, source in sources.items()]
    http = {"url": "https://example.com/runs", "method": "POST", "payload": payload}
    return {"template": {"name": name, "conditions": name, "http": http}}


def _filter(path: str, pattern: str, **fields: str) -> JsonObject:
    return {"path": path, "type": "string", "value": [pattern], **fields}
