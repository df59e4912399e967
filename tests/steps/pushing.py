"""A run of `rex-remediation` without an engine: its containers in a row, tried again as Argo does."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from remediation.errors import RemedyError, Temporary
from remediation.push import Push
from steps import admit, cancel, conclude, relabel, reset, restart
from steps.baton import Baton
from tests.steps.calls import Killed
from tests.steps.clients import Clients
from tests.steps.runs import begin_run, end_run
from tests.steps.stepping import KILLED
from tests.steps.world import World, inputs_of

VERBS = MappingProxyType(
    {
        "admit": admit.run,
        "cancel": cancel.run,
        "relabel": relabel.run,
        "reset": reset.run,
        "restart": restart.run,
    }
)
"""In an order that the files which they leave allow; `relabel` and `reset` run side by side."""


@dataclass(kw_only=True)
class Attempt:
    """One pod of the run."""

    world: World
    push: Push
    clients: Clients
    baton: Baton
    code: int | None = None
    """Exit code of the container `main`."""

    def do(self, verb: str) -> None:
        """Run one container to its end."""
        pod = self.world.pod(verb, inputs_of(self.push), using=self.clients, baton=self.baton)
        code = 0
        try:
            VERBS[verb](pod)
        except RemedyError as error:
            pod.log.failed(str(error), exit_code=error.exit_code)
            pod.baton.fail(verb, error)
            code = error.exit_code
        if verb == "restart":
            self.code = code


@dataclass(kw_only=True)
class PushRun:
    """The run that handles a push."""

    world: World
    push: Push
    clients: Clients
    order: Sequence[str] = tuple(VERBS)
    attempts: list[Attempt] = field(default_factory=list)

    def begin(self) -> None:
        """Create the run's workflow."""
        begin_run(self.world, self.push.run)

    def new_attempt(self) -> Attempt:
        """Start a pod, with a baton of its own."""
        self.clients.calls.revive()
        attempt = Attempt(world=self.world, push=self.push, clients=self.clients, baton=self.world.baton())
        self.attempts.append(attempt)
        return attempt

    def attempt(self) -> int:
        """Run a pod to its end and give its exit code."""
        attempt = self.new_attempt()
        try:
            for verb in self.order:
                attempt.do(verb)
        except Killed:
            attempt.code = KILLED
        self.clients.calls.revive()
        return KILLED if attempt.code is None else attempt.code

    def until_done(self) -> int:
        """Run pods as the retry strategy says, and give the last exit code."""
        tries, time = self.world.settings.retries, self.world.stand_ins.time
        pause = float(tries.backoff)
        for _ in range(tries.limit):
            code = self.attempt()
            if code not in {Temporary.exit_code, KILLED}:
                return code
            time.sleep(pause)
            pause *= tries.factor
        return self.attempt()

    @property
    def done(self) -> bool:
        """Whether no further try is needed."""
        return bool(self.attempts) and self.attempts[-1].code == 0

    @property
    def outcome(self) -> str:
        return (self.attempts[-1].baton.folder / "outcome").read_text()

    @property
    def reason(self) -> str:
        return (self.attempts[-1].baton.folder / "reason").read_text()

    def end(self, status: str = "Succeeded", *, message: str = "") -> None:
        """Write the run's last node."""
        outputs = {"outcome": self.outcome, "reason": self.reason} if status == "Succeeded" else {}
        end_run(self.world, self.push.run, status=status, outputs=outputs, message=message)

    def conclude(self, status: str = "Succeeded") -> None:
        """Run the exit handler once."""
        inputs = inputs_of(conclude.FinishedPush(**self.push.model_dump(by_alias=True), status=status))
        conclude.run(self.world.pod("conclude", inputs, using=self.clients))
