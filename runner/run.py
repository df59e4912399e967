"""Plays a scenario: arranges the world, performs the events, waits until all is quiet, and checks the end."""

import time
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial

from remediation.errors import Misuse
from runner.arranging import arrange
from runner.backends.backend import Backend
from runner.events.event import Event
from runner.expectations.finding import Ending, Finding
from runner.history import History
from runner.narration import told_of_beginning
from runner.record import Record
from runner.scenario import Scenario
from runner.scene import NeverCame, Scene
from runner.screens.screen import Screen
from runner.settling import settle
from runner.snapshot import Snapshot
from runner.survey import survey
from runner.watching import watching
from sandbox.github.world.refusal import Refused


def play(scenario: Scenario, backend: Backend, *, screen: Screen) -> Record:
    """Play a scenario and give the record of it.

    Raises:
        Misuse: The backend is not set up, or GitHub refuses what the scenario wants somebody to do.
        Temporary: The backend does not answer.
    """
    history = History(clock=time.monotonic)
    screen.begins(scenario, history, backend=backend.name)
    screen.says(f"preparing the {backend.name}")
    with backend.prepared(scenario) as installation, watching(installation, history):
        patience = scenario.timeout * installation.pace
        scene = Scene(installation=installation, history=history, looks=screen.looks, patience=patience)
        screen.says("setting the world up")
        faults = _attempt(f"{scenario.name}: world", lambda: _arrange(scenario, scene))
        before = history.refined(survey(installation))
        history.begin()
        for lane, sentence in told_of_beginning(before, history.commit):
            history.tell(lane, sentence)
        zero = datetime.now(UTC)
        stands = not faults
        if stands:
            screen.says("playing")
            faults = _perform(scenario, scene)
            screen.says("waiting until all is quiet")
            faults += _attempt(f"{scenario.name}: the end", lambda: settle(scenario, scene))
        seconds = max(history.changed - history.zero, 0.0)
        after = history.refined(survey(installation))
        _tell_silence(history, before, after)
        ending = Ending(before=before, after=after, commits=history.commits)
        record = Record(
            scenario=scenario.name,
            title=scenario.title,
            description=" ".join(scenario.description.split()),
            backend=backend.name,
            zero=zero,
            seconds=seconds,
            before=before,
            after=after,
            commits=dict(history.commits),
            timeline=history.story(),
            agents=history.spans(),
            findings=(*faults, *(each.check(ending) for each in scenario.expect if stands)),
        )
        screen.ends(record)
        return record


def _arrange(scenario: Scenario, scene: Scene) -> None:
    arrange(scenario.world, scene)
    settle(scenario, scene)


def _perform(scenario: Scenario, scene: Scene) -> list[Finding]:
    for position, event in enumerate(scenario.events):
        faults = _attempt(f"{scenario.name}: events[{position}]", partial(_do, event, scene))
        if faults:
            return faults
    return []


def _do(event: Event, scene: Scene) -> None:
    scene.pause(event.after.seconds)
    if event.after.looks:
        scene.until(event.after.met, f"world as this event needs it ({event.after.told()})")
    began = scene.history.clock()
    sentence = event.perform(scene)
    scene.history.tell(event.lane, sentence, event=True, at=began)


def _attempt(what: str, act: Callable[[], None]) -> list[Finding]:
    """Do something; if the world never comes to where it must be, that is a finding and not an error."""
    try:
        act()
    except NeverCame as fault:
        return [Finding(ok=False, expected=f"{what} can be played", found=str(fault))]
    except Refused as refusal:
        message = f"{what}: GitHub refuses it: {refusal.sentence}"
        raise Misuse(message) from refusal
    return []


def _tell_silence(history: History, before: Snapshot, after: Snapshot) -> None:
    """Say so if nothing was started: for a reader, silence is an event too."""
    known = {run.uid for run in before.runs}
    if all(run.uid in known for run in after.loops):
        history.tell("sensor", "no sensor fires: no run is started")
