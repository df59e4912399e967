"""After which steps a step runs, and on what condition.

Argo runs the groups of a template one after the other and skips a step whose `when` does not hold; then the
next group has its turn. So the step before a step is not always the one that stands above it: after
`start-cleo` with outcome `restart`, the three steps below it are skipped, and `again` runs. Each alternative
of a condition is followed backwards past the steps that cannot have run, up to those that must have.
"""

from collections.abc import Callable, Container, Iterable, Sequence
from dataclasses import dataclass, field

from gitops.graph.conditions import ALWAYS, Claim, Term, alternatives
from gitops.graph.templates import Step
from gitops.graph.wording import conditions_in_words
from remediation.errors import Permanent

BEGINNING = ""
"""In place of a step's name: where the template begins."""
OTHERWISE = "otherwise"
DefaultOf = Callable[[str, str], str | None]
"""Gives the default of a step's output, which it has when the step is skipped."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Way:
    """One way into a step."""

    source: str
    """The step before it, or `BEGINNING`."""
    answers: tuple[str, ...] = ()
    """What the source must have answered, in words: one of them; none if it may be anything."""
    rest: Term = ALWAYS
    """What must hold besides."""


def ways(groups: Sequence[Sequence[Step]], default_of: DefaultOf) -> dict[str, tuple[Way, ...]]:
    """Find the ways into each step of a template.

    Args:
        groups: The template's steps.
        default_of: Gives the default of an output, by the names of step and output.

    Returns:
        The ways by the name of the step, those of the nearest sources first.

    Raises:
        Permanent: A condition names a step that does not run before its own; Argo refuses that, too.
    """
    past = _Past(default_of)
    found: dict[str, tuple[Way, ...]] = {}
    for group in groups:
        terms = {step.name: alternatives(step.when) for step in group}
        for name, each in terms.items():
            _refuse_unknown(name, each, known=found)
        ways_of_group = {
            name: _merged(way for term in each for way in past.ways(term)) for name, each in terms.items()
        }
        found |= ways_of_group
        past.add(terms)
    return found


def _refuse_unknown(name: str, terms: Iterable[Term], *, known: Container[str]) -> None:
    for claim in frozenset[Claim]().union(*terms):
        if claim.step and claim.step not in known:
            message = f"step {name}: its condition names {claim.step}, which is no step before it"
            raise Permanent(message)


def _merged(found: Iterable[Way]) -> tuple[Way, ...]:
    """Join the ways that differ only in what their source answered."""
    said: dict[tuple[str, Term], list[tuple[str, ...]]] = {}
    for way in found:
        said.setdefault((way.source, way.rest), []).append(way.answers)
    return tuple(
        Way(source=source, answers=tuple(dict.fromkeys(sum(each, ()))) if all(each) else (), rest=rest)
        for (source, rest), each in said.items()
    )


@dataclass(frozen=True, slots=True)
class _Known:
    """What holds, and which steps have run, when a term holds."""

    claims: Term = ALWAYS
    ran: frozenset[str] = frozenset()

    def excludes(self, other: "_Known") -> bool:
        return any(claim.contradicts(another) for claim in self.claims for another in other.claims)


@dataclass
class _Past:
    """The groups before the one that is looked at."""

    default_of: DefaultOf
    groups: list[dict[str, tuple[Term, ...]]] = field(default_factory=list)
    if_ran: dict[str, _Known] = field(default_factory=dict)
    """What each step's having run tells: what the alternatives of its condition have in common."""

    def add(self, group: dict[str, tuple[Term, ...]]) -> None:
        """Add the group that is next."""
        for name, terms in group.items():
            each = [self._known(term) for term in terms]
            self.if_ran[name] = _Known(
                claims=frozenset.intersection(*(known.claims for known in each)),
                ran=frozenset.intersection(*(known.ran for known in each)),
            )
        self.groups.append(group)

    def ways(self, term: Term) -> Iterable[Way]:
        """Follow an alternative backwards."""
        known, passed = self._known(term), frozenset[str]()
        for group in reversed(self.groups):
            running = [name for name, terms in group.items() if not self._cannot_have_run(name, terms, known)]
            for name in running:
                yield self._way(name, term, passed)
            if any(self._must_have_run(name, group[name], known) for name in running):
                return
            passed = passed.union(running)
        yield Way(source=BEGINNING, rest=frozenset(claim for claim in term if claim.step not in passed))

    def _way(self, source: str, term: Term, passed: frozenset[str]) -> Way:
        """Say what leads on from a step, without what is clear because the step has run."""
        clear = self.if_ran[source].claims
        told = frozenset(
            claim for claim in term if claim.step not in passed and not claim.follows_from(clear)
        )
        own = frozenset(claim for claim in told if claim.step == source)
        words = conditions_in_words(own, seen_from=source) if own else ""
        if passed and not told:
            words = OTHERWISE
        return Way(source=source, answers=(words,) if words else (), rest=told - own)

    def _known(self, term: Term) -> _Known:
        known = _Known(claims=term)
        for claim in term:
            if claim.step in self.if_ran and not self._holds_if_skipped(claim):
                before = self.if_ran[claim.step]
                known = _Known(claims=known.claims | before.claims, ran=known.ran | before.ran | {claim.step})
        return known

    def _cannot_have_run(self, name: str, terms: Iterable[Term], known: _Known) -> bool:
        return name not in known.ran and all(self._known(term).excludes(known) for term in terms)

    def _must_have_run(self, name: str, terms: Iterable[Term], known: _Known) -> bool:
        return name in known.ran or any(
            all(claim.follows_from(known.claims) for claim in term) for term in terms
        )

    def _holds_if_skipped(self, claim: Claim) -> bool:
        default = self.default_of(claim.step, claim.what)
        if default is None or claim.sign not in {"==", "!="}:
            return False
        return (default == claim.value) == (claim.sign == "==")
