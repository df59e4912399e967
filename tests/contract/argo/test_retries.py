"""Retries: which failures are tried again, how often, and what the nodes say."""

import time

from remediation.model import JsonObject
from tests.contract.argo.manifests import output, python, step, steps, workflow
from tests.contract.argo.place import Place, delete_pods

EXPRESSION = "lastRetry.status == 'Error' || asInt(lastRetry.exitCode) in [75, 137, 143]"
FAILS_ONCE = "import sys; sys.exit(75 if sys.argv[1] == '0' else 0)"


def strategy(**fields: object) -> JsonObject:
    return {"retryStrategy": {"limit": "2", "expression": EXPRESSION, **fields}}


def test_a_temporary_failure_is_tried_again(place: Place) -> None:
    flaky = {"name": "flaky", **strategy(), "container": python(FAILS_ONCE, "{{retries}}")}
    run = place.run(workflow(steps("main", [step("it", "flaky")]), flaky))
    assert run.phase == "Succeeded"
    retry, first, second = run.node("[0].it"), run.node("[0].it(0)"), run.node("[0].it(1)")
    assert [node["phase"] for node in (retry, first, second)] == ["Succeeded", "Failed", "Succeeded"]
    assert (retry["type"], first["nodeFlag"]) == ("Retry", {"retried": True})
    assert retry["children"] == [first["id"], second["id"]]
    assert retry["outputs"] == {"exitCode": "0"}
    assert run.status["progress"] == "1/2"


def test_a_permanent_failure_is_not(place: Place) -> None:
    run = place.run(workflow({"name": "main", **strategy(), "container": python("raise SystemExit(1)")}))
    assert (run.phase, run.message) == ("Failed", "retryStrategy.expression evaluated to false")
    assert "retried" in run.node("(0)")["nodeFlag"]
    assert run.phases("(0)", "(1)") == ["Failed", ""]


def test_the_limit_holds(place: Place) -> None:
    backoff = {"duration": "1s", "factor": "2", "maxDuration": "5m"}
    code = "import sys; open(FILE, 'w').write(' '.join(sys.argv[1:])); sys.exit(75)"
    told = python(code, "{{retries}}", "{{lastRetry.exitCode}}", "{{lastRetry.status}}")
    run = place.run(
        workflow({"name": "main", **strategy(backoff=backoff), "outputs": output("x"), "container": told})
    )
    assert (run.phase, run.message) == ("Failed", "No more retries left")
    assert [run.outputs(f"({number})")["x"] for number in range(3)] == ["0 0 ", "1 75 Failed", "2 75 Failed"]


def test_a_retry_that_waits_says_so(place: Place) -> None:
    backoff = {"duration": "600s"}
    name = place.apply(
        workflow({"name": "main", **strategy(backoff=backoff), "container": python("raise SystemExit(75)")})
    )
    run = place.when(name, lambda run: "message" in run.node(""))
    assert run.node("")["message"] == "Backoff for 10 minutes 0 seconds"
    assert run.phase == "Running"
    place.put(name, "terminate")
    ended = place.ended(name)
    assert (ended.phase, ended.message) == ("Failed", "Stopped with strategy 'Terminate'")


def test_tries_end_with_the_longest_duration(place: Place) -> None:
    backoff = {"duration": "600s", "maxDuration": "5s"}
    run = place.run(
        workflow({"name": "main", **strategy(backoff=backoff), "container": python("raise SystemExit(75)")})
    )
    assert run.message in {"Backoff would exceed max duration limit", "Max duration limit exceeded"}


def test_a_lost_pod_is_tried_again(place: Place) -> None:
    code = "import sys, time; time.sleep(0 if sys.argv[1] == '1' else 90)"
    name = place.apply(workflow({"name": "main", **strategy(), "container": python(code, "{{retries}}")}))
    place.waiting(name, "(0)")
    time.sleep(place.recent_seconds + 1)
    delete_pods(place, name)
    run = place.ended(name)
    assert run.phase == "Succeeded"
    first = run.node("(0)")
    assert (first["phase"], first["message"]) in {
        ("Error", "pod deleted"),
        ("Failed", "main: Error (exit code 143)"),
    }
    assert run.phases("(1)") == ["Succeeded"]


def test_a_pod_that_is_refused_is_tried_again_by_policy_always(place: Place) -> None:
    template = {
        "name": "main",
        **strategy(limit="1"),
        "serviceAccountName": "stranger",
        "container": python("pass"),
    }
    run = place.run(workflow(template))
    assert run.phase == "Error"
    assert run.phases("(0)", "(1)") == ["Error", "Error"]
