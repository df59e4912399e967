"""Ends: exit handlers, stops, terminations and deadlines."""

from remediation.model import JsonObject
from tests.contract.argo.manifests import gate, output, parameters, python, step, steps, workflow
from tests.contract.argo.place import Place

SLEEP = {"name": "sleep", "container": python("import time; time.sleep(90)")}
BYE = {
    "name": "bye",
    "inputs": {"parameters": [{"name": "status", "value": "{{workflow.status}}"}, {"name": "task"}]},
    "outputs": output("seen"),
    "container": python(
        "import sys; open(FILE, 'w').write(' '.join(sys.argv[1:]))",
        "{{inputs.parameters.status}}",
        "{{inputs.parameters.task}}",
    ),
}
ARGUMENTS = parameters(task="7")


def busy() -> JsonObject:
    """Give a workflow with a pod, a retried pod and a gate that all take long."""
    retried = SLEEP | {"name": "retried", "retryStrategy": {"limit": "2", "retryPolicy": "Always"}}
    group = [step("pod", "sleep"), step("retried", "retried"), step("gate", "gate")]
    return workflow(
        steps("main", group), SLEEP, retried, gate("gate"), BYE, onExit="bye", arguments=ARGUMENTS
    )


def running(place: Place) -> str:
    name = place.apply(busy())
    place.waiting(name, "[0].pod")
    place.waiting(name, "[0].retried(0)")
    return name


def test_the_exit_handler_runs_after_success_and_gets_the_arguments(place: Place) -> None:
    fine = {"name": "main", "suspend": {"duration": "0"}}
    run = place.run(workflow(fine, BYE, onExit="bye", arguments=ARGUMENTS))
    assert run.outputs(".onExit") == {"seen": "Succeeded 7"}
    node = run.node(".onExit")
    assert (node["displayName"], node["nodeFlag"]) == (f"{run.name}.onExit", {"hooked": True})


def test_the_exit_handler_runs_after_failure(place: Place) -> None:
    bad = {"name": "main", "container": python("raise SystemExit(1)")}
    run = place.run(workflow(bad, BYE, onExit="bye", arguments=ARGUMENTS))
    assert run.outputs(".onExit") == {"seen": "Failed 7"}
    assert (run.phase, run.message) == ("Failed", "main: Error (exit code 1)")


def test_a_failed_exit_handler_fails_the_workflow(place: Place) -> None:
    fine = {"name": "main", "suspend": {"duration": "0"}}
    bad = {"name": "bad", "container": python("raise SystemExit(4)")}
    run = place.run(workflow(fine, steps("bye", [step("it", "bad")]), bad, onExit="bye"))
    assert run.phase == "Failed"
    assert run.message == f"child '{run.node('.onExit[0].it')['id']}' failed"


def test_a_stop_ends_everything_but_the_exit_handler(place: Place) -> None:
    name = running(place)
    assert place.put(name, "stop").status == 200
    run = place.ended(name)
    assert (run.phase, run.message) == ("Failed", "Stopped with strategy 'Stop'")
    assert run.outputs(".onExit") == {"seen": "Failed 7"}
    assert run.node("[0].gate")["message"] == "Stopped with strategy 'Stop'"
    assert run.phases("[0].pod", "[0].retried", "[0].retried(0)", "[0].gate") == ["Failed"] * 4
    assert run.phases("[0].retried(1)") == [""]
    assert run.labels["workflows.argoproj.io/action"] == "Stop"
    assert run.labels["workflows.argoproj.io/actor"] == f"system-serviceaccount-{place.namespace}-caller"


def test_a_termination_runs_no_exit_handler(place: Place) -> None:
    name = running(place)
    assert place.put(name, "terminate").status == 200
    run = place.ended(name)
    assert (run.phase, run.message) == ("Failed", "Stopped with strategy 'Terminate'")
    assert run.node(".onExit") == {}
    seen = run.node("[0].pod")["message"]
    assert seen in {"main: Error (exit code 143)", "workflow shutdown with strategy:  Terminate"}
    assert run.node("[0].retried")["message"] == "Stopped with strategy 'Terminate'"


def test_what_has_ended_cannot_be_stopped(place: Place) -> None:
    run = place.run(workflow({"name": "main", "suspend": {"duration": "0"}}))
    answer = place.put(run.name, "stop")
    which = f'workflow: "{run.name}", namespace: "{place.namespace}"'
    assert answer.status == 500
    assert answer.body == {"code": 13, "message": f"cannot shutdown a completed workflow: {which}"}


def test_a_pod_takes_no_longer_than_its_deadline(place: Place) -> None:
    deadline = place.start_seconds + 1  # its programs run when it passes
    run = place.run(workflow(SLEEP | {"name": "main", "activeDeadlineSeconds": deadline}))
    message = "Pod was active on the node longer than the specified deadline"
    assert (run.phase, run.message) == ("Failed", message)
    assert run.node("")["outputs"] == {"exitCode": "143"}


def test_a_workflow_takes_no_longer_than_its_deadline_and_its_exit_handler_runs(place: Place) -> None:
    group = [step("pod", "sleep"), step("gate", "gate")]
    manifest = workflow(
        steps("main", group),
        SLEEP,
        gate("gate"),
        BYE,
        onExit="bye",
        arguments=ARGUMENTS,
        activeDeadlineSeconds=5,
    )
    run = place.run(manifest)
    assert run.phase == "Failed"
    assert run.phases("[0].pod", "[0].gate") == ["Failed", "Failed"]
    assert run.node("[0].gate")["message"] == "Step exceeded its deadline"
    assert run.outputs(".onExit") == {"seen": "Failed 7"}
