"""The controller: watches workflows and their pods, and does what each pass over a workflow asks for."""

import asyncio
import logging
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial

from remediation.model import JsonObject
from sandbox.engine import retention
from sandbox.engine.background import Background
from sandbox.engine.cache import Cache
from sandbox.engine.kubelet.kubelet import Kubelet
from sandbox.engine.kubelet.node import Node
from sandbox.engine.kubernetes_api import (
    CONFLICT,
    NOT_FOUND,
    RESULTS,
    TEMPLATES,
    WORKFLOWS,
    ApiError,
    KubernetesApi,
    path_of,
)
from sandbox.engine.operation import names
from sandbox.engine.operation.context import Inputs
from sandbox.engine.operation.locks import Locks
from sandbox.engine.operation.operate import Outcome, operate
from sandbox.engine.options import EngineOptions
from sandbox.engine.work_queue import WorkQueue

_LOG = logging.getLogger(__name__)
PODS = "pods"
WATCHED = (WORKFLOWS, PODS, RESULTS, TEMPLATES)
_AGAIN_SECONDS = 0.5


class Controller:
    """Brings the workflows of a namespace forward; for one event loop."""

    def __init__(self, api: KubernetesApi, node: Node, options: EngineOptions) -> None:
        """Begin with no workflows.

        Args:
            api: The API server.
            node: Where pods run.
            options: Times.
        """
        self._api, self._node, self._options = api, node, options
        self._namespace = node.namespace
        self._caches = {plural: Cache() for plural in WATCHED}
        self._locks = Locks()
        self._queue = WorkQueue(self._handle)
        self._doomed: set[str] = set()
        """UIDs of pods that will be deleted."""
        self._background = Background()
        self.kubelet = Kubelet(node, delete=self._delete_pod, background=self._background)

    def begin(self, collections: dict[str, list[JsonObject]]) -> None:
        """Take in the first listing of all collections."""
        self._locks.restore(collections[WORKFLOWS])
        for plural in (TEMPLATES, RESULTS, PODS, WORKFLOWS):
            self.replace(plural, collections[plural])

    def replace(self, plural: str, objects: list[JsonObject]) -> None:
        """Take in a listing of a collection."""
        new, gone = self._caches[plural].replace(objects)
        for obj in gone:
            self._notice(plural, obj, gone=True)
        for obj in sorted(new, key=lambda each: str(each["metadata"]["creationTimestamp"])):
            self._notice(plural, obj, gone=False)

    def change(self, plural: str, kind: str, obj: JsonObject) -> None:
        """Take in a change of a collection."""
        if self._caches[plural].change(kind, obj):
            self._notice(plural, obj, gone=kind == "DELETED")

    async def close(self) -> None:
        """End everything that is under way."""
        await self._queue.close()
        await self.kubelet.close()
        await self._background.close()

    def _notice(self, plural: str, obj: JsonObject, *, gone: bool) -> None:
        metadata = obj["metadata"]
        if plural == WORKFLOWS:
            if gone:
                self._locks.release_all(f"{self._namespace}/{metadata['name']}", {})
                self._wake_next()
            self._queue.add(metadata["name"], after=self._options.requeue_seconds)
            return
        if plural == PODS:
            self.kubelet.drop(obj) if gone else self.kubelet.take(obj)
        if workflow := metadata.get("labels", {}).get(names.LABEL_WORKFLOW):
            self._queue.add(workflow, after=self._options.requeue_seconds)

    async def _handle(self, name: str) -> None:
        workflow = self._caches[WORKFLOWS].get(name)
        if workflow is None:
            return
        try:
            await self._bring_forward(name, workflow)
        except ApiError as error:
            level = logging.WARNING if error.is_final else logging.INFO
            _LOG.log(level, "workflow %s has to wait: %s", name, error)
            self._queue.add(name, after=_AGAIN_SECONDS)

    async def _bring_forward(self, name: str, workflow: JsonObject) -> None:
        if workflow["metadata"].get("labels", {}).get(names.LABEL_COMPLETED) == "true":
            await self._clear_away(workflow)
            return
        template = await self._template_of(workflow)
        inputs = Inputs(
            pods=self._owned(PODS, workflow),
            results=self._owned(RESULTS, workflow),
            template=template,
            recent=timedelta(seconds=self._options.recent_seconds),
        )
        outcome = self._operate(workflow, inputs)
        if refused := await self._create_pods(outcome):
            outcome = self._operate(workflow, replace(inputs, refused_pods=refused))
        if outcome.workflow != workflow:
            await self._store(outcome.workflow)
        self._do_what_remains(name, outcome)

    def _operate(self, workflow: JsonObject, inputs: Inputs) -> Outcome:
        return operate(workflow, inputs, locks=self._locks, now=datetime.now(UTC))

    def _owned(self, plural: str, workflow: JsonObject) -> list[JsonObject]:
        name = workflow["metadata"]["name"]
        return self._caches[plural].matching(
            lambda obj: obj["metadata"].get("labels", {}).get(names.LABEL_WORKFLOW) == name
        )

    async def _template_of(self, workflow: JsonObject) -> JsonObject | None:
        reference = workflow["spec"].get("workflowTemplateRef")
        if reference is None or workflow.get("status", {}).get("storedWorkflowTemplateSpec") is not None:
            return None
        if (known := self._caches[TEMPLATES].get(reference["name"])) is not None:
            return known
        try:
            path = path_of(TEMPLATES, self._namespace, reference["name"])
            return await self._node.call(self._api.request, "GET", path)
        except ApiError as error:
            if error.status == NOT_FOUND:
                return None
            raise

    async def _create_pods(self, outcome: Outcome) -> dict[str, str]:
        """Create the pods that a pass asks for; give those that the API server refuses, and why."""
        created = await asyncio.gather(*(self._create_pod(pod) for pod in outcome.effects.pods))
        return {name: refusal for name, refusal in created if refusal}

    async def _create_pod(self, pod: JsonObject) -> tuple[str, str]:
        name, path = pod["metadata"]["name"], path_of(PODS, self._namespace)
        try:
            created = await self._node.call(self._api.request, "POST", path, body=pod)
        except ApiError as error:
            if error.status == CONFLICT:
                created = await self._node.call(self._api.request, "GET", f"{path}/{name}")
            elif error.is_final:
                return name, error.message
            else:
                raise
        self.change(PODS, "ADDED", created)
        return name, ""

    async def _store(self, workflow: JsonObject) -> None:
        """Write a workflow; if it has changed meanwhile, the next pass begins with what it is now."""
        name = workflow["metadata"]["name"]
        path = path_of(WORKFLOWS, self._namespace, name)
        try:
            stored = await self._node.call(self._api.request, "PUT", path, body=workflow)
        except ApiError as error:
            if error.status == NOT_FOUND:
                return
            if error.status != CONFLICT:
                raise
            stored = await self._node.call(self._api.request, "GET", path)
        self._caches[WORKFLOWS].put(stored)
        self._queue.add(name)

    def _do_what_remains(self, name: str, outcome: Outcome) -> None:
        for pod in outcome.effects.terminate:
            self.kubelet.terminate(pod, after=0.0)
        for pod in outcome.effects.terminate_rest:
            self.kubelet.terminate(pod, after=self._options.signal_seconds)
        if outcome.effects.again_in is not None:
            self._queue.add(name, after=outcome.effects.again_in)
        self._wake_next()
        self._delete_ended_pods(outcome.workflow)

    def _wake_next(self) -> None:
        for key in self._locks.woken():
            self._queue.add(key.removeprefix(f"{self._namespace}/"), after=self._options.requeue_seconds)

    async def _clear_away(self, workflow: JsonObject) -> None:
        """Delete what an ended workflow leaves behind, and the workflow itself when its time has come."""
        self._delete_ended_pods(workflow)
        name = workflow["metadata"]["name"]
        if self._owned(RESULTS, workflow):
            query = {"labelSelector": f"{names.LABEL_WORKFLOW}={name}"}
            await self._node.call(self._api.request, "DELETE", path_of(RESULTS, self._namespace), query=query)
        if (expires := retention.expires_at(workflow)) is not None:
            left = (expires - datetime.now(UTC)).total_seconds()
            if left > 0:
                self._queue.add(name, after=left)
            else:
                await self._delete(path_of(WORKFLOWS, self._namespace, name))

    def _delete_ended_pods(self, workflow: JsonObject) -> None:
        after = retention.pod_delay(workflow, default=self._options.pod_gc_seconds)
        for pod in retention.pods_to_delete(workflow, self._owned(PODS, workflow)):
            if pod["metadata"]["uid"] not in self._doomed:
                self._doomed.add(pod["metadata"]["uid"])
                self._background.later(after, partial(self._begin_to_delete, pod))

    def _begin_to_delete(self, pod: JsonObject) -> None:
        self._background.start(self._delete_pod(pod))

    async def _delete_pod(self, pod: JsonObject) -> None:
        query = {"gracePeriodSeconds": "0"}
        await self._delete(path_of(PODS, self._namespace, pod["metadata"]["name"]), query)

    async def _delete(self, path: str, query: dict[str, str] | None = None) -> None:
        while True:
            try:
                await self._node.call(self._api.request, "DELETE", path, query=query)
            except ApiError as error:
                if error.is_final:
                    return
                await asyncio.sleep(_AGAIN_SECONDS)
            else:
                return
