"""Each expectation holds in a world that is so, and says what is different in one that is not."""

from collections.abc import Mapping
from typing import Any

import pytest
from pydantic import TypeAdapter

from runner.expectations.finding import Ending, Finding
from runner.expectations.kinds import AnyExpectation
from runner.snapshot import Delivery, Lease, Notice, Snapshot
from tests.runner.records import FIRST, FIX, record

COMMITS = {"first": FIRST, "fix": FIX}
EXPECTATION: TypeAdapter[AnyExpectation] = TypeAdapter(AnyExpectation)


def check(expected: Mapping[str, Any], *, after: Snapshot | None = None) -> Finding:
    played = record()
    ending = Ending(before=played.before, after=after or played.after, commits=COMMITS)
    return EXPECTATION.validate_python(expected).check(ending)


@pytest.mark.parametrize(
    ("expected", "sentence"),
    [
        ({"that": "runs", "template": "rex-remediation"}, "there is 1 run of rex-remediation"),
        (
            {
                "that": "runs",
                "name": "rex-push-*",
                "task": 7,
                "phase": "Succeeded",
                "outcome": ["restarted", "x"],
            },
            "there is 1 run named rex-push-* for task 7: Succeeded with outcome restarted or x",
        ),
        ({"that": "runs", "task": 8, "count": 0}, "there is no run for task 8"),
        (
            {"that": "code_runs", "task": 7, "roles": ["cleo", "tess"], "not_head": "fix", "count": 0},
            "there is no CodeRun of Cleo or Tess for task 7 on another commit than fix",
        ),
        (
            {"that": "code_runs", "task": 7, "roles": ["cleo"], "head": "fix", "phase": "Running"},
            "there is 1 CodeRun of Cleo for task 7 on commit fix, Running",
        ),
        ({"that": "pods", "task": 7, "count": 0}, "there is no pod of Rex or Cleo or Tess for task 7"),
        (
            {"that": "play", "task": 7, "stage": "waiting-ready-for-qa", "cycle": 2, "phase": "Running"},
            "the play of task 7 is in stage waiting-ready-for-qa, is Running, is in QA cycle 2",
        ),
        (
            {"that": "play", "task": 7, "waiting": "await-ready-for-qa"},
            "the play of task 7 waits at await-ready-for-qa",
        ),
        (
            {
                "that": "pull_request",
                "number": 1,
                "has": ["task-7", "remediation-in-progress"],
                "lacks": ["ready-for-qa"],
                "comments": 1,
                "says": "Look at",
                "state": "open",
            },
            (
                "pull request #1 carries task-7 and remediation-in-progress, does not carry ready-for-qa, "
                "has 1 comment, says “Look at”, is open"
            ),
        ),
        (
            {"that": "state", "task": 7, "data": {"push.head": {"commit": "fix"}, "push.phase": "done"}},
            "the state of task 7 is remembered: push.head is commit fix, push.phase is done",
        ),
        ({"that": "state", "task": 8, "exists": False}, "nothing is remembered about task 8"),
        ({"that": "lease_free", "task": 7}, "nobody holds the Lease of task 7"),
        ({"that": "kubernetes_events", "count": 0}, "our steps wrote no Kubernetes Event"),
        ({"that": "deliveries", "count": 0}, "the event source answered no webhook with 200"),
        ({"that": "unchanged", "task": 8}, "nothing of task 8 has changed"),
    ],
)
def test_an_expectation_holds_where_it_is_so(expected: Mapping[str, Any], sentence: str) -> None:
    finding = check(expected)

    assert (finding.ok, finding.expected, finding.found) == (True, sentence, "")


@pytest.mark.parametrize(
    ("expected", "found"),
    [
        (
            {"that": "runs", "count": 0},
            "1 run: rex-push-7e0b1c1e-0000-11ee-8000-000000000001 Succeeded restarted",
        ),
        ({"that": "runs", "outcome": "refused"}, "1 run: rex-push-7e0b1c1e"),
        ({"that": "code_runs", "task": 7, "head": "first"}, "no CodeRun: none"),
        (
            {"that": "code_runs", "task": 7, "count": 0},
            "1 CodeRun: play-7-abcde-2-cleo Running on fix (2222222)",
        ),
        ({"that": "code_runs", "task": 7, "head": "unnamed"}, "no CodeRun: none"),
        ({"that": "pods", "task": 7}, "no pod: none"),
        ({"that": "play", "task": 7, "cycle": 1, "waiting": ""}, "cycle is 2, waiting is await-ready-for-qa"),
        ({"that": "play", "task": 8, "cycle": 1}, "0 plays of task 8: none"),
        (
            {"that": "pull_request", "number": 1, "lacks": ["task-7"]},
            "it carries task-7, remediation-in-progress",
        ),
        (
            {"that": "pull_request", "number": 1, "comments": 0, "state": "merged"},
            "it has 1 comment; it is open",
        ),
        ({"that": "pull_request", "number": 2}, "0 pull requests have this number"),
        (
            {"that": "state", "task": 7, "data": {"push.phase": "started", "other": "x"}},
            "push.phase is done; other is missing",
        ),
        ({"that": "state", "task": 7, "exists": False}, "there is 1 ConfigMap task-7-remediation-state"),
        ({"that": "kubernetes_events", "reason": "RemediationFailed"}, "no Event: none"),
        ({"that": "deliveries", "count": 1}, "answers: none"),
    ],
)
def test_an_expectation_says_what_is_different(expected: Mapping[str, Any], found: str) -> None:
    finding = check(expected)

    assert not finding.ok
    assert finding.found.startswith(found)


def test_what_has_changed_is_named() -> None:
    finding = check({"that": "unchanged"})

    assert "CodeRun play-7-abcde-1-cleo was c1, is gone" in finding.found
    assert (
        "play play-7-abcde was Running, waiting-pr-approved, cycle 1, at await-pr-approved" in finding.found
    )
    assert "ConfigMap task-7-remediation-state was not there" in finding.found


def test_a_held_lease_an_event_and_a_refused_delivery_are_seen() -> None:
    delivery = Delivery(guid="g", hook="1", event="push", status=400, answer="missing signature")
    notice = Notice(namespace="n", regarding="Workflow/x", reason="RemediationFailed", message="it hangs")
    lease = Lease(namespace="n", name="task-7-remediation", holder="somebody")
    world = record().after.model_copy(
        update={"leases": (lease,), "notices": (notice,), "deliveries": (delivery,)}
    )

    assert check({"that": "lease_free", "task": 7}, after=world).found == "somebody holds it"
    assert check({"that": "kubernetes_events", "says": "hangs"}, after=world).ok
    assert check({"that": "deliveries", "status": 400, "event": "push"}, after=world).ok
    assert check({"that": "deliveries"}, after=world).found == "answers: push 400 missing signature"


def test_a_reason_is_kept_for_the_reader() -> None:
    assert check({"that": "lease_free", "task": 7, "because": "nothing is held"}).because == "nothing is held"
