"""Time that passes as fast as it is slept, and whoever works while others sleep."""

import time
from collections.abc import Callable
from datetime import UTC, datetime

from steps.pod import Clock


class HurryingTime:
    """Real time and all that was slept, which took no time.

    While somebody sleeps, the others work: so a wait in one thread meets what it waits for.
    """

    def __init__(self) -> None:
        """Begin now, with nobody at work."""
        self._slept = 0.0
        self._workers: list[Callable[[], None]] = []
        self._at_work: list[Callable[[], None]] = []

    @property
    def clock(self) -> Clock:
        """The clock of a step."""
        return Clock(now=self.now, monotonic=lambda: time.monotonic() + self._slept, sleep=self.sleep)

    def seconds(self) -> float:
        """Give the seconds since 1970."""
        return time.time() + self._slept

    def now(self) -> datetime:
        """Give the time."""
        return datetime.fromtimestamp(self.seconds(), UTC)

    def begin_anew(self) -> None:
        """Forget what was slept, and who works."""
        self._slept = 0.0
        self._workers.clear()

    def employ(self, worker: Callable[[], None]) -> None:
        """Let somebody work whenever others sleep."""
        self._workers.append(worker)

    def later(self, seconds: float, act: Callable[[], object]) -> None:
        """Let something happen when so much time has passed, and others sleep."""
        begins, done = self.clock.monotonic() + seconds, [False]

        def work() -> None:
            if not done[0] and self.clock.monotonic() >= begins:
                done[0] = True
                act()

        self.employ(work)

    def sleep(self, seconds: float) -> None:
        """Let the others work, for as long as they find something to do."""
        self._slept += seconds
        self.work()

    def work(self) -> None:
        """Let all others work; who is at work already, and sleeps, goes on when that is over."""
        for worker in [each for each in self._workers if each not in self._at_work]:
            self._at_work.append(worker)
            try:
                worker()
            finally:
                self._at_work.remove(worker)
