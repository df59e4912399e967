"""Gates: suspend nodes whose verdict is set, or whose time passes."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.contract.argo.manifests import gate, inputs, parameters, step, steps, workflow
from tests.contract.argo.place import Place

VERDICT = "'{{steps.await.outputs.parameters.verdict}}'"
CYCLE = steps(
    "cycle",
    [step("await", "gate", cycle="{{inputs.parameters.cycle}}")],
    [
        step(
            "again",
            "cycle",
            when=f"{VERDICT} == 'restart' && {{{{inputs.parameters.cycle}}}} < 3",
            cycle="{{=asInt(inputs.parameters.cycle) + 1}}",
        ),
        step(
            "ask",
            "pause",
            when=f"{VERDICT} == 'restart' && {{{{inputs.parameters.cycle}}}} >= 3",
        ),
    ],
    inputs=inputs("cycle"),
)
PAUSE = {"name": "pause", "suspend": {"duration": "0"}}
RESTART = "displayName=await,inputs.parameters.cycle.value="


def test_a_verdict_of_its_cycle_restarts_until_the_cap(place: Place) -> None:
    manifest = workflow(
        CYCLE, gate("gate", takes=("cycle",)), PAUSE, entrypoint="cycle", arguments=parameters(cycle="1")
    )
    name = place.apply(manifest)
    path = "[0].await"
    for cycle in (1, 2, 3):
        run = place.waiting(name, path)
        assert run.node(path)["displayName"] == "await"
        assert run.inputs(path) == {"cycle": str(cycle)}
        answer = place.set_verdict(name, f"{RESTART}{cycle}", "restart")
        assert answer.status == 200
        path = f"[1].again{path}"
    run = place.ended(name)
    assert run.phase == "Succeeded"
    assert run.outputs("[0].await") == {"verdict": "restart"}
    assert run.phases("[1].again[1].again[1].again", "[1].again[1].again[1].ask") == ["Skipped", "Succeeded"]


def test_a_gate_that_is_not_there_or_has_passed_is_the_same_error(place: Place) -> None:
    manifest = workflow(
        CYCLE, gate("gate", takes=("cycle",)), PAUSE, entrypoint="cycle", arguments=parameters(cycle="1")
    )
    name = place.apply(manifest)
    place.waiting(name, "[0].await")
    early = place.set_verdict(name, f"{RESTART}2", "restart")
    assert place.set_verdict(name, f"{RESTART}1", "proceed").status == 200
    late = place.set_verdict(name, f"{RESTART}1", "restart")
    none = "currently, set only targets suspend nodes: no suspend nodes matching nodeFieldSelector: "
    assert (early.status, early.body) == (500, {"code": 13, "message": f"{none}{RESTART}2"})
    assert (late.status, late.body) == (500, {"code": 13, "message": f"{none}{RESTART}1"})
    assert place.ended(name).outputs("[0].await") == {"verdict": "proceed"}


def test_of_racing_verdicts_exactly_one_wins(place: Place) -> None:
    name = place.apply(workflow(gate("main")))
    place.waiting(name, "")
    verdicts = [f"verdict-{number}" for number in range(4)]
    with ThreadPoolExecutor(len(verdicts)) as threads:
        answers = list(threads.map(lambda verdict: place.set_verdict(name, f"id={name}", verdict), verdicts))
    assert sorted(answer.status for answer in answers) == [200, 500, 500, 500]
    winner = verdicts[[answer.status for answer in answers].index(200)]
    assert place.ended(name).outputs("") == {"verdict": winner}


@pytest.mark.parametrize(
    ("body", "status", "message"),
    [
        ({}, 500, "'set' currently only targets suspend nodes, use a node field selector to target them"),
        (
            {"nodeFieldSelector": "phase=Running", "phase": "Running"},
            400,
            "Running is an invalid phase to set to",
        ),
        (
            {"nodeFieldSelector": "phase", "phase": "Succeeded"},
            500,
            "invalid selector: 'phase'; can't understand 'phase'",
        ),
        (
            {"nodeFieldSelector": "phase=Running", "outputParameters": '{"other":"x"}', "phase": "Succeeded"},
            500,
            "node is not expecting output parameter 'other'",
        ),
    ],
)
def test_a_wrong_call_changes_nothing(place: Place, body: dict[str, str], status: int, message: str) -> None:
    name = place.apply(workflow(gate("main")))
    place.waiting(name, "")
    answer = place.put(name, "set", **body)
    assert (answer.status, answer.body["message"]) == (status, message)
    assert place.read(name).phases("") == ["Running"]
    place.put(name, "terminate")


def test_an_output_without_phase_leaves_the_gate_waiting_and_fixed(place: Place) -> None:
    name = place.apply(workflow(gate("main")))
    place.waiting(name, "")
    assert place.set_verdict(name, f"name={name}", "first", phase="").status == 200
    second = place.set_verdict(name, f"name={name}", "second")
    assert second.status == 500
    assert "it was already set" in second.body["message"]
    assert place.put(name, "set", nodeFieldSelector=f"name={name}", phase="Succeeded").status == 200
    assert place.ended(name).outputs("") == {"verdict": "first"}


def test_a_selector_may_match_several_gates(place: Place) -> None:
    name = place.apply(workflow(steps("main", [step("one", "gate"), step("two", "gate")]), gate("gate")))
    place.waiting(name, "[0].two")
    assert place.set_verdict(name, "templateName=gate,phase!=Failed", "both").status == 200
    run = place.ended(name)
    assert run.outputs("[0].one") == run.outputs("[0].two") == {"verdict": "both"}


def test_a_gate_fails_by_its_verdict(place: Place) -> None:
    name = place.apply(workflow(gate("main")))
    place.waiting(name, "")
    body = {"nodeFieldSelector": f"id={name}", "phase": "Failed", "message": "no"}
    assert place.put(name, "set", **body).status == 200
    run = place.ended(name)
    assert (run.phase, run.message) == ("Failed", "no")


def test_time_passes_and_the_default_counts(place: Place) -> None:
    takes = gate("main", duration="{{inputs.parameters.deadline}}", default="timeout", takes=("deadline",))
    run = place.run(workflow(takes, arguments=parameters(deadline="2s")))
    assert run.phase == "Succeeded"
    assert run.outputs("") == {"verdict": "timeout"}


def test_time_passes_without_default(place: Place) -> None:
    run = place.run(workflow(gate("main", duration="1")))
    unset = "raw output parameter 'verdict' has not been set and does not have a default value"
    assert run.phase == "Error"
    assert run.message == f"error in entry template execution: {unset}"


def test_resume_gives_the_defaults(place: Place) -> None:
    name = place.apply(workflow(gate("main", default="go on")))
    place.waiting(name, "")
    assert place.put(name, "resume").status == 200
    assert place.ended(name).outputs("") == {"verdict": "go on"}
