"""How many calls to GitHub one remediation makes, as our app and with a token."""

import base64
import json
from collections import Counter
from functools import partial

from benchmarks.exchanged import exchanged, with_environment
from benchmarks.figure import Figure, Report
from benchmarks.github_front import GitHubFront, github_front
from benchmarks.stage import rest, staged
from runner.backends.sandbox import Sandbox
from runner.scene import Scene
from sandbox.agents.agent import MERGE_PATCH
from workflows.step import CREDENTIALS

LIMIT = 3
TASK, BRANCH = 7, "task-7-login"


def measure() -> Report:
    """Count them."""
    with staged(Sandbox(), "restart-benchmark") as scene, github_front(scene, latency=0) as (_, front):
        first = _remediation(scene, front)
        with exchanged(scene, partial(with_environment, variables=_installation(scene))):
            app = _remediation(scene, front)
        _act_with_token(scene)
        token = _remediation(scene, front)
    cases = {"as our app, its installation known": app, "with a token": token}
    return Report(
        title="Calls to GitHub of one remediation",
        against="",
        figures=tuple(
            Figure(name=name, unit="calls", ours=(calls.total(),), limit=LIMIT)
            for name, calls in cases.items()
        ),
        notes=(
            *(f"{name}: {', '.join(calls.elements())}." for name, calls in cases.items()),
            f"Our app, if it must find its installation and create the label: {', '.join(first.elements())}.",
        ),
    )


def _remediation(scene: Scene, front: GitHubFront) -> Counter[str]:
    """Push, and give all calls until everything is at rest in the play's next cycle."""
    rest(scene)
    start, cycle = len(front.calls), scene.play(TASK).cycle
    repository = scene.settings.repositories[0].name
    scene.github.push(repository, BRANCH, f"{scene.settings.identities.rex[0]}[bot]")
    scene.until(lambda _: scene.play(TASK).cycle > cycle, "next cycle of the play")
    rest(scene)
    return Counter(front.calls[start:])


def _installation(scene: Scene) -> dict[str, str]:
    """Give the setting that says where our app is installed."""
    repository = scene.settings.repositories[0]
    installation = next(iter(scene.github.world.installations))
    served = repository.model_copy(update={"installation_id": installation})
    return {"REMEDY_REPOSITORIES": json.dumps([served.model_dump(mode="json")])}


def _act_with_token(scene: Scene) -> None:
    """Let the steps that start from now on act with a person's token instead of as our app."""
    settings = scene.settings
    token = scene.github.token_for(f"{settings.identities.rex[0]}[bot]")
    held = {"token": base64.b64encode(token.encode()).decode()}
    path = f"/api/v1/namespaces/{settings.namespace}/secrets/{CREDENTIALS}"
    scene.kubernetes.call("PATCH", path, body={"data": held}, kind=MERGE_PATCH)
