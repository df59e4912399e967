"""A view that moves: the workflows as a growing tree, the story beneath it."""

from datetime import UTC, datetime
from types import TracebackType
from typing import Self

from rich.console import Console, Group, RenderableType
from rich.live import Live
from rich.padding import Padding
from rich.spinner import Spinner
from rich.text import Text

from runner.history import History
from runner.record import Record
from runner.scenario import Scenario
from runner.screens.ending import ending, story_line
from runner.tree import tree

FRAMES_A_SECOND = 12
KEPT = 14
"""As many of the last sentences as are shown while things move."""
RUNS = 6
"""As many of the newest runs as are shown while things move."""


class Moving:
    """Redraws itself a few times a second until the end, then leaves the whole story on the terminal."""

    def __init__(self, console: Console) -> None:
        """Draw on a terminal."""
        self._console = console
        self._history: History | None = None
        self._busy = ""
        self._live = Live(
            console=console, get_renderable=self._picture, refresh_per_second=FRAMES_A_SECOND, transient=True
        )

    def __enter__(self) -> Self:
        """Begin to draw."""
        self._live.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop drawing, whatever happened."""
        self._live.stop()

    def begins(self, scenario: Scenario, history: History, *, backend: str) -> None:
        """Show the title."""
        self._history = history
        self._console.print(
            Text(scenario.title, style="bold"), Text(f"({scenario.name}, {backend})", style="dim")
        )
        if scenario.description:
            self._console.print(
                Padding(Text(" ".join(scenario.description.split()), style="dim"), (0, 0, 1, 0))
            )

    def says(self, text: str) -> None:
        """Show it beside the spinner."""
        self._busy = text

    def looks(self) -> None:
        """Nothing to do: the view redraws itself."""

    def ends(self, record: Record) -> None:
        """Stop moving, and leave the tree, the story and the end on the terminal."""
        self._live.stop()
        self._console.print(tree(record.after.runs, now=datetime.now(UTC)))
        self._console.print()
        for moment in record.timeline:
            self._console.print(story_line(moment))
        self._console.print(ending(record))

    def _picture(self) -> RenderableType:
        if self._history is None:
            return Text()
        runs = sorted(self._history.world().runs, key=lambda run: run.created)
        told = self._history.story()[-KEPT:]
        return Group(
            tree(runs[-RUNS:], now=datetime.now(UTC)),
            Text(),
            *(story_line(moment) for moment in told),
            Spinner("dots", text=Text(self._busy, style="dim")),
        )
