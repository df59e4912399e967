"""The end of a scenario on the terminal: the state of things, and each expectation with its mark."""

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from runner.expectations.finding import Finding
from runner.record import Lane, Moment, Record

STYLES: dict[Lane, str] = {"github": "magenta", "sensor": "yellow", "argo": "blue", "agents": "cyan"}
NAMES: dict[Lane, str] = {"github": "GitHub", "sensor": "Sensor", "argo": "Argo", "agents": "Agents"}


def story_line(moment: Moment) -> Text:
    """Write a sentence of the story."""
    line = Text(f"{moment.at:7.2f} s  ", style="dim")
    line.append(f"{NAMES[moment.lane]:<7} ", style=STYLES[moment.lane])
    line.append(moment.text, style="bold" if moment.event else "")
    return line


def ending(record: Record) -> RenderableType:
    """Write the end state, the expectations and the verdict."""
    held = len(record.findings) - len(record.failed)
    verdict = Text(
        "✓ As expected" if record.ok else "✗ Not as expected", style="bold green" if record.ok else "bold red"
    )
    verdict.append(
        f": {held} of {len(record.findings)} expectations hold after {record.seconds:.1f} s", style="none"
    )
    return Group(
        Rule("How things stand", style="dim", align="left"),
        Padding(_state(record), (0, 0, 0, 2)),
        Rule("What was expected", style="dim", align="left"),
        *(Padding(_finding(finding), (0, 0, 0, 2)) for finding in record.findings),
        Text(),
        verdict,
    )


def _state(record: Record) -> Table:
    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
    table.add_column(style="dim", no_wrap=True)
    table.add_column(overflow="fold")
    after = record.after
    for shown in after.pull_requests:
        labels = ", ".join(shown.labels) or "no labels"
        table.add_row(
            f"pull request #{shown.number}", Text(f"{shown.state}; {labels}; {len(shown.comments)} comments")
        )
    for play in after.plays:
        where = f"waits at {play.waiting}" if play.waiting else play.phase
        table.add_row(f"play of task {play.task}", Text(f"{play.stage}, QA cycle {play.cycle}, {where}"))
    for run in after.code_runs:
        commit = next((name for name, sha in record.commits.items() if sha == run.head), run.head[:7])
        on = f" on {commit}" if commit else ""
        doomed = ", being deleted" if run.deleting else ""
        table.add_row(f"agent {run.role}", Text(f"{run.name}{on}: {run.phase or 'not started'}{doomed}"))
    for loop in after.loops:
        table.add_row("run", Text(f"{loop.name}: {loop.phase}{f', {loop.outcome}' if loop.outcome else ''}"))
    return table


def _finding(finding: Finding) -> Text:
    line = Text("✓ " if finding.ok else "✗ ", style="green" if finding.ok else "red")
    line.append(finding.expected)
    if finding.found:
        line.append(f"\n  found: {finding.found}", style="red")
    return line
