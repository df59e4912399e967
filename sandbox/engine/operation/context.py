"""What one pass over a workflow knows, and what it asks for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from remediation.model import JsonObject
from sandbox.engine.language.go_text import moment_of, timestamp
from sandbox.engine.operation import names
from sandbox.engine.operation.locks import Locks
from sandbox.engine.operation.nodes import Nodes

COMPLETED_PHASES = frozenset({"Succeeded", "Failed", "Error"})
DEEPEST = 100
"""Templates inside templates; the real controller's default."""


class TemplateError(Exception):
    """A template cannot run; its node becomes Error with this message."""


@dataclass(frozen=True, kw_only=True)
class Inputs:
    """What the engine knows about the world around a workflow."""

    pods: Sequence[JsonObject] = ()
    """The workflow's pods."""
    results: Sequence[JsonObject] = ()
    """The workflow's task results: outputs that pods have reported."""
    template: JsonObject | None = None
    """The WorkflowTemplate that it refers to; needed before its first pass only."""
    recent: timedelta = timedelta(seconds=10)
    """A pod that is lost within this time of its node's start is created again."""
    refused_pods: Mapping[str, str] = field(default_factory=dict)
    """Pods, by name, that the API server would not create, and why."""


@dataclass(kw_only=True)
class Effects:
    """What has to happen outside of the workflow's status."""

    pods: list[JsonObject] = field(default_factory=list)
    """To be created."""
    terminate: set[str] = field(default_factory=set)
    """Pods, by name, whose containers get SIGTERM now."""
    terminate_rest: set[str] = field(default_factory=set)
    """Pods, by name, of which a container failed: the others get SIGTERM soon, unless they end before."""
    again_in: float | None = None
    """Seconds until the workflow must be looked at again, if nothing happens before."""

    def look_again(self, seconds: float) -> None:
        """Ask for another pass after some seconds at the latest."""
        seconds = max(seconds, 0.0)
        self.again_in = seconds if self.again_in is None else min(self.again_in, seconds)


class Operation:
    """One pass: a private copy of the workflow, its nodes, its variables and its effects."""

    def __init__(self, workflow: JsonObject, inputs: Inputs, *, locks: Locks, now: datetime) -> None:
        """Begin a pass.

        Args:
            workflow: The workflow, changed in place.
            inputs: What is known besides.
            locks: The mutexes of all workflows.
            now: The time of this pass.
        """
        self.workflow = workflow
        self.status: JsonObject = workflow.setdefault("status", {})
        self.spec: JsonObject = workflow["spec"]
        """What is executed: the workflow's own spec, or the one that it has from its template."""
        self.inputs = inputs
        self.locks = locks
        self.now = now
        self.nodes = Nodes(workflow, now=now)
        self.variables: dict[str, str] = {}
        """`workflow.name` and the like."""
        self.effects = Effects()
        self.depth = 0

    @property
    def name(self) -> str:
        """The workflow's name."""
        name: str = self.workflow["metadata"]["name"]
        return name

    @property
    def namespace(self) -> str:
        """The workflow's namespace."""
        namespace: str = self.workflow["metadata"]["namespace"]
        return namespace

    @property
    def key(self) -> str:
        """How locks name the workflow."""
        return f"{self.namespace}/{self.name}"

    @property
    def shutdown(self) -> str:
        """`Stop`, `Terminate` or nothing."""
        shutdown: str = self.spec.get("shutdown", "")
        return shutdown

    def may_run(self, *, on_exit: bool) -> bool:
        """Tell whether a shutdown lets a pod run: a stop only the exit handler, a termination none."""
        return not self.shutdown or (self.shutdown == "Stop" and on_exit)

    def deadline(self) -> datetime | None:
        """Give the time when the workflow has taken too long."""
        started = moment_of(self.status.get("startedAt"))
        seconds = self.spec.get("activeDeadlineSeconds")
        return started + timedelta(seconds=seconds) if started and seconds is not None else None

    def is_overdue(self) -> bool:
        """Tell whether the workflow's deadline has passed."""
        deadline = self.deadline()
        return deadline is not None and self.now > deadline

    def template(self, name: str) -> JsonObject | None:
        """Find a template of the workflow."""
        return next((each for each in self.spec.get("templates", []) if each["name"] == name), None)

    def is_finished(self) -> bool:
        """Tell whether the workflow has reached its end."""
        return self.status.get("phase") in COMPLETED_PHASES

    def mark(self, phase: str, message: str = "") -> None:
        """Set the workflow's phase and message, with the labels and times that go with them.

        A final phase waits until the results of all pods have arrived.
        """
        if phase in COMPLETED_PHASES and any(not node.get("taskResultSynced", True) for node in self.nodes):
            return
        labels = self.workflow["metadata"].setdefault("labels", {})
        if self.status.get("phase") != phase:
            self.status["phase"] = phase
            labels[names.LABEL_PHASE] = phase
            labels.setdefault(names.LABEL_COMPLETED, "false")
        if not self.status.get("startedAt") and phase != "Pending":
            self.status["startedAt"] = timestamp(self.now)
        if message:
            self.status["message"] = message
        else:
            self.status.pop("message", None)
        if phase == "Error":
            self._mark_entry_broken()
        if phase in COMPLETED_PHASES:
            self.status["finishedAt"] = timestamp(self.now)
            labels[names.LABEL_COMPLETED] = "true"
            self.set_condition("Completed", holds=True)

    def set_condition(self, kind: str, *, holds: bool) -> None:
        """Set a condition of the workflow."""
        conditions: list[JsonObject] = self.status.setdefault("conditions", [])
        condition = next((each for each in conditions if each["type"] == kind), None)
        if condition is None:
            condition = {"type": kind}
            conditions.append(condition)
        condition["status"] = "True" if holds else "False"

    def _mark_entry_broken(self) -> None:
        entry = self.nodes.named(self.name)
        if entry is not None and entry["phase"] == "Running":
            entry |= {"phase": "Error", "message": "Workflow operation error"}
