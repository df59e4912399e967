"""Agents act at GitHub on their task's branch and pull request, in their own names."""

from remediation.model import JsonObject
from sandbox.agents.behaviour import Act, Behaviour
from tests.sandbox.agents.conftest import REPOSITORY, REX, Office, eventually


def behaviour(*acts: Act) -> Behaviour:
    return Behaviour(works=0, acts=acts, ends="Succeeded")


def pull_request(office: Office) -> JsonObject:
    found: JsonObject = office.github.snapshot()["pull_requests"][0]
    return found


def test_rex_pushes_and_opens_the_tasks_pull_request(office: Office) -> None:
    first = office.github.push(REPOSITORY.name, "task-7-login", REX)
    name = office.hire("rex", {"rex": behaviour("push", "open_pull_request")})

    assert eventually(lambda: office.phase(name) == "Succeeded")
    shown = pull_request(office)
    assert (shown["author"], shown["labels"]) == (REX, ["task-7"])
    assert shown["head"]["sha"] != first


def test_cleo_adds_her_label_and_tess_reviews(office: Office) -> None:
    office.github.push(REPOSITORY.name, "task-7-login", REX)
    office.github.open_pull_request(REPOSITORY.name, "task-7-login", REX)

    cleo = office.hire("cleo", {"cleo": behaviour("ready")})
    assert eventually(lambda: office.phase(cleo) == "Succeeded")
    tess = office.hire("tess", {"tess": behaviour("request_changes", "approve")})
    assert eventually(lambda: office.phase(tess) == "Succeeded")

    shown = pull_request(office)
    assert shown["labels"] == ["ready-for-qa"]
    assert [review["state"] for review in shown["reviews"]] == ["changes_requested", "approved"]


def test_an_agent_of_a_task_without_a_branch_has_nothing_to_act_on(office: Office) -> None:
    name = office.hire("cleo", {"cleo": behaviour("ready")}, task=70)

    assert eventually(lambda: office.phase(name) == "Succeeded")
    assert office.github.snapshot()["pull_requests"] == []
