"""Changes of runs and agents become sentences, and only changes do."""

import pytest

from remediation.model import JsonObject
from runner.narration import told_of_beginning, told_of_code_run, told_of_github, told_of_run
from tests.runner.records import FIRST, code_run, loop_run, play_run, record

REX = {"login": "5DLabs-Rex[bot]"}


def named(sha: str) -> str:
    return {FIRST: "first"}.get(sha, sha[:7])


def test_a_new_run_is_the_sensors_doing() -> None:
    run = loop_run().model_copy(update={"phase": "Running", "name": "rex-push-1"})

    assert list(told_of_run(None, run)) == [("sensor", "a sensor creates run rex-push-1 of rex-remediation")]


def test_a_run_that_ends_tells_its_outcome_once() -> None:
    ended = loop_run().model_copy(update={"name": "rex-push-1", "reason": "so it is"})
    running = ended.model_copy(update={"phase": "Running"})

    told = list(told_of_run(running, ended))

    assert told == [("argo", "run rex-push-1 of rex-remediation succeeds: restarted, so it is")]
    assert list(told_of_run(ended, ended)) == []


def test_a_play_tells_stage_cycle_and_gate_when_they_change() -> None:
    play = play_run()
    before = play.model_copy(
        update={"stage": "waiting-pr-created", "nodes": tuple(n for n in play.nodes if n.cycle != 2)}
    )

    assert list(told_of_run(before, play)) == [
        ("argo", "the play of task 7 is set to waiting-ready-for-qa"),
        ("argo", "the play of task 7 enters QA cycle 2"),
        ("argo", "the play of task 7 waits at await-ready-for-qa"),
    ]


def test_a_deleted_run_is_told() -> None:
    assert next(iter(told_of_run(loop_run(), None)))[1].endswith("is deleted")
    assert list(told_of_run(None, None)) == []


def test_the_life_of_an_agents_run() -> None:
    starting = code_run("cleo", FIRST, uid="c", begin=0).model_copy(update={"phase": ""})
    finished = starting.model_copy(update={"phase": "Succeeded"})
    leaving = starting.model_copy(update={"deleting": True})
    run = "Cleo's run on first for task 7"

    assert list(told_of_code_run(None, starting, named)) == [("agents", f"{run} begins")]
    assert list(told_of_code_run(starting, finished, named)) == [("agents", f"{run} has finished its work")]
    assert list(told_of_code_run(starting, leaving, named)) == [("agents", f"{run} is cancelled")]
    assert list(told_of_code_run(leaving, None, named)) == [("agents", f"{run} is gone")]
    assert list(told_of_code_run(leaving, leaving, named)) == []


def test_a_run_is_named_by_the_first_part_of_its_delivery() -> None:
    run = loop_run().model_copy(update={"phase": "Running"})

    assert list(told_of_run(None, run)) == [
        ("sensor", "a sensor creates run rex-push-7e0b1c1e of rex-remediation")
    ]


@pytest.mark.parametrize(
    ("event", "payload", "sentence"),
    [
        (
            "push",
            {"deleted": False, "after": FIRST, "ref": "refs/heads/task-7-x"},
            "5DLabs-Rex[bot] pushes first to task-7-x",
        ),
        ("push", {"deleted": True, "after": "0" * 40, "ref": "refs/heads/task-7-x"}, ""),
        ("pull_request", {"action": "closed", "number": 3}, "5DLabs-Rex[bot] closes pull request #3"),
        (
            "pull_request",
            {"action": "unlabeled", "number": 3, "label": {"name": "ready-for-qa"}},
            "5DLabs-Rex[bot] takes ready-for-qa off pull request #3",
        ),
        (
            "pull_request_review",
            {"action": "submitted", "review": {"state": "changes_requested"}, "pull_request": {"number": 3}},
            "5DLabs-Rex[bot] reviews pull request #3: changes requested",
        ),
        (
            "issue_comment",
            {"action": "created", "issue": {"number": 3}},
            "5DLabs-Rex[bot] comments on pull request #3",
        ),
        ("pull_request", {"action": "synchronize", "number": 3}, ""),
    ],
)
def test_what_people_do_at_github(event: str, payload: JsonObject, sentence: str) -> None:
    assert told_of_github(event, {"sender": REX, **payload}, named) == sentence


def test_the_beginning_tells_where_plays_stand_and_who_is_at_work() -> None:
    before = record().before
    twice = before.model_copy(update={"code_runs": (*before.code_runs, before.code_runs[0])})

    assert list(told_of_beginning(twice, named)) == [
        ("argo", "the play of task 7 waits at await-pr-approved, QA cycle 1"),
        ("agents", "Cleo is at work on first for task 7, in 2 runs"),
        ("agents", "Tess is at work on first for task 7"),
    ]
