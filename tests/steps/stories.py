"""Where most tests begin: Tess works on commit A, and Rex pushes B."""

from dataclasses import dataclass

from remediation.play import AWAIT_PR_APPROVED, AWAIT_PR_CREATED, AWAIT_READY_FOR_QA, PROCEED
from remediation.push import Push
from remediation.state import CycleRecord, TaskState
from steps import remembering
from tests.steps.picture import Picture
from tests.steps.playing import Playing
from tests.steps.pushing import PushRun
from tests.steps.world import TASK, World

IN_CYCLE_1 = ((AWAIT_PR_CREATED, 0, "", PROCEED), (AWAIT_READY_FOR_QA, 1, "A", PROCEED))
BYSTANDERS = frozenset({"rex@", "of-another-task@A", "present@B"})
RESTARTED = Picture(
    agents=BYSTANDERS | {"play-x-2-cleo@B"},
    labels=frozenset({"task-7", "remediation-in-progress"}),
    stage="waiting-ready-for-qa",
    gates=(
        "await-pr-created 0@ proceed",
        "await-ready-for-qa 1@A proceed",
        "await-pr-approved 1@A restart",
        "await-ready-for-qa 2@B waits",
    ),
    push="B done",
    qa="2@B",
    holder="",
    comments=0,
    events=0,
)
"""What the story must end with, whatever happens on the way."""


@dataclass(frozen=True, kw_only=True)
class Story:
    """A task at the moment of a push."""

    world: World
    playing: Playing
    push: Push

    def run(self) -> PushRun:
        """Begin the run that handles the push."""
        run = PushRun(world=self.world, push=self.push, clients=self.world.clients())
        run.begin()
        return run

    def bystanders(self) -> dict[str, str]:
        """Give the identity of each agent that nobody may touch."""
        names = {each.split("@")[0] for each in BYSTANDERS}
        metadata = [run["metadata"] for run in self.world.agents()]
        return {each["name"]: each["uid"] for each in metadata if each["name"] in names}


def tess_at_work(world: World) -> Playing:
    """Bring the play to `await-pr-approved` of cycle 1, for commit A."""
    world.push("A")
    world.open_pull_request("ready-for-qa")
    playing = Playing(world=world)
    playing.begin(*IN_CYCLE_1, (AWAIT_PR_APPROVED, 1, "A", ""))
    world.add_agent("play-x-1-cleo", "cleo", "A", play="play-x", cycle=1)
    world.add_agent("play-x-1-tess", "tess", "A", play="play-x", cycle=1)
    remember(world, TaskState(task=TASK, repository=world.repository.name, qa=cycle(world, 1, "A")))
    return playing


def cleo_at_work(world: World) -> Playing:
    """Bring the play to `await-ready-for-qa` of cycle 1, for commit A."""
    world.push("A")
    world.open_pull_request()
    playing = Playing(world=world)
    playing.begin(IN_CYCLE_1[0], (AWAIT_READY_FOR_QA, 1, "A", ""))
    world.add_agent("play-x-1-cleo", "cleo", "A", play="play-x", cycle=1)
    remember(world, TaskState(task=TASK, repository=world.repository.name, qa=cycle(world, 1, "A")))
    return playing


def rex_pushes(world: World) -> Story:
    """Tell the whole story up to the push, with agents that are none of its business."""
    playing = tess_at_work(world)
    push = world.push("B")
    world.add_agent("rex", "rex", "")
    world.add_agent("of-another-task", "cleo", "A", task=TASK + 1)
    world.add_agent("started-by-hand", "tess", "")
    world.add_agent("present", "cleo", "B")
    return Story(world=world, playing=playing, push=push)


def cycle(world: World, number: int, head: str, *, play: str = "play-x") -> CycleRecord:
    return CycleRecord(play=play, cycle=number, head=world.shas[head])


def remember(world: World, state: TaskState) -> None:
    """Write the task's state."""
    remembering.update(
        world.others.kubernetes,
        namespace=world.agents_namespace,
        task=TASK,
        repository=world.repository.name,
        change=lambda _: state,
    )
