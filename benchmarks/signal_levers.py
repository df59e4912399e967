"""What each lever on the start of a signal's step is worth: the same run with one thing changed, in turns.

The runs are of WorkflowTemplates that differ from the exported one in that thing. They are created as the
sensor creates them, and tell of the end of an agent of a task without a play: so they do all that a signal's
run does until its step has looked, and no gate has to be made ready for each.
"""

import time
import uuid
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from copy import deepcopy

from benchmarks.exchanged import path_of
from benchmarks.figure import Figure, Report
from benchmarks.neighbour import ASKS_FOR, neighbour
from benchmarks.place import cluster
from benchmarks.stage import emptied, staged
from benchmarks.step_log import step_log
from remediation.model import JsonObject
from runner.backends.claim import NOT_FOUND
from runner.scene import NeverCame, Scene
from workflows import play_signal

ROUNDS = 9
STEP = "answer"
CPU = "200m"
LOOK_SECONDS, PATIENCE_SECONDS = 0.25, 60.0
AFTERWARDS_SECONDS = 2.5
"""How long after its step a run still has work for the node's CPUs."""
API_VERSION = "argoproj.io/v1alpha1"
PLAIN_START = (
    "import steps.quick_start as quick; quick.quick_start = int; from steps.__main__ import main; main()"
)


def _container(spec: JsonObject) -> JsonObject:
    step: JsonObject = next(each for each in spec["templates"] if each["name"] == STEP)
    found: JsonObject = step["container"]
    return found


def _exported(_: JsonObject) -> None:
    """Change nothing."""


def _with_more_cpu(spec: JsonObject) -> None:
    _container(spec)["resources"]["requests"]["cpu"] = CPU


def _with_a_plain_start(spec: JsonObject) -> None:
    container = _container(spec)
    container["command"] = ["python3", "-c", PLAIN_START, *container["command"][3:]]


def _with_its_container_first(spec: JsonObject) -> None:
    order = "$setElementOrder/containers: [{name: main}, {name: wait}]"
    spec["podSpecPatch"] = f"{order}\n{spec['podSpecPatch']}"


def _in_the_second_pod(spec: JsonObject) -> None:
    entrypoint = next(each for each in spec["templates"] if each["name"] == spec["entrypoint"])
    first = deepcopy(next(each for each in spec["templates"] if each["name"] == STEP))
    first["name"] = "look"
    first["container"]["command"] = ["python3", "-c", "pass"]
    first["outputs"] = {}
    spec["templates"].append(first)
    entrypoint["steps"].insert(0, [{"name": "look", "template": "look"}])


EXPORTED, MORE_CPU = "exported", "more-cpu"
VARIANTS: Mapping[str, Callable[[JsonObject], None]] = {
    EXPORTED: _exported,
    MORE_CPU: _with_more_cpu,
    "container-first": _with_its_container_first,
    "plain-start": _with_a_plain_start,
    "second-pod": _in_the_second_pod,
}
"""What each changes in the template's spec."""
TOLD = {
    MORE_CPU: f"the step asks for {CPU} of CPU",
    "container-first": "its container is created before Argo's",
    "plain-start": "Python starts it without our file of compiled code, and with garbage collection",
    "second-pod": "another pod comes before it",
}


def measure() -> Report:
    """Run all variants in turns, and the two that differ in CPU beside a busy pod, too.

    Raises:
        Misuse: There is no cluster, or it is not one for scenarios.
        NeverCame: A step did not come to its end.
    """
    with (
        cluster() as place,
        staged(place, "empty-benchmark") as scene,
        emptied(scene),
        _templates(scene),
    ):
        alone = _in_turns(scene, VARIANTS)
        with neighbour(scene):
            beside = _in_turns(scene, (EXPORTED, MORE_CPU))
    crowded = Figure(
        name=f"{TOLD[MORE_CPU]}; both beside a pod that takes all CPUs",
        ours=beside[MORE_CPU],
        other=beside[EXPORTED],
    )
    return Report(
        title="A signal's step, changed: seconds from its run's creation to its last line",
        against="as exported",
        figures=(
            *(Figure(name=told, ours=alone[name], other=alone[EXPORTED]) for name, told in TOLD.items()),
            crowded,
        ),
        notes=(f"GitHub answers at once. The busy pod asks for {ASKS_FOR} CPU.",),
    )


@contextmanager
def _templates(scene: Scene) -> Iterator[None]:
    """Let there be a WorkflowTemplate for each variant while the context lasts."""
    spec = scene.kubernetes.call("GET", path_of(scene, play_signal.NAME))["spec"]
    # An exit handler would be at work while the next one is measured.
    exported = {name: value for name, value in spec.items() if name != "onExit"}
    try:
        for name, change in VARIANTS.items():
            changed = deepcopy(exported)
            change(changed)
            metadata = {"name": _template(name), "namespace": scene.settings.namespace}
            body = {
                "apiVersion": API_VERSION,
                "kind": "WorkflowTemplate",
                "metadata": metadata,
                "spec": changed,
            }
            scene.kubernetes.call("POST", path_of(scene, "").rstrip("/"), body=body)
        scene.pause(AFTERWARDS_SECONDS)
        yield
    finally:
        for name in VARIANTS:
            scene.kubernetes.call("DELETE", path_of(scene, _template(name)), allow={NOT_FOUND})


def _in_turns(scene: Scene, variants: Collection[str]) -> Mapping[str, tuple[float, ...]]:
    found: dict[str, list[float]] = defaultdict(list)
    for _ in range(ROUNDS):
        for name in variants:
            found[name].append(_seconds(scene, name))
            scene.pause(AFTERWARDS_SECONDS)
    return {name: tuple(each) for name, each in found.items()}


def _seconds(scene: Scene, variant: str) -> float:
    run = f"{_template(variant)}-{uuid.uuid4()}"
    given = {
        "repository": scene.settings.repositories[0].name,
        "task-id": "7",
        "signal": "agent-gone",
        "subject": "nobody",
        "phase": "Failed",
        "sender": scene.settings.identities.cleo[0],
        "at": "2026-01-01T00:00:00Z",
        "delivery": str(uuid.uuid4()),
    }
    spec = {
        "workflowTemplateRef": {"name": _template(variant)},
        "arguments": {"parameters": [{"name": name, "value": value} for name, value in given.items()]},
    }
    metadata = {"name": run, "namespace": scene.settings.namespace}
    body = {"apiVersion": API_VERSION, "kind": "Workflow", "metadata": metadata, "spec": spec}
    collection = f"/apis/{API_VERSION}/namespaces/{scene.settings.namespace}/workflows"
    began = time.time()
    scene.kubernetes.call("POST", collection, body=body)
    while (log := step_log(scene, run, STEP)) is None or log.told is None:
        if time.time() - began > PATIENCE_SECONDS:
            message = f"the step of {run} told nothing in {PATIENCE_SECONDS:.0f} s"
            raise NeverCame(message)
        scene.pause(LOOK_SECONDS)
    return log.told - began


def _template(variant: str) -> str:
    return f"benchmark-{variant}"
