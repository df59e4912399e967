"""How many calls to GitHub one remediation makes, with a token and as our app."""

import base64
import json
from collections import Counter

from benchmarks.figure import Figure, Report
from benchmarks.github_front import GitHubFront, github_front, set_environment
from benchmarks.stage import rest, staged
from runner.backends.sandbox import Sandbox
from runner.scene import Scene
from sandbox.agents.agent import MERGE_PATCH
from workflows.step import CREDENTIALS

LIMIT = 3
TASK, BRANCH = 7, "task-7-login"
PERMISSIONS = {"contents": "read", "issues": "write", "pull_requests": "write"}


def measure() -> Report:
    """Count them."""
    with staged(Sandbox(), "restart-benchmark") as scene, github_front(scene, latency=0) as (_, front):
        first, token = _remediation(scene, front), _remediation(scene, front)
        _act_as_app(scene)
        app = _remediation(scene, front)
    cases = {
        "with a token, the repository's first": first,
        "with a token": token,
        "as our app, its installation known": app,
    }
    return Report(
        title="Calls to GitHub of one remediation",
        against="",
        figures=tuple(
            Figure(name=name, unit="calls", ours=(calls.total(),), limit=LIMIT)
            for name, calls in cases.items()
        ),
        notes=(
            *(f"{name}: {', '.join(calls.elements())}." for name, calls in cases.items()),
            "The first one creates the label; as our app that is a fourth call, once in a repository's life.",
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


def _act_as_app(scene: Scene) -> None:
    """Let the steps that start from now on act as an app of our own instead of with a token."""
    settings, repository = scene.settings, scene.settings.repositories[0]
    registered = scene.github.register_app("remedy", permissions=PERMISSIONS)
    installed = scene.github.install(registered.app, [repository.name])
    served = repository.model_copy(update={"installation_id": installed.id})
    set_environment(scene, {"REMEDY_REPOSITORIES": json.dumps([served.model_dump(mode="json")])})
    keys = {"app-id": str(registered.app.id), "private-key": registered.private_key}
    held = {name: base64.b64encode(value.encode()).decode() for name, value in keys.items()}
    path = f"/api/v1/namespaces/{settings.namespace}/secrets/{CREDENTIALS}"
    scene.kubernetes.call("PATCH", path, body={"data": {**held, "token": None}}, kind=MERGE_PATCH)
