import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from remediation.errors import Permanent
from remediation.log import Log
from remediation.push import Push
from remediation.settings import Settings
from steps.ask_person import Question
from steps.baton import Baton
from steps.cancel import Cancelled
from steps.end_play import EndedPlay
from steps.pod import Clock, Pod
from steps.start_agent import AgentStart
from tests.remediation.test_push import push
from tests.steps.world import inputs_of


def pod(inputs: str, baton: Baton) -> Pod:
    return Pod(step="admit", inputs=inputs, settings=Settings(), baton=baton, log=Log(), clock=Clock())


@pytest.fixture
def baton(tmp_path: Path) -> Baton:
    return Baton(tmp_path, seconds=1)


def test_the_parameters_of_a_run_are_what_argo_puts_for_its_inputs(baton: Baton) -> None:
    assert pod(inputs_of(push()), baton).read(Push) == push()


def test_every_wrong_parameter_is_named(baton: Baton) -> None:
    values = {each["name"]: each["value"] for each in json.loads(inputs_of(push()))}
    values |= {"ref": "refs/heads/task-3-{{workflow.name}}", "after": "b" * 39}
    del values["run"]
    inputs = json.dumps([{"name": name, "value": value} for name, value in values.items()])

    with pytest.raises(Permanent, match=r"wrong parameters: ref: .*; after: .*; run: ") as caught:
        pod(inputs, baton).read(Push)
    assert "\n" not in str(caught.value)


def test_a_parameter_that_a_step_does_not_know_is_an_error(baton: Baton) -> None:
    inputs = json.dumps([*json.loads(inputs_of(push())), {"name": "extra", "value": "1"}])

    with pytest.raises(Permanent, match="extra: Extra inputs are not permitted"):
        pod(inputs, baton).read(Push)


@pytest.mark.parametrize(
    "inputs", ["", "{{inputs.parameters}}", "null", "[1]", '[{"value": "1"}]', '{"a": 1}']
)
def test_what_is_not_argos_list_is_told_so(baton: Baton, inputs: str) -> None:
    with pytest.raises(Permanent, match="the parameters are not Argo's list of names and values"):
        pod(inputs, baton).read(Push)


@given(text=st.text())
def test_no_text_makes_a_step_fall_over(text: str) -> None:
    unused = Baton(Path("unused"), seconds=1)

    for kind in (Push, AgentStart, EndedPlay, Question):
        with pytest.raises(Permanent):
            pod(text, unused).read(kind)


@given(
    field=st.sampled_from(["repository", "ref", "before", "after", "sender", "delivery", "pushed-at"]),
    value=st.text() | st.from_regex(r"(refs/heads/task-3-|a/|[0-9])?\{\{.*\}\}"),
)
def test_no_parameter_that_is_let_through_can_hold_a_template(field: str, value: str) -> None:
    values = {each["name"]: each["value"] for each in json.loads(inputs_of(push()))} | {field: value}
    inputs = json.dumps([{"name": name, "value": given} for name, given in values.items()])

    let_through = accepted(inputs)

    if let_through is not None:
        assert "{" not in str(let_through)
        assert value.isprintable()


def accepted(inputs: str) -> Push | None:
    try:
        return pod(inputs, Baton(Path("unused"), seconds=1)).read(Push)
    except Permanent:
        return None


def test_what_a_step_leaves_the_next_one_takes(baton: Baton) -> None:
    pod("[]", baton).leave(Cancelled(names=("a",)), "gone")

    assert baton.take("admit", Cancelled) == Cancelled(names=("a",))
