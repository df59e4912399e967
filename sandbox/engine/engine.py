"""The engine from outside: a thread that runs workflows, and the hooks that tests need."""

import asyncio
import threading
from collections.abc import Callable, Coroutine
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import ParamSpec, Self, TypeVar

from remediation.model import JsonObject
from sandbox.engine.controller import PODS, WATCHED, Controller
from sandbox.engine.informer import Informer
from sandbox.engine.kubelet.node import Node
from sandbox.engine.kubernetes_api import KubernetesApi, path_of
from sandbox.engine.operation import names
from sandbox.engine.options import EngineOptions

P = ParamSpec("P")
T = TypeVar("T")

_READY_SECONDS = 15.0
_THREADS = 24


class Engine:
    """Runs the workflows of one namespace; a context manager, or `start` and `stop`.

    It is a client of the API server and nothing else: all that it knows is in the objects there, so another
    engine can take over where this one stops (pods that ran are then lost, as with a node that dies).
    """

    def __init__(
        self,
        *,
        api_url: str,
        token: str,
        namespace: str,
        options: EngineOptions | None = None,
        ca_file: Path | None = None,
    ) -> None:
        """Describe the engine; nothing happens yet.

        Args:
            api_url: Base URL of the API server.
            token: Bearer token of the engine, who reads and writes workflows, pods and task results, reads
                ConfigMaps and Secrets, and gets tokens of service accounts.
            namespace: Whose workflows it runs.
            options: Times and limits.
            ca_file: Certificate authority of the API server, for https.
        """
        self._url, self._token, self._namespace, self._ca_file = api_url, token, namespace, ca_file
        self._options = options or EngineOptions()
        self._thread = threading.Thread(target=self._run, name="workflow engine", daemon=True)
        self._ready: Future[None] = Future()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._stopping: asyncio.Event | None = None
        self._controller: Controller | None = None
        self._informers: list[Informer] = []

    def __enter__(self) -> Self:
        """Start."""
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop."""
        self.stop()

    def start(self) -> None:
        """Start the thread, and wait until it knows what there is.

        Raises:
            RuntimeError: The API server does not let it list what it needs.
        """
        self._thread.start()
        try:
            self._ready.result(timeout=_READY_SECONDS)
        except TimeoutError as error:
            trouble = "; ".join(each.trouble for each in self._informers if each.trouble)
            self.stop()
            message = f"the workflow engine did not start: {trouble or 'no answer from the API server'}"
            raise RuntimeError(message) from error

    def stop(self) -> None:
        """Kill all pods and end the thread."""
        if self._loop is not None and self._stopping is not None:
            self._loop.call_soon_threadsafe(self._stopping.set)
        self._thread.join(timeout=_READY_SECONDS)

    def kill(self, pod: str, container: str = names.MAIN) -> bool:
        """Send SIGKILL to a container, as the kernel does when memory is short; exit code 137.

        Returns:
            False if it does not run.
        """
        return self._do(self._kill(pod, container))

    def logs(self, pod: str) -> dict[str, str]:
        """Give what the containers of a pod have written, by container."""
        return self._do(self._logs(pod))

    async def _kill(self, pod: str, container: str) -> bool:
        return self._controller.kubelet.kill(pod, container) if self._controller else False

    async def _logs(self, pod: str) -> dict[str, str]:
        return self._controller.kubelet.logs(pod) if self._controller else {}

    def _do(self, work: Coroutine[None, None, T]) -> T:
        if self._loop is None:
            work.close()
            message = "the workflow engine is not running"
            raise RuntimeError(message)
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(timeout=10)

    def _run(self) -> None:
        try:
            asyncio.run(self._main())
        except Exception as error:
            if not self._ready.done():
                self._ready.set_exception(error)
            raise

    async def _main(self) -> None:
        self._stopping = asyncio.Event()
        self._loop = asyncio.get_running_loop()
        api = KubernetesApi(self._url, token=self._token, ca_file=self._ca_file, pool=_THREADS)
        with ThreadPoolExecutor(_THREADS, thread_name_prefix="engine") as executor:
            node = Node(
                url=self._url,
                api=api,
                namespace=self._namespace,
                options=self._options,
                executor=executor,
                ca_file=self._ca_file,
            )
            self._controller = controller = Controller(api, node, self._options)
            first: dict[str, list[JsonObject]] = {}
            early: list[Callable[[], None]] = []
            self._informers = [self._informer(api, plural, controller, first, early) for plural in WATCHED]
            for informer in self._informers:
                informer.start()
            await self._stopping.wait()
            for informer in self._informers:
                await node.call(informer.stop)
            await controller.close()
        api.close()

    def _informer(
        self,
        api: KubernetesApi,
        plural: str,
        controller: Controller,
        first: dict[str, list[JsonObject]],
        early: list[Callable[[], None]],
    ) -> Informer:
        """Watch a collection; nothing is acted upon before all of them were listed."""

        def listed(objects: list[JsonObject]) -> None:
            if self._ready.done():
                controller.replace(plural, objects)
                return
            first[plural] = objects
            if len(first) == len(WATCHED):
                controller.begin(first)
                self._ready.set_result(None)
                for each in early:
                    each()

        def changed(kind: str, obj: JsonObject) -> None:
            if self._ready.done():
                controller.change(plural, kind, obj)
            else:
                early.append(partial(controller.change, plural, kind, obj))

        return Informer(
            api,
            path_of(plural, self._namespace),
            selector=names.LABEL_WORKFLOW if plural == PODS else "",
            replace=self._in_loop(listed),
            change=self._in_loop(changed),
        )

    def _in_loop(self, act: Callable[P, None]) -> Callable[P, None]:
        """Give a function that has another one called in the engine's loop."""

        def call(*args: P.args, **kwargs: P.kwargs) -> None:
            if self._loop is not None and not self._loop.is_closed():
                self._loop.call_soon_threadsafe(partial(act, *args, **kwargs))

        return call
