"""A task's life: agents act as soon as they are started, and what they did is told later, in any order."""

from collections.abc import Callable
from dataclasses import dataclass, field

from remediation.model import JsonObject
from remediation.push import Push
from remediation.signal import Signal
from steps import end_play
from tests.steps.playing import Playing
from tests.steps.pushing import PushRun
from tests.steps.signalling import answered
from tests.steps.signals import about_pull_request, agent_ended, cleo_is_content, tess_reviews
from tests.steps.stepping import Step
from tests.steps.world import BRANCH, REX, TASK, World

Delivery = Callable[[], None]


@dataclass(kw_only=True)
class Life:
    """A play, its agents, and the deliveries that are on their way."""

    world: World
    playing: Playing
    rex_pushes_again: bool
    """While Tess is at work for the first time, so that her approval is of an older commit."""
    on_their_way: list[Delivery] = field(default_factory=list)
    _known: set[str] = field(default_factory=set)

    def begin(self) -> None:
        """Submit the play."""
        self.playing.begin()
        self.playing.start_rex()
        self._let_agents_act()

    def deliver(self, choice: int, *, twice: bool = False) -> None:
        """Let one of the deliveries arrive; if it is to come twice, the second one is still on its way."""
        delivery = self.on_their_way.pop(choice % len(self.on_their_way))
        delivery()
        if twice:
            self.on_their_way.append(delivery)
        self.playing.move_on()
        self._let_agents_act()

    def end(self) -> None:
        """Let the play's exit handler run."""
        given = {
            "task-id": str(TASK),
            "repository": self.world.repository.name,
            "play": self.playing.name,
            "status": "Succeeded",
        }
        ended = end_play.EndedPlay.model_validate(given)
        step = Step(world=self.world, verb=end_play.run, given=ended, clients=self.world.others)
        assert step.until_done() == 0

    def _let_agents_act(self) -> None:
        self.world.let_agents_go()
        for agent in self.world.agents():
            metadata = agent["metadata"]
            if metadata["uid"] not in self._known:
                self._known.add(metadata["uid"])
                self._act(metadata)

    def _act(self, agent: JsonObject) -> None:
        role, world = agent["labels"]["agent-type"], self.world
        if role == "rex":
            world.push("A")
            github, name = world.stand_ins.github, world.repository.name
            world.number = github.open_pull_request(name, BRANCH, REX)
            self._tell(about_pull_request(world, "pull-request", by=REX))
            world.label("task-7", by=REX)
            self._tell(about_pull_request(world, "task-label", by=REX))
            self._tell(agent_ended(world, agent["name"], "Succeeded"))
        elif role == "cleo":
            self._tell(cleo_is_content(world))
        else:
            if self.rex_pushes_again and "B" not in world.shas:
                self._tell_push(world.push("B"))
            self._tell(tess_reviews(world, of=world.name_of(agent["labels"]["head-sha"])))

    def _tell(self, signal: Signal) -> None:
        def arrive() -> None:
            answered(self.world, signal)

        self.on_their_way.append(arrive)

    def _tell_push(self, push: Push) -> None:
        def arrive() -> None:
            run = PushRun(world=self.world, push=push, clients=self.world.clients())
            run.begin()
            assert run.until_done() == 0
            run.end()
            run.conclude()

        self.on_their_way.append(arrive)
