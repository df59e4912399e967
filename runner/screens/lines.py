"""One line for each thing that happens: for logs, pipes and continuous integration."""

from rich.console import Console
from rich.text import Text

from runner.history import History
from runner.record import Record
from runner.scenario import Scenario
from runner.screens.ending import ending, story_line


class Lines:
    """Prints each sentence of the story when it happens, then the end."""

    def __init__(self, console: Console) -> None:
        """Print to a console."""
        self._console = console
        self._history: History | None = None
        self._told = 0

    def begins(self, scenario: Scenario, history: History, *, backend: str) -> None:
        """Print the title."""
        self._history = history
        self._console.print(Text(f"{scenario.title} ({scenario.name}, {backend})", style="bold"))
        if scenario.description:
            self._console.print(Text(" ".join(scenario.description.split()), style="dim"))

    def says(self, text: str) -> None:
        """Print it."""
        self._console.print(Text(f"... {text}", style="dim"))

    def looks(self) -> None:
        """Print what has happened since the last look."""
        story = self._history.story() if self._history else ()
        for moment in story[self._told :]:
            self._console.print(story_line(moment))
        self._told = len(story)

    def ends(self, record: Record) -> None:
        """Print the end state and the expectations."""
        self.looks()
        self._console.print(ending(record))
