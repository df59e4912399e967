"""Work that nobody waits for, until everything ends."""

import asyncio
from collections.abc import Callable, Coroutine

_CLOSE_SECONDS = 5.0


class Background:
    """Tasks and timers of one event loop."""

    def __init__(self) -> None:
        """Begin with nothing to do."""
        self._tasks: set[asyncio.Task[None]] = set()
        self._timers: set[asyncio.TimerHandle] = set()

    def start(self, work: Coroutine[None, None, None]) -> asyncio.Task[None]:
        """Do some work beside everything else."""
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    def later(self, seconds: float, act: Callable[[], object]) -> None:
        """Call a function after some seconds."""

        def on_time() -> None:
            self._timers.discard(timer)
            act()

        timer = asyncio.get_running_loop().call_later(seconds, on_time)
        self._timers.add(timer)

    async def close(self) -> None:
        """Drop what is planned, and wait a little for what is being done."""
        for timer in self._timers:
            timer.cancel()
        if self._tasks:
            _, unfinished = await asyncio.wait(self._tasks, timeout=_CLOSE_SECONDS)
            for task in unfinished:
                task.cancel()
