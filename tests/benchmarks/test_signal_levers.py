from copy import deepcopy

import pytest

from benchmarks.signal_levers import EXPORTED, TOLD, VARIANTS
from gitops.manifests import manifests
from remediation.model import JsonObject
from remediation.settings import Settings
from workflows import play_signal


@pytest.fixture(scope="module")
def exported() -> JsonObject:
    bodies = (body for each in manifests(Settings()).values() for body in each)
    spec: JsonObject = next(
        body["spec"]
        for body in bodies
        if body["kind"] == "WorkflowTemplate" and body["metadata"]["name"] == play_signal.NAME
    )
    return spec


def changed(exported: JsonObject, variant: str) -> JsonObject:
    spec = deepcopy(exported)
    VARIANTS[variant](spec)
    return spec


def answer(spec: JsonObject) -> JsonObject:
    found: JsonObject = next(each for each in spec["templates"] if each["name"] == "answer")
    return found


def test_each_variant_but_the_exported_one_is_a_lever() -> None:
    assert set(TOLD) | {EXPORTED} == set(VARIANTS)


@pytest.mark.parametrize("variant", TOLD)
def test_a_variant_differs_from_what_is_exported(exported: JsonObject, variant: str) -> None:
    assert changed(exported, variant) != exported


def test_more_cpu_changes_nothing_else(exported: JsonObject) -> None:
    spec = changed(exported, "more-cpu")

    answer(spec)["container"]["resources"] = answer(exported)["container"]["resources"]
    assert spec == exported


def test_a_plain_start_runs_the_same_verb(exported: JsonObject) -> None:
    command = answer(changed(exported, "plain-start"))["container"]["command"]

    assert command[0] == "python3"
    assert command[3:] == ["answer_signal", "--baton", "/run/remedy"]


def test_the_step_runs_in_the_second_pod(exported: JsonObject) -> None:
    spec = changed(exported, "second-pod")

    entrypoint = next(each for each in spec["templates"] if each["name"] == spec["entrypoint"])
    assert [step["template"] for (step,) in entrypoint["steps"]] == ["look", "answer"]
    assert answer(spec) == answer(exported)
