"""One container: a process of this machine, its end and its log."""

import asyncio
import os
import shutil
import signal
from collections import deque
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from remediation.model import JsonObject
from sandbox.engine.language.go_text import timestamp

LONGEST_LOG = 512 * 1024
_CHUNK = 64 * 1024
_LONGEST_MESSAGE, _MESSAGE_LINES = 2048, 80
EXECUTOR_ERROR = 64
"""Exit code of Argo's executor when it, and not the program, has failed."""
_SIGNAL_BASE = 128
_LAST_OUTPUT_SECONDS = 0.2


class Container:
    """A container from its start to its end; both happen once."""

    def __init__(self, *, tells_log: bool = False) -> None:
        """Describe a container that has not started.

        Args:
            tells_log: Whether the end of the log is the message of a failure
                (`terminationMessagePolicy: FallbackToLogsOnError`).
        """
        self._tells_log = tells_log
        self.exit_code: int | None = None
        self._started = self._finished = ""
        self._reason = self._message = ""
        self._process: asyncio.subprocess.Process | None = None
        self._output: deque[bytes] = deque()
        self._output_size = 0

    @property
    def runs(self) -> bool:
        """Tell whether the container has started and not ended."""
        return bool(self._started) and self.exit_code is None

    @property
    def log(self) -> str:
        """What the container wrote, the last half megabyte of it."""
        return b"".join(self._output).decode(errors="replace")

    def begin(self) -> None:
        """Note the start of the container."""
        self._started = timestamp(datetime.now(UTC))

    async def start(self, command: Sequence[str], environment: Mapping[str, str], directory: Path) -> None:
        """Start the program; one that is not there ends at once with code 64, as under Argo's executor."""
        self.begin()
        program, *arguments = command
        found = shutil.which(program, path=environment["PATH"])
        if found is None:
            reason = f'exec: "{program}": executable file not found in $PATH'
            self.end(EXECUTOR_ERROR, message=f"failed to find name in PATH: {reason}")
            return
        try:
            self._process = await asyncio.create_subprocess_exec(
                found,
                *arguments,
                env=dict(environment),
                cwd=directory,
                stdin=asyncio.subprocess.DEVNULL,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.STDOUT,
                start_new_session=True,
            )
        except OSError as error:
            self.end(EXECUTOR_ERROR, message=f"failed to start command: {error}")

    async def wait(self) -> None:
        """Wait for the end; whatever the program left running ends with it."""
        if self._process is None:
            return
        reader = asyncio.create_task(self._read())
        code = await self._process.wait()
        self._signal(signal.SIGKILL)
        await asyncio.wait({reader}, timeout=_LAST_OUTPUT_SECONDS)
        reader.cancel()
        last_words = self._last_words() if self._tells_log and code else ""
        self.end(code if code >= 0 else _SIGNAL_BASE - code, message=last_words)

    def terminate(self) -> None:
        """Ask the program to end."""
        self._signal(signal.SIGTERM)

    def kill(self) -> None:
        """End the program at once."""
        self._signal(signal.SIGKILL)

    def end(self, exit_code: int, *, message: str = "", reason: str = "") -> None:
        """Note the end of the container."""
        now = timestamp(datetime.now(UTC))
        self._started = self._started or now
        self._finished, self.exit_code, self._message = now, exit_code, message
        self._reason = reason or ("Completed" if exit_code == 0 else "Error")

    def state(self) -> JsonObject:
        """Give the container's state as a pod's status has it."""
        if self.exit_code is not None:
            ended = {
                "exitCode": self.exit_code,
                "reason": self._reason,
                "startedAt": self._started,
                "finishedAt": self._finished,
            }
            return {"terminated": ended | ({"message": self._message} if self._message else {})}
        if self._started:
            return {"running": {"startedAt": self._started}}
        return {"waiting": {"reason": "ContainerCreating"}}

    async def _read(self) -> None:
        stream = self._process.stdout if self._process else None
        while stream is not None and (chunk := await stream.read(_CHUNK)):
            self._output.append(chunk)
            self._output_size += len(chunk)
            while self._output_size > LONGEST_LOG:
                self._output_size -= len(self._output.popleft())

    def _last_words(self) -> str:
        """Give the end of the log that the kubelet takes for a message: 80 lines, 2048 bytes."""
        tail = b"".join(self._output)[-_LONGEST_MESSAGE:].decode(errors="replace")
        return "\n".join(tail.splitlines()[-_MESSAGE_LINES:])

    def _signal(self, number: signal.Signals) -> None:
        if self._process is not None:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self._process.pid, number)
