"""Finer times than Argo writes: its status knows whole seconds, who watches knows when it saw a change."""

from collections.abc import Callable
from datetime import datetime, timedelta

from runner.snapshot import Node, Run

PRECISION = timedelta(seconds=1.2)
"""A second, and the time until a change is seen. What was seen later was late, and Argo's time stands."""


class Stopwatch:
    """Remembers when each beginning and end was first seen."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        """Use a clock."""
        self._now = now
        self._seen: dict[tuple[str, str], datetime] = {}

    def refined(self, run: Run) -> Run:
        """Give a run with finer times."""
        nodes = tuple(self._node(node) for node in run.nodes)
        return run.model_copy(update={**self._times(run.uid, run.started, run.finished), "nodes": nodes})

    def _node(self, node: Node) -> Node:
        return node.model_copy(update=self._times(node.id, node.started, node.finished))

    def _times(
        self, key: str, started: datetime | None, finished: datetime | None
    ) -> dict[str, datetime | None]:
        begin, end = self._time((key, "started"), started), self._time((key, "finished"), finished)
        # Both may have been seen at once; then nothing finer is known than that the end is no earlier.
        return {"started": begin, "finished": max(begin, end) if begin and end else end}

    def _time(self, key: tuple[str, str], written: datetime | None) -> datetime | None:
        if written is None:
            return None
        if key not in self._seen:
            self._seen[key] = self._now()
        seen = self._seen[key]
        return seen if timedelta() <= seen - written < PRECISION else written
