"""Bazel: analysis, actions, tests and downloads."""

from remediation.diagnosis.category import Category
from remediation.diagnosis.rule import Rule

BAZEL = "https://bazel.build/run/build"
BAZEL_TEST = "https://bazel.build/reference/test-encyclopedia"

RULES: tuple[Rule, ...] = (
    Rule(
        name="bazel-unknown-target",
        tool="bazel",
        category=Category.BUILD,
        pattern=("no such (?:target|package) '[^']+': |ERROR: .*(?:Visibility error:|is not visible from)"),
        anchors=("no such target '", "no such package '", "Visibility error:", "is not visible from"),
        weight=91,
        example="ERROR: no such target '//kiln:oven': target 'oven' not declared in package 'kiln'",
        source=BAZEL,
    ),
    Rule(
        name="bazel-action-failed",
        tool="bazel",
        category=Category.BUILD,
        pattern=(
            r"ERROR: (?P<file>[^\s:]+):(?P<line>\d+):\d+: \S.* failed: \((?:Exit \d+"
            r"|Segmentation fault|Killed|Timeout)\)"
        ),
        anchors=("failed: (",),
        weight=62,
        example=(
            "ERROR: /src/kiln/BUILD:12:11: Compiling oven.cc failed: (Exit 1): gcc failed: error "
            "executing CppCompile command"
        ),
        source=BAZEL,
    ),
    Rule(
        name="bazel-error-in-build-file",
        tool="bazel",
        category=Category.BUILD,
        pattern=(
            r"ERROR: (?P<file>[^\s:]+(?:BUILD|BUILD\.bazel|WORKSPACE|MODULE\.bazel|\.bzl)):"
            r"(?P<line>\d+):\d+: \S"
        ),
        anchors=("BUILD:", "BUILD.bazel:", "WORKSPACE:", "MODULE.bazel:", ".bzl:"),
        weight=86,
        example="ERROR: /src/kiln/BUILD.bazel:12:5: name 'kiln_library' is not defined",
        source=BAZEL,
    ),
    Rule(
        name="bazel-analysis-failed",
        tool="bazel",
        category=Category.BUILD,
        pattern=(
            "ERROR: Analysis of target '[^']+' failed|ERROR: Skipping '[^']+': "
            "|ERROR: Error computing the main repository mapping"
        ),
        anchors=(
            "ERROR: Analysis of target '",
            "ERROR: Skipping '",
            "ERROR: Error computing the main repository mapping",
        ),
        weight=72,
        example="ERROR: Analysis of target '//kiln:oven' failed; build aborted: ",
        source=BAZEL,
    ),
    Rule(
        name="bazel-starlark-fail",
        tool="bazel",
        category=Category.BUILD,
        pattern=r"^\s*Error in (?:fail|path|\w+_rule|load|index|download(?:_and_extract)?): \S",
        anchors=("Error in",),
        weight=88,
        example="Error in fail: clay needs a toolchain for arm64",
        source=BAZEL,
    ),
    Rule(
        name="bazel-download-failed",
        tool="bazel",
        category=Category.DEPENDENCY,
        pattern=r"Error downloading \[\S+\] to |java\.io\.IOException: Checksum was \w+ but wanted",
        anchors=("Error downloading [", "Checksum was"),
        weight=92,
        example=(
            "Error in download_and_extract: java.io.IOException: Error downloading "
            "[https://example.com/clay.tgz] to /x/clay.tgz"
        ),
        source=BAZEL,
    ),
    Rule(
        name="bazel-test-failed",
        tool="bazel",
        category=Category.TEST,
        pattern=(
            r"^(?:FAIL|TIMEOUT|FLAKY): (?P<test>//\S+) |^(?://|@)\S+\s+(?:FAILED|TIMEOUT|NO STATUS"
            r"|FAILED TO BUILD) (?:in |\()"
        ),
        anchors=(
            "FAIL: //",
            "TIMEOUT: //",
            "FLAKY: //",
            "FAILED in",
            "TIMEOUT in",
            "FAILED (",
            "TIMEOUT (",
            "NO STATUS",
            "FAILED TO BUILD",
        ),
        weight=71,
        example="FAIL: //kiln:oven_test (see /x/testlogs/kiln/oven_test/test.log)",
        source=BAZEL_TEST,
    ),
    Rule(
        name="bazel-summary",
        tool="bazel",
        category=Category.TEST,
        pattern=r"Executed \d+ out of \d+ tests?: .*\bfails?\b",
        anchors=("Executed",),
        weight=45,
        example="Executed 10 out of 10 tests: 9 tests pass and 1 fails locally.",
        source=BAZEL_TEST,
    ),
    Rule(
        name="bazel-server-died",
        tool="bazel",
        category=Category.RESOURCE,
        pattern=r"Server terminated abruptly \(error code: \d+",
        anchors=("Server terminated abruptly",),
        weight=90,
        example=(
            "Server terminated abruptly (error code: 14, error message: 'Socket closed', log file: "
            "'/x/jvm.out')"
        ),
        source="https://bazel.build/run/scripts",
    ),
    Rule(
        name="bazel-build-failed",
        tool="bazel",
        category=Category.BUILD,
        pattern="(?:ERROR|FAILED): Build did NOT complete successfully",
        anchors=("Build did NOT complete successfully",),
        weight=20,
        example="ERROR: Build did NOT complete successfully",
        source=BAZEL,
    ),
)
