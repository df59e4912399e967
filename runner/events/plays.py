"""What people and other automations do with plays and agents."""

import json
from typing import ClassVar, Literal

from remediation.settings import Role
from runner.events.event import Event
from runner.record import Lane
from runner.scene import NeverCame, Scene
from runner.snapshot import Snapshot
from runner.starting import start_play
from runner.world import RepositoryName, Task


class _PlayEvent(Event):
    lane: ClassVar[Lane] = "argo"
    task: Task


class StartPlay(_PlayEvent):
    """Submit a task's play through the Argo Server."""

    do: Literal["start_play"]
    repository: RepositoryName | None = None

    def perform(self, scene: Scene) -> str:
        """Submit it."""
        start_play(scene, task=self.task, repository=scene.repository(self.repository))
        return f"the play of task {self.task} is submitted"


class SetVerdict(_PlayEvent):
    """Give a gate of a task's play its verdict through the Argo Server, when it waits."""

    do: Literal["set_verdict"]
    gate: Literal["await-pr-created", "await-ready-for-qa", "await-pr-approved"]
    verdict: Literal["proceed", "restart", "failed", "cancelled"] = "proceed"

    def perform(self, scene: Scene) -> str:
        """Wait for the gate, then set the verdict."""
        set_verdict(scene, task=self.task, gate=self.gate, verdict=self.verdict)
        return f"somebody gives {self.gate} of task {self.task} the verdict {self.verdict}"


class StopPlay(_PlayEvent):
    """Stop a task's play, its exit handler included in what still runs, or delete it without one."""

    do: Literal["stop_play"]
    delete: bool = False

    def perform(self, scene: Scene) -> str:
        """Stop or delete it."""
        path = scene.workflow(scene.play(self.task).name)
        if self.delete:
            scene.argo("DELETE", path, {})
            return f"somebody deletes the play of task {self.task}"
        scene.argo("PUT", f"{path}/stop", {})
        return f"somebody stops the play of task {self.task}"


class DeleteCodeRun(Event):
    """Delete the CodeRuns of one role of a task."""

    lane: ClassVar[Lane] = "agents"
    do: Literal["delete_code_run"]
    task: Task
    role: Role
    repository: RepositoryName | None = None

    def perform(self, scene: Scene) -> str:
        """Delete them."""
        namespace = scene.served(self.repository).agents_namespace
        kind = scene.settings.coderuns
        path = f"/apis/{kind.api_version}/namespaces/{namespace}/{kind.plural}"
        selector = f"task-id={self.task},agent-type={self.role}"
        scene.kubernetes.call("DELETE", path, query={"labelSelector": selector})
        return f"somebody deletes {self.role.capitalize()}'s runs for task {self.task}"


def set_verdict(scene: Scene, *, task: int, gate: str, verdict: str) -> None:
    """Give a gate its verdict as soon as it waits.

    Raises:
        NeverCame: It did not come to wait in time.
    """

    def set_it() -> None:
        scene.until(lambda world: _waits(world, task, gate), f"gate {gate} of task {task} that waits")
        body = {
            "nodeFieldSelector": f"displayName={gate},inputs.parameters.cycle.value={_cycle(scene, task)}",
            "outputParameters": json.dumps({"verdict": verdict}),
            "phase": "Succeeded",
        }
        scene.argo("PUT", f"{scene.workflow(scene.play(task).name)}/set", body)

    # What was watched may be older than the gate: then the Argo Server refuses, and a newer look helps.
    scene.trying(set_it, f"{verdict} for {gate} of task {task}")


def _waits(world: Snapshot, task: int, gate: str) -> bool:
    """Tell whether the gate waits.

    Raises:
        NeverCame: It never will, because the play has ended.
    """
    runs = [run for run in world.runs if run.is_play and run.task == task]
    if runs and runs[-1].ended:
        message = f"the play of task {task} ended as {runs[-1].phase} before {gate}: {runs[-1].message}"
        raise NeverCame(message)
    return any(run.gate is not None and run.gate.name == gate for run in runs)


def _cycle(scene: Scene, task: int) -> int:
    """Give the cycle among the inputs of the gate that waits; before QA it is 0."""
    runs = [run for run in scene.history.world().runs if run.is_play and run.task == task and run.gate]
    gate = runs[-1].gate if runs else None
    return gate.cycle or 0 if gate else 0
