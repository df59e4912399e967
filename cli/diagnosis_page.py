"""A diagnosis for a person: the verdict in one line, then what saves opening the log."""

from collections.abc import Iterator, Sequence

from rich.console import Console
from rich.text import Text

from remediation.diagnosis.verdict import Diagnosis, Place, RootLine, Verdict

IN_CONTEXT = 3
"""Causes that are shown in their context; the others are one line each."""
LONGEST_LINE = 240
"""Characters of a line that are shown."""
MOST_NAMES = 10
"""Failing tests and files that are shown."""
_UNLIKELY = 0.6
"""A further cause with less than this part of the first one's score tells nothing."""
_ECHO = 25
"""Weight up to which a rule's line only repeats that something failed."""


def show(console: Console, file: str, diagnosis: Diagnosis, *, explain: bool) -> None:
    """Print what a log tells.

    Args:
        console: Where to.
        file: As it was named on the command line.
        diagnosis: What its log tells.
        explain: Whether to print what put each line where it is.
    """
    if not diagnosis.verdicts:
        console.print(Text.assemble((_visible(file), "bold"), (": nothing failed in this log", "green")))
    for verdict in diagnosis.verdicts:
        console.print(_headline(file, verdict))
        likely = _likely(verdict.causes)
        for line in _context(likely[:IN_CONTEXT]):
            console.print(line)
        for each in likely[IN_CONTEXT:]:
            console.print(Text.assemble((f"{each.number:>9}  ", "dim"), _visible(each.text)))
        for name, value in _facts(verdict):
            console.print(Text.assemble((f"  {name:<15}", "bold"), value))
        for line in _explained(verdict) if explain else ():
            console.print(line)
        console.print()


def _headline(file: str, verdict: Verdict) -> Text:
    where = " in ".join(_visible(each) for each in (verdict.step.removeprefix("Run "), verdict.job) if each)
    return Text.assemble(
        (_visible(file), "bold"),
        ": ",
        (f"{verdict.category} failure", "bold red"),
        f" ({_visible(verdict.tool)})" if verdict.tool else "",
        f" in {where}" if where else "",
        ": ",
        (_visible(verdict.causes[0].text.strip()), "bold"),
    )


def _context(causes: Sequence[RootLine]) -> Iterator[Text]:
    """Give the causes in their context, in the order of the log; what they share once."""
    lines: dict[int, str] = {}
    for cause in causes:
        first = cause.number - len(cause.before)
        texts = (*cause.before, cause.text, *cause.after)
        lines.update(enumerate(texts, first))
    marked = {cause.number: rank for rank, cause in enumerate(causes, 1)}
    previous = None
    for number in sorted(lines):
        if previous is not None and number > previous + 1:
            yield Text("        ⋮", style="dim")
        previous = number
        rank = marked.get(number)
        gutter = (f"{rank}>" if rank else "").rjust(3)
        style = {None: "dim", 1: "bold red"}.get(rank, "yellow")
        yield Text.assemble(
            (gutter, style),
            (f"{number:>6}  ", "dim"),
            (_visible(lines[number]), "" if rank is None else style),
        )


def _likely(causes: Sequence[RootLine]) -> Sequence[RootLine]:
    """Give the causes worth reading: near the first one's score, and not in the context of a better one."""
    least = causes[0].score * _UNLIKELY
    likely: list[RootLine] = []
    shown: set[int] = set()
    for each in causes:
        told = each.score >= least and each.number not in shown and not _is_an_echo(each)
        if not likely or told:
            likely.append(each)
            if len(likely) <= IN_CONTEXT:
                shown.update(range(each.number - len(each.before), each.number + len(each.after) + 1))
    return likely


def _is_an_echo(cause: RootLine) -> bool:
    return bool(cause.rule) and cause.because[0].points <= _ECHO


def _facts(verdict: Verdict) -> Iterator[tuple[str, str]]:
    yield "to do", verdict.remedy.sentence
    if verdict.flaky:
        yield "looks flaky", _visible(verdict.flaky)
    if verdict.failing_tests:
        yield "failing tests", _listed(verdict.failing_tests)
    if verdict.places:
        yield "look at", _listed([_place(each) for each in verdict.places])
    yield "confidence", f"{verdict.confidence:.0%}"
    yield "fingerprint", verdict.fingerprint


def _explained(verdict: Verdict) -> Iterator[Text]:
    for cause in verdict.causes:
        why = ", ".join(f"{each.name} {each.points:+g}" for each in cause.because)
        yield Text(f"  line {cause.number}: {cause.score:g} = {why}", style="cyan")


def _place(place: Place) -> str:
    return f"{place.file}:{place.line}" if place.line else place.file


def _listed(names: Sequence[str]) -> str:
    more = f" and {len(names) - MOST_NAMES} more" if len(names) > MOST_NAMES else ""
    return ", ".join(_visible(each) for each in names[:MOST_NAMES]) + more


def _visible(text: str) -> str:
    """Escape what would steer a terminal, and cut what is too long: a log may hold anything."""
    shown = "".join(
        character if character.isprintable() else character.encode("unicode_escape").decode()
        for character in text[:LONGEST_LINE].expandtabs(4)
    )
    return f"{shown}…" if len(text) > LONGEST_LINE else shown
