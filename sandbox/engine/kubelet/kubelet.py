"""The kubelet: starts the pods of its node, ends those that are deleted, and keeps their logs."""

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Callable, Coroutine
from functools import partial

from remediation.model import JsonObject
from sandbox.engine.background import Background
from sandbox.engine.kubelet.node import Node
from sandbox.engine.kubelet.pod_run import PodRun
from sandbox.engine.operation import names
from sandbox.engine.operation.assessment import phase_of

_LOG = logging.getLogger(__name__)
_KEPT_LOGS = 1000
_CLOSE_SECONDS = 5.0


class Kubelet:
    """All pods of one node; for one event loop."""

    def __init__(
        self,
        node: Node,
        *,
        delete: Callable[[JsonObject], Coroutine[None, None, None]],
        background: Background,
    ) -> None:
        """Begin with no pods.

        Args:
            node: Where they run.
            delete: Deletes a pod from the API server at once.
            background: Does what nobody waits for.
        """
        self._node, self._delete, self._background = node, delete, background
        self._runs: dict[str, PodRun] = {}
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._known: set[str] = set()
        """UIDs of the pods that were started here: news about one may come after its end."""
        self._leaving: set[str] = set()
        """UIDs of the pods that are being deleted: they go when they have ended."""
        self._logs: OrderedDict[str, dict[str, str]] = OrderedDict()

    def take(self, pod: JsonObject) -> None:
        """Take notice of a pod that is new or has changed."""
        uid = pod["metadata"]["uid"]
        if pod["spec"].get("nodeName") != names.NODE:
            return
        if uid in self._known:
            if uid in self._runs and "deletionTimestamp" in pod["metadata"]:
                self._leaving.add(uid)
                self._end(uid, grace=pod["metadata"]["deletionGracePeriodSeconds"])
        elif "deletionTimestamp" in pod["metadata"] or phase_of(pod) == "Running":
            # Its process was that of an engine that is gone.
            self._background.start(self._delete(pod))
        elif phase_of(pod) == "Pending":
            run = PodRun(pod, self._node)
            self._known.add(uid)
            self._runs[uid] = run
            self._tasks[uid] = asyncio.create_task(self._run(pod, run))

    def drop(self, pod: JsonObject) -> None:
        """Take notice that a pod is gone."""
        uid = pod["metadata"]["uid"]
        if (run := self._runs.get(uid)) is not None:
            run.hush()
            self._end(uid, grace=0)
            run.kill()
        self._known.discard(uid)
        self._leaving.discard(uid)

    def terminate(self, name: str, *, after: float) -> None:
        """Have the containers of a pod ended after some seconds; a pod that waits to start is deleted."""
        self._background.later(after, partial(self._terminate, name))

    def kill(self, name: str, container: str) -> bool:
        """Kill a container of a pod; False if it does not run."""
        return any(run.kill(container) for run in self._runs.values() if run.name == name)

    def logs(self, name: str) -> dict[str, str]:
        """Give what the containers of a pod have written, by container; the last ended pods are kept."""
        running = next((run for run in self._runs.values() if run.name == name), None)
        return running.logs() if running is not None else dict(self._logs.get(name, {}))

    async def close(self) -> None:
        """Kill everything that runs."""
        for uid, run in list(self._runs.items()):
            run.hush()
            self._end(uid, grace=0)
            run.kill()
        if self._tasks:
            await asyncio.wait(self._tasks.values(), timeout=_CLOSE_SECONDS)

    def _end(self, uid: str, *, grace: float) -> None:
        run = self._runs[uid]
        if run.has_begun:
            run.terminate(grace=grace)
        else:
            self._tasks[uid].cancel()

    def _terminate(self, name: str) -> None:
        for run in self._runs.values():
            if run.name == name and run.has_begun:
                run.terminate(grace=self._node.options.grace_seconds)
            elif run.name == name:
                self._background.start(self._delete(run.pod))

    async def _run(self, pod: JsonObject, run: PodRun) -> None:
        uid = pod["metadata"]["uid"]
        try:
            await run.run()
        except Exception as error:  # noqa: BLE001  # whatever it is, the pod must not wait for ever
            _LOG.exception("the pod %s cannot be run", run.name)
            message = f"the engine cannot run this pod: {error}"
            await self._node.publish(pod, {"phase": "Failed", "message": message})
        finally:
            del self._runs[uid], self._tasks[uid]
            if uid in self._leaving:
                self._background.start(self._delete(pod))
            self._logs[run.name] = run.logs()
            if len(self._logs) > _KEPT_LOGS:
                self._logs.popitem(last=False)
