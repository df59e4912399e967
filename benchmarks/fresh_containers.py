"""How long commands take that each begin in a fresh container.

All containers are of one pod, one after the other and in turns, with the step's image, settings and security;
kubectl comes to them by a volume. Seconds are from the start of a container's first process to the command's
end, by the kernel's clock of 100 ticks a second.
"""

import json
import time
from collections import defaultdict
from collections.abc import Mapping

from benchmarks import chain
from remediation.errors import Temporary
from remediation.model import JsonObject
from remediation.settings import Settings
from runner.backends.claim import NOT_FOUND
from sandbox.agents.api import Api
from workflows.house_style import CONTAINER_SECURITY, POD_SECURITY

TICK_SECONDS = 0.01
POD = "benchmark-start"
TOOLS, SCRATCH = "/tools", "/tmp"  # noqa: S108  # mounts of the pod's own
PATIENCE_SECONDS = 600.0
PAUSE_SECONDS = 1.0
STARTING = {"PodInitializing", "ContainerCreating"}
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
"""A push that `admit` refuses before it asks anybody."""
_GIVEN = json.dumps([{"name": name, "value": value} for name, value in REFUSED.items()])
ADMIT = f"admit --baton {SCRATCH} '{_GIVEN}'"
# As proc(5) tells: seconds since the machine's start, and the first process' start in ticks after that.
_TELL = (
    """echo "{\\"now\\": $(cut -d' ' -f1 /proc/uptime), \\"started\\": $(cut -d' ' -f22 /proc/1/stat)}\""""
)


def seconds(
    api: Api, settings: Settings, commands: Mapping[str, str], *, rounds: int
) -> dict[str, tuple[float, ...]]:
    """Run commands in turns.

    Args:
        api: The cluster; `settings` name the image, and the agents' namespace where the pod runs.
        settings: What steps are given.
        commands: Shell commands by their names.
        rounds: How often each is run.

    Raises:
        Temporary: The pod does not end.
    """
    namespace = settings.repositories[0].agents_namespace
    path = f"/api/v1/namespaces/{namespace}/pods"
    names, scripts = list(commands), list(commands.values())
    timed = [
        _container(settings, f"c{number}-{position}", f"{script} >/dev/null 2>&1; {_TELL}")
        for number in range(rounds)
        for position, script in enumerate(scripts)
    ]
    found: dict[str, list[float]] = defaultdict(list)
    try:
        api.call("POST", path, body=_pod(settings, namespace, timed))
        _await_end(api, f"{path}/{POD}")
        for container in timed:
            told = api.call("GET", f"{path}/{POD}/log", query={"container": container["name"]})
            name = names[int(container["name"].partition("-")[2])]
            found[name].append(told["now"] - told["started"] * TICK_SECONDS)
    finally:
        api.call("DELETE", f"{path}/{POD}", body={"gracePeriodSeconds": 0}, allow={NOT_FOUND})
    return {name: tuple(each) for name, each in found.items()}


def _pod(settings: Settings, namespace: str, timed: list[JsonObject]) -> JsonObject:
    fetch = _container(settings, "fetch", f'cp "$(command -v kubectl)" {TOOLS}/')
    # Those but the last are init containers, because these run one after the other.
    spec = {
        "restartPolicy": "Never",
        "automountServiceAccountToken": False,
        "securityContext": POD_SECURITY.model_dump(by_alias=True, exclude_none=True),
        "volumes": [{"name": "tools", "emptyDir": {}}, {"name": "scratch", "emptyDir": {"medium": "Memory"}}],
        "initContainers": [{**fetch, "image": chain.image()}, *timed[:-1]],
        "containers": timed[-1:],
    }
    return {
        "apiVersion": "v1",
        "kind": "Pod",
        "metadata": {"name": POD, "namespace": namespace},
        "spec": spec,
    }


def _container(settings: Settings, name: str, script: str) -> JsonObject:
    given = {**settings.environment(), "REMEDY_GITHUB_TOKEN": "never used"}
    return {
        "name": name,
        "image": settings.image,
        "imagePullPolicy": settings.image_pull_policy,
        "env": [{"name": variable, "value": value} for variable, value in given.items()],
        "command": ["sh", "-ec", script],
        "securityContext": CONTAINER_SECURITY.model_dump(by_alias=True, exclude_none=True),
        "volumeMounts": [{"name": "tools", "mountPath": TOOLS}, {"name": "scratch", "mountPath": SCRATCH}],
    }


def _await_end(api: Api, path: str) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while (status := api.call("GET", path)["status"]).get("phase") != "Succeeded":
        states = [each["state"] for each in status.get("initContainerStatuses", ())]
        reasons = {state["waiting"]["reason"] for state in states if "waiting" in state} - STARTING
        if reasons or status.get("phase") == "Failed" or time.monotonic() > deadline:
            why = ", ".join(sorted(reasons)) or status.get("phase")
            message = f"pod {POD}: {why}; are the images {chain.image()} and the step's there?"
            raise Temporary(message)
        time.sleep(PAUSE_SECONDS)
