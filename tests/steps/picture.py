"""What is to be seen of a task in the end, in words that a table can hold."""

from dataclasses import dataclass

from remediation.coderuns import HEAD_LABEL
from remediation.state import CycleRecord, SignalRecord
from tests.steps.playing import Playing
from tests.steps.world import World


@dataclass(frozen=True, kw_only=True)
class Picture:
    """The end state of a task."""

    agents: frozenset[str]
    """`NAME@HEAD`; with a `~` in front if it is being deleted."""
    labels: frozenset[str]
    stage: str
    gates: tuple[str, ...]
    """`NAME CYCLE@HEAD VERDICT`."""
    push: str
    """`HEAD PHASE, ends CYCLE@HEAD`."""
    qa: str
    holder: str
    comments: int
    events: int
    signal: str = ""
    """`KIND PHASE VERDICT`, of the last one."""


def picture(world: World, playing: Playing) -> Picture:
    """Look at everything."""
    play, state = playing.play(), world.state()
    return Picture(
        agents=frozenset(_agents(world)),
        labels=frozenset(world.labels()),
        stage=play.stage,
        gates=tuple(
            f"{gate.name} {gate.cycle}@{world.name_of(gate.head)} {gate.verdict or 'waits'}"
            for gate in play.gates
        ),
        push=f"{world.name_of(state.push.head)} {state.push.phase}" if state and state.push else "",
        qa=_cycle(world, state.qa if state else None),
        holder=world.holder(),
        comments=len(world.comments()),
        events=len(world.kubernetes_events()),
        signal=_signal(state.signal if state else None),
    )


def _agents(world: World) -> list[str]:
    agents = []
    for run in world.agents():
        metadata = run["metadata"]
        gone = "~" if "deletionTimestamp" in metadata else ""
        agents.append(f"{gone}{metadata['name']}@{world.name_of(metadata['labels'].get(HEAD_LABEL, ''))}")
    return agents


def _signal(record: SignalRecord | None) -> str:
    return f"{record.kind} {record.phase} {record.verdict}".rstrip() if record else ""


def _cycle(world: World, record: CycleRecord | None) -> str:
    return f"{record.cycle}@{world.name_of(record.head)}" if record else ""


def assert_qa_works_on(head: str, end: Picture) -> None:
    """Assert that the play waits for the one agent that is at work, and that nothing is left behind."""
    gate, waits = end.gates[-1].rsplit(" ", 1)
    name, cycle = gate.split(" ")
    number, at = cycle.split("@")
    assert (name, at, waits) == ("await-ready-for-qa", head, "waits")
    of_play = {agent for agent in end.agents if agent.lstrip("~").startswith("play-x")}
    assert of_play == {f"play-x-{number}-cleo@{head}"}
    assert end.qa == f"{number}@{head}"
    assert end.stage == "waiting-ready-for-qa"
    assert end.labels == {"task-7", "remediation-in-progress"}
    assert not end.push or end.push.endswith(" done")
    assert (end.holder, end.comments, end.events) == ("", 0, 0)
