"""The API calls of steps, counted, and what happens in between them."""

from collections.abc import Callable


class Killed(BaseException):
    """SIGKILL: nothing of the process runs any more."""


class Calls:
    """Counts calls, and lets something happen before one of them."""

    def __init__(self) -> None:
        """Begin to count."""
        self.count = 0
        self._planned: dict[int, Callable[[], None]] = {}
        self._always: Callable[[], None] | None = None
        self._dead = False

    def before(self, number: int, act: Callable[[], None]) -> None:
        """Let something happen before the call of this number, counted from the first one ever."""
        self._planned[number] = act

    def before_each(self, act: Callable[[], None]) -> None:
        """Let something happen before every call."""
        self._always = act

    def kill(self) -> None:
        """End the process that calls; whatever it still tries fails too.

        Raises:
            Killed: Always.
        """
        self._dead = True
        raise Killed

    def revive(self) -> None:
        """Let a new process call."""
        self._dead = False

    def tick(self) -> None:
        """Count a call that is about to be sent.

        Raises:
            Killed: The process is dead.
        """
        if self._dead:
            raise Killed
        self.count += 1
        if self._always is not None:
            self._always()
        planned = self._planned.pop(self.count, None)
        if planned is not None:
            planned()
