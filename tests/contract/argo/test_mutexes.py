"""Mutexes: one holder, and the others in the order of their creation."""

import time

from remediation.model import JsonObject
from tests.contract.argo.manifests import from_template, gate, parameters, step, steps, template, workflow
from tests.contract.argo.place import Place


def locked(name: str, **spec: object) -> JsonObject:
    mutexes = [{"name": "task-{{workflow.parameters.task}}"}]
    return template(
        name,
        gate("main", default="go on"),
        synchronization={"mutexes": mutexes},
        arguments={"parameters": [{"name": "task"}]},
        **spec,
    )


def test_workflows_of_one_task_run_in_the_order_of_their_creation(place: Place) -> None:
    place.apply(locked("locked"))
    names = []
    for _ in range(3):
        names.append(place.apply(from_template("locked", task="7")))
        time.sleep(1.1)  # creation times have whole seconds
    other = place.apply(from_template("locked", task="8"))
    place.waiting(other, "")
    for name, following in zip(names, [*names[1:], None], strict=True):
        run = place.waiting(name, "")
        lock = f"{place.namespace}/Mutex/task-7"
        held = {"mutex": lock, "holder": f"{place.namespace}/{name}"}
        assert run.status["synchronization"]["mutex"]["holding"] == [held]
        if following is not None:
            waits = place.when(following, lambda run: run.phase == "Pending")
            assert waits.message == f"Waiting for {lock} lock. Lock status: 0/1"
        assert place.put(name, "resume").status == 200
        assert place.ended(name).phase == "Succeeded"
    place.put(other, "terminate")


def test_a_terminated_holder_gives_its_mutex_back(place: Place) -> None:
    place.apply(locked("locked-too"))
    first = place.apply(from_template("locked-too", task="9"))
    place.waiting(first, "")
    second = place.apply(from_template("locked-too", task="9"))
    place.when(second, lambda run: run.phase == "Pending")
    place.put(first, "terminate")
    assert place.waiting(second, "").phase == "Running"
    place.put(second, "terminate")


def test_steps_take_turns(place: Place) -> None:
    turn = gate("turn", default="") | {"synchronization": {"mutexes": [{"name": "turn-{{workflow.name}}"}]}}
    name = place.apply(workflow(steps("main", [step("one", "turn"), step("two", "turn")]), turn))
    run = place.waiting(name, "[0].one")
    two = run.node("[0].two")
    lock = f"{place.namespace}/Mutex/turn-{name}"
    assert (two["phase"], two["synchronizationStatus"]) == ("Pending", {"waiting": lock})
    assert two["message"] == f"Waiting for {lock} lock. Lock status: 0/1"
    assert place.put(name, "resume").status == 200
    run = place.waiting(name, "[0].two")
    assert "synchronizationStatus" not in run.node("[0].two")
    place.put(name, "resume")
    assert place.ended(name).phase == "Succeeded"


def test_a_retried_template_keeps_its_mutex(place: Place) -> None:
    limited = {"limit": "1", "retryPolicy": "Always"}
    turn = gate("turn") | {
        "suspend": {"duration": "0"},
        "retryStrategy": limited,
        "synchronization": {"mutexes": [{"name": "{{inputs.parameters.lock}}-{{workflow.uid}}"}]},
        "inputs": {"parameters": [{"name": "lock"}]},
    }
    manifest = workflow(steps("main", [step("one", "turn", lock="a"), step("two", "turn", lock="a")]), turn)
    run = place.run(manifest | {"spec": manifest["spec"] | {"arguments": parameters(unused="x")}})
    assert run.phase == "Failed"
    assert run.phases("[0].one(0)", "[0].one(1)", "[0].two(0)", "[0].two(1)") == ["Error"] * 4
