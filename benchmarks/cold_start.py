"""A step's start in a fresh container, beside that of `kubectl version --client`.

The step is `admit` with a push that is refused at once, so it imports, reads settings and parameters,
decides, leaves its result and ends. Seconds are from the start of the container's first process to the end of
the command, both by the kernel's clock of 100 ticks a second.
"""

import json
import time

from benchmarks import chain
from benchmarks.figure import Figure, Report
from remediation.errors import Temporary
from remediation.model import JsonObject
from remediation.settings import Settings
from runner.backends.cluster import Cluster
from sandbox.agents.api import Api

ROUNDS = 11
LIMIT = 2.0
POD = "benchmark-cold-start"
NAMESPACE = "default"
TICKS = 100
PATIENCE_SECONDS = 300.0
PAUSE_SECONDS = 1.0
NOT_FOUND = 404
KUBECTL = "kubectl version --client"
PYTHON = "python3 -c pass"
# As proc(5) tells: seconds since the machine's start, and the first process' start in ticks after that.
REPORT = (
    """echo "{\\"now\\": $(cut -d' ' -f1 /proc/uptime), \\"started\\": $(cut -d' ' -f22 /proc/1/stat)}\""""
)
REFUSED = {
    "repository": "5dlabs/cto",
    "ref": "refs/heads/task-7-login",
    "before": "b" * 40,
    "after": "a" * 40,
    "sender": "somebody-else",
    "delivery": "72d3162e-cc78-11e3-81ab-4c9367dc0958",
    "pushed-at": "1700000000",
    "task-id": "7",
    "run": "benchmark",
}


def measure() -> Report:
    """Start every command in containers of its own, in turns, in one pod.

    Raises:
        Misuse: There is no cluster.
        Temporary: The pod does not end.
    """
    cluster = Cluster.from_environment()
    seconds = _seconds(cluster.api, _containers(cluster.settings))
    return Report(
        title="Cold start: seconds from a container's first process to the command's end",
        against=KUBECTL,
        figures=(
            Figure(
                name="python3 -m steps admit", ours=seconds["step"], other=seconds["kubectl"], limit=LIMIT
            ),
            Figure(name=PYTHON, ours=seconds["python"], other=seconds["kubectl"]),
        ),
        notes=("One container after the other, without CPU limits, images and page cache warm.",),
    )


def _containers(settings: Settings) -> list[JsonObject]:
    parameters = json.dumps([{"name": name, "value": value} for name, value in REFUSED.items()])
    step = f"python3 -m steps admit --baton /tmp '{parameters}'"
    commands = {
        "kubectl": (chain.image(), KUBECTL),
        "step": (settings.image, step),
        "python": (settings.image, PYTHON),
    }
    return [
        {
            "name": f"{name}-{number}",
            "image": image,
            "imagePullPolicy": settings.image_pull_policy,
            "env": [{"name": "REMEDY_GITHUB_TOKEN", "value": "never used"}],
            "command": ["sh", "-ec", f"{command} >/dev/null 2>&1; {REPORT}"],
        }
        for number in range(ROUNDS)
        for name, (image, command) in commands.items()
    ]


def _seconds(api: Api, containers: list[JsonObject]) -> dict[str, tuple[float, ...]]:
    path = f"/api/v1/namespaces/{NAMESPACE}/pods"
    # Those but the last are init containers, because these run one after the other.
    spec = {"restartPolicy": "Never", "initContainers": containers[:-1], "containers": containers[-1:]}
    pod = {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": POD, "namespace": NAMESPACE}, "spec": spec}
    api.call("POST", path, body=pod)
    try:
        _await_end(api, f"{path}/{POD}")
        found: dict[str, list[float]] = {}
        for container in containers:
            name = container["name"].rsplit("-", 1)[0]
            told = api.call("GET", f"{path}/{POD}/log", query={"container": container["name"]})
            found.setdefault(name, []).append(told["now"] - told["started"] / TICKS)
    finally:
        api.call("DELETE", f"{path}/{POD}", body={"gracePeriodSeconds": 0}, allow={NOT_FOUND})
    return {name: tuple(each) for name, each in found.items()}


def _await_end(api: Api, path: str) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while (phase := api.call("GET", path)["status"].get("phase")) != "Succeeded":
        if phase == "Failed" or time.monotonic() > deadline:
            message = f"pod {POD} is {phase}; are the images {chain.image()} and the step's there?"
            raise Temporary(message)
        time.sleep(PAUSE_SECONDS)
