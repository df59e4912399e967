from datetime import UTC, datetime
from typing import Any, Literal

import pytest
from pydantic import ValidationError

from remediation.errors import Temporary
from remediation.play import parse_play
from remediation.pull_requests import Branch, OurLabels, PullRequest
from remediation.push import Outcome, Push, decide_branch, decide_state, must_ask_about, refuse_sender
from remediation.settings import Settings
from remediation.state import CycleRecord, PushRecord, TaskState
from tests.remediation.test_play import CREATED, workflow

BEFORE, AFTER, LATER = "a" * 40, "b" * 40, "c" * 40
NOW = 1_000_000.0


def push(**changes: str) -> Push:
    values = {
        "repository": "5dlabs/cto",
        "ref": "refs/heads/task-7-login",
        "before": BEFORE,
        "after": AFTER,
        "sender": "5DLabs-Rex[bot]",
        "delivery": "11111111-2222-3333-4444-555555555555",
        "pushed-at": str(int(NOW) - 1),
        "task-id": "7",
        "run": "rex-push-11111111-2222-3333-4444-555555555555",
    }
    return Push.model_validate({**values, **changes})


def pull_request(
    number: int = 1, *, labels: tuple[str, ...] = ("task-7",), branch: str = "task-7-login"
) -> PullRequest:
    return PullRequest(number=number, node_id="PR_1", branch=branch, head=AFTER, labels=labels)


def branch(
    *pulls: PullRequest,
    elsewhere: tuple[PullRequest, ...] = (),
    head: str | None = AFTER,
    may_write: bool = False,
) -> Branch:
    ours = OurLabels(repository_id="R_1", ids={})
    return Branch(
        head=head,
        pull_requests=pulls,
        claimants=(*(pull for pull in pulls if 7 in pull.tasks), *elsewhere),
        ours=ours,
        sender_may_write=may_write,
    )


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("ref", "refs/heads/task-3-{{workflow.name}}"),
        ("ref", "refs/heads/feature/task-3-x"),
        ("ref", "refs/tags/task-3-x"),
        ("after", "b" * 39),
        ("delivery", "rm -rf"),
        ("sender", "5DLabs-Rex[bot]\n"),
        ("pushed-at", "2026-01-01T00:00:00Z"),
    ],
)
def test_a_parameter_that_is_no_identifier_is_refused(field: str, value: str) -> None:
    with pytest.raises(ValidationError, match=field):
        push(**{field: value})


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"repository": "evil/cto"}, "evil/cto is not a configured repository"),
        ({"sender": "5DLabs-Cleo[bot]"}, "5DLabs-Cleo[bot] is not Rex"),
        ({"sender": "somebody"}, "somebody is not Rex"),
        ({"task-id": "8"}, "task 8 is not the task of branch task-7-login"),
    ],
)
def test_a_push_of_somebody_else_is_refused_before_anybody_is_asked(
    changes: dict[str, str], told: str
) -> None:
    refusal = refuse_sender(push(**changes), Settings())

    assert refusal is not None
    assert (refusal.outcome, refusal.reason) == (Outcome.REFUSED, told)


def test_a_bot_is_trusted_and_a_bare_login_must_have_write_permission() -> None:
    assert must_ask_about(push()) is None
    person = push(sender="rex-5dlabs")
    assert must_ask_about(person) == "rex-5dlabs"

    refused = decide_branch(person, branch(pull_request()), now=NOW, lag=60)
    admitted = decide_branch(person, branch(pull_request(), may_write=True), now=NOW, lag=60)

    assert refused.outcome is Outcome.REFUSED
    assert admitted.proceeds


@pytest.mark.parametrize(
    ("seen", "outcome", "told"),
    [
        (branch(head=None), Outcome.NOTHING, "branch task-7-login is gone"),
        (branch(), Outcome.NOTHING, "no open pull request of task-7-login yet"),
        (branch(pull_request(labels=())), Outcome.NOTHING, "has no label task-7 yet"),
        (branch(pull_request(labels=("task-8",))), Outcome.CONTRADICTION, "is labelled task-8"),
        (branch(pull_request(labels=("task-7", "task-8"))), Outcome.CONTRADICTION, "task-7, task-8"),
        (branch(pull_request(1), pull_request(2)), Outcome.CONTRADICTION, "#1 and #2 claim task 7"),
        (
            branch(pull_request(1), elsewhere=(pull_request(2, branch="task-7-other"),)),
            Outcome.CONTRADICTION,
            "#1 and #2 claim task 7",
        ),
    ],
)
def test_a_push_stops_where_pull_request_label_and_branch_do_not_agree(
    seen: Branch, outcome: Outcome, told: str
) -> None:
    decision = decide_branch(push(), seen, now=NOW, lag=60)

    assert decision.outcome is outcome
    assert told in decision.reason


def test_the_labelled_one_of_two_pull_requests_counts() -> None:
    seen = branch(pull_request(1, labels=()), pull_request(2))

    assert decide_branch(push(), seen, now=NOW, lag=60).pull_request == 2


def test_the_present_head_counts_whoever_pushed_last() -> None:
    decision = decide_branch(push(), branch(pull_request(), head=LATER), now=NOW, lag=60)

    assert decision.proceeds
    assert decision.head == LATER


def test_a_head_from_before_the_push_means_that_github_lags() -> None:
    with pytest.raises(Temporary, match="still shows aaaaaaa"):
        decide_branch(push(), branch(pull_request(), head=BEFORE), now=NOW, lag=60)


def test_a_head_from_before_the_push_is_believed_after_the_lag() -> None:
    decision = decide_branch(push(), branch(pull_request(), head=BEFORE), now=NOW + 60, lag=60)

    assert decision.proceeds
    assert decision.head == BEFORE


def pushed(head: str, phase: Literal["started", "done"]) -> PushRecord:
    return PushRecord(
        delivery="d", head=head, before=BEFORE, at=datetime.fromtimestamp(NOW, UTC), phase=phase
    )


@pytest.mark.parametrize(
    ("remembered", "stops"),
    [
        ({}, False),
        ({"push": pushed(AFTER, "done")}, True),
        ({"push": pushed(AFTER, "started")}, False),
        ({"push": pushed(BEFORE, "done")}, False),
        ({"qa": CycleRecord(play="p", cycle=2, head=AFTER)}, True),
        ({"qa": CycleRecord(play="p", cycle=1, head=BEFORE)}, False),
    ],
)
def test_a_head_that_the_state_names_is_superseded(remembered: dict[str, Any], stops: bool) -> None:  # noqa: FBT001  # a table's column
    state = TaskState(task=7, repository="5dlabs/cto", **remembered)

    decision = decide_state(AFTER, state=state, play=None)

    assert (decision.outcome is Outcome.SUPERSEDED) == stops


def test_a_play_that_waits_with_this_head_is_left_alone() -> None:
    play = parse_play(workflow(CREATED, ("await-ready-for-qa", 2, AFTER, "")))

    assert decide_state(AFTER, state=None, play=play).outcome is Outcome.SUPERSEDED
    assert decide_state(LATER, state=None, play=play).proceeds


def test_a_gate_whose_agents_may_be_gone_is_not_left_alone() -> None:
    present = CycleRecord(play="play-x", cycle=2, head=AFTER)
    interrupted = pushed(LATER, "started").model_copy(update={"ends": present})
    state = TaskState(task=7, repository="5dlabs/cto", push=interrupted, qa=present)
    play = parse_play(workflow(CREATED, ("await-ready-for-qa", 2, AFTER, "")))

    assert decide_state(AFTER, state=state, play=play).proceeds
