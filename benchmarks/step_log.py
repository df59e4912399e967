"""A step's log, with the time at which the container runtime got each line.

The API shows creation and start of pods and containers in whole seconds; these times are nanoseconds of the
node's clock. They compare with this machine's if the node is this machine, or both clocks agree.
"""

from datetime import datetime
from typing import NamedTuple

from runner.scene import Scene

OK = 200
OF_A_RUN = "workflows.argoproj.io/workflow"
NODE = "workflows.argoproj.io/node-name"
"""Annotation of a pod, such as `RUN[0].answer(0)`: the number counts the tries."""
_RESULT = "{"
"""Our steps write JSON. Argo's executor, in the same container, does not."""


class StepLog(NamedTuple):
    """When a step's container began and when the step told its result, in seconds since 1970."""

    began: float
    """The first line, which Argo's executor writes just before it starts the step."""
    told: float | None
    """The step's last line; None if there is none yet."""


def step_log(scene: Scene, run: str, step: str) -> StepLog | None:
    """Read the log of a step's first try; None if its container has not begun, or its pod is gone."""
    api, pods = scene.kubernetes, f"/api/v1/namespaces/{scene.settings.namespace}/pods"
    for pod in api.call("GET", pods, query={"labelSelector": f"{OF_A_RUN}={run}"})["items"]:
        if pod["metadata"]["annotations"][NODE].endswith(f".{step}(0)"):
            path = f"{pods}/{pod['metadata']['name']}/log"
            query = {"container": "main", "timestamps": "true"}
            answer = api.pool.request("GET", f"{api.url}{path}", fields=query, headers=api.headers)
            return times(answer.data.decode(errors="replace")) if answer.status == OK else None
    return None


def times(log: str) -> StepLog | None:
    """Read the times off a log whose lines begin with theirs; None if it is empty."""
    lines = [line.partition(" ") for line in log.splitlines()]
    if not lines:
        return None
    results = [at for at, _, text in lines if text.startswith(_RESULT)]
    return StepLog(began=_seconds(lines[0][0]), told=_seconds(results[-1]) if results else None)


def _seconds(at: str) -> float:
    return datetime.fromisoformat(at).timestamp()
