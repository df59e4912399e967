from datetime import timedelta

import pytest
from pydantic import ValidationError

from remediation.play import AWAIT_READY_FOR_QA
from remediation.pull_requests import WatchedPullRequest
from remediation.signal import Kind, Outcome, Signal, answer_closing, shows
from tests.remediation.shown import AT, CLEO, HEAD, OF_GITHUB, PERSON, pull, readied, reviewed, seen, signal


@pytest.mark.parametrize("state", ["CLOSED", "MERGED"])
def test_the_end_of_a_pull_request_is_the_end_of_its_play(state: str) -> None:
    play = seen(AWAIT_READY_FOR_QA, None).play
    ended = pull(state=state, ended=AT)

    given = answer_closing(ended, play)

    assert (given.outcome, given.verdict) == (Outcome.ANSWERED, "cancelled")
    assert given.reason == f"pull request #3 is {state.lower()}"


def test_what_ended_before_the_play_began_was_another_plays() -> None:
    play = seen(AWAIT_READY_FOR_QA, None).play
    ended = pull(state="CLOSED", ended=AT - timedelta(seconds=1))

    given = answer_closing(ended, play)

    assert (given.outcome, given.verdict) == (Outcome.NOTHING, "")
    assert given.reason == "pull request #3 was closed before play-x began"


LATER, EARLIER = AT + timedelta(seconds=1), AT - timedelta(seconds=1)


@pytest.mark.parametrize("kind", OF_GITHUB)
def test_a_pull_request_shows_what_happened_before_its_last_update_and_nothing_later(kind: Kind) -> None:
    assert shows(pull(updated=LATER), signal(kind))
    assert not shows(pull(updated=EARLIER, state="CLOSED", labels=("task-7", "ready-for-qa")), signal(kind))


@pytest.mark.parametrize(
    ("kind", "without", "shown"),
    [
        ("pull-request", pull(draft=True), pull()),
        ("task-label", pull(labels=()), pull()),
        ("ready-for-qa", pull(), readied()),
        ("approval", pull(), reviewed(("1", CLEO, f"APPROVED@{HEAD}"))),
        ("approval", reviewed(("1", PERSON, f"APPROVED@{HEAD}")), reviewed(("1", CLEO, f"APPROVED@{HEAD}"))),
        ("approval", pull(), reviewed(("1", CLEO, f"DISMISSED@{HEAD}"))),
        ("closed", pull(), pull(state="CLOSED")),
        ("closed", pull(), pull(state="MERGED")),
    ],
)
def test_in_the_second_of_its_last_update_the_thing_itself_must_be_there(
    kind: Kind, without: WatchedPullRequest, shown: WatchedPullRequest
) -> None:
    assert not shows(without, signal(kind))
    assert shows(shown, signal(kind))


@pytest.mark.parametrize("subject", ["play-x-1-cleo", "3a"])
@pytest.mark.parametrize("kind", OF_GITHUB)
def test_what_happened_at_github_happened_to_a_number(kind: Kind, subject: str) -> None:
    given = {**signal(kind).model_dump(by_alias=True), "subject": subject}

    with pytest.raises(ValidationError, match=f"{subject} is no number of a pull request"):
        Signal.model_validate(given)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("repository", "cto"),
        ("task-id", "0"),
        ("task-id", "{{workflow.name}}"),
        ("signal", "push"),
        ("subject", "Play X"),
        ("phase", "Unknown"),
        ("sender", "a b"),
        ("at", "2026-01-01T00:00:00"),
        ("delivery", "1"),
    ],
)
def test_an_identifier_that_is_none_is_refused(field: str, value: str) -> None:
    with pytest.raises(ValidationError):
        Signal.model_validate({**signal("closed").model_dump(by_alias=True), field: value})


def test_a_signal_knows_what_it_is_about() -> None:
    about_agent, about_pull = signal("agent-gone", phase="Failed"), signal("closed")

    assert (about_agent.is_about_agent, about_agent.pull_request, about_agent.task) == (True, None, 7)
    assert (about_pull.is_about_agent, about_pull.pull_request, about_pull.task) == (False, 3, 7)
