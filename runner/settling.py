"""Rest: when what has happened has had all its consequences."""

from runner.scenario import Scenario
from runner.scene import NeverCame, Scene
from runner.snapshot import FINISHED, Snapshot


def settle(scenario: Scenario, scene: Scene) -> None:
    """Wait until everything has ended or waits for somebody, and nothing has changed for a while.

    Raises:
        NeverCame: Something is still at work when the scenario's patience is over.
    """
    history, quiet = scene.history, scenario.quiet * scene.installation.pace
    scene.github.settle(timeout=scene.patience)
    began = history.clock()

    def rests(world: Snapshot) -> bool:
        return not _busy(world, scenario) and history.clock() - max(history.changed, began) >= quiet

    try:
        scene.until(rests, "rest")
    except NeverCame as fault:
        reasons = ", ".join(_busy(history.world(), scenario)) or "something keeps changing"
        message = f"{fault}: {reasons}"
        raise NeverCame(message) from fault


def _busy(world: Snapshot, scenario: Scenario) -> list[str]:
    """Name what is still at work: runs that wait at no gate, and agents that will come to an end."""
    runs = [run.name for run in world.runs if not run.ended and not (run.is_play and run.gate)]
    ending = {role for role, behaviour in scenario.world.agents.items() if behaviour.ends != "never"}
    return runs + [
        run.name
        for run in world.code_runs
        if run.role in ending and run.phase not in FINISHED and not run.deleting
    ]
