"""Zig: compiler, build system and tests."""

from remediation.diagnosis.category import Category
from remediation.diagnosis.rule import Rule

BUILD_RUNNER = "https://github.com/ziglang/zig/blob/master/lib/compiler/build_runner.zig"
TESTING = "https://github.com/ziglang/zig/blob/master/lib/std/testing.zig"

RULES: tuple[Rule, ...] = (
    Rule(
        name="zig-error",
        tool="zig",
        category=Category.BUILD,
        pattern=r"(?P<file>[^\s:]+\.zig):(?P<line>\d+):\d+: error: \S",
        anchors=(".zig:",),
        weight=92,
        example="src/oven.zig:57:14: error: use of undeclared identifier 'degrees'",
        source="https://ziglang.org/documentation/master/",
    ),
    Rule(
        name="zig-test-failed",
        tool="zig test",
        category=Category.TEST,
        pattern=r"error: '(?P<test>[^']+)' failed: |(?:^|\s)\d+/\d+ (?P<file>\S.*?)\.\.\.\s?FAIL \(\w+\)",
        anchors=("' failed:", "FAIL ("),
        weight=78,
        example="error: 'oven.test.heats up' failed: expected 900, found 20",
        source="https://github.com/ziglang/zig/blob/master/lib/compiler/test_runner.zig",
    ),
    Rule(
        name="zig-test-mismatch",
        tool="zig test",
        category=Category.TEST,
        pattern=(
            r"(?:^(?:error: )?|failed: )expected [^\s`]+, found [^\s`]+$|^====== expected this output: =+"
            r"|slices differ\. first difference occurs at index"
        ),
        anchors=("expected ", "slices differ. first difference"),
        weight=86,
        example="expected 900, found 20",
        source=TESTING,
    ),
    Rule(
        name="zig-test-leak",
        tool="zig test",
        category=Category.TEST,
        pattern=r"\(gpa\): memory address 0x\w+ leaked:|error: memory (?:address 0x\w+ )?leaked",
        anchors=("leaked",),
        weight=88,
        example=(
            "[gpa] (err): memory address 0x7f1c2a leaked: error: memory address 0x7f1c2a leaked: "
            "(gpa): memory address 0x7f1c2a leaked:"
        ),
        source=TESTING,
    ),
    Rule(
        name="zig-panic",
        tool="zig",
        category=Category.TEST,
        pattern=r"^(?:error: )?thread \d+ panic: \S",
        anchors=("panic:",),
        weight=91,
        example="thread 4121 panic: reached unreachable code",
        source="https://github.com/ziglang/zig/blob/master/lib/std/debug.zig",
        plain=True,
    ),
    Rule(
        name="zig-command-failed",
        tool="zig",
        category=Category.BUILD,
        pattern=(
            r"error: the following (?:build )?command (?:failed with \d+ compilation errors"
            r"|exited with|terminated|crashed|failed)|error: the following build command failed"
            r"|error: the following test command (?:failed|crashed)"
        ),
        anchors=("error: the following",),
        weight=35,
        example="error: the following command failed with 1 compilation errors:",
        source=BUILD_RUNNER,
    ),
    Rule(
        name="zig-build-summary",
        tool="zig",
        category=Category.BUILD,
        pattern=r"Build Summary: \d+/\d+ steps succeeded; [1-9]\d* failed",
        anchors=("Build Summary:",),
        weight=45,
        example="Build Summary: 1/3 steps succeeded; 1 failed; 41/42 tests passed; 1 failed",
        source=BUILD_RUNNER,
    ),
    Rule(
        name="zig-package-hash",
        tool="zig",
        category=Category.DEPENDENCY,
        pattern=(
            r"error: hash mismatch: (?:manifest declares|expected)|build\.zig\.zon:\d+:\d+: error: "
            r"(?:unable to|bad HTTP|invalid)|error: (?:unable to connect to server"
            r"|bad HTTP response code|no module named)"
        ),
        anchors=(
            "error: hash mismatch:",
            "build.zig.zon:",
            "error: unable to connect to server",
            "error: bad HTTP response code",
            "error: no module named",
        ),
        weight=92,
        example="build.zig.zon:8:20: error: unable to connect to server: TemporaryNameServerFailure",
        source="https://ziglang.org/learn/build-system/",
    ),
)
