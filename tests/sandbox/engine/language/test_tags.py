import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.engine.language.errors import MissingVariableError, SubstitutionError, UnsupportedError
from sandbox.engine.language.go_text import go_json
from sandbox.engine.language.tags import replace, tags_in

VALUES: dict[str, str | None] = {
    "workflow.name": "run",
    "inputs.parameters.cycle": "3",
    "inputs.parameters.task-id": '7"\\',
    "steps.a.outputs.parameters.x": None,
}


def replaced(text: str, *, strict: tuple[str, ...] = ()) -> str:
    value: str = json.loads(replace(go_json(text), VALUES, strict=strict))
    return value


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("no tag", "no tag"),
        ("{{workflow.name}}", "run"),
        ("{{ workflow.name }}", "run"),
        ("a {{workflow.name}} b {{inputs.parameters.cycle}}", "a run b 3"),
        ("{{inputs.parameters.task-id}}", '7"\\'),
        ("{{unknown}}", "{{unknown}}"),
        ("{{=asInt(inputs.parameters.cycle) + 1}}", "4"),
        ("{{=inputs.parameters['task-id']}}", '7"\\'),
        ("{{=workflow.name == 'run' && 1 < 2}}", "true"),
        ("{{=[1, workflow.name]}}", '[1,"run"]'),
        ("{{=nope()}}", "{{=nope()}}"),
        ("{{=1 +}}", "{{=1 +}}"),
        ("{{=inputs.parameters.other}}", "{{=inputs.parameters.other}}"),
        ("{{=workflow.status}}", "{{=workflow.status}}"),
        ("{{outer.{{workflow.name}}}}", "{{outer.run}}"),
    ],
)
def test_tags_become_values(text: str, result: str) -> None:
    assert replaced(text) == result


def test_a_value_is_not_looked_at_again_in_the_same_pass() -> None:
    values: dict[str, str | None] = {"a": "{{b}}", "b": "found"}
    once = replace(go_json("{{a}}"), values)
    assert json.loads(once) == "{{b}}"
    assert json.loads(replace(once, values)) == "found"


def test_a_tag_without_end_is_an_error() -> None:
    with pytest.raises(SubstitutionError, match="Cannot find end tag"):
        replaced("{{ open")


def test_a_tag_may_end_in_another_field() -> None:
    text = go_json({"a": "{{ open", "b": "{{workflow.name}} }}"})
    assert json.loads(replace(text, VALUES)) == {"a": "{{ open", "b": "run }}"}


def test_an_absent_output_cannot_be_used() -> None:
    with pytest.raises(SubstitutionError, match="absent optional"):
        replaced("{{steps.a.outputs.parameters.x}}")


@pytest.mark.parametrize("tag", ["{{steps.b.status}}", "{{=steps.b.status + 'x'}}"])
def test_a_strict_tag_must_have_a_value(tag: str) -> None:
    with pytest.raises(MissingVariableError):
        replaced(tag, strict=("steps",))


def test_what_the_real_argo_knows_and_we_do_not_is_named() -> None:
    with pytest.raises(UnsupportedError, match="the function sprig"):
        replaced("{{=sprig.upper(workflow.name)}}")


@pytest.mark.parametrize("character", ["\x01", "\a", "\U000e0001"])
def test_a_character_that_go_writes_unlike_json_breaks_the_template(character: str) -> None:
    with pytest.raises(SubstitutionError, match="invalid JSON"):
        replace(go_json("{{x}}"), {"x": character})


@given(st.text(st.characters(exclude_categories=["C"])))
def test_any_printable_value_arrives_unchanged(value: str) -> None:
    assert json.loads(replace(go_json("<{{x}}>"), {"x": value})) == f"<{value}>"


def test_tags_are_found() -> None:
    assert tags_in("a {{b}} {{=c}}") == ["b", "=c"]
