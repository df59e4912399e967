"""D: the compilers, dub and run-time assertions."""

from remediation.diagnosis.category import Category
from remediation.diagnosis.rule import Rule

DUB = "https://dub.pm/cli-reference/dub/"
UNITTEST = "https://dlang.org/spec/unittest.html"

RULES: tuple[Rule, ...] = (
    Rule(
        name="dmd-error",
        tool="dmd",
        category=Category.BUILD,
        pattern=r"(?P<file>[^\s:()]+\.di?)\((?P<line>\d+)(?:,\d+)?\): Error: \S",
        anchors=("): Error:",),
        weight=92,
        example="source/oven.d(57,14): Error: undefined identifier `degrees`",
        source="https://dlang.org/dmd-linux.html",
    ),
    Rule(
        name="dub-failed",
        tool="dub",
        category=Category.BUILD,
        pattern=(
            r"^\s*Error\s+(?:\S*[dg]?[dl][md][cd]\d?) failed with exit code \d+"
            r"|dmd failed with exit code|Program exited with code [1-9]"
        ),
        anchors=("failed with exit code", "Program exited with code"),
        weight=40,
        example="Error dmd failed with exit code 1.",
        source=DUB,
    ),
    Rule(
        name="dub-dependency",
        tool="dub",
        category=Category.DEPENDENCY,
        pattern=(
            r"(?:No package|Root package \S+ (?:reference|references)|Package) \S+.* "
            r"(?:was found matching|could not be (?:found|resolved|loaded)"
            r"|references unknown package|contains reference)"
        ),
        anchors=("was found matching", "could not be ", "references unknown package", "contains reference"),
        weight=92,
        example="Root package kiln reference clay ~>1.9.0 could not be resolved.",
        source=DUB,
    ),
    Rule(
        name="d-assertion",
        tool="dmd",
        category=Category.TEST,
        pattern=r"core\.exception\.\w+@(?P<file>[^\s(]+)\((?P<line>\d+)\)",
        anchors=("core.exception.",),
        weight=91,
        example="core.exception.AssertError@source/oven.d(57): Assertion failure",
        source=UNITTEST,
    ),
    Rule(
        name="d-unittest-failed",
        tool="dmd",
        category=Category.TEST,
        pattern=r"[1-9]\d*/\d+ (?:modules|unittests) FAILED unittests",
        anchors=("FAILED unittests",),
        weight=60,
        example="1/12 modules FAILED unittests",
        source=UNITTEST,
    ),
)
