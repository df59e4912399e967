"""Agents work, fail, hang, and leave as they are told."""

import pytest

from sandbox.agents.behaviour import Behaviour
from tests.sandbox.agents.conftest import Office, eventually


@pytest.mark.parametrize("end", ["Succeeded", "Failed"])
def test_an_agent_works_and_ends(office: Office, end: str) -> None:
    name = office.hire("rex", {"rex": Behaviour.model_validate({"works": 0.2, "ends": end})})

    assert eventually(lambda: office.phase(name) == "Running")
    assert eventually(lambda: office.phase(name) == end)


def test_an_agent_without_instructions_works_until_it_is_deleted(office: Office) -> None:
    name = office.hire("cleo", {})
    assert eventually(lambda: office.phase(name) == "Running")

    office.dismiss(name)

    assert eventually(lambda: office.run(name) == {})


def test_a_pod_belongs_to_its_run_and_goes_before_it(office: Office) -> None:
    name = office.hire("tess", {"tess": Behaviour(pod=True)})
    assert eventually(lambda: office.phase(name) == "Running")
    (pod,) = office.pods()
    owner = pod["metadata"]["ownerReferences"][0]
    assert (owner["name"], owner["blockOwnerDeletion"]) == (name, True)
    assert pod["metadata"]["labels"] == office.run(name)["metadata"]["labels"]

    office.dismiss(name)

    assert eventually(lambda: office.run(name) == {})
    assert office.pods() == []


def test_a_finalizer_keeps_the_run_until_the_agent_has_cleaned_up(office: Office) -> None:
    name = office.hire("cleo", {"cleo": Behaviour(finalizer=True, cleans_up=0.3)})
    assert eventually(lambda: office.phase(name) == "Running")

    office.dismiss(name)

    assert "deletionTimestamp" in office.run(name)["metadata"]
    assert eventually(lambda: office.run(name) == {})


def test_a_finalizer_may_hang(office: Office) -> None:
    name = office.hire("cleo", {"cleo": Behaviour(finalizer=True, cleans_up="never")})
    assert eventually(lambda: office.phase(name) == "Running")

    office.dismiss(name)

    assert not eventually(lambda: office.run(name) == {}, seconds=0.5)


def test_an_agent_that_was_deleted_does_nothing_more(office: Office) -> None:
    branch = office.github.push("5dlabs/cto", "task-7-login", "5DLabs-Rex[bot]")
    name = office.hire("rex", {"rex": Behaviour(works=0.4, acts=("push",), finalizer=True, cleans_up=1)})
    assert eventually(lambda: office.phase(name) == "Running")

    office.dismiss(name)

    assert eventually(lambda: office.run(name) == {})
    assert office.github.snapshot()["branches"]["5dlabs/cto"]["task-7-login"] == branch
