import json
from datetime import UTC, datetime
from typing import Any

from remediation.runs import RunResult, read_result

CREATED = datetime(2026, 1, 1, tzinfo=UTC)


def run(**nodes: dict[str, Any]) -> dict[str, Any]:
    return {"metadata": {"creationTimestamp": "2026-01-01T00:00:00Z"}, "status": {"nodes": nodes}}


def test_the_outcome_is_what_the_last_step_wrote() -> None:
    outputs = {"parameters": [{"name": "outcome", "value": "superseded"}, {"name": "reason", "value": "old"}]}

    result = read_result(run(a={"type": "Pod", "phase": "Succeeded", "outputs": outputs}), status="Succeeded")

    assert result == RunResult(outcome="superseded", reason="old", created=CREATED)


def test_a_failed_run_tells_what_the_step_said_last() -> None:
    line = json.dumps({"level": "error", "message": "stale agents are still there"})
    message = f"main: Error (exit code 75): {line}\nError: exit status 75"

    result = read_result(run(a={"type": "Container", "phase": "Failed", "message": message}), status="Failed")

    assert result == RunResult(outcome="failed", reason="stale agents are still there", created=CREATED)


def test_a_run_that_was_killed_tells_what_argo_says() -> None:
    nodes = run(
        a={"type": "Pod", "phase": "Error", "message": "pod deleted", "finishedAt": "2026-01-01T00:00:01Z"},
        b={
            "type": "StepGroup",
            "phase": "Failed",
            "message": "child failed",
            "finishedAt": "2026-01-01T00:00:02Z",
        },
    )

    assert read_result(nodes, status="Error").reason == "pod deleted"


def test_a_run_without_nodes_tells_its_status() -> None:
    assert read_result(run(), status="Failed").reason == "the workflow ended as Failed"


def test_a_long_reason_is_cut_and_on_one_line() -> None:
    result = read_result(run(a={"type": "Pod", "phase": "Failed", "message": "x\n" * 1000}), status="Failed")

    assert len(result.reason) <= 300
    assert "\n" not in result.reason


def test_a_success_whose_outputs_were_lost_is_no_failure() -> None:
    node = {
        "type": "Pod",
        "phase": "Succeeded",
        "outputs": {"parameters": [{"name": "outcome", "value": ""}]},
    }
    workflow = {"metadata": {"creationTimestamp": "2026-01-01T00:00:00Z"}, "status": {"nodes": {"a": node}}}

    assert read_result(workflow, status="Succeeded").outcome == "unreported"
