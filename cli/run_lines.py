"""A run while it goes on, as lines: what each step does, how it ended, and what waits for whom."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from rich.text import Text

from cli.argo_answers import one_line
from remediation.runs import last_words
from runner.snapshot import FINISHED, Node, Run
from runner.tree import MARKS, OTHER, WAITING

_STEPS = frozenset({"Pod", "Container", "Suspend", "HTTP", "Plugin", "Retry"})
"""Argo's node types that do something; the others only group them."""
_USUAL = ("", "PodInitializing", "ContainerCreating")
"""What a pod says before it starts, if nothing holds it up."""
_BACKOFF = "Backoff for "
"""How Argo begins the message of a step whose next try is still to come."""
_EXIT_CODE = re.compile(r"^\S+: Error \(exit code (?P<code>\d+)\)(: )?")
_ARGOS = re.compile(r"time=\S+ level=|Error: exit status \d+$")
"""What Argo's own program, which starts the step's, writes into the same log."""


@dataclass(frozen=True, kw_only=True)
class Step:
    """A step, with its tries if it is tried again when it fails."""

    node: Node
    tries: tuple[Node, ...]

    @property
    def title(self) -> str:
        """Its name, and the cycle that it belongs to: each cycle has steps of the same names."""
        return f"{self.node.title}, cycle {self.node.cycle}" if self.node.cycle else self.node.title

    @property
    def last(self) -> Node:
        """The try that counts; the step itself if it is tried once only."""
        return self.tries[-1] if self.tries else self.node

    @property
    def waits(self) -> bool:
        """Whether it is a gate that somebody has to open."""
        return self.node.kind == "Suspend" and self.node.phase == "Running"


def steps(run: Run) -> list[Step]:
    """Give what people care about: pods, their containers, gates; neither groups nor steps that never ran."""
    known = {node.id: node for node in run.nodes}
    tries = {
        node.id: tuple(known[each] for each in node.children if each in known)
        for node in run.nodes
        if node.kind == "Retry"
    }
    parts = {each.id for nodes in tries.values() for each in nodes}
    return [
        Step(node=node, tries=tries.get(node.id, ()))
        for node in sorted(run.nodes, key=_age)
        if node.kind in _STEPS and node.id not in parts
    ]


def why(run: Run) -> str:
    """Give the reason why a run failed: that of the step that failed first."""
    failed = [step for step in steps(run) if step.node.phase in {"Failed", "Error"}]
    return f"{failed[0].title}: {_failure(failed[0].last)}" if failed else one_line(run.message) or run.phase


@dataclass
class Lines:
    """Remembers what was told, and gives a line for everything else."""

    _told: dict[str, str] = field(default_factory=dict)

    def news(self, run: Run) -> Iterator[Text]:
        """Give a line for each step that began, waits, is tried again or ended since the last look."""
        told = [each for step in steps(run) for each in _lines(step)]
        for key, at, line in sorted(told, key=lambda each: str(each[1])):
            if self._is_new(key, line.plain):
                yield Text.assemble((f"{_clock(at)}  ", "dim"), line)
        if not run.nodes and run.message and self._is_new(run.uid, run.message):
            yield Text(f"          waits: {one_line(run.message)}", style="yellow")

    def _is_new(self, key: str, text: str) -> bool:
        was, self._told[key] = self._told.get(key), text
        return text != was


def _lines(step: Step) -> Iterator[tuple[str, datetime | None, Text]]:
    """Give what there is to tell of a step now: a key, a time, and a line."""
    node = step.node
    over = step.tries if node.message.startswith(_BACKOFF) else step.tries[:-1]
    for number, failed in enumerate(over, 1):
        line = _line(OTHER, step.title, f"try {number} failed, tried again: {_failure(failed)}")
        yield failed.id, failed.finished, line
    if node.phase in FINISHED:
        yield node.id, node.finished, _ended(step)
    elif step.waits:
        yield node.id, node.started, _line(WAITING, step.title, "waits for a verdict")
    elif step.last.phase == "Running":
        yield node.id, step.last.started, _line(MARKS["Running"], step.title, "started")
    elif step.last.phase == "Pending" and step.last.message not in _USUAL:
        yield node.id, None, _line(WAITING, step.title, f"waits: {one_line(step.last.message)}")


def _ended(step: Step) -> Text:
    node = step.node
    mark = MARKS[node.phase]
    if node.phase != "Succeeded":
        tries = f" after {len(step.tries)} tries" if len(step.tries) > 1 else ""
        return _line(mark, step.title, f"failed{tries}: {_failure(step.last)}")
    if node.kind == "Suspend":
        return _line(mark, step.title, node.outputs.get("verdict") or "goes on")
    reason = one_line(node.outputs.get("reason", ""))
    seconds = (node.finished - node.started).total_seconds() if node.finished and node.started else 0
    return _line(mark, step.title, f"{seconds:.0f} s{f', {reason}' if reason else ''}")


def _line(mark: tuple[str, str], title: str, told: str) -> Text:
    return Text.assemble(mark, f" {title}", (f"  {told}", "dim"))


def _failure(node: Node) -> str:
    """Give exit code and last words; Argo puts the end of a failed step's log into the message."""
    code = _EXIT_CODE.match(node.message)
    log = node.message[code.end() :] if code else node.message
    own = [line for line in last_words(log).splitlines() if not _ARGOS.match(line)]
    words = one_line(own[-1]) if own else ""
    return ", ".join(filter(None, [f"exit code {code['code']}" if code else "", words])) or node.phase


def _clock(at: datetime | None) -> str:
    return at.astimezone().strftime("%H:%M:%S") if at else " " * 8


def _age(node: Node) -> tuple[str, int, str]:
    return str(node.started), node.position, node.id
