"""Elm and PureScript."""

from remediation.diagnosis.category import Category
from remediation.diagnosis.rule import Rule

RULES: tuple[Rule, ...] = (
    Rule(
        name="purescript-error",
        tool="purs",
        category=Category.BUILD,
        pattern=(r"^Error \d+ of \d+:|\[\d+/\d+ \w+\] (?P<file>\S+\.purs):(?P<line>\d+):\d+|^Error found:$"),
        anchors=("Error ", ".purs:", "Error found:"),
        weight=90,
        example="[1/1 UnknownName] src/Oven.purs:57:14",
        source="https://github.com/purescript/documentation/blob/master/errors/README.md",
    ),
    Rule(
        name="elm-error",
        tool="elm",
        category=Category.BUILD,
        pattern=r"^-- [A-Z][A-Z ]+ -+ (?P<file>\S+\.elm)",
        anchors=(".elm",),
        weight=91,
        example="-- TYPE MISMATCH ---------------------------------------------- src/Oven.elm",
        source="https://elm-lang.org/news/compiler-errors-for-humans",
    ),
)
