"""The picture of one workflow run: its steps from left to right, a row for each group of steps inside it."""

from collections.abc import Sequence

from gitops.drawing.markup import Markup, tag
from gitops.drawing.shapes import arrow
from runner.snapshot import Node, Run
from runner.structure import Step, rows

BOX = 178.0
HEIGHT = 46.0
SPACE_X = 26.0
SPACE_Y = 10.0
FRAME = 8.0
"""Between a pod's frame and the containers in it."""
TITLE = 20.0
TURN = 22.0
"""Room to the right of a row for the way back to the next one."""
CHARACTER = 6.2
"""Width of a character of a row's title, on average."""
CHARACTERS = 22
"""As many characters of a name fit into a box."""


def graph(run: Run) -> Markup:
    """Draw a run with the phase and the duration of each step."""
    drawn: list[Markup] = []
    y, widest, end = 2.0, 0.0, None
    for row in rows(run):
        if row.title:
            drawn.append(tag("text", row.title, x=2, y=y + 13, class_="row-name"))
            if end is not None and row.cycle:
                drawn.append(_turn(end, to=(2 + len(row.title) * CHARACTER, y + 9)))
            y += TITLE
        x, tallest = 2.0, 0.0
        for position, column in enumerate(row.columns):
            if position:
                drawn.append(_arrow(x, y))
                x += SPACE_X
            picture, width, height = _column(column, x, y)
            drawn += picture
            x += width
            tallest = max(tallest, height)
        widest = max(widest, x + TURN)
        end = (x, y + HEIGHT / 2)
        y += tallest + SPACE_Y * 1.6
    return tag(
        "svg",
        drawn,
        viewBox=f"0 0 {widest + 4:.0f} {y:.0f}",
        style=f"width:{widest + 4:.0f}px",
        class_="graph",
        role="img",
        aria_label=f"Steps of {run.name}",
    )


def _column(steps: Sequence[Step], x: float, y: float) -> tuple[list[Markup], float, float]:
    drawn, width, height = [], BOX, 0.0
    for step in steps:
        if step.containers:
            picture, wide, tall = _pod(step, x, y + height)
        else:
            picture, wide, tall = [_box(step.node, x, y + height, tries=step.tries)], BOX, HEIGHT
        drawn += picture
        width = max(width, wide)
        height += tall + SPACE_Y
    return drawn, width, height - SPACE_Y


def _pod(step: Step, x: float, y: float) -> tuple[list[Markup], float, float]:
    width = len(step.containers) * (BOX + FRAME) + FRAME
    height = TITLE + HEIGHT + 2 * FRAME
    tries = f", {step.tries} tries" if step.tries > 1 else ""
    title = f"{step.node.name}: one pod, its containers start together{tries}"
    drawn = [
        tag("rect", x=x, y=y, width=width, height=height, rx=8, class_="pod"),
        tag("text", title, x=x + FRAME + 2, y=y + 17, class_="row-name"),
    ]
    for position, container in enumerate(step.containers):
        drawn.append(_box(container, x + FRAME + position * (BOX + FRAME), y + TITLE + FRAME))
    return drawn, width, height


def _box(node: Node, x: float, y: float, *, tries: int = 1) -> Markup:
    phase = node.phase.lower()
    waiting = node.kind == "Suspend" and node.phase == "Running"
    said = node.outputs.get("verdict") or node.outputs.get("outcome") or ""
    lines = [_duration(node, waiting=waiting), f"{tries} tries" if tries > 1 else "", said]
    return tag(
        "g",
        tag("title", f"{node.name}: {node.phase} {node.message}".strip()),
        tag(
            "rect",
            x=x,
            y=y,
            width=BOX,
            height=HEIGHT,
            rx=HEIGHT / 2 if node.kind == "Suspend" else 6,
            class_=f"step {'waiting' if waiting else phase}",
        ),
        tag("circle", cx=x + 17, cy=y + 17, r=5, class_=f"dot {'waiting' if waiting else phase}"),
        tag("text", _short(node.title), x=x + 28, y=y + 21, class_="step-name"),
        tag(
            "text",
            _short(" · ".join(filter(None, lines)), CHARACTERS + 4),
            x=x + 28,
            y=y + 37,
            class_="step-time",
        ),
    )


def _arrow(x: float, y: float) -> Markup:
    middle = y + HEIGHT / 2
    return tag("path", d=arrow([(x + 4, middle), (x + SPACE_X - 6, middle)]), class_="arrow")


def _turn(start: tuple[float, float], *, to: tuple[float, float]) -> Markup:
    """Draw the way from the end of a row back to the beginning of the next one."""
    begin, right = start[0] + 3, start[0] + TURN - 5
    points = [(begin, start[1]), (right, start[1]), (right, to[1]), (to[0] + 8, to[1])]
    return tag("path", d=arrow(points), class_="arrow turn")


def _duration(node: Node, *, waiting: bool) -> str:
    if waiting:
        return "waits"
    if node.started is None or node.finished is None:
        return node.phase.lower()
    return f"{(node.finished - node.started).total_seconds():.1f} s"


def _short(text: str, characters: int = CHARACTERS) -> str:
    return text if len(text) <= characters else f"{text[: characters - 1]}…"
