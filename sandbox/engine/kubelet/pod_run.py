"""One pod from its creation to its end: files, credentials, processes, outputs and status."""

import asyncio
from datetime import UTC, datetime

from remediation.model import JsonObject
from sandbox.engine.kubelet.container import EXECUTOR_ERROR, Container
from sandbox.engine.kubelet.environment import ConfigError
from sandbox.engine.kubelet.files import PodFiles
from sandbox.engine.kubelet.node import Node
from sandbox.engine.kubelet.programs import Program, containers_of, programs_of
from sandbox.engine.kubelet.reporting import Report, ReportError, declared_outputs, read_outputs
from sandbox.engine.kubernetes_api import ApiError
from sandbox.engine.language.go_text import timestamp
from sandbox.engine.operation import names

TOO_LONG = "Pod was active on the node longer than the specified deadline"
_KILLED = 137
_AGAIN_SECONDS = 1.0
LOG_TELLS = "FallbackToLogsOnError"


class PodRun:
    """Runs one pod, once."""

    def __init__(self, pod: JsonObject, node: Node) -> None:
        """Describe the run; nothing happens yet.

        Args:
            pod: The pod, as the API server has it.
            node: Where it runs.
        """
        self.pod, self._node = pod, node
        self.name: str = pod["metadata"]["name"]
        self.has_begun = False
        """Whether programs were started: from then on it is signalled, before it is simply dropped."""
        self._containers = {
            each["name"]: Container(tells_log=each.get("terminationMessagePolicy") == LOG_TELLS)
            for each in containers_of(pod)
        }
        self._wait = Container()
        self._phase, self._message, self._config_error = "Pending", "", ""
        self._started = timestamp(datetime.now(UTC))
        self._changed = asyncio.Event()
        self._publishing = asyncio.Lock()
        self._killing: asyncio.Task[None] | None = None
        self._silent = False

    async def run(self) -> None:
        """Run the pod to its end, and keep its status up to date."""
        async with self._node.slots:
            await asyncio.sleep(self._node.options.start_seconds)
            files = PodFiles(self.pod, [each["valueFrom"]["path"] for each in declared_outputs(self.pod)])
            publishing = asyncio.create_task(self._publish_changes())
            try:
                await self._work_in_time(files)
                await self._publish()
            finally:
                self.kill()
                publishing.cancel()
                if self._killing is not None:
                    self._killing.cancel()
                files.remove()

    def terminate(self, *, grace: float) -> None:
        """Send SIGTERM to the containers that run, and SIGKILL after some seconds; the first call counts."""
        if self._killing is None:
            self._killing = asyncio.create_task(self._terminate(grace))

    def kill(self, container: str | None = None) -> bool:
        """Send SIGKILL to a container, or to all; False if none of them runs."""
        found = [each for name, each in self._containers.items() if each.runs and container in {None, name}]
        for each in found:
            each.kill()
        return bool(found)

    def hush(self) -> None:
        """Report nothing from now on: the pod is being deleted, or the engine stops."""
        self._silent = True

    def logs(self) -> dict[str, str]:
        """Give what each container has written so far."""
        return {name: container.log for name, container in self._containers.items()}

    async def _work_in_time(self, files: PodFiles) -> None:
        """Work until all containers have ended, but not longer than the pod's deadline."""
        work = asyncio.create_task(self._work(files))
        try:
            done, _ = await asyncio.wait({work}, timeout=self.pod["spec"].get("activeDeadlineSeconds"))
            if not done:
                self._message = TOO_LONG
                if not self.has_begun:
                    for each in (*self._containers.values(), self._wait):
                        each.end(_KILLED, reason="ContainerStatusUnknown")
                    self._phase = "Failed"
                    return
                self.terminate(grace=self._node.options.grace_seconds)
            await work
        finally:
            work.cancel()

    async def _work(self, files: PodFiles) -> None:
        token = await self._node.token(self.pod["spec"]["serviceAccountName"])
        files.write_credentials(
            token=token, namespace=self._node.namespace, ca_certificate=self._node.ca_certificate
        )
        programs = await self._programs(files)
        api = self._node.as_service_account(token)
        report = Report(self.pod, api)
        self.has_begun, self._phase = True, "Running"
        self._wait.begin()
        beginning = asyncio.create_task(self._node.call(report.begin))
        await self._run_programs(programs)
        try:
            await beginning
            if self._killing is not None:
                await self._publish()  # how it ended is known before its outputs are
            if not self._silent:
                outputs = await self._node.call(read_outputs, self.pod, files)
                await self._node.call(report.finish, outputs)
            self._wait.end(0)
        except ReportError as error:
            await self._node.call(report.give_up, error.outputs)
            self._wait.end(EXECUTOR_ERROR, message=str(error))
        finally:
            api.close()
        failed = self._message or any(each.exit_code for each in (*self._containers.values(), self._wait))
        self._phase = "Failed" if failed else "Succeeded"

    async def _programs(self, files: PodFiles) -> list[Program]:
        """Prepare all containers; while one lacks its configuration, none starts and the pod is Pending."""
        while True:
            try:
                return await self._node.call(programs_of, self.pod, files, find=self._node.find)
            except ConfigError as error:
                self._config_error = str(error)
                self._changed.set()
            except ApiError:
                pass  # the API server is away: the same as the kubelet, which waits for it
            await asyncio.sleep(_AGAIN_SECONDS)

    async def _run_programs(self, programs: list[Program]) -> None:
        for each in programs:
            container = self._containers[each.container]
            await container.start(each.command, each.environment, each.directory)
            if self._silent:
                container.kill()
            elif self._killing is not None:
                container.terminate()
        self._changed.set()
        await asyncio.gather(*(self._ended(container) for container in self._containers.values()))

    async def _ended(self, container: Container) -> None:
        await container.wait()
        self._changed.set()

    async def _terminate(self, grace: float) -> None:
        for each in self._containers.values():
            if each.runs:
                each.terminate()
        await asyncio.sleep(grace)
        self.kill()

    async def _publish_changes(self) -> None:
        while True:
            await self._changed.wait()
            self._changed.clear()
            await self._publish()

    async def _publish(self) -> None:
        """Write the pod's status, one write after the other; a pod that is gone has none."""
        async with self._publishing:
            while not self._silent:
                try:
                    await self._node.publish(self.pod, self._status())
                except ApiError as error:
                    if error.is_final:
                        return
                    await asyncio.sleep(_AGAIN_SECONDS)
                else:
                    return

    def _status(self) -> JsonObject:
        containers = {**self._containers, names.WAIT: self._wait}
        status: JsonObject = {
            "phase": self._phase,
            "startTime": self._started,
            "containerStatuses": [
                {"name": name, "state": self._state(each), "ready": each.runs, "restartCount": 0}
                for name, each in containers.items()
            ],
        }
        return status | ({"message": self._message, "reason": "DeadlineExceeded"} if self._message else {})

    def _state(self, container: Container) -> JsonObject:
        if self._config_error and not self.has_begun and container.exit_code is None:
            return {"waiting": {"reason": "CreateContainerConfigError", "message": self._config_error}}
        return container.state()
