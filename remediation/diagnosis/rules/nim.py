"""Nim: the compiler, nimble, unittest and testament."""

from remediation.diagnosis.category import Category
from remediation.diagnosis.rule import Rule

NIM = "https://nim-lang.org/docs/nimc.html"
UNITTEST = "https://nim-lang.org/docs/unittest.html"

RULES: tuple[Rule, ...] = (
    Rule(
        name="nim-error",
        tool="nim",
        category=Category.BUILD,
        pattern=r"(?P<file>[^\s()]+\.(?:nim|nims|nimble))\((?P<line>\d+), \d+\) Error: \S",
        anchors=(") Error:",),
        weight=92,
        example="/src/kiln/src/oven.nim(57, 14) Error: undeclared identifier: 'degrees'",
        source=NIM,
    ),
    Rule(
        name="nim-defect",
        tool="nim",
        category=Category.TEST,
        pattern=r"^Error: unhandled exception: \S|\[(?:\w+Defect|\w+Error)\]$",
        anchors=("Error: unhandled exception:", "Defect]", "Error]"),
        weight=88,
        example="Error: unhandled exception: index 12 not in 0 .. 9 [IndexDefect]",
        source=NIM,
    ),
    Rule(
        name="nim-execution-failed",
        tool="nim",
        category=Category.BUILD,
        pattern="Error: execution of an external (?:compiler program|program) (?:'[^']+' )?failed",
        anchors=("Error: execution of an external",),
        weight=45,
        example="Error: execution of an external program failed: '/src/kiln/tests/oven_test'",
        source=NIM,
    ),
    Rule(
        name="nim-test-failed",
        tool="nim unittest",
        category=Category.TEST,
        pattern=r"^\s*\[FAILED\] (?P<test>\S.*)$",
        anchors=("[FAILED]",),
        weight=72,
        example="  [FAILED] heats up",
        source=UNITTEST,
    ),
    Rule(
        name="nim-check-failed",
        tool="nim unittest",
        category=Category.TEST,
        pattern=r"(?P<file>[^\s()]+\.nim)\((?P<line>\d+), \d+\): Check failed: \S",
        anchors=(": Check failed:",),
        weight=89,
        example="    /src/kiln/tests/oven_test.nim(57, 11): Check failed: oven.degrees == 900",
        source=UNITTEST,
    ),
    Rule(
        name="testament-failed",
        tool="testament",
        category=Category.TEST,
        pattern=r"^FAIL: (?P<test>\S+\.nim\b.*)",
        anchors=("FAIL:",),
        weight=72,
        example="FAIL: tests/oven/theats.nim c",
        source="https://nim-lang.org/docs/testament.html",
    ),
    Rule(
        name="nimble-dependency",
        tool="nimble",
        category=Category.DEPENDENCY,
        pattern=(
            r"Error:\s+(?:Unsatisfied dependency|Package not found|Could not (?:find|download|read)"
            r"|Dependency |Couldn't )|Unable to query remote tags"
        ),
        anchors=("Error:", "Unable to query remote tags"),
        weight=90,
        example="     Error:  Unsatisfied dependency: clay (>= 1.9.0)",
        source="https://nim-lang.github.io/nimble/index.html",
    ),
)
