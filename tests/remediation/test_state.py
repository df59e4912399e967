from datetime import UTC, datetime, timedelta
from typing import Literal

import pytest

from remediation.errors import Permanent
from remediation.state import (
    Announcement,
    CycleRecord,
    PushRecord,
    SignalRecord,
    TaskState,
    announce,
    done_push,
    failed_push,
    read_state,
    shown_push,
    write_state,
)

HEAD, OTHER, BEFORE = "a" * 40, "b" * 40, "c" * 40
AT = datetime(2026, 1, 1, tzinfo=UTC)
STATE = TaskState(
    task=7,
    repository="5dlabs/cto",
    start_time="2026-01-01T00:00:00+00:00",
    announced=Announcement(head=OTHER, before=HEAD, at=AT),
    push=PushRecord(delivery="d", head=HEAD, before=BEFORE, at=AT, phase="started"),
    qa=CycleRecord(play="play-x", cycle=2, head=OTHER),
    signal=SignalRecord(
        delivery="e",
        kind="approval",
        at=AT,
        phase="answered",
        play="play-x",
        gate="await-pr-approved",
        cycle=2,
        verdict="proceed",
    ),
)


def pushed(
    head: str,
    *,
    phase: Literal["started", "done", "failed"] = "done",
    ends: CycleRecord | None = None,
    delivery: str = "d",
    at: datetime = AT,
) -> PushRecord:
    return PushRecord(delivery=delivery, head=head, before=BEFORE, at=at, phase=phase, ends=ends)


def test_what_is_written_is_read_back() -> None:
    written = write_state(STATE, namespace="agents", previous=None)

    assert read_state(written) == STATE
    assert written["metadata"]["name"] == "task-7-remediation-state"
    assert written["metadata"]["labels"] == {"app": "remediation-loop", "task-id": "7"}


def test_a_state_of_before_there_were_signals_is_read() -> None:
    written = write_state(STATE, namespace="agents", previous=None)
    del written["data"]["signal"]

    assert read_state(written) == STATE.model_copy(update={"signal": None})


def test_keys_of_other_loops_and_the_resource_version_are_kept() -> None:
    previous = write_state(STATE, namespace="agents", previous=None)
    previous["metadata"]["resourceVersion"] = "5"
    previous["data"]["current_iteration"] = "3"

    written = write_state(STATE.model_copy(update={"qa": None}), namespace="agents", previous=previous)

    assert written["metadata"]["resourceVersion"] == "5"
    assert written["data"]["current_iteration"] == "3"


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"schema_version": "99"}, "schema version '99'"),
        ({"push": "{"}, "unreadable"),
        ({"push": pushed(HEAD).model_dump_json().replace("done", "perhaps")}, "phase"),
        ({"task_id": "seven"}, "unreadable"),
    ],
)
def test_an_unreadable_state_is_a_permanent_error_that_names_the_config_map(
    change: dict[str, str], told: str
) -> None:
    config_map = write_state(STATE, namespace="agents", previous=None)
    config_map["data"].update(change)

    with pytest.raises(Permanent, match="task-7-remediation-state") as caught:
        read_state(config_map)

    assert told in str(caught.value)


def state(*, push: PushRecord | None = None, qa: CycleRecord | None = None) -> TaskState:
    return TaskState(task=7, repository="5dlabs/cto", push=push, qa=qa)


def cycle(number: int, head: str) -> CycleRecord:
    return CycleRecord(play="play-x", cycle=number, head=head)


def test_the_head_of_the_present_cycle_is_taken_care_of() -> None:
    assert state(qa=cycle(1, HEAD)).names(HEAD)
    assert not state(qa=cycle(1, OTHER)).names(HEAD)


def test_a_restart_that_is_about_to_begin_takes_care_of_its_head() -> None:
    waiting = cycle(1, OTHER)

    assert state(push=pushed(HEAD, ends=waiting), qa=waiting).names(HEAD)
    assert state(push=pushed(HEAD)).names(HEAD)


def test_a_push_that_was_only_started_takes_care_of_nothing() -> None:
    assert not state(push=pushed(HEAD, phase="started")).names(HEAD)


def test_a_force_push_back_to_a_commit_of_an_earlier_cycle_is_news() -> None:
    assert not state(push=pushed(HEAD, ends=cycle(1, OTHER)), qa=cycle(3, OTHER)).names(HEAD)


def test_a_force_push_back_to_the_commit_of_a_cycle_that_was_ended_is_news() -> None:
    ended = cycle(1, HEAD)

    assert not state(push=pushed(OTHER, ends=ended), qa=ended).names(HEAD)


@pytest.mark.parametrize("phase", ["started", "failed"])
def test_a_cycle_that_an_unfinished_push_was_about_to_end_is_broken(
    phase: Literal["started", "failed"],
) -> None:
    present = cycle(1, HEAD)
    broken = state(push=pushed(OTHER, phase=phase, ends=present), qa=present)

    assert broken.broken == present
    assert not broken.names(HEAD)


def test_a_cycle_that_began_after_an_unfinished_push_is_whole() -> None:
    whole = state(push=pushed(OTHER, phase="started", ends=cycle(1, HEAD)), qa=cycle(2, HEAD))

    assert whole.broken is None
    assert whole.names(HEAD)


@pytest.mark.parametrize(
    ("head", "seconds", "outdated"),
    [
        (BEFORE, 1, True),  # from before the push
        (OTHER, 1, True),  # of the cycle that the push ends
        (HEAD, 1, False),
        ("d" * 40, 1, False),  # a newer push
        (BEFORE, 60, False),  # GitHub does not lag that long
    ],
)
def test_a_head_from_before_the_last_push_is_outdated(head: str, seconds: int, *, outdated: bool) -> None:
    known = state(push=pushed(HEAD, ends=cycle(1, OTHER)))

    assert known.is_outdated(head, now=AT + timedelta(seconds=seconds), lag=60) is outdated


def failed(before: TaskState, *, created: datetime = AT) -> PushRecord | None:
    return failed_push(before, delivery="mine", head=HEAD, before=BEFORE, created=created).push


def test_a_started_push_that_fails_still_breaks_its_cycle() -> None:
    before = state(push=pushed(HEAD, phase="started", ends=cycle(1, OTHER), delivery="mine"))

    assert failed(before) == pushed(HEAD, phase="failed", ends=cycle(1, OTHER), delivery="mine")


def test_a_push_that_fails_before_it_was_admitted_keeps_what_is_broken() -> None:
    present = cycle(1, OTHER)
    before = state(push=pushed(OTHER, phase="started", ends=present), qa=present)

    assert failed(before, created=AT + timedelta(seconds=1)) == PushRecord(
        delivery="mine",
        head=HEAD,
        before=BEFORE,
        at=AT + timedelta(seconds=1),
        phase="failed",
        ends=present,
    )


@pytest.mark.parametrize(
    "before",
    [
        state(push=pushed(HEAD, delivery="mine")),  # it failed after its work was done
        state(push=pushed(OTHER, at=AT + timedelta(seconds=1))),  # admitted after the failed run was created
        state(push=pushed(HEAD, phase="started", ends=cycle(1, OTHER)), qa=cycle(1, OTHER)),  # its head
        state(push=pushed(HEAD, phase="failed", ends=cycle(1, OTHER)), qa=cycle(1, OTHER)),  # asked already
        state(qa=cycle(2, HEAD)),  # QA works on its head
    ],
)
def test_a_push_whose_work_is_done_or_taken_over_has_not_failed(before: TaskState) -> None:
    assert failed(before) == before.push


def test_who_was_admitted_in_the_second_of_a_failed_runs_creation_may_have_seen_nothing_of_it() -> None:
    before = state(push=pushed(OTHER, at=AT + timedelta(seconds=0.3)))

    assert failed(before, created=AT) == pushed(HEAD, phase="failed", delivery="mine")


def test_a_started_push_that_the_play_has_done_by_itself_has_not_failed() -> None:
    record = pushed(HEAD, phase="started", ends=cycle(1, OTHER), delivery="mine")

    assert failed(state(push=record, qa=cycle(2, HEAD))) == record.model_copy(update={"phase": "done"})


def test_a_push_is_done_once_and_only_by_its_own_run() -> None:
    ends = cycle(1, OTHER)
    before = state(push=pushed(HEAD, phase="started", ends=ends), qa=ends)

    assert done_push(before, delivery="d", ends=ends).push == pushed(HEAD, ends=ends)
    assert done_push(before, delivery="another", ends=ends) == before
    assert done_push(state(), delivery="d", ends=None) == state()


def test_the_run_after_a_failed_one_heals_until_it_is_done() -> None:
    assert pushed(HEAD, phase="failed").asked_a_person
    assert not pushed(HEAD, phase="started").asked_a_person
    heals = pushed(HEAD, phase="started").model_copy(update={"heals": True})
    assert heals.asked_a_person
    assert not heals.model_copy(update={"phase": "done"}).asked_a_person


def test_the_head_from_before_an_announced_push_is_outdated_until_github_has_had_its_time() -> None:
    known = announce(TaskState(task=7, repository="5dlabs/cto"), head=HEAD, before=BEFORE, at=AT)

    assert known.is_outdated(BEFORE, now=AT + timedelta(seconds=59), lag=60)
    assert not known.is_outdated(BEFORE, now=AT + timedelta(seconds=60), lag=60)
    assert not known.is_outdated(HEAD, now=AT, lag=60)


def test_a_push_is_announced_once() -> None:
    known = announce(TaskState(task=7, repository="5dlabs/cto"), head=HEAD, before=BEFORE, at=AT)

    assert announce(known, head=HEAD, before=BEFORE, at=AT + timedelta(seconds=9)) == known


@pytest.mark.parametrize(
    ("shown", "after", "forgotten"),
    [
        (HEAD, HEAD, True),
        (OTHER, OTHER, True),
        (OTHER, HEAD, True),
        (BEFORE, HEAD, False),
        (BEFORE, OTHER, False),
        (BEFORE, BEFORE, True),
    ],
    ids=["it", "a later one", "more than it", "not yet", "nor a later one", "it was taken back"],
)
def test_an_announced_push_is_forgotten_when_github_has_caught_up(
    shown: str, after: str, *, forgotten: bool
) -> None:
    known = announce(TaskState(task=7, repository="5dlabs/cto"), head=HEAD, before=BEFORE, at=AT)
    written = write_state(known, namespace="agents", previous=None)

    now = shown_push(known, head=shown, after=after)

    assert (now.announced is None) is forgotten
    assert read_state(write_state(now, namespace="agents", previous=written)) == now
