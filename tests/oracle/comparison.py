"""Put the same sensor and event to the evaluator and to Argo Events' own code, and compare the answers."""

import json
import os
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from remediation.errors import Permanent
from remediation.model import JsonObject
from sandbox.evaluator import (
    Evaluation,
    Firing,
    HttpRequest,
    KubernetesCreation,
    RefusedWebhook,
    evaluate,
    event_from_webhook,
    parse_sensor,
)

ENVIRONMENT = {"TOKEN": "t0ken", "EMPTY": ""}
"""The variables that templates see on both sides."""

CRASH = "crashes the sensor"


@dataclass(frozen=True)
class Pair:
    """A sensor and what GitHub posts.

    Attributes:
        name: What tells the pair from others.
        sensor: The Sensor object.
        headers: Names and values; each name once.
        body: The bytes of the webhook, JSON in one line.
    """

    name: str
    sensor: JsonObject
    headers: tuple[tuple[str, str], ...]
    body: bytes

    @property
    def request(self) -> bytes:
        """The line that the oracle reads: the bytes of the body go through untouched."""
        headers = {name: [value] for name, value in self.headers}
        sensor = json.dumps(without_certificates(self.sensor)).encode()
        return b'{"sensor":%s,"event":{"posted":true,"headers":%s,"body":%s}}' % (
            sensor,
            json.dumps(headers).encode(),
            self.body,
        )


def ask(oracle: Path, requests: Sequence[bytes]) -> list[JsonObject]:
    """Give the oracle's answers, one for each request."""
    finished = subprocess.run(  # noqa: S603  # the binary that the caller of the tests has built
        [oracle],
        input=b"\n".join(requests),
        capture_output=True,
        check=True,
        env={**os.environ, **ENVIRONMENT},
    )
    return [json.loads(line) for line in finished.stdout.decode().split("\n") if line]


def without_certificates(sensor: JsonObject) -> JsonObject:
    """Leave out `tls` of HTTP triggers: the oracle has no volume to read certificates from."""

    def cleaned(trigger: JsonObject) -> JsonObject:
        template = trigger["template"]
        http = {key: value for key, value in template.get("http", {}).items() if key != "tls"}
        return {**trigger, "template": {**template, "http": http}} if http else trigger

    spec = sensor["spec"]
    return {**sensor, "spec": {**spec, "triggers": [cleaned(trigger) for trigger in spec["triggers"]]}}


def evaluator_answer(pair: Pair) -> JsonObject:
    """Give the evaluator's answer in the form of `oracle_answer`, or why it refuses under `unsupported`."""
    try:
        event = event_from_webhook(pair.headers, pair.body)
        return answer_of(evaluate(parse_sensor(pair.sensor), event, env=environment))
    except RefusedWebhook:
        return {"refused webhook": True}
    except Permanent as error:
        return {"unsupported": str(error)}


def environment(name: str) -> str:
    """Look up a variable as the oracle's process does."""
    return ENVIRONMENT.get(name, "")


def answer_of(evaluation: Evaluation) -> JsonObject:
    """Give an evaluation as plain JSON."""
    if any(CRASH in (firing.error or "") for firing in evaluation.firings):
        return {"crash": True}
    return {
        "dependencies": {answer.name: answer.passed for answer in evaluation.dependencies if answer.received},
        "firings": [_firing(firing) for firing in evaluation.firings],
    }


def oracle_answer(answer: JsonObject) -> JsonObject:
    """Give the part of the oracle's answer that the evaluator must agree with."""
    error = answer.get("error", "")
    if error.startswith("event: ") or "assignment to entry in nil map" in error:
        return {"refused webhook": True}
    if error.startswith("panic: "):
        return {"crash": True}
    return {
        "dependencies": {name: found["passed"] for name, found in answer["dependencies"].items()},
        "firings": [_oracle_firing(trigger) for trigger in answer["triggers"] if trigger["fires"]],
    }


def _firing(firing: Firing) -> JsonObject:
    common: JsonObject = {"trigger": firing.trigger.template.name, "events": sorted(firing.dependencies)}
    match firing.submission:
        case None:
            return {**common, "failed": True}
        case HttpRequest() as request:
            submitted = {
                "call": f"{request.method} {request.url}",
                "headers": {name: [value] for name, value in request.headers.items()},
                "body": _body(request.body),
            }
            return {**common, **submitted}
        case KubernetesCreation() as creation:
            return {**common, "operation": "create", "object": creation.resource}
        case _:
            return common


def _oracle_firing(trigger: JsonObject) -> JsonObject:
    common: JsonObject = {"trigger": trigger["name"], "events": trigger["events"]}
    resource = trigger.get("resource")
    if "error" in trigger:
        return {**common, "failed": True}
    if resource is None:
        return common
    if "body" in resource and "headers" in resource:
        submitted = {
            "call": trigger["calls"][-1],
            "headers": resource["headers"],
            "body": _body(resource["body"]),
        }
        return {**common, **submitted}
    return {**common, "operation": trigger["operation"], "object": resource}


def _body(text: str) -> object:
    """Compare JSON as JSON: how a character is escaped makes no difference to who reads it."""
    try:
        return json.loads(text)
    except ValueError:
        return text
