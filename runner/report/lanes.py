"""The picture of time: what happened at GitHub and in the sensors, how long runs took and agents worked."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from gitops.drawing.markup import Markup, tag
from runner.record import Lane, Moment, Record

WIDTH = 1080.0
LEFT = 132.0
"""Where time begins; the names of the lanes stand before it."""
RIGHT = 24.0
ROW = 26.0
GAP = 18.0
MARK = 9.0
"""Radius of a mark."""
THICK = 18.0
SHORTEST = 4.0
CHARACTER = 6.4
"""Width of a character of a bar's name, on average."""
TICKS = (0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 30, 60, 120, 300)
MOST_TICKS = 12

NAMES: dict[Lane, str] = {"github": "GitHub", "sensor": "Sensors", "argo": "Argo runs", "agents": "Agents"}


@dataclass(frozen=True, kw_only=True)
class Bar:
    """Something that lasted."""

    name: str
    kind: str
    """Its colour: a phase or a role."""
    begin: float
    end: float
    open: bool = False
    """Whether it still lasted at the end."""
    doomed: float | None = None
    """From when on it was being deleted."""


def lanes(record: Record) -> Markup:
    """Draw the scenario from its beginning to its end; marks are numbered as in the story beneath."""
    scale = Scale(end=max(record.seconds, 0.1))
    numbered = list(enumerate(record.timeline, start=1))
    y = 30.0
    drawn: list[Markup] = []
    bars: dict[Lane, list[Bar]] = {"argo": list(_runs(record)), "agents": list(_agents(record))}
    for lane, name in NAMES.items():
        marked = [each for each in numbered if each[1].lane == lane and lane != "agents"]
        marks, marks_height = _marks(marked, scale, top=y)
        lasting, bars_height = _bars(bars.get(lane, []), scale, top=y + marks_height)
        height = max(marks_height + bars_height, ROW) + 6
        drawn.append(_lane(name, y, height, [*marks, *lasting]))
        y += height + GAP
    return tag(
        "svg",
        _axis(scale, y),
        _events(numbered, scale, y),
        drawn,
        viewBox=f"0 0 {WIDTH:.0f} {y:.0f}",
        class_="lanes",
        role="img",
        aria_label="What happened when",
    )


@dataclass(frozen=True, kw_only=True)
class Scale:
    """From seconds to places."""

    end: float

    def x(self, seconds: float) -> float:
        """Give the place of a moment; what was before the beginning stands at the beginning."""
        share = min(max(seconds, 0.0), self.end) / self.end
        return LEFT + share * (WIDTH - LEFT - RIGHT)

    def ticks(self) -> Iterator[float]:
        """Give round moments, at most a dozen."""
        step = next((step for step in TICKS if self.end / step <= MOST_TICKS), TICKS[-1])
        for position in range(int(self.end / step) + 1):
            yield position * step


def _axis(scale: Scale, bottom: float) -> list[Markup]:
    drawn = []
    for moment in scale.ticks():
        x = scale.x(moment)
        drawn.append(tag("line", x1=x, x2=x, y1=22, y2=bottom - GAP, class_="tick"))
        drawn.append(tag("text", f"{moment:g} s", x=x, y=14, class_="tick-name"))
    return drawn


def _events(numbered: Sequence[tuple[int, Moment]], scale: Scale, bottom: float) -> list[Markup]:
    places = sorted({round(scale.x(moment.at)) for _, moment in numbered if moment.event})
    return [tag("line", x1=x, x2=x, y1=22, y2=bottom - GAP, class_="event-line") for x in places]


def _lane(name: str, top: float, height: float, picture: Iterable[Markup]) -> Markup:
    return tag(
        "g",
        tag("rect", x=0, y=top, width=WIDTH, height=height, rx=8, class_="lane"),
        tag("text", name, x=14, y=top + 21, class_="lane-name"),
        picture,
    )


def _marks(marks: Sequence[tuple[int, Moment]], scale: Scale, *, top: float) -> tuple[list[Markup], float]:
    rows: list[float] = []
    drawn = []
    for number, moment in marks:
        x = scale.x(moment.at)
        row = _free_row(rows, x - MARK, x + MARK + 2)
        y = top + ROW * row + ROW / 2 + 3
        kind = "mark did" if moment.event else "mark"
        drawn.append(
            tag(
                "g",
                tag("title", f"{moment.at:.2f} s: {moment.text}"),
                tag("circle", cx=x, cy=y, r=MARK, class_=kind),
                tag("text", number, x=x, y=y + 3.5, class_="mark-number"),
            )
        )
    return drawn, ROW * len(rows)


def _bars(bars: Sequence[Bar], scale: Scale, *, top: float) -> tuple[list[Markup], float]:
    rows: list[float] = []
    drawn = []
    for bar in bars:
        x = scale.x(bar.begin)
        end = max(scale.x(bar.end), x + SHORTEST)
        doomed = end if bar.doomed is None else min(max(scale.x(bar.doomed), x), end - SHORTEST)
        name = _name(bar.name, x, doomed, end)
        y = top + ROW * _free_row(rows, min(x, name.begin), max(end, name.end)) + 5
        drawn.append(_bar(bar, name, (x, doomed, end), y))
    return drawn, ROW * len(rows)


@dataclass(frozen=True, kw_only=True)
class _Name:
    """Where a bar's name stands."""

    begin: float
    end: float
    look: str


def _name(text: str, x: float, doomed: float, end: float) -> _Name:
    """Find room for a name: on the bar, on its faded part, behind it, or before it."""
    needed = len(text) * CHARACTER + 14
    if doomed - x >= needed:
        return _Name(begin=x + 7, end=doomed, look="bar-name inside")
    if end - doomed >= needed:
        return _Name(begin=doomed + 7, end=end, look="bar-name")
    if end + needed <= WIDTH - 4:
        return _Name(begin=end + 8, end=end + needed, look="bar-name")
    return _Name(begin=x - needed + 8, end=x, look="bar-name")


def _bar(bar: Bar, name: _Name, places: tuple[float, float, float], y: float) -> Markup:
    x, doomed, end = places
    lasted = "still there at the end" if bar.open else f"{bar.end - bar.begin:.2f} s"
    drawn = [
        tag("title", f"{bar.name}: {lasted}"),
        tag("rect", x=x, y=y, width=end - x, height=THICK, rx=4, class_=f"bar {bar.kind}"),
    ]
    if bar.doomed is not None:
        drawn.append(tag("rect", x=doomed, y=y, width=end - doomed, height=THICK, rx=4, class_="doomed"))
        if not bar.open:
            drawn.append(tag("path", d=f"M{end - 4:.1f} {y + 5:.1f}l8 8m0 -8l-8 8", class_="cross"))
    drawn.append(tag("text", bar.name, x=name.begin, y=y + 13, class_=name.look))
    return tag("g", drawn)


def _free_row(rows: list[float], begin: float, end: float) -> int:
    """Find the first row that is free from `begin` on, and take it until `end`."""
    for row, taken in enumerate(rows):
        if begin >= taken:
            rows[row] = end
            return row
    rows.append(end)
    return len(rows) - 1


def _runs(record: Record) -> Iterator[Bar]:
    for run in sorted(record.after.runs, key=lambda run: run.created):
        begin = ((run.started or run.created) - record.zero).total_seconds()
        ended = (run.finished - record.zero).total_seconds() if run.finished else record.seconds
        if ended < 0:
            continue
        name = f"play of task {run.task}" if run.is_play else run.name
        yield Bar(name=name, kind=run.phase.lower(), begin=begin, end=ended, open=run.finished is None)


def _agents(record: Record) -> Iterator[Bar]:
    for span in sorted(record.agents, key=lambda span: span.begin):
        end = record.seconds if span.end is None else span.end
        if end < 0:
            continue
        yield Bar(
            name=f"{span.role.capitalize() or span.name} on {span.commit}, task {span.task}",
            kind=span.role or "nobody",
            begin=span.begin,
            end=end,
            open=span.end is None,
            doomed=span.doomed,
        )
