from remediation.model import JsonObject, Model
from remediation.play import GATES
from remediation.settings import Settings
from steps.ask_person import Question
from steps.end_play import EndedPlay
from steps.start_agent import AgentStart
from tests.golden.exported import named, templates

SETTINGS = Settings(cycle_cap=4)
NEXT_CYCLE = "{{=asInt(inputs.parameters.cycle) + 1}}"
WORKFLOW = named(SETTINGS, "WorkflowTemplate", "play")
TEMPLATES = {name.split("/")[1]: each for name, each in templates(SETTINGS) if name.startswith("play/")}


def step(template: str, name: str) -> JsonObject:
    found: JsonObject
    (found,) = [each for group in TEMPLATES[template]["steps"] for each in group if each["name"] == name]
    return found


def arguments(template: str, name: str) -> dict[str, str]:
    return {each["name"]: each["value"] for each in step(template, name)["arguments"]["parameters"]}


def names(model: type[Model]) -> set[str]:
    return {field.alias or name for name, field in model.model_fields.items()}


def test_a_play_runs_rex_then_waits_for_a_pull_request_then_enters_qa() -> None:
    order = [[each["name"] for each in group] for group in TEMPLATES["play"]["steps"]]

    assert order == [
        ["start-rex"],
        ["await-pr-created"],
        ["qa", "once-more", "ask-person"],
    ]
    assert arguments("play", "start-rex") == {
        "role": "rex",
        "cycle": "{{inputs.parameters.cycle}}",
        "head": "",
    }
    assert TEMPLATES["play"]["inputs"]["parameters"] == [{"name": "cycle", "default": "0"}]
    assert arguments("play", "qa") == {"cycle": "1", "failures": "0"}
    assert step("play", "qa")["when"] == (
        "'{{steps.await-pr-created.outputs.parameters.verdict}}' == 'proceed'"
    )


def test_a_qa_cycle_goes_from_cleo_to_tess_to_approval() -> None:
    order = [[each["name"] for each in group] for group in TEMPLATES["qa-cycle"]["steps"]]

    assert order == [
        ["start-cleo"],
        ["await-ready-for-qa"],
        ["start-tess"],
        ["await-pr-approved"],
        ["again", "once-more", "ask-after-restarts", "ask-after-failures"],
    ]


def test_tess_works_on_the_commit_that_cleo_checked() -> None:
    assert arguments("qa-cycle", "start-cleo")["head"] == ""
    assert arguments("qa-cycle", "start-tess")["head"] == "{{steps.start-cleo.outputs.parameters.head}}"


def test_a_gate_is_found_by_its_name_and_cycle_and_knows_its_head_and_deadline() -> None:
    gates = {
        name: template
        for template, name in (("play", GATES[0]), ("qa-cycle", GATES[1]), ("qa-cycle", GATES[2]))
    }
    seconds = SETTINGS.deadlines

    assert {name: step(template, name)["template"] for name, template in gates.items()} == dict.fromkeys(
        GATES, "gate"
    )
    assert {name: arguments(template, name)["deadline"] for name, template in gates.items()} == {
        "await-pr-created": str(seconds.pr_created),
        "await-ready-for-qa": str(seconds.ready_for_qa),
        "await-pr-approved": str(seconds.pr_approved),
    }


def test_a_gate_that_nobody_answers_times_out() -> None:
    gate = TEMPLATES["gate"]

    assert gate["suspend"] == {"duration": "{{inputs.parameters.deadline}}"}
    assert gate["outputs"]["parameters"] == [
        {"name": "verdict", "valueFrom": {"supplied": {}, "default": "timeout"}}
    ]


def test_nothing_waits_for_an_agent_that_did_not_start() -> None:
    assert step("qa-cycle", "await-ready-for-qa")["when"] == (
        "'{{steps.start-cleo.outputs.parameters.outcome}}' == 'started'"
    )
    assert step("qa-cycle", "start-tess")["when"] == (
        "'{{steps.await-ready-for-qa.outputs.parameters.verdict}}' == 'proceed'"
    )


def test_any_restart_begins_the_next_cycle_until_the_cap_and_then_a_person_is_asked() -> None:
    again, ask = step("qa-cycle", "again"), step("qa-cycle", "ask-after-restarts")

    assert again["template"] == "qa-cycle"
    assert arguments("qa-cycle", "again") == {"cycle": NEXT_CYCLE, "failures": "0"}
    for source in ("start-cleo", "await-ready-for-qa", "start-tess", "await-pr-approved"):
        assert f"'{{{{steps.{source}.outputs.parameters." in again["when"]
    assert again["when"].endswith(") && {{inputs.parameters.cycle}} < 4")
    assert ask["when"] == again["when"].replace("< 4", ">= 4")
    assert arguments("qa-cycle", "ask-after-restarts")["because"] == "restarts"


def lost(start: str) -> str:
    return (
        f"('{{{{steps.{start}.status}}}}' == 'Succeeded' && "
        f"'{{{{steps.{start}.outputs.parameters.outcome}}}}' == 'unreported')"
    )


def test_a_start_of_rex_whose_outcome_argo_lost_is_a_persons() -> None:
    assert step("play", "ask-person")["when"].endswith(f" || {lost('start-rex')}")


def test_when_cleo_or_tess_fails_qa_begins_once_more_and_then_a_person_is_asked() -> None:
    once_more, ask = step("qa-cycle", "once-more"), step("qa-cycle", "ask-after-failures")
    failed = (
        "('{{steps.await-ready-for-qa.outputs.parameters.verdict}}' == 'failed' || "
        "'{{steps.await-pr-approved.outputs.parameters.verdict}}' == 'failed' || "
        f"{lost('start-cleo')} || {lost('start-tess')})"
    )

    assert once_more["template"] == "qa-cycle"
    assert arguments("qa-cycle", "once-more") == {"cycle": NEXT_CYCLE, "failures": "1"}
    assert once_more["when"] == (
        f"{failed} && {{{{inputs.parameters.failures}}}} < 1 && {{{{inputs.parameters.cycle}}}} < 4"
    )
    assert ask["when"] == (
        f"{failed} && ({{{{inputs.parameters.failures}}}} >= 1 || {{{{inputs.parameters.cycle}}}} >= 4)"
    )
    assert arguments("qa-cycle", "ask-after-failures")["because"] == "failures"


def test_when_rex_fails_he_begins_once_more_and_then_a_person_is_asked() -> None:
    once_more, ask = step("play", "once-more"), step("play", "ask-person")
    failed = "'{{steps.await-pr-created.outputs.parameters.verdict}}' == 'failed'"

    assert once_more["template"] == "play"
    assert arguments("play", "once-more") == {"cycle": "1"}
    assert once_more["when"] == f"{failed} && {{{{inputs.parameters.cycle}}}} < 1"
    assert ask["when"].startswith(f"({failed} && {{{{inputs.parameters.cycle}}}} >= 1) || ")
    assert arguments("play", "ask-person")["because"] == "failures"


def test_a_gate_remembers_what_was_there_before_its_agent_began() -> None:
    for template, gate, agent in (
        ("play", GATES[0], "start-rex"),
        ("qa-cycle", GATES[1], "start-cleo"),
        ("qa-cycle", GATES[2], "start-tess"),
    ):
        told = arguments(template, gate)
        assert told["head"] == f"{{{{steps.{agent}.outputs.parameters.head}}}}"
        assert told["seen"] == f"{{{{steps.{agent}.outputs.parameters.seen}}}}"
        assert told["cycle"] == "{{inputs.parameters.cycle}}"


def test_steps_are_told_what_their_models_read_and_nothing_else() -> None:
    told = {
        name: {each["name"] for each in TEMPLATES[name]["inputs"]["parameters"]}
        for name in ("start-agent", "ask-person", "end-play")
    }

    assert told == {
        "start-agent": names(AgentStart),
        "ask-person": names(Question),
        "end-play": names(EndedPlay),
    }


def test_outputs_of_a_skipped_step_start_nothing() -> None:
    outputs = {
        each["name"]: each["valueFrom"]["default"]
        for each in TEMPLATES["start-agent"]["outputs"]["parameters"]
    }

    assert outputs == {"outcome": "unreported", "reason": "", "head": "", "seen": "", "code-run": ""}
