"""What of an agent's life its play must hear of."""

import pytest

from remediation.settings import Role
from sandbox.evaluator.resource_source import ChangeType
from tests.golden.exported import THREE_REPOSITORIES, named
from tests.sensors.events import ABSENT, GUID, SETTINGS, Changes, agent, change, webhook
from tests.sensors.judges import Judge, Run
from tests.sensors.pull_requests import acted

SENSOR = named(SETTINGS, "Sensor", "agent-finished")
CLEO = {
    "repository": "5dlabs/cto",
    "task-id": "3",
    "signal": "agent-ended",
    "subject": "play-3-1-cleo",
    "phase": "Failed",
    "sender": "5DLabs-Cleo",
    "at": "2026-11-20T10:00:00Z",
    "delivery": GUID,
}
NO_AGENT_OF_A_PLAY: tuple[Changes, ...] = (
    {"metadata__labels__trigger-type": "ci"},
    {"metadata__labels__trigger-type": ABSENT},
    {"metadata__namespace": "somebody-elses"},
    {"apiVersion": "agents.platform/v2"},
)
OF_ANOTHER_REPOSITORY: tuple[Changes, ...] = (
    {"metadata__annotations__remedy/repository": "evil/cto"},
    {"metadata__annotations__remedy/repository": "5dlabs/cto-fork"},
    {"metadata__annotations__remedy/repository": ABSENT},
    {"metadata__annotations": ABSENT},
)
WITHOUT_AN_IDENTIFIER: tuple[Changes, ...] = (
    {"metadata__name": "{{workflow.name}}"},
    {"metadata__name": "Play-3-1-cleo"},
    {"metadata__name": "play-3-1-cleo\n"},
    {"metadata__uid": "{{workflow.uid}}"},
    {"metadata__uid": ABSENT},
    {"metadata__labels__task-id": "03"},
    {"metadata__labels__task-id": "0"},
    {"metadata__labels__task-id": "{{workflow.name}}"},
    {"metadata__labels__task-id": ABSENT},
    {"metadata__labels__github-app": "{{workflow.name}}"},
    {"metadata__labels__github-app": ABSENT},
    {"metadata__creationTimestamp": "today"},
    {"metadata__creationTimestamp": ABSENT},
)
every_other_agent = pytest.mark.parametrize(
    "changes", [*NO_AGENT_OF_A_PLAY, *OF_ANOTHER_REPOSITORY, *WITHOUT_AN_IDENTIFIER]
)


@pytest.mark.parametrize("kind", ["ADD", "UPDATE"])
def test_an_agent_that_failed_is_a_signal(judge: Judge, kind: ChangeType) -> None:
    failed = change(kind, agent("cleo", "Failed"))

    created = judge(SENSOR, failed)

    assert created == [Run("failed-agent-platform", f"agent-{GUID}-failed", "play-signal", CLEO)]


@pytest.mark.parametrize("kind", ["ADD", "UPDATE"])
def test_rex_who_says_that_he_is_done_is_a_signal(judge: Judge, kind: ChangeType) -> None:
    done = change(kind, agent("rex", "Succeeded"))

    created = judge(SENSOR, done)

    rex = {**CLEO, "subject": "play-3-1-rex", "phase": "Succeeded", "sender": "5DLabs-Rex"}
    assert created == [Run("rex-ended-agent-platform", f"agent-{GUID}-succeeded", "play-signal", rex)]


@pytest.mark.parametrize("phase", ["Pending", "Running", "Succeeded", "Failed"])
def test_an_agent_that_is_gone_is_a_signal_that_tells_its_last_phase(judge: Judge, phase: str) -> None:
    gone = change("DELETE", agent("cleo", phase))

    created = judge(SENSOR, gone)

    last = {**CLEO, "signal": "agent-gone", "phase": phase}
    assert created == [Run("gone-agent-platform", f"agent-{GUID}-gone", "play-signal", last)]


@pytest.mark.parametrize(
    "changes",
    [
        {"status": ABSENT},
        {"status": None},
        {"status__phase": ABSENT},
        {"status__phase": None},
        {"status__phase": ""},
        {"status__phase": "Cancelled"},
        {"status__phase": "Failed\n"},
        {"status__phase": "{{workflow.name}}"},
        {"status__phase": 1},
    ],
)
def test_an_agent_that_is_gone_without_a_phase_that_we_know_had_none(judge: Judge, changes: Changes) -> None:
    gone = change("DELETE", agent("tess", "Running", changes))

    (created,) = judge(SENSOR, gone)

    assert created.arguments["phase"] == "none"


@pytest.mark.parametrize("role", ["rex", "cleo", "tess"])
def test_each_agent_is_told_of_once(judge: Judge, role: Role) -> None:
    failed = change("UPDATE", agent(role, "Failed"))

    (created,) = judge(SENSOR, failed)

    assert created.arguments["subject"] == f"play-3-1-{role}"


@pytest.mark.parametrize("role", ["cleo", "tess"])
def test_the_success_of_others_than_rex_is_none(judge: Judge, role: Role) -> None:
    done = change("UPDATE", agent(role, "Succeeded"))

    assert judge(SENSOR, done) == []


@pytest.mark.parametrize(
    "phase", ["Pending", "Running", "failed", "Failed ", "Failed\n", "FailedX", "succeeded", "Cancelled", ""]
)
def test_another_phase_is_none(judge: Judge, phase: str) -> None:
    at_work = change("UPDATE", agent("rex", phase))

    assert judge(SENSOR, at_work) == []


@pytest.mark.parametrize("changes", [{"status": ABSENT}, {"status__phase": None}, {"status__phase": ABSENT}])
def test_an_agent_that_has_not_begun_is_none(judge: Judge, changes: Changes) -> None:
    fresh = change("ADD", agent("rex", "", changes))

    assert judge(SENSOR, fresh) == []


@pytest.mark.parametrize("kind", ["Rex", "rexo", "", ABSENT])
def test_the_success_of_somebody_like_rex_is_none(judge: Judge, kind: object) -> None:
    other = agent("rex", "Succeeded", {"metadata__labels__agent-type": kind})

    assert judge(SENSOR, change("UPDATE", other)) == []


@every_other_agent
def test_the_failure_of_any_other_agent_is_none(judge: Judge, changes: Changes) -> None:
    other = agent("cleo", "Failed", changes)

    assert judge(SENSOR, change("UPDATE", other)) == []


@every_other_agent
def test_that_any_other_agent_is_gone_is_none(judge: Judge, changes: Changes) -> None:
    other = agent("cleo", "Running", changes)

    assert judge(SENSOR, change("DELETE", other)) == []


@pytest.mark.parametrize("kind", ["UPDATE", "DELETE"])
def test_each_repository_has_a_sensor_for_its_agents(judge: Judge, kind: ChangeType) -> None:
    first, second = (
        named(THREE_REPOSITORIES, "Sensor", name) for name in ("agent-finished", "agent-finished-agents-b")
    )
    ours = change(kind, agent("cleo", "Failed", settings=THREE_REPOSITORIES), settings=THREE_REPOSITORIES)

    (created,) = judge(first, ours)

    assert created.dependency.endswith("-agents-a")
    assert created.arguments["repository"] == "acme/app.web"
    assert judge(second, ours) == []


@pytest.mark.parametrize("kind", ["UPDATE", "DELETE"])
@pytest.mark.parametrize("sensor", ["agent-finished", "agent-finished-agents-b"])
def test_an_agent_that_names_the_repository_of_another_namespace_is_none(
    judge: Judge, kind: ChangeType, sensor: str
) -> None:
    astray = agent("cleo", "Failed", {"metadata__namespace": "agents-b"}, settings=THREE_REPOSITORIES)

    assert (
        judge(named(THREE_REPOSITORIES, "Sensor", sensor), change(kind, astray, settings=THREE_REPOSITORIES))
        == []
    )


def test_a_webhook_is_none(judge: Judge) -> None:
    assert judge(SENSOR, webhook("pull_request", acted("closed"))) == []
