"""The same colours, as variables of a page and written out in a picture."""

import re

from gitops.drawing.palette import DARK, LIGHT, themed, variables


def luminance(colour: str) -> float:
    channels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    linear = [each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Give the contrast of two colours as WCAG 2.2 does; 4.5 is enough for text."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_both_schemes_have_the_same_colours() -> None:
    assert list(LIGHT) == list(DARK)


def test_text_can_be_read_on_what_it_stands_on() -> None:
    for colours in (LIGHT, DARK):
        for text in ("ink", "soft", "bad", "did"):
            assert contrast(colours[text], colours["sheet"]) >= 4.5, text
        for ground in ("wash", "wait-wash"):
            assert contrast(colours["soft"], colours[ground]) >= 4.5, ground


def test_a_page_gets_them_as_variables() -> None:
    light, dark = variables().split("@media (prefers-color-scheme: dark)")

    assert set(re.findall(r"--([a-z-]+): ", light)) == set(LIGHT)
    assert set(re.findall(r"--([a-z-]+): ", dark)) == set(DARK)


def test_a_picture_has_them_written_out() -> None:
    rules = themed("text { fill: var(--on-bar); stroke: var(--ink); }\n")

    assert rules == (
        "text { fill: #ffffff; stroke: #1d2430; }\n"
        "@media (prefers-color-scheme: dark) {\ntext { fill: #10131a; stroke: #e7eaf0; }\n}\n"
    )
