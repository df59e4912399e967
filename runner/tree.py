"""Workflow runs as a tree for the terminal."""

from collections.abc import Iterable
from datetime import datetime

from rich.text import Text
from rich.tree import Tree

from runner.snapshot import Node, Run
from runner.structure import Step, rows

MARKS = {
    "Succeeded": ("✓", "green"),
    "Failed": ("✗", "red"),
    "Error": ("✗", "red"),
    "Running": ("●", "blue"),
    "Pending": ("○", "dim"),
}
WAITING = ("◇", "yellow")
OTHER = ("·", "dim")


def tree(runs: Iterable[Run], *, now: datetime) -> Tree:
    """Draw runs with their steps, phases and times.

    Args:
        runs: The runs, oldest first.
        now: Until when an unfinished step has lasted.
    """
    root = Tree(Text("Argo Workflows", style="bold"), guide_style="dim")
    for run in runs:
        branch = root.add(_run_line(run, now))
        for row in rows(run):
            below = branch.add(Text(row.title, style="dim")) if row.title else branch
            for column in row.columns:
                for step in column:
                    _add(below, step, now)
    return root


def _add(below: Tree, step: Step, now: datetime) -> None:
    line = _line(step.node, now)
    if step.tries > 1:
        line.append(f"  {step.tries} tries", style="yellow")
    added = below.add(line)
    for container in step.containers:
        added.add(_line(container, now))


def _run_line(run: Run, now: datetime) -> Text:
    mark, colour = MARKS.get(run.phase, OTHER)
    if run.gate is not None:
        mark, colour = WAITING
    line = Text(f"{mark} ", style=colour)
    line.append(f"play of task {run.task}" if run.is_play else run.name, style="bold")
    line.append(f"  {_lasted(run.started, run.finished, now)}", style="dim")
    said = run.stage if run.is_play else run.outcome
    if said:
        line.append(f"  {said}", style="cyan")
    return line


def _line(node: Node, now: datetime) -> Text:
    waiting = node.kind == "Suspend" and node.phase == "Running"
    mark, colour = WAITING if waiting else MARKS.get(node.phase, OTHER)
    line = Text(f"{mark} ", style=colour)
    line.append(node.title)
    lasted = "waits for a verdict" if waiting else _lasted(node.started, node.finished, now)
    line.append(f"  {lasted}", style="dim")
    if verdict := node.outputs.get("verdict"):
        line.append(f"  {verdict}", style="cyan")
    return line


def _lasted(started: datetime | None, finished: datetime | None, now: datetime) -> str:
    if started is None:
        return ""
    return f"{max(((finished or now) - started).total_seconds(), 0):.1f} s"
