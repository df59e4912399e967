"""The record of one scenario that was played: what the document, the live view and the report show."""

from datetime import datetime
from typing import Literal, TypeAlias

from remediation.model import JsonObject, Model
from runner.expectations.finding import Finding
from runner.snapshot import Node, PullRequest, Run, Snapshot

Lane: TypeAlias = Literal["github", "sensor", "argo", "agents"]
LANES: tuple[Lane, ...] = ("github", "sensor", "argo", "agents")


class Moment(Model):
    """Something that happened, in a sentence for somebody who has never seen the project."""

    at: float
    """Seconds since the beginning, when the world stood ready."""
    lane: Lane
    text: str
    event: bool = False
    """Whether the scenario did it; everything else followed from that."""


class Span(Model):
    """The life of an agent's run, as far as it was watched."""

    uid: str
    name: str
    role: str
    task: int | None
    commit: str
    """The commit that it worked on, as people name it."""
    begin: float
    end: float | None = None
    """When it was gone or ended; None if it was still at work at the end."""
    doomed: float | None = None
    """When its deletion was asked for."""
    phase: str = ""
    """The last one, or `gone`."""

    def since(self, zero: float) -> "Span":
        """Count the times from another moment; what was before it is negative."""
        moved = {
            name: value - zero
            for name in ("begin", "doomed", "end")
            if (value := getattr(self, name)) is not None
        }
        return self.model_copy(update=moved)


class Record(Model):
    """A scenario, played."""

    scenario: str
    title: str
    description: str
    backend: str
    zero: datetime
    """The moment of the beginning."""
    seconds: float
    """From the beginning until everything had settled."""
    before: Snapshot
    after: Snapshot
    commits: dict[str, str]
    timeline: tuple[Moment, ...]
    agents: tuple[Span, ...]
    findings: tuple[Finding, ...]

    @property
    def ok(self) -> bool:
        """Whether every expectation holds."""
        return all(finding.ok for finding in self.findings)

    @property
    def failed(self) -> tuple[Finding, ...]:
        """The expectations that do not hold."""
        return tuple(finding for finding in self.findings if not finding.ok)


def document(record: Record) -> JsonObject:
    """Give the one JSON document that `remedy run --json` prints."""
    after = record.after
    return {
        "ok": record.ok,
        "scenario": record.scenario,
        "backend": record.backend,
        "seconds": round(record.seconds, 3),
        "failed_expectations": [f"{each.expected}: {each.found}" for each in record.failed],
        "workflows": [_workflow(run) for run in after.runs],
        "code_runs": [each.model_dump(mode="json") for each in after.code_runs],
        "pull_requests": [_pull_request(each) for each in after.pull_requests],
        "plays": [
            {"task": each.task, "stage": each.stage, "phase": each.phase, "cycle": each.cycle}
            for each in after.plays
        ],
        "config_maps": [each.model_dump(mode="json") for each in after.config_maps],
        "leases": [each.model_dump(mode="json") for each in after.leases],
        "events": [each.model_dump(mode="json") for each in after.notices],
        "timeline": [
            {"at": round(each.at, 3), "lane": each.lane, "text": each.text} for each in record.timeline
        ],
    }


def _workflow(run: Run) -> JsonObject:
    return {
        "name": run.name,
        "template": run.template,
        "phase": run.phase,
        "nodes": [_node(node) for node in run.nodes],
    }


def _node(node: Node) -> JsonObject:
    return {
        "name": node.name,
        "phase": node.phase,
        "started": node.started.isoformat() if node.started else None,
        "finished": node.finished.isoformat() if node.finished else None,
    }


def _pull_request(shown: PullRequest) -> JsonObject:
    return {
        "repository": shown.repository,
        "number": shown.number,
        "labels": list(shown.labels),
        "comments": [comment.model_dump(mode="json") for comment in shown.comments],
    }
