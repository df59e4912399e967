"""Keys to be worked on: each by one worker at a time, now or after a while."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

_LOG = logging.getLogger(__name__)
_AFTER_FAILURE_SECONDS = 1.0


class WorkQueue:
    """Runs a handler for keys; for one event loop."""

    def __init__(self, handle: Callable[[str], Awaitable[None]]) -> None:
        """Use a handler; one that raises is called again after a second."""
        self._handle = handle
        self._timers: dict[str, asyncio.TimerHandle] = {}
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._again: set[str] = set()
        self._closed = False

    def add(self, key: str, *, after: float = 0.0) -> None:
        """Have a key handled after some seconds at the latest."""
        if self._closed:
            return
        loop = asyncio.get_running_loop()
        planned = self._timers.get(key)
        if planned is not None and planned.when() <= loop.time() + after:
            return
        if planned is not None:
            planned.cancel()
        self._timers[key] = loop.call_later(after, self._begin, key)

    async def close(self) -> None:
        """Drop what is planned and end what is being handled."""
        self._closed = True
        for timer in self._timers.values():
            timer.cancel()
        tasks = list(self._tasks.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _begin(self, key: str) -> None:
        self._timers.pop(key, None)
        if key in self._tasks:
            self._again.add(key)
        else:
            self._tasks[key] = asyncio.get_running_loop().create_task(self._work(key))

    async def _work(self, key: str) -> None:
        try:
            await self._handle(key)
        except Exception:  # noqa: BLE001  # the queue goes on, whatever a handler runs into
            _LOG.exception("handling %s", key)
            self.add(key, after=_AFTER_FAILURE_SECONDS)
        finally:
            del self._tasks[key]
            if key in self._again:
                self._again.discard(key)
                self.add(key)
