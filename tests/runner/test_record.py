"""The JSON document has exactly the fields that programs rely on."""

import json

from runner.expectations.finding import Finding
from runner.record import document
from tests.runner.records import record


def test_the_document_has_these_fields_and_no_others() -> None:
    told = document(record())

    assert list(told) == [
        "ok",
        "scenario",
        "backend",
        "seconds",
        "failed_expectations",
        "workflows",
        "code_runs",
        "pull_requests",
        "plays",
        "config_maps",
        "leases",
        "events",
        "timeline",
    ]
    assert set(told["workflows"][0]) == {"name", "template", "phase", "nodes"}
    assert set(told["workflows"][0]["nodes"][0]) == {"name", "phase", "started", "finished"}
    assert set(told["pull_requests"][0]) == {"repository", "number", "labels", "comments"}
    assert told["plays"] == [{"task": 7, "stage": "waiting-ready-for-qa", "phase": "Running", "cycle": 2}]
    assert json.loads(json.dumps(told)) == told


def test_a_failed_expectation_is_told_with_what_was_found() -> None:
    failed = Finding(ok=False, expected="there is no run", found="1 run")

    told = document(record(findings=(failed, Finding(ok=True, expected="all is well"))))

    assert told["ok"] is False
    assert told["failed_expectations"] == ["there is no run: 1 run"]
