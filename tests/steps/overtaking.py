"""What happens in between the calls of a step: other pushes and signals, and their runs."""

from dataclasses import dataclass, field

from remediation.push import Push
from remediation.signal import Signal
from tests.steps.pushing import PushRun
from tests.steps.signalling import SignalRun
from tests.steps.world import World


@dataclass
class Overtaking:
    """What happens in between."""

    world: World
    runs: list[PushRun | SignalRun] = field(default_factory=list)

    def by_run(self, name: str, *, seconds: float = 0.0) -> None:
        """Push, and try the run that handles it once, after some time."""
        self._try_once(self.run_of(self.world.push(name)), seconds=seconds)

    def by_signal(self, signal: Signal, *, seconds: float = 0.0) -> None:
        """Try the run that answers a signal once, after some time."""
        run = SignalRun(world=self.world, signal=signal, clients=self.world.clients())
        run.begin()
        self.runs.append(run)
        self._try_once(run, seconds=seconds)

    def by_late_run(self, name: str) -> None:
        """Push, and leave the run that handles it for later."""
        self.run_of(self.world.push(name))

    def run_of(self, push: Push) -> PushRun:
        run = PushRun(world=self.world, push=push, clients=self.world.clients())
        run.begin()
        self.runs.append(run)
        return run

    def finish(self) -> None:
        """Let every run end that has not."""
        for run in self.runs:
            if not run.done:
                assert run.until_done() == 0
        self.world.stand_ins.time.sleep(self.world.settings.deadlines.github_lag)

    def _try_once(self, run: PushRun | SignalRun, *, seconds: float) -> None:
        self.world.stand_ins.time.sleep(seconds)
        run.attempt()
        self.world.stand_ins.time.work()
