"""Which runs a sensor creates of an event, as two judges say: our evaluator and Argo Events' own code."""

import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from remediation.model import JsonObject
from sandbox.evaluator import evaluate, parse_sensor
from tests.oracle.comparison import answer_of, ask, oracle_answer, without_certificates
from tests.sensors.events import Question

TOKEN = "t0ken"
_WORKFLOWS = "POST https://kubernetes.default.svc/apis/argoproj.io/v1alpha1/namespaces/remediation/workflows"


@dataclass(frozen=True)
class Run:
    """A run that a sensor creates."""

    dependency: str
    name: str
    template: str
    arguments: dict[str, str]


Judge: TypeAlias = Callable[[JsonObject, Question], list[Run]]


def evaluator(sensor: JsonObject, question: Question) -> list[Run]:
    """Give what our evaluator says, as `remedy replay` and the sandbox do."""
    return _runs(answer_of(evaluate(parse_sensor(sensor), question.event, env=_environment)))


def argo_events(sensor: JsonObject, question: Question) -> list[Run]:
    """Give what the code of Argo Events says."""
    if question.request is None:
        return []
    request = json.dumps({"sensor": without_certificates(sensor), **question.request})
    (answer,) = ask(Path(os.environ["ARGO_ORACLE"]), [request.encode()])
    assert not answer["validation"]
    return _runs(oracle_answer(answer))


def _environment(name: str) -> str:
    return os.environ.get(name, "")


def _runs(answer: JsonObject) -> list[Run]:
    return [_run(firing) for firing in answer["firings"]]


def _run(firing: JsonObject) -> Run:
    assert firing["call"] == _WORKFLOWS
    assert firing["headers"]["Authorization"] == [f"Bearer {TOKEN}"]
    created, (dependency,) = firing["body"], firing["events"]
    parameters = created["spec"]["arguments"]["parameters"]
    run = Run(
        dependency,
        created["metadata"]["name"],
        created["spec"]["workflowTemplateRef"]["name"],
        {each["name"]: each["value"] for each in parameters},
    )
    assert created == {
        "apiVersion": "argoproj.io/v1alpha1",
        "kind": "Workflow",
        "metadata": {"name": run.name, "namespace": "remediation"},
        "spec": {
            "workflowTemplateRef": {"name": run.template},
            "arguments": {"parameters": parameters},
        },
    }
    return run
