"""A play without an engine: what the workflow controller does between two gates, with the real steps."""

from dataclasses import dataclass

from remediation.clients.kubernetes import WORKFLOWS
from remediation.errors import Temporary
from remediation.identifiers import repository_label
from remediation.model import JsonObject
from remediation.play import (
    AGENT_OF,
    AWAIT_PR_APPROVED,
    AWAIT_PR_CREATED,
    FAILED,
    PROCEED,
    QA_GATES,
    RESTART,
    STAGE_LABEL,
    STAGE_OF,
    Gate,
    Play,
    parse_play,
)
from remediation.settings import Role
from steps.start_agent import AgentStart, AgentStarted, Started, start_agent
from tests.steps.clients import Clients
from tests.steps.world import TASK, World

API_VERSION = "argoproj.io/v1alpha1"
GATE_OF = {role: gate for gate, role in AGENT_OF.items()}


@dataclass(kw_only=True)
class Playing:
    """The task's play workflow, and the controller that moves it on (workflows/play.py says how)."""

    world: World
    name: str = "play-x"
    clients: Clients | None = None
    """What its steps call with, if they are to be watched."""
    asked_a_person: bool = False
    _due: AgentStart | None = None
    _not_before: float = 0.0

    def begin(self, *gates: tuple[str, int, str, str], stage: str | None = None, seen: str = "") -> None:
        """Create the workflow.

        Args:
            gates: Those that it has reached so far: name, cycle, head and verdict (none: it waits).
            stage: By default that of the last gate.
            seen: What the last gate is told of earlier signals.
        """
        settings, repository = self.world.settings, self.world.repository
        labels = {
            "workflow-type": "play-orchestration",
            "task-id": str(TASK),
            "repository": repository_label(repository.name),
        }
        stage = stage or (STAGE_OF[AGENT_OF[gates[-1][0]]] if gates else None)
        if stage:
            labels[STAGE_LABEL] = stage
        nodes = {f"{self.name}-{index}": self._gate(*gate, seen) for index, gate in enumerate(gates)}
        body = {
            "apiVersion": API_VERSION,
            "kind": "Workflow",
            "metadata": {"name": self.name, "labels": labels},
            "spec": {},
            "status": {"phase": "Running", "nodes": nodes},
        }
        self.world.others.kubernetes.create(WORKFLOWS, settings.namespace, body)

    def start_rex(self) -> None:
        """Let Rex begin, and wait for what he does."""
        self._due = self.start_of("rex", 0)
        self.move_on()

    def workflow(self) -> JsonObject:
        found = self.world.others.kubernetes.get(WORKFLOWS, self.world.settings.namespace, self.name)
        if found is None:
            raise AssertionError
        return found

    def play(self) -> Play:
        return parse_play(self.workflow())

    def gates(self) -> list[str]:
        """Give the gates, each as `NAME CYCLE VERDICT`."""
        return [f"{gate.name} {gate.cycle} {gate.verdict or 'waits'}" for gate in self.play().gates]

    def move_on(self) -> None:
        """Do what the controller does next, until the play waits or its step has to be tried again."""
        clock = self.world.stand_ins.time.clock
        while (due := self._due or self._after(self._last())) is not None:
            self._due = due
            if clock.monotonic() < self._not_before:
                return
            try:
                started = self._start(due)
            except Temporary:
                self._not_before = clock.monotonic() + self.world.settings.retries.backoff
                return
            self.take(due, started)

    def set_verdict(self, verdict: str) -> bool:
        """Give the waiting gate a verdict, as an event does."""
        gate = self.play().waiting
        if gate is None:
            return False
        return self.world.others.argo.set_verdict(
            self.name, gate=gate.name, cycle=gate.cycle, verdict=verdict
        )

    def finish(self, phase: str = "Succeeded") -> None:
        """End the workflow."""
        ended = {"phase": phase, "finishedAt": "2030-01-01T00:00:00Z"}
        completed = {"workflows.argoproj.io/completed": "true"}
        self.merge({"metadata": {"labels": completed}, "status": ended})

    def take(self, wanted: AgentStart, started: AgentStarted) -> None:
        """Go on with what came of a step."""
        self._due = None
        if started.outcome is Started.RESTART:
            self._due = self._next_cycle(wanted.cycle)
        elif started.outcome is Started.CANCELLED:
            self.finish()
        else:
            self.open_gate(wanted, head=started.head, seen=started.seen)

    def open_gate(self, wanted: AgentStart, *, head: str, seen: str = "") -> None:
        """Let the play wait for what an agent was started for."""
        name = GATE_OF[wanted.role]
        node = self._gate(name, wanted.cycle, head, "", seen)
        self.merge({"status": {"nodes": {f"{self.name}-{wanted.cycle}-{name}": node}}})

    def _last(self) -> Gate | None:
        play = self.play()
        if play.finished or play.waiting is not None or not play.gates:
            return None
        return play.gates[-1]

    def _after(self, gate: Gate | None) -> AgentStart | None:
        if gate is None:
            return None
        if gate.verdict == RESTART:
            return self._next_cycle(gate.cycle)
        if gate.verdict == FAILED:
            return self._once_more(gate)
        if gate.verdict != PROCEED or gate.name == AWAIT_PR_APPROVED:
            self.finish()
            return None
        if gate.name == AWAIT_PR_CREATED:
            return self.start_of("cleo", 1)
        return self.start_of("tess", gate.cycle, gate.head)

    def _next_cycle(self, cycle: int) -> AgentStart | None:
        if cycle < self.world.settings.cycle_cap:
            return self.start_of("cleo", cycle + 1)
        self._ask_a_person()
        return None

    def _once_more(self, gate: Gate) -> AgentStart | None:
        if gate.name == AWAIT_PR_CREATED and gate.cycle == 0:
            return self.start_of("rex", 1)
        before = (each for each in self.play().gates if each.name in QA_GATES)
        failed_before = any((each.cycle, each.verdict) == (gate.cycle - 1, FAILED) for each in before)
        if gate.name == AWAIT_PR_CREATED or failed_before:
            self._ask_a_person()
            return None
        return self._next_cycle(gate.cycle)

    def _ask_a_person(self) -> None:
        self.asked_a_person = True
        self.finish()

    def _start(self, wanted: AgentStart) -> AgentStarted:
        world, using = self.world, self.clients or self.world.others
        return start_agent(
            wanted,
            settings=world.settings,
            github=using.github,
            cluster=using.kubernetes,
            argo=using.argo,
            clock=world.stand_ins.time.clock,
        )

    def start_of(self, role: Role, cycle: int, head: str = "") -> AgentStart:
        """Give what the step that starts an agent is told."""
        return AgentStart.model_validate(
            {
                "task-id": str(TASK),
                "repository": self.world.repository.name,
                "role": role,
                "cycle": cycle,
                "head": self.world.shas.get(head, head),
                "play": self.name,
                "play-uid": self.play().uid,
            }
        )

    def _gate(self, name: str, cycle: int, head: str, verdict: str, seen: str) -> JsonObject:
        inputs = {"cycle": str(cycle), "head": self.world.shas.get(head, head), "seen": seen}
        verdict_output: JsonObject = {"name": "verdict"}
        verdict_output |= (
            {"value": verdict} if verdict else {"valueFrom": {"supplied": {}, "default": "timeout"}}
        )
        return {
            "id": f"{self.name}-{cycle}-{name}",
            "name": f"{self.name}.{cycle}.{name}",
            "displayName": name,
            "type": "Suspend",
            "templateName": "gate",
            "phase": "Succeeded" if verdict else "Running",
            "inputs": {"parameters": [{"name": name, "value": value} for name, value in inputs.items()]},
            "outputs": {"parameters": [verdict_output]},
        }

    def merge(self, patch: JsonObject) -> None:
        self.world.others.kubernetes.merge(WORKFLOWS, self.world.settings.namespace, self.name, patch)
