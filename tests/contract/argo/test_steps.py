"""Steps: groups, conditions, what steps know of each other, and recursion."""

import json

import pytest

from tests.contract.argo.manifests import ECHO, inputs, output, parameters, python, step, steps, workflow
from tests.contract.argo.place import Place

SAY = {
    "name": "say",
    "inputs": inputs("text"),
    "outputs": output("said", default="skipped"),
    "container": python("import sys; open(FILE, 'w').write(sys.argv[1])", "{{inputs.parameters.text}}"),
}
PAUSE = {"name": "pause", "suspend": {"duration": "0"}}


def test_outputs_reach_the_next_group_and_a_skipped_step_has_its_default(place: Place) -> None:
    run = place.run(
        workflow(
            steps(
                "main",
                [step("first", "say", text="hello {{workflow.parameters.who}}")],
                [
                    step("second", "say", text="{{steps.first.outputs.parameters.said}}!"),
                    step(
                        "third", "say", when="'{{steps.first.outputs.parameters.said}}' == 'other'", text="x"
                    ),
                ],
                [step("fourth", "say", text="{{steps.third.outputs.parameters.said}} {{=asInt('4') + 1}}")],
                outputs={
                    "parameters": [
                        {
                            "name": "last",
                            "valueFrom": {"parameter": "{{steps.fourth.outputs.parameters.said}}"},
                        }
                    ]
                },
            ),
            SAY,
            arguments=parameters(who="Ada"),
        )
    )
    assert run.phase == "Succeeded"
    assert run.outputs("[1].second") == {"said": "hello Ada!"}
    assert run.outputs("") == {"last": "skipped 5"}
    assert run.phases("[1].second", "[1].third") == ["Succeeded", "Skipped"]
    assert run.node("[1].third")["message"] == "when ''hello Ada' == 'other'' evaluated false"
    assert run.status["progress"] == "3/3"


def test_the_tree_has_the_shape_of_argo(place: Place) -> None:
    run = place.run(workflow(steps("main", [step("a", "say", text="1")], [step("b", "say", text="2")]), SAY))
    root, group, leaf = run.node(""), run.node("[0]"), run.node("[0].a")
    assert (root["type"], group["type"], leaf["type"]) == ("Steps", "StepGroup", "Pod")
    assert root["children"] == [group["id"]]
    assert group["children"] == [leaf["id"]]
    assert leaf["children"] == [run.node("[1]")["id"]]
    assert root["outboundNodes"] == [run.node("[1].b")["id"]]
    assert (leaf["boundaryID"], leaf["displayName"], leaf["templateName"]) == (root["id"], "a", "say")
    assert leaf["templateScope"] == f"local/{run.name}"
    assert group["nodeFlag"] == {}
    assert leaf["taskResultSynced"] is True
    assert leaf["outputs"]["exitCode"] == "0"


@pytest.mark.parametrize(
    ("when", "runs"),
    [
        ("{{inputs.parameters.number}} < 10", True),
        ("{{inputs.parameters.number}} >= 10", False),
        ("9 < {{inputs.parameters.number}}", False),
        ("'{{inputs.parameters.word}}' == 'go' && {{inputs.parameters.number}} <= 9", True),
        ("({{inputs.parameters.word}} == stop || {{inputs.parameters.number}} > 3) && !(1 == 2)", True),
        ("'{{inputs.parameters.word}}' != \"go\"", False),
        ("'9' == {{inputs.parameters.number}}", False),
    ],
)
def test_a_condition_decides(place: Place, when: str, runs: bool) -> None:  # noqa: FBT001  # a table's column
    run = place.run(
        workflow(
            steps("main", [step("it", "pause", when=when)], inputs=inputs("number", "word")),
            PAUSE,
            arguments=parameters(number="9", word="go"),
        )
    )
    assert run.phases("[0].it") == ["Succeeded" if runs else "Skipped"]


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("it's 'x", "Cannot transition token types from VARIABLE [it] to STRING [s ]"),
        ("it's", "Unclosed string literal"),
    ],
)
def test_a_value_can_break_a_condition(place: Place, value: str, message: str) -> None:
    run = place.run(
        workflow(
            steps(
                "main", [step("it", "pause", when="{{inputs.parameters.word}} == 1")], inputs=inputs("word")
            ),
            PAUSE,
            arguments=parameters(word=value),
        )
    )
    assert run.phase == "Failed"
    assert message in run.message


def test_a_reference_to_an_output_that_nobody_declares_is_invalid(place: Place) -> None:
    use = step("use", "pause", when="'{{steps.it.outputs.parameters.none}}' == 'x'")
    run = place.run(workflow(steps("main", [step("it", "pause")], [use]), PAUSE))
    unresolved = "templates.main.steps failed to resolve {{steps.it.outputs.parameters.none}}"
    assert (run.phase, run.message) == ("Failed", f"invalid spec: {unresolved}")


def test_a_skipped_output_without_default_uses_the_default_of_the_input(place: Place) -> None:
    mute = {
        "name": "mute",
        "suspend": {"duration": "0"},
        "outputs": {"parameters": [{"name": "x", "valueFrom": {"supplied": {}}}]},
    }
    takes = {
        "name": "takes",
        "inputs": {"parameters": [{"name": "x", "default": "own"}]},
        "suspend": {"duration": "0"},
    }
    run = place.run(
        workflow(
            steps(
                "main",
                [step("no", "mute", when="1 == 2")],
                [step("takes", "takes", x="{{steps.no.outputs.parameters.x}}")],
            ),
            mute,
            takes,
        )
    )
    assert run.phase == "Succeeded"
    assert run.inputs("[1].takes") == {"x": "own"}


def test_a_failed_step_fails_the_template_and_the_next_group_does_not_start(place: Place) -> None:
    fails = {"name": "fails", "container": python("raise SystemExit(3)")}
    run = place.run(
        workflow(
            steps("main", [step("bad", "fails"), step("good", "pause")], [step("never", "pause")]),
            fails,
            PAUSE,
        )
    )
    bad = run.node("[0].bad")
    assert (run.phase, run.message) == ("Failed", f"child '{bad['id']}' failed")
    assert (bad["phase"], bad["message"]) == ("Failed", "main: Error (exit code 3)")
    assert run.phases("[0].good", "[1]") == ["Succeeded", ""]


def test_recursion_ends_at_a_hundred_templates(place: Place) -> None:
    run = place.run(
        workflow(
            steps(
                "main",
                [
                    step(
                        "again",
                        "main",
                        when="{{inputs.parameters.number}} < 150",
                        number="{{=asInt(inputs.parameters.number) + 1}}",
                    )
                ],
                inputs=inputs("number"),
            ),
            arguments=parameters(number="1"),
        )
    )
    assert run.phase == "Failed"
    deepest = run.node("[0].again" * 99)
    assert (deepest["phase"], deepest["type"]) == ("Error", "Skipped")
    assert deepest["message"].startswith("Maximum recursion depth exceeded")
    assert len(run.status["nodes"]) == 199


def test_arguments_arrive_as_they_are(place: Place) -> None:
    text = 'quotes " \' back\\slash $(id) `id` <b>&amp; \t tab\nline é 漢字 \u200b {"a": {"b": 1}}'
    echo = {
        "name": "echo",
        "inputs": inputs("text"),
        "outputs": output("said"),
        "container": python(ECHO, "{{inputs.parameters.text}}", "{{inputs.parameters}}"),
    }
    run = place.run(workflow(echo, entrypoint="echo", arguments=parameters(text=text)))
    direct, listed = json.loads(run.outputs("")["said"])
    assert direct == text
    assert json.loads(listed) == [{"name": "text", "value": text}]
