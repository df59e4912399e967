"""How the containers of one pod hand over: each leaves its result as a file, and the next ones wait for it.

All containers of the pod start together, so their interpreters warm up side by side and no pod boundary lies
between two steps (docs/decisions/0002-one-pod.md). A step that fails leaves its exit code, so that the steps
after it end the same way at once instead of waiting.
"""

import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from remediation.errors import Permanent, RemedyError, Temporary
from remediation.model import Model

ResultT = TypeVar("ResultT", bound=Model)

POLL_SECONDS = 0.01


class Baton:
    """The folder in memory that the containers of a pod share."""

    def __init__(
        self,
        folder: Path,
        *,
        seconds: float,
        meanwhile: Callable[[], object] = lambda: None,
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Use a folder; a result that has not come after `seconds` is given up.

        Args:
            folder: The one that the pod's containers share.
            seconds: How long to wait for a result.
            meanwhile: What a step that has to wait does first.
            sleep: Waits some seconds.
            clock: The time in seconds.
        """
        self.folder, self._seconds, self._meanwhile = folder, seconds, meanwhile
        self._sleep, self._clock = sleep, clock

    def leave(self, step: str, result: Model) -> None:
        """Leave a step's result for the steps after it."""
        self._write(step, {"exit_code": 0, "result": result.model_dump(mode="json")})

    def fail(self, step: str, error: RemedyError) -> None:
        """Leave a step's failure for the steps after it."""
        self._write(step, {"exit_code": error.exit_code, "reason": str(error)})

    def take(self, step: str, kind: type[ResultT]) -> ResultT:
        """Wait for a step's result.

        Raises:
            Permanent: The step failed for good.
            Temporary: The step failed and may be tried again, or left nothing in time.
        """
        path, deadline = self.folder / f"{step}.json", self._clock() + self._seconds
        if not path.exists():
            self._meanwhile()
        while not path.exists():
            if self._clock() > deadline:
                message = f"step {step} left no result within {self._seconds:.0f} s"
                raise Temporary(message)
            self._sleep(POLL_SECONDS)
        left = json.loads(path.read_text(encoding="utf-8"))
        if left["exit_code"]:
            reason = left["reason"]
            message = reason if reason.startswith("step ") else f"step {step} failed: {reason}"
            raise (Temporary if left["exit_code"] == Temporary.exit_code else Permanent)(message)
        return kind.model_validate(left["result"])

    def output(self, name: str, value: str) -> None:
        """Write an output parameter where Argo's `valueFrom.path` finds it."""
        (self.folder / name).write_text(value, encoding="utf-8")

    def _write(self, step: str, content: dict[str, object]) -> None:
        partial = self.folder / f"{step}.partial"
        partial.write_text(json.dumps(content), encoding="utf-8")
        partial.rename(self.folder / f"{step}.json")
