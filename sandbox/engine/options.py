"""How the engine behaves where one cluster differs from the next: times and how much runs at once."""

import os
from dataclasses import dataclass


def _twice_the_processors() -> int:
    return 2 * (os.cpu_count() or 1)


@dataclass(frozen=True, kw_only=True)
class EngineOptions:
    """Options of an engine; the defaults are for tests and demonstrations: as fast as possible.

    Attributes:
        requeue_seconds: From an event to the pass that handles it (the real controller: 10, see
            DEFAULT_REQUEUE_TIME).
        start_seconds: From a pod's creation to its programs' start, on top of what they take.
        recent_seconds: A pod that is lost within this time of its node's start is simply created again, as by
            the real controller (RECENTLY_STARTED_POD_DURATION); later, its node is an error.
        signal_seconds: Until the other containers of a pod get SIGTERM after one of them failed. In a cluster
            the kubelet and the controller need this long to notice; most containers end by themselves before.
        grace_seconds: From SIGTERM to SIGKILL.
        parallel_pods: How many pods run at once; the others are Pending. A cluster has no such limit, one
            machine does.
        pod_gc_seconds: From a pod's end to its deletion, for workflows that do not say when.
    """

    requeue_seconds: float = 0.0
    start_seconds: float = 0.0
    recent_seconds: float = 10.0
    signal_seconds: float = 2.0
    grace_seconds: float = 30.0
    parallel_pods: int = _twice_the_processors()
    pod_gc_seconds: float = 5.0
