from remediation.coderuns import new_coderun
from remediation.settings import CodeRuns, Settings
from sandbox.evaluator import ObjectChange, parse_resources
from sensors import agent_events
from tests.golden.exported import THREE_REPOSITORIES, named

SOURCE = named(THREE_REPOSITORIES, "EventSource", "agent-finished")["spec"]
NAMES = (agent_events.changed, agent_events.gone)


def test_each_repository_has_an_event_for_changes_and_one_for_deletions() -> None:
    events = {name: (each["namespace"], each["eventTypes"]) for name, each in SOURCE["resource"].items()}

    assert events == {
        "agents-a-changed": ("agents-a", ["ADD", "UPDATE"]),
        "agents-a-gone": ("agents-a", ["DELETE"]),
        "agents-b-changed": ("agents-b", ["ADD", "UPDATE"]),
        "agents-b-gone": ("agents-b", ["DELETE"]),
        "agents-c-changed": ("agents-c", ["ADD", "UPDATE"]),
        "agents-c-gone": ("agents-c", ["DELETE"]),
    }
    names = [name(each) for each in THREE_REPOSITORIES.repositories for name in NAMES]
    assert names == list(SOURCE["resource"])


def test_every_agent_that_a_play_starts_is_watched_and_no_other() -> None:
    sources = parse_resources(agent_events.build(THREE_REPOSITORIES))
    for repository in THREE_REPOSITORIES.repositories:
        run = new_coderun(
            THREE_REPOSITORIES, repository, task=7, role="rex", play="play-7", cycle=1, head="a" * 40
        )
        other = {**run, "metadata": {**run["metadata"], "labels": {"trigger-type": "ci"}}}

        assert [each.origin.event for each in sources if not each.refusal(ObjectChange("UPDATE", run))] == [
            agent_events.changed(repository)
        ]
        assert [each.origin.event for each in sources if not each.refusal(ObjectChange("DELETE", run))] == [
            agent_events.gone(repository)
        ]
        assert all(each.refusal(ObjectChange("UPDATE", other)) for each in sources)


def test_what_ended_before_the_source_started_is_told_too() -> None:
    assert {each["filter"]["afterStart"] for each in SOURCE["resource"].values()} == {False}


def test_one_pod_watches() -> None:
    assert SOURCE["replicas"] == 1


def test_another_custom_resource_of_the_agents_is_a_setting() -> None:
    settings = Settings(coderuns=CodeRuns(api_version="platform.example/v2", plural="agentruns"))

    (watched, _) = named(settings, "EventSource", "agent-finished")["spec"]["resource"].values()

    assert (watched["group"], watched["version"], watched["resource"]) == (
        "platform.example",
        "v2",
        "agentruns",
    )
