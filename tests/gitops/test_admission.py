"""What the policies say; the cluster tests say that they do it."""

import re

import re2

from remediation.settings import Settings
from sensors import build_all
from sensors.sensor import Argument
from tests.golden.exported import named, objects

SETTINGS = Settings(namespace="loops")
SENSORS_POLICY = named(SETTINGS, "ValidatingAdmissionPolicy", "remedy-sensor-workflows.loops")["spec"]
STEPS_POLICY = named(SETTINGS, "ValidatingAdmissionPolicy", "remedy-step-workflows.loops")["spec"]


def test_policies_deny_and_fail_closed() -> None:
    bindings = {
        each["spec"]["policyName"]: each["spec"]["validationActions"]
        for each in objects(SETTINGS, "ValidatingAdmissionPolicyBinding")
    }

    assert bindings == {
        "remedy-sensor-workflows.loops": ["Deny"],
        "remedy-step-workflows.loops": ["Deny"],
    }
    assert SENSORS_POLICY["failurePolicy"] == STEPS_POLICY["failurePolicy"] == "Fail"


def test_the_sensors_policy_is_about_the_sensors_account() -> None:
    (condition,) = SENSORS_POLICY["matchConditions"]

    assert condition["expression"] == (
        "request.userInfo.username in ['system:serviceaccount:loops:remedy-sensor']"
    )


def test_a_run_may_have_no_other_field_than_a_sensor_sets() -> None:
    expressions = [each["expression"] for each in SENSORS_POLICY["validations"]]

    assert "dyn(object).all(field, field in ['apiVersion', 'kind', 'metadata', 'spec'])" in expressions
    assert "dyn(object.spec).all(field, field in ['workflowTemplateRef', 'arguments'])" in expressions
    assert "dyn(object.spec.workflowTemplateRef).all(field, field in ['name'])" in expressions


def test_every_argument_of_every_sensor_is_held_to_the_pattern_of_its_filter() -> None:
    conditions = {each["name"]: each["expression"] for each in SENSORS_POLICY["variables"]}

    for sensor in build_all(SETTINGS):
        for accepted in sensor.accepts:
            condition = conditions[f"{sensor.name}_{accepted.name}".replace("-", "_")]
            for argument in accepted.arguments:
                assert f"given.name == '{argument.name}'" in condition
                if isinstance(argument, Argument):
                    assert f"given.value.matches(r'^(?:{argument.pattern})$')" in condition
                else:
                    assert f"given.value == '{argument.value}'" in condition
            assert f"object.spec.workflowTemplateRef.name == '{sensor.template}'" in condition
            assert f".size() == {len(accepted.arguments)}" in condition


def test_every_pattern_is_one_that_cel_can_compile_and_quote() -> None:
    for variable in SENSORS_POLICY["variables"]:
        patterns = re.findall(r"matches\(r'(.*?)'\)", variable["expression"])
        assert len(patterns) > 5
        for pattern in patterns:
            re2.compile(pattern)


def test_steps_may_not_change_what_a_workflow_runs() -> None:
    (condition,) = STEPS_POLICY["matchConditions"]
    fields = [each["expression"] for each in STEPS_POLICY["validations"]]

    assert [account.rsplit(":", 1)[1] for account in re.findall(r"'([^']*)'", condition["expression"])] == [
        "rex-remediation",
        "remedy-conclude",
        "play-signal",
        "play",
    ]
    assert fields == [
        "object.?spec == oldObject.?spec",
        "object.?status.storedWorkflowTemplateSpec == oldObject.?status.storedWorkflowTemplateSpec",
        "object.?status.storedTemplates == oldObject.?status.storedTemplates",
    ]
