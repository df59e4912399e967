"""What is deleted after a workflow or a pod has ended: `podGC` and `ttlStrategy`."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from remediation.model import JsonObject
from sandbox.engine.language.durations import seconds_of
from sandbox.engine.language.go_text import moment_of
from sandbox.engine.operation.assessment import phase_of
from sandbox.engine.operation.context import COMPLETED_PHASES

_ENDED = frozenset({"Succeeded", "Failed"})


def spec_of(workflow: JsonObject) -> JsonObject:
    """Give the spec that a workflow executes."""
    spec: JsonObject = workflow.get("status", {}).get("storedWorkflowTemplateSpec") or workflow["spec"]
    return spec


def pods_to_delete(workflow: JsonObject, pods: Iterable[JsonObject]) -> Iterator[JsonObject]:
    """Give the ended pods that a workflow does not keep."""
    strategy = spec_of(workflow).get("podGC", {}).get("strategy", "")
    phase = workflow.get("status", {}).get("phase")
    for pod in pods:
        ended = phase_of(pod) in _ENDED
        wanted = {
            "OnPodCompletion": True,
            "OnPodSuccess": phase_of(pod) == "Succeeded",
            "OnWorkflowCompletion": phase in COMPLETED_PHASES,
            "OnWorkflowSuccess": phase == "Succeeded",
        }
        if ended and wanted.get(strategy, False):
            yield pod


def pod_delay(workflow: JsonObject, *, default: float) -> float:
    """Give how many seconds a pod is kept that will be deleted."""
    delay = spec_of(workflow).get("podGC", {}).get("deleteDelayDuration")
    return default if delay is None else seconds_of(str(delay))


def expires_at(workflow: JsonObject) -> datetime | None:
    """Give when an ended workflow is deleted; None if it is kept."""
    status, strategy = workflow.get("status", {}), spec_of(workflow).get("ttlStrategy", {})
    finished = moment_of(status.get("finishedAt"))
    by_result = "secondsAfterSuccess" if status.get("phase") == "Succeeded" else "secondsAfterFailure"
    seconds = strategy.get(by_result, strategy.get("secondsAfterCompletion"))
    return finished + timedelta(seconds=seconds) if finished and seconds is not None else None
