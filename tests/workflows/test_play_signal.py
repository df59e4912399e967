from remediation.model import Model
from remediation.settings import Settings
from remediation.signal import Signal
from steps.conclude_signal import FinishedSignal
from tests.golden.exported import named, templates

SETTINGS = Settings()
WORKFLOW = named(SETTINGS, "WorkflowTemplate", "play-signal")
TEMPLATES = {
    name.split("/")[1]: each for name, each in templates(SETTINGS) if name.startswith("play-signal/")
}


def names(model: type[Model]) -> set[str]:
    return {field.alias or name for name, field in model.model_fields.items()}


def test_every_parameter_must_be_given() -> None:
    parameters = WORKFLOW["spec"]["arguments"]["parameters"]

    assert {each["name"] for each in parameters} == names(Signal) - {"run"}
    assert all(set(each) == {"name"} for each in parameters)


def test_a_signal_is_answered_by_one_step() -> None:
    (entry,) = TEMPLATES["play-signal"]["steps"]

    assert [step["template"] for step in entry] == ["answer"]


def test_steps_are_told_what_their_models_read_and_nothing_else() -> None:
    told = {
        name: {each["name"] for each in TEMPLATES[name]["inputs"]["parameters"]}
        for name in ("answer", "conclude")
    }

    assert told == {"answer": names(Signal), "conclude": names(FinishedSignal)}


def test_the_outcome_has_a_default_for_a_run_that_breaks() -> None:
    outputs = {each["name"]: each["valueFrom"] for each in TEMPLATES["answer"]["outputs"]["parameters"]}

    assert outputs == {
        "outcome": {"path": "/run/remedy/outcome", "default": ""},
        "reason": {"path": "/run/remedy/reason", "default": ""},
    }


def test_a_push_does_not_queue_behind_a_signal() -> None:
    assert not [name for name, template in TEMPLATES.items() if "synchronization" in template]


def test_the_exit_handler_has_an_account_of_its_own() -> None:
    assert WORKFLOW["spec"]["serviceAccountName"] == "play-signal"
    assert TEMPLATES["conclude"]["serviceAccountName"] == "remedy-conclude"
