"""What has been watched so far: the present world, the story, and when something last changed."""

import threading
from bisect import insort
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from runner.narration import Told, told_of_code_run, told_of_run
from runner.record import Lane, Moment, Span
from runner.snapshot import CodeRun, Run, Snapshot
from runner.stopwatch import Stopwatch

SHORT = 7


@dataclass(kw_only=True)
class History:
    """Written by the threads that watch, read by the runner and the live view."""

    clock: Callable[[], float]
    """Seconds, as a monotonic clock counts them."""
    zero: float = 0.0
    """The clock's time of the beginning."""
    commits: dict[str, str] = field(default_factory=dict)
    """SHA of each commit that the scenario names."""
    changed: float = 0.0
    """The clock's time of the last change."""
    _moments: list[Moment] = field(default_factory=list)
    """Their times, and those of the spans, are the clock's until they are given out."""
    _stopwatch: Stopwatch = field(default_factory=lambda: Stopwatch(lambda: datetime.now(UTC)))
    _runs: dict[str, Run] = field(default_factory=dict)
    _code_runs: dict[str, CodeRun] = field(default_factory=dict)
    _spans: dict[str, Span] = field(default_factory=dict)
    _lock: threading.RLock = field(default_factory=threading.RLock)

    def begin(self) -> None:
        """Count seconds from now on."""
        with self._lock:
            self.zero = self.clock()

    def commit(self, sha: str) -> str:
        """Name a commit as people do: by its name in the scenario, else by the start of its SHA."""
        name = next((name for name, known in self.commits.items() if known == sha), None)
        return name or sha[:SHORT] or "no commit"

    def tell(self, lane: Lane, text: str, *, event: bool = False, at: float | None = None) -> None:
        """Add a sentence to the story, by default about now.

        Args:
            lane: Where it happened.
            text: What happened.
            event: Whether the scenario did it.
            at: The clock's time when it began.
        """
        with self._lock:
            self.changed = self.clock()
            when = self.changed if at is None else at
            insort(
                self._moments, Moment(at=when, lane=lane, text=text, event=event), key=lambda told: told.at
            )

    def saw_run(self, shown: Run, *, gone: bool = False) -> None:
        """Take in a workflow run as it is now."""
        with self._lock:
            now = self._stopwatch.refined(shown)
            before = self._runs.get(now.uid)
            if before == now and not gone:
                return
            self._tell_all(told_of_run(before, None if gone else now))
            if gone:
                self._runs.pop(now.uid, None)
            else:
                self._runs[now.uid] = now
            self.changed = self.clock()

    def saw_code_run(self, now: CodeRun, *, gone: bool = False) -> None:
        """Take in an agent's run as it is now."""
        with self._lock:
            before = self._code_runs.get(now.uid)
            if before == now and not gone:
                return
            self._tell_all(told_of_code_run(before, None if gone else now, self.commit))
            self._spans[now.uid] = self._span(now, gone=gone)
            if gone:
                self._code_runs.pop(now.uid, None)
            else:
                self._code_runs[now.uid] = now
            self.changed = self.clock()

    def world(self) -> Snapshot:
        """Give the runs and agents as they are now; nothing else is watched."""
        with self._lock:
            return Snapshot(runs=tuple(self._runs.values()), code_runs=tuple(self._code_runs.values()))

    def refined(self, world: Snapshot) -> Snapshot:
        """Give a snapshot with the finer times of whoever watched."""
        with self._lock:
            runs = tuple(self._stopwatch.refined(run) for run in world.runs)
        return world.model_copy(update={"runs": runs})

    def spans(self) -> tuple[Span, ...]:
        """Give the lives of all agents' runs so far, in seconds since the beginning."""
        with self._lock:
            return tuple(span.since(self.zero) for span in self._spans.values())

    def story(self) -> tuple[Moment, ...]:
        """Give the story so far, in seconds since the beginning; setting the world up is no part of it."""
        with self._lock:
            told = [each for each in self._moments if self.zero and each.at >= self.zero]
            return tuple(each.model_copy(update={"at": each.at - self.zero}) for each in told)

    def _tell_all(self, sentences: Iterable[Told]) -> None:
        for lane, text in sentences:
            self.tell(lane, text)

    def _span(self, run: CodeRun, *, gone: bool) -> Span:
        before = self._spans.get(run.uid)
        now = self.clock()
        ended = gone or run.phase in {"Succeeded", "Failed"}
        return Span(
            uid=run.uid,
            name=run.name,
            role=run.role,
            task=run.task,
            commit=self.commit(run.head),
            begin=before.begin if before else now,
            doomed=(before.doomed if before else None) or (now if run.deleting else None),
            end=(before.end if before else None) or (now if ended else None),
            phase="gone" if gone else run.phase,
        )
