"""From changes of runs and agents to sentences: pure, one change at a time."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from typing import TypeAlias

from remediation.identifiers import BRANCH_PREFIX
from remediation.model import JsonObject
from remediation.runs import FAILED
from runner.record import Lane
from runner.snapshot import CodeRun, Run, Snapshot, play_of

Told: TypeAlias = tuple[Lane, str]
"""Where it happened, and the sentence."""
_GUID, _FIRST_PART = re.compile(r"([0-9a-f]{8})(-[0-9a-f]{4}){3}-[0-9a-f]{12}"), r"\1"
_DONE = {"Succeeded": "has finished its work", "Failed": "has failed"}
Commit: TypeAlias = Callable[[str], str]
"""Names a commit as people do."""


def told_of_beginning(world: Snapshot, commit: Commit) -> Iterator[Told]:
    """Tell how the world stands before the first event, as far as it matters to what follows."""
    for play in world.plays:
        cycle = f", QA cycle {play.cycle}" if play.cycle else ""
        where = f"waits at {play.waiting}{cycle}" if play.waiting else f"has ended as {play.stage}"
        yield "argo", f"the play of task {play.task} {where}"
    at_work = [run for run in world.code_runs if run.phase == "Running"]
    for (role, head, task), count in Counter((run.role, run.head, run.task) for run in at_work).items():
        who = role.capitalize() or "somebody"
        yield (
            "agents",
            f"{who} is at work{f' on {commit(head)}' if head else ''} for task {task}"
            + (f", in {count} runs" if count > 1 else ""),
        )


def told_of_run(before: Run | None, now: Run | None) -> Iterator[Told]:
    """Tell what changed about a workflow run; None is one that is not there."""
    if now is None:
        if before is not None:
            yield "argo", f"{_called(before)} is deleted"
        return
    if now.is_play:
        yield from _told_of_play(before, now)
        return
    if before is None:
        yield "sensor", f"a sensor creates {_called(now)}"
    if now.ended and not (before and before.ended):
        told = ", ".join(filter(None, [now.outcome.replace(FAILED, ""), now.reason or now.message]))
        yield "argo", f"{_called(now)} {_ended(now)}{': ' if told else ''}{told}"


def told_of_code_run(before: CodeRun | None, now: CodeRun | None, commit: Commit) -> Iterator[Told]:
    """Tell what changed about an agent's run.

    Args:
        before: As it was, None if it is new.
        now: As it is, None if it is gone.
        commit: Names a commit as people do.
    """
    shown = now or before
    if shown is None:
        return
    on = f" on {commit(shown.head)}" if shown.head else ""
    run = f"{shown.role.capitalize() or 'Somebody'}'s run{on} for task {shown.task}"
    if now is None:
        yield "agents", f"{run} is gone"
        return
    if before is None:
        yield "agents", f"{run} begins"
    if now.deleting and not (before and before.deleting):
        yield "agents", f"{run} is cancelled"
    if now.phase in _DONE and not (before and before.phase == now.phase):
        yield "agents", f"{run} {_DONE[now.phase]}"


def _told_of_play(before: Run | None, now: Run) -> Iterator[Told]:
    was, stands = play_of(before) if before else None, play_of(now)
    name = f"the play of task {stands.task}"
    if was is None:
        yield "argo", f"{name} begins"
    if stands.stage and (was is None or was.stage != stands.stage):
        yield "argo", f"{name} is set to {stands.stage}"
    if stands.cycle and (was is None or was.cycle != stands.cycle):
        yield "argo", f"{name} enters QA cycle {stands.cycle}"
    if stands.waiting and (was is None or (was.waiting, was.cycle) != (stands.waiting, stands.cycle)):
        yield "argo", f"{name} waits at {stands.waiting}"
    if now.ended and not (before and before.ended):
        yield "argo", f"{name} {_ended(now)}"


def _called(run: Run) -> str:
    """Name a run; the first part of its delivery's GUID is enough to tell it from others."""
    return f"run {_GUID.sub(_FIRST_PART, run.name)} of {run.template or 'no template'}"


def _ended(run: Run) -> str:
    return {"Succeeded": "succeeds", "Failed": "fails"}.get(run.phase, "ends in error")


def told_of_github(event: str, payload: JsonObject, commit: Commit) -> str:
    """Tell what somebody did at GitHub, or nothing if no reader cares.

    Args:
        event: GitHub's name of the event.
        payload: What its webhooks hold.
        commit: Names a commit as people do.
    """
    who = payload.get("sender", {}).get("login", "somebody")
    told = _GITHUB.get((event, payload.get("action")))
    return f"{who} {told(payload, commit)}" if told and not payload.get("deleted") else ""


def _push(payload: JsonObject, commit: Commit) -> str:
    return f"pushes {commit(payload['after'])} to {payload['ref'].removeprefix(BRANCH_PREFIX)}"


def _pull_request(payload: JsonObject, _commit: Commit) -> str:
    verb = {"opened": "opens", "closed": "closes", "reopened": "reopens"}[payload["action"]]
    return f"{verb} pull request #{payload['number']}"


def _labeled(payload: JsonObject, _commit: Commit) -> str:
    return f"adds {payload['label']['name']} to pull request #{payload['number']}"


def _unlabeled(payload: JsonObject, _commit: Commit) -> str:
    # A label that was deleted from the repository is not named.
    name = payload["label"]["name"] if "label" in payload else "a deleted label"
    return f"takes {name} off pull request #{payload['number']}"


def _comment(payload: JsonObject, _commit: Commit) -> str:
    return f"comments on pull request #{payload['issue']['number']}"


def _review(payload: JsonObject, _commit: Commit) -> str:
    opinion = payload["review"]["state"].replace("_", " ")
    return f"reviews pull request #{payload['pull_request']['number']}: {opinion}"


_GITHUB: dict[tuple[str, str | None], Callable[[JsonObject, Commit], str]] = {
    ("push", None): _push,
    ("pull_request", "opened"): _pull_request,
    ("pull_request", "closed"): _pull_request,
    ("pull_request", "reopened"): _pull_request,
    ("pull_request", "labeled"): _labeled,
    ("pull_request", "unlabeled"): _unlabeled,
    ("issue_comment", "created"): _comment,
    ("pull_request_review", "submitted"): _review,
}
