"""The colours of all that is drawn, in light and dark."""

import re
from collections.abc import Mapping
from types import MappingProxyType

LIGHT: Mapping[str, str] = MappingProxyType(
    {
        "paper": "#fbfaf8", "sheet": "#ffffff", "ink": "#1d2430", "soft": "#5c6675",
        "line": "#e3e0da", "wash": "#f4f2ee",
        "ok": "#1a7f4b", "ok-wash": "#e3f4ea", "bad": "#c0362c", "bad-wash": "#fbe9e7",
        "wait": "#9a6700", "wait-wash": "#fdf3d7",
        "run": "#2f6fdb", "run-wash": "#e6effc", "did": "#7d3cc9",
        "rex": "#d9730d", "cleo": "#0b8793", "tess": "#6a5acd", "nobody": "#8a8f98", "on-bar": "#ffffff",
    }
)  # fmt: skip
DARK: Mapping[str, str] = MappingProxyType(
    {
        "paper": "#14171c", "sheet": "#1b1f26", "ink": "#e7eaf0", "soft": "#9aa4b2",
        "line": "#2e343e", "wash": "#20252d",
        "ok": "#4cc38a", "ok-wash": "#15352a", "bad": "#ff7b6e", "bad-wash": "#40201d",
        "wait": "#e3b341", "wait-wash": "#3a2f12",
        "run": "#76a9fa", "run-wash": "#1b2f52", "did": "#c297ff",
        "rex": "#f0a04b", "cleo": "#41c5d0", "tess": "#a99cff", "nobody": "#8a8f98", "on-bar": "#10131a",
    }
)  # fmt: skip
_VARIABLE = re.compile(r"var\(--(?P<name>[a-z-]+)\)")


def variables() -> str:
    """Give the colours as CSS variables of a page: `var(--ink)` is dark on light paper, and light on dark."""
    light, dark = (
        "".join(f" --{name}: {colour};" for name, colour in each.items()) for each in (LIGHT, DARK)
    )
    return (
        f":root {{ color-scheme: light dark;{light} }}\n"
        f"@media (prefers-color-scheme: dark) {{ :root {{{dark} }} }}\n"
    )


def themed(rules: str) -> str:
    """Write CSS rules with the colours themselves, once for light and once for dark.

    A picture on its own needs this: many programs that show SVG know no variables, and would paint black.
    """
    dark = _coloured(rules, DARK)
    return f"{_coloured(rules, LIGHT)}@media (prefers-color-scheme: dark) {{\n{dark}}}\n"


def _coloured(rules: str, colours: Mapping[str, str]) -> str:
    return _VARIABLE.sub(lambda variable: colours[variable["name"]], rules)
