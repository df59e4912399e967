"""Cases whose answers Argo Events' own code has given once, beside this file: equal, or refused by name."""

import json
from pathlib import Path

import pytest

from remediation.errors import Permanent
from remediation.model import JsonObject
from sandbox.evaluator import Event, Origin, RefusedWebhook, evaluate, event_from_webhook, parse_sensor
from tests.oracle.comparison import answer_of, environment, oracle_answer

CASES = [json.loads(line) for line in (Path(__file__).parent / "cases.jsonl").read_text().split("\n") if line]

NOT_FROM_GITHUB = {
    "dataKey: object": "the event source has written 2.0 as 2",
    "hostile: duplicate keys, first one wins": "the event source has left one of them, the last",
    "hostile: lone surrogate": "the event source has replaced it",
}
NOT_ASKED = {"conditions: only one dependency asked for": "an event always reaches all dependencies on it"}

UNKNOWN_FEATURES = (
    "is not a feature that this evaluator knows",
    "not supported",
    "is no regular expression of RE2",
    "Input should be",
    "Field required",
    "which is no dependency",
    "is given twice",
    "should have at least 1",
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["request"]["id"])
def test_a_case_is_answered_as_argo_events_does_or_refused_by_name(case: JsonObject) -> None:
    # given a case that can come from GitHub
    request = case["request"]
    reason = (NOT_FROM_GITHUB | NOT_ASKED).get(request["id"])
    if reason:
        pytest.skip(reason)

    # when the evaluator answers it
    answer = _answer(request)

    # then the answer is that of Argo Events, or says which sensor has what that the evaluator does not know
    if "unsupported" in answer:
        assert answer["unsupported"].startswith(f"sensor {request['sensor']['metadata']['name']}: ")
        assert any(feature in answer["unsupported"] for feature in UNKNOWN_FEATURES)
    else:
        assert answer == oracle_answer(case["answer"])


def test_most_cases_are_answered() -> None:
    # given the cases, when those are counted that are not refused
    answered = sum("unsupported" not in _answer(case["request"]) for case in CASES)

    # then the evaluator refuses no more than the exotic ones
    assert (answered, len(CASES)) == (137, 227)


def _answer(request: JsonObject) -> JsonObject:
    try:
        return answer_of(evaluate(parse_sensor(request["sensor"]), _event(request), env=environment))
    except RefusedWebhook:
        return {"refused webhook": True}
    except Permanent as error:
        return {"unsupported": str(error)}


def _event(request: JsonObject) -> Event:
    event = request["event"]
    source, name = request.get("event_source", "github"), request.get("event_name", "e")
    origins = frozenset({Origin(source, name)})
    if not event.get("posted"):
        return Event({"headers": event["headers"], "body": event.get("body")}, origins)
    headers = [(header, value) for header, values in event["headers"].items() for value in values]
    return event_from_webhook(headers, json.dumps(event.get("body")).encode(), origins=origins)
