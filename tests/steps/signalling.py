"""A run of `play-signal` without an engine: its step and its exit handler."""

from dataclasses import dataclass, field

from remediation.signal import Signal
from steps import answer_signal, conclude_signal
from tests.steps.clients import Clients
from tests.steps.runs import begin_run, end_run
from tests.steps.stepping import Step
from tests.steps.world import World


@dataclass(kw_only=True)
class SignalRun:
    """The run that answers a signal."""

    world: World
    signal: Signal
    clients: Clients
    step: Step = field(init=False)

    def __post_init__(self) -> None:
        """Give it its step."""
        self.step = Step(world=self.world, verb=answer_signal.run, given=self.signal, clients=self.clients)

    def begin(self) -> None:
        """Create the run's workflow."""
        begin_run(self.world, self.signal.run)

    def attempt(self) -> int:
        """Run a pod to its end and give its exit code."""
        return self.step.attempt()

    def until_done(self) -> int:
        """Run pods as the retry strategy says, and give the last exit code."""
        return self.step.until_done()

    @property
    def done(self) -> bool:
        """Whether no further try is needed."""
        return self.step.done

    @property
    def outcome(self) -> str:
        return self.step.output("outcome")

    @property
    def reason(self) -> str:
        return self.step.output("reason")

    def end(self, status: str = "Succeeded", *, message: str = "") -> None:
        """Write the run's last node."""
        outputs = {"outcome": self.outcome, "reason": self.reason} if status == "Succeeded" else {}
        end_run(self.world, self.signal.run, status=status, outputs=outputs, message=message)

    def conclude(self, status: str = "Succeeded") -> int:
        """Run the exit handler as the retry strategy says, and give the last exit code."""
        return self.exit_step(status).until_done()

    def exit_step(self, status: str = "Succeeded") -> Step:
        """Give the exit handler."""
        given = {**self.signal.model_dump(by_alias=True), "status": status}
        finished = conclude_signal.FinishedSignal.model_validate(given)
        return Step(world=self.world, verb=conclude_signal.run, given=finished, clients=self.clients)


def answered(world: World, signal: Signal) -> SignalRun:
    """Let the run of a signal answer it to the end, and its exit handler run."""
    run = SignalRun(world=world, signal=signal, clients=world.clients())
    run.begin()
    assert run.until_done() == 0
    run.end()
    assert run.conclude() == 0
    return run
