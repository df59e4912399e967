"""The steps of a group: which continue the main line, which stand beside it, what decides between these.

Where the same answers lead to several steps, and something else decides between them (`restart` from any of
four steps, then the number of the cycle), a person draws one decision instead of eight arrows.
"""

from collections import Counter
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from gitops.graph.conditions import Term, alternatives
from gitops.graph.model import Node
from gitops.graph.nodes import VERDICT
from gitops.graph.templates import Step
from gitops.graph.ways import Way
from gitops.graph.wording import comparison_in_words, conditions_in_words, expression_in_words
from remediation.play import PROCEED

Signal: TypeAlias = tuple[tuple[str, tuple[str, ...]], ...]
"""Sources, and what each has answered."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Link:
    """An edge between steps and decisions, by their names and ids."""

    source: str
    target: str
    label: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Group:
    """The steps of a group, and how they are reached."""

    main: tuple[str, ...]
    """Those that continue the main line."""
    beside: tuple[str, ...]
    """Those beside it that a step of the main line leads to."""
    decided: tuple[str, ...]
    """Those beside it that a decision leads to, in the order of the decisions."""
    decisions: tuple[Node, ...]
    links: tuple[Link, ...]


def divide(
    steps: Sequence[Step],
    ways: Mapping[str, Sequence[Way]],
    *,
    again: Container[str],
    gates: Container[str],
    new_id: Callable[[], str],
) -> Group:
    """Divide a group.

    Args:
        steps: Its steps.
        ways: The ways into each of them.
        again: The steps that call a template which they are part of.
        gates: The steps that wait for a verdict.
        new_id: Gives the id of a decision.
    """
    uses = [
        _Use(step.name, rest, signal, collects=_collects(step, ways[step.name]))
        for step in steps
        for rest, signal in _signals(ways[step.name]).items()
    ]
    decisions = _decisions(uses, new_id)
    decided = {use.step for use in uses if use.signal in decisions}
    leaving = {
        step.name
        for step in steps
        if step.name in again or _deviates(step, gates) or _collects(step, ways[step.name])
    }
    beside = leaving - decided
    order = list(dict.fromkeys(use.step for signal in decisions for use in uses if use.signal == signal))
    return Group(
        main=tuple(step.name for step in steps if step.name not in decided | beside),
        beside=tuple(step.name for step in steps if step.name in beside),
        decided=tuple(order),
        decisions=tuple(decisions.values()),
        links=tuple(_links(uses, decisions)),
    )


@dataclass(frozen=True, slots=True)
class _Use:
    """A step runs if these sources have answered so, and `rest` holds."""

    step: str
    rest: Term
    signal: Signal
    collects: bool
    """Whether alternatives lead to the step from different places."""


def _signals(ways: Iterable[Way]) -> dict[Term, Signal]:
    signals: dict[Term, Signal] = {}
    for way in ways:
        signals[way.rest] = (*signals.get(way.rest, ()), (way.source, way.answers))
    return signals


def _collects(step: Step, ways: Iterable[Way]) -> bool:
    """Tell whether alternatives lead to a step from different places, as to a person who is asked to help."""
    return len(alternatives(step.when)) > 1 and len({way.source for way in ways}) > 1


def _deviates(step: Step, gates: Container[str]) -> bool:
    """Tell whether only verdicts other than `proceed` lead to a step: they leave the straight way."""
    return all(
        any(
            (claim.sign, claim.value == PROCEED) in {("==", False), ("!=", True)}
            for claim in term
            if claim.step in gates and claim.what == VERDICT
        )
        for term in alternatives(step.when)
    )


def _decisions(uses: Sequence[_Use], new_id: Callable[[], str]) -> dict[Signal, Node]:
    """Make the decisions; a step that one of them leads to is reached through decisions only."""
    often = Counter(signal for _, signal in {(use.step, use.signal) for use in uses if use.rest})
    worth = {
        use.signal
        for use in uses
        if use.rest and (often[use.signal] > 1 or (use.collects and len(use.signal) > 1))
    }
    decided = {use.step for use in uses if use.signal in worth}
    signals = dict.fromkeys(use.signal for use in uses if use.step in decided)
    return {signal: _decision(new_id(), [use for use in uses if use.signal == signal]) for signal in signals}


def _decision(id_: str, uses: Sequence[_Use]) -> Node:
    if len({use.step for use in uses}) == 1:
        return Node(id=id_, kind="point")
    return Node(id=id_, kind="choice", title=f"{' and '.join(_subjects(uses))}?")


def _subjects(uses: Iterable[_Use]) -> list[str]:
    """Give what decides between steps."""
    claims = sorted(claim for use in uses for claim in use.rest)
    return list(dict.fromkeys(expression_in_words(claim.what) for claim in claims))


def _links(uses: Sequence[_Use], decisions: Mapping[Signal, Node]) -> Iterable[Link]:
    labels: dict[tuple[str, str], list[str]] = {}
    for signal, decision in decisions.items():
        for source, answers in signal:
            labels.setdefault((source, decision.id), []).append(" or ".join(answers))
    for use in uses:
        if use.signal in decisions:
            decision = decisions[use.signal]
            rivals = [each for each in uses if each.signal == use.signal]
            short = decision.kind == "choice" and len(_subjects(rivals)) == 1 and len(use.rest) == 1
            label = _rest_in_words(use.rest, short=short)
            labels.setdefault((decision.id, use.step), []).append(label)
            continue
        for source, answers in use.signal:
            parts = (" or ".join(answers), _rest_in_words(use.rest, short=False))
            labels.setdefault((source, use.step), []).append(", ".join(filter(None, parts)))
    for (source, target), each in labels.items():
        always = "" in each
        yield Link(source=source, target=target, label="" if always else " or ".join(dict.fromkeys(each)))


def _rest_in_words(rest: Term, *, short: bool) -> str:
    return comparison_in_words(next(iter(rest))) if short else conditions_in_words(rest)
