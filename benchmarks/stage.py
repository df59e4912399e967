"""A world for a benchmark to act in: a backend with a scenario's world, watched as the runner watches it."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from runner.arranging import arrange
from runner.backends.backend import Backend
from runner.backends.cleaning import clean
from runner.history import History
from runner.reading import read_scenario
from runner.scene import Scene
from runner.snapshot import Snapshot
from runner.watching import watching

HERE = Path(__file__).parent
QUIET_SECONDS = 0.4
"""Without any change, on one machine; on a cluster it takes as much longer as everything there."""


@contextmanager
def staged(backend: Backend, world: str) -> Iterator[Scene]:
    """Set the world of a scenario file beside this module up, and leave its events to the benchmark.

    Raises:
        Misuse: The backend is not set up.
        Temporary: The backend does not answer.
    """
    scenario = read_scenario(HERE / f"{world}.yaml")
    history = History(clock=time.monotonic)
    with backend.prepared(scenario) as installation, watching(installation, history):
        patience = scenario.timeout * installation.pace
        scene = Scene(installation=installation, history=history, looks=lambda: None, patience=patience)
        arrange(scenario.world, scene)
        rest(scene)
        yield scene


@contextmanager
def emptied(scene: Scene) -> Iterator[None]:
    """Delete afterwards all runs, agents and state; an installation that is used again would show them."""
    try:
        yield
    finally:
        clean(scene.kubernetes, scene.settings)


def rest(scene: Scene) -> None:
    """Wait until every run has ended or waits at a gate, and nothing has changed for a while."""
    history, quiet = scene.history, QUIET_SECONDS * scene.installation.pace

    def settled(world: Snapshot) -> bool:
        busy = any(not run.ended and not (run.is_play and run.gate) for run in world.runs)
        return not busy and history.clock() - history.changed >= quiet

    scene.github.settle(timeout=scene.patience)
    scene.until(settled, "rest")
