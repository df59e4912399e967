"""A template of steps as a frame: its main line, what stands beside it, where it begins, how it is left."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from gitops.graph.junctions import Group, Link, divide
from gitops.graph.model import Aside, Edge, Frame, Item, Node, Route
from gitops.graph.templates import Step
from gitops.graph.ways import BEGINNING, OTHERWISE, Way


@dataclass(frozen=True, kw_only=True, slots=True)
class Exit:
    """A way out of what is drawn, where nothing in it follows."""

    source: str
    label: str = ""
    route: Route = "down"


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """What is drawn for a step, and how it joins the rest."""

    item: Item
    begin: str
    """The node at which it begins."""
    leave: str
    """The node from which the way leads on to what follows; empty if nothing does."""
    exits: tuple[Exit, ...] = ()
    again: bool = False
    """Whether it goes back to a template that it is part of."""


def framed(
    frame: Frame,
    groups: Sequence[Sequence[Step]],
    parts: Mapping[str, Part],
    ways: Mapping[str, Sequence[Way]],
    *,
    followed: bool,
    new_id: Callable[[], str],
) -> tuple[Part, list[Edge]]:
    """Arrange the parts of a template's steps in a frame.

    Args:
        frame: Its id, title and note; still empty.
        groups: The template's steps.
        parts: What is drawn for each of them.
        ways: The ways into each of them.
        followed: Whether something follows the frame; it then ends in one point.
        new_id: Gives the id of a node.

    Returns:
        The frame as a part of a larger one, and the edges between its own parts.
    """
    arrangement = _Arrangement(dict(parts), frame.id)
    first = groups[0][0]
    if len(groups[0]) > 1 or first.when or parts[first.name].again:
        arrangement.begin_at(Node(id=new_id(), kind="point"))
    again = {name for name, part in parts.items() if part.again}
    gates = {name for name, part in parts.items() if isinstance(part.item, Node) and part.item.kind == "gate"}
    for group in groups:
        arrangement.add(divide(group, ways, again=again, gates=gates, new_id=new_id))
    leave = new_id() if followed else ""
    if followed:
        arrangement.end_at(Node(id=leave, kind="point"))
    part = Part(
        item=replace(frame, rows=arrangement.shown_rows(), asides=arrangement.shown_asides()),
        begin=arrangement.begin(),
        leave=leave,
        exits=(Exit(source=leave),) if followed else tuple(arrangement.exits()),
    )
    return part, arrangement.edges


@dataclass
class _Aside:
    """What stands beside the main line, by the names of its places; its columns grow to the right."""

    last: int
    """The last of the rows from which ways lead here."""
    columns: list[tuple[str, ...]]


@dataclass
class _Arrangement:
    """A frame that grows group by group; its places go by names of steps and ids of nodes."""

    parts: dict[str, Part]
    frame: str
    rows: list[tuple[str, ...]] = field(default_factory=list)
    asides: list[_Aside] = field(default_factory=list)
    edges: list[Edge] = field(default_factory=list)
    row_of: dict[str, int] = field(default_factory=dict)
    """The row of each place; a place beside the main line has that of the last row that leads to it."""

    def begin(self) -> str:
        """Give the node at which the frame begins."""
        return self.parts[self.rows[0][0]].begin

    def begin_at(self, point: Node) -> None:
        """Begin in one point, because there are several first steps, or perhaps none."""
        self.parts[BEGINNING] = Part(item=point, begin=point.id, leave=point.id)
        self._add_row((BEGINNING,))

    def end_at(self, point: Node) -> None:
        """End in one point, where the main line and whatever ends beside it meet."""
        going_on = {edge.source for edge in self.edges}
        leaves = [self.parts[name] for name in self._beside() if self.parts[name].leave not in going_on]
        once = [Exit(source=part.leave, route="around") for part in leaves if not part.again and part.leave]
        # What was called again comes back in the end; that need not be said where another way leads on.
        again = [Exit(source=part.leave, route="around") for part in leaves if part.again]
        self._connect([*self.exits(), *once] or again, point.id)
        self.parts[point.id] = Part(item=point, begin=point.id, leave=point.id)
        self._add_row((point.id,))

    def exits(self) -> Iterator[Exit]:
        """Give how it is left: from its last row, and from a gate above that opens and leads nowhere else."""
        for number, row in enumerate(self.rows):
            for out in (out for name in row for out in self.parts[name].exits):
                if number == len(self.rows) - 1:
                    yield from self._exit(out)
                elif out.label:
                    yield replace(out, route="past")

    def shown_rows(self) -> tuple[tuple[Item, ...], ...]:
        """Give the rows with what is drawn in them."""
        return tuple(self._items(row) for row in self.rows)

    def shown_asides(self) -> tuple[Aside, ...]:
        """Give what stands beside the rows."""
        return tuple(
            Aside(last=each.last, columns=tuple(map(self._items, each.columns))) for each in self.asides
        )

    def add(self, group: Group) -> None:
        """Add a group: a row of the main line, what stands beside it, or both."""
        self.parts |= {node.id: Part(item=node, begin=node.id, leave=node.id) for node in group.decisions}
        before = self._beside()
        going_on = self._going_on(group)
        if row := tuple(name for name in group.main if name not in going_on):
            self._add_row(row)
        if group.decided:
            self._add_aside(group, [tuple(node.id for node in group.decisions), group.decided])
        if beside := tuple(name for name in group.beside if name not in going_on):
            self._add_aside(group, [beside])
        for link in group.links:
            if link.source in self.parts:
                leave, target = self.parts[link.source].leave, self.parts[link.target].begin
                self._connect([Exit(source=leave, label=link.label, route=self._route(link, before))], target)

    def _going_on(self, group: Group) -> set[str]:
        """Continue to the right what stands beside the main line; give the steps that do."""
        found: set[str] = set()
        for aside in self.asides:
            last = set(aside.columns[-1])
            names = (name for name in (*group.main, *group.beside) if name not in found)
            if column := tuple(name for name in names if _sources(group, {name}) <= last):
                self._extend(aside, [column])
                found.update(column)
        return found

    def _add_row(self, places: tuple[str, ...]) -> None:
        self.row_of |= dict.fromkeys(places, len(self.rows))
        self.rows.append(places)

    def _add_aside(self, group: Group, columns: list[tuple[str, ...]]) -> None:
        """Place columns beside the main line: next to what alone leads to them, or on their own."""
        above = _sources(group, {place for column in columns for place in column})
        for aside in self.asides:
            if above <= set(aside.columns[-1]):
                self._extend(aside, columns)
                return
        self.asides.append(_Aside(max((self.row_of.get(place, 0) for place in above), default=0), []))
        self._extend(self.asides[-1], columns)

    def _extend(self, aside: _Aside, columns: list[tuple[str, ...]]) -> None:
        aside.columns += columns
        self.row_of |= {place: aside.last for column in columns for place in column}

    def _beside(self) -> list[str]:
        return [place for aside in self.asides for column in aside.columns for place in column]

    def _route(self, link: Link, before: list[str]) -> Route:
        """Choose how an edge runs; `before` is what stood beside the main line before its group."""
        beside = self._beside()
        if link.source in before and link.target not in self._next_to(link.source):
            return "around"
        if link.target in beside:
            return "aside"
        return "down" if self.row_of[link.target] == self.row_of[link.source] + 1 else "past"

    def _next_to(self, place: str) -> tuple[str, ...]:
        """Give the column to the right of a place that stands beside the main line."""
        for aside in self.asides:
            for column, following in pairwise(aside.columns):
                if place in column:
                    return following
        return ()

    def _connect(self, exits: Iterable[Exit], target: str) -> None:
        self.edges += [
            Edge(source=each.source, target=target, label=each.label, route=each.route, frame=self.frame)
            for each in exits
        ]

    def _exit(self, out: Exit) -> Iterator[Exit]:
        """Say on what condition a way out is taken, beside the ways that lead on from the same node."""
        labels = [edge.label for edge in self.edges if edge.source == out.source]
        if out.label or not labels:
            yield out
        elif all(labels):
            yield replace(out, label=OTHERWISE)

    def _items(self, places: Iterable[str]) -> tuple[Item, ...]:
        return tuple(self.parts[place].item for place in places)


def _sources(group: Group, places: set[str]) -> set[str]:
    """Give what leads to places from outside of them."""
    return {link.source for link in group.links if link.target in places} - places
