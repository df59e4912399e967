from remediation.push import Push
from remediation.settings import Settings
from steps.conclude import FinishedPush
from tests.golden.exported import containers, named, templates

SETTINGS = Settings()
WORKFLOW = named(SETTINGS, "WorkflowTemplate", "rex-remediation")
TEMPLATES = {name.split("/")[1]: each for name, each in templates(SETTINGS) if name.startswith("rex-")}


def names(model: type[Push]) -> set[str]:
    return {field.alias or name for name, field in model.model_fields.items()}


def test_every_parameter_must_be_given() -> None:
    parameters = WORKFLOW["spec"]["arguments"]["parameters"]

    assert {each["name"] for each in parameters} == names(Push) - {"run"}
    assert all(set(each) == {"name"} for each in parameters)


def test_all_urgent_steps_start_together_in_one_pod_and_admission_comes_first() -> None:
    (entry,) = TEMPLATES["rex-remediation"]["steps"]
    started = containers(TEMPLATES["remediate"])

    assert [step["template"] for step in entry] == ["remediate"]
    assert [each["name"] for each in started] == ["admit", "cancel", "relabel", "reset", "main"]
    assert not [each["name"] for each in started if "dependencies" in each]
    assert started[-1]["command"][3] == "restart"


def test_admission_gets_the_largest_share_of_the_processor() -> None:
    shares = {
        each["name"]: int(each["resources"]["requests"]["cpu"].removesuffix("m"))
        for each in containers(TEMPLATES["remediate"])
    }

    assert shares.pop("admit") > max(shares.values())


def test_steps_are_told_what_their_models_read_and_nothing_else() -> None:
    told = {
        name: {each["name"] for each in TEMPLATES[name]["inputs"]["parameters"]}
        for name in ("remediate", "conclude")
    }

    assert told == {"remediate": names(Push), "conclude": names(FinishedPush)}


def test_the_outcome_has_a_default_for_a_run_that_breaks() -> None:
    outputs = {each["name"]: each["valueFrom"] for each in TEMPLATES["remediate"]["outputs"]["parameters"]}

    assert outputs == {
        "outcome": {"path": "/run/remedy/outcome", "default": ""},
        "reason": {"path": "/run/remedy/reason", "default": ""},
    }


def test_runs_about_one_task_write_one_after_the_other() -> None:
    (mutex,) = TEMPLATES["remediate"]["synchronization"]["mutexes"]

    assert mutex == {
        "name": "task-{{=replace(inputs.parameters.repository, '/', '.')}}-{{inputs.parameters.task-id}}"
    }


def test_the_exit_handler_has_an_account_of_its_own() -> None:
    assert WORKFLOW["spec"]["serviceAccountName"] == "rex-remediation"
    assert TEMPLATES["conclude"]["serviceAccountName"] == "remedy-conclude"
