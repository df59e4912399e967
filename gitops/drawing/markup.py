"""HTML and SVG as values: whatever is not markup already is escaped, so no text can break out."""

from collections.abc import Iterable  # noqa: TC003  # the alias below names it in a string
from html import escape
from typing import TypeAlias

VOID = frozenset({"br", "col", "hr", "img", "link", "meta"})


class Markup(str):
    """Text that is markup already."""

    __slots__ = ()


Child: TypeAlias = "str | int | Markup | Iterable[Child] | None"
"""Plain text is escaped, nothing is left out, and a list is written one after the other."""


def tag(name: str, /, *children: Child, **attributes: str | float | None) -> Markup:
    """Write an element.

    Args:
        name: Its name.
        children: What it holds.
        attributes: `class_` and `for_` lose their underscore, other underscores become hyphens, None is left
            out, and a number is written with at most two decimals.
    """
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(_text(value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    start = Markup(f"<{name}{written}>")
    return start if name in VOID else Markup(f"{start}{together(*children)}</{name}>")


def together(*children: Child) -> Markup:
    """Write things one after the other."""
    return Markup("".join(_written(child) for child in children))


def _written(child: Child) -> str:
    if child is None:
        return ""
    if isinstance(child, Markup):
        return child
    if isinstance(child, (str, int)):
        return escape(str(child))
    return together(*child)


def _text(value: str | float) -> str:
    return value if isinstance(value, str) else f"{value:.2f}".rstrip("0").rstrip(".")
