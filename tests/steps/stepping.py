"""A step that has a pod of its own, tried again as Argo does."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from remediation.errors import RemedyError, Temporary
from remediation.model import Model
from steps.pod import Pod
from tests.steps.calls import Killed
from tests.steps.clients import Clients
from tests.steps.world import World, inputs_of

KILLED = 137


@dataclass(kw_only=True)
class Step:
    """A step of a workflow, and its pods."""

    world: World
    verb: Callable[[Pod], None]
    given: Model
    clients: Clients
    folders: list[Path] = field(default_factory=list)
    done: bool = False
    """Whether no further try is needed."""

    def attempt(self) -> int:
        """Run a pod to its end and give its exit code."""
        code = self._attempt()
        self.done = code == 0
        return code

    def until_done(self) -> int:
        """Run pods as the retry strategy says, and give the last exit code."""
        tries = self.world.settings.retries
        pause = float(tries.backoff)
        for _ in range(tries.limit):
            code = self.attempt()
            if code not in {Temporary.exit_code, KILLED}:
                return code
            self.world.stand_ins.time.sleep(pause)
            pause *= tries.factor
        return self.attempt()

    def output(self, name: str) -> str:
        """Give what the last pod left as an output parameter."""
        return (self.folders[-1] / name).read_text()

    def _attempt(self) -> int:
        self.clients.calls.revive()
        baton = self.world.baton()
        self.folders.append(baton.folder)
        pod = self.world.pod("step", inputs_of(self.given), using=self.clients, baton=baton)
        try:
            self.verb(pod)
        except RemedyError as error:
            pod.log.failed(str(error), exit_code=error.exit_code)
            return error.exit_code
        except Killed:
            return KILLED
        return 0
