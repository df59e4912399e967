"""Dart and Flutter: the compiler, the analyzer, the formatter, tests and pub."""

from remediation.diagnosis.category import Category
from remediation.diagnosis.rule import Rule

ANALYZE = "https://dart.dev/tools/dart-analyze"
FORMAT = "https://dart.dev/tools/dart-format"
TEST = "https://dart.dev/tools/dart-test"
PACKAGE_TEST = (
    "https://github.com/dart-lang/test/blob/master/pkgs/test_core/lib/src/runner/reporter/compact.dart"
)
FLUTTER_BUILD = "https://docs.flutter.dev/reference/flutter-cli"

RULES: tuple[Rule, ...] = (
    Rule(
        name="dart-compile-error",
        tool="dart",
        category=Category.BUILD,
        pattern=r"(?P<file>[^\s:]+\.dart):(?P<line>\d+):\d+: Error: \S",
        anchors=(": Error:",),
        weight=92,
        example="lib/oven.dart:57:14: Error: The getter 'degrees' isn't defined for the class 'Oven'.",
        source="https://dart.dev/tools/diagnostic-messages",
    ),
    Rule(
        name="dart-analyze-error",
        tool="dart analyze",
        category=Category.LINT,
        pattern=(
            r"^\s*error\s+(?:-|\x{2022}) (?:.+ (?:-|\x{2022}) )?(?P<file>[^\s:]+\.(?:dart|yaml)):"
            r"(?P<line>\d+):\d+ "
        ),
        anchors=(".dart:", ".yaml:"),
        weight=92,
        example="  error \u2022 Undefined name 'x' \u2022 lib/oven.dart:57:14 \u2022 undefined_identifier",
        source=ANALYZE,
    ),
    Rule(
        name="dart-analyze-finding",
        tool="dart analyze",
        category=Category.LINT,
        pattern=(
            r"^\s*(?:warning|info)\s+(?:-|\x{2022}) (?:.+ (?:-|\x{2022}) )?(?P<file>[^\s:]+\.(?:dart"
            r"|yaml)):(?P<line>\d+):\d+ "
        ),
        anchors=(".dart:", ".yaml:"),
        weight=84,
        example=(
            "   info \u2022 Unnecessary braces in a string interpolation \u2022 lib/oven.dart:57:14 \u2022 "
            "unnecessary_brace_in_string_interps"
        ),
        source=ANALYZE,
    ),
    Rule(
        name="dart-analyze-file-first",
        tool="dart analyze",
        category=Category.LINT,
        pattern=r"^\s*(?:error|warning|info) - (?P<file>[^\s:]+\.dart):(?P<line>\d+):\d+ - ",
        anchors=(".dart:",),
        weight=88,
        example=(
            "  error - lib/oven.dart:57:14 - Undefined name 'degrees'. Try correcting the name. - "
            "undefined_identifier"
        ),
        source=ANALYZE,
    ),
    Rule(
        name="dart-analyze-summary",
        tool="dart analyze",
        category=Category.LINT,
        pattern=r"^[1-9]\d* issues? found\.(?: \(ran in|$)",
        anchors=("issue found.", "issues found."),
        weight=45,
        example="3 issues found. (ran in 4.2s)",
        source=ANALYZE,
    ),
    Rule(
        name="dart-format-changed",
        tool="dart format",
        category=Category.LINT,
        pattern=r"^Changed (?P<file>\S+\.dart)\.?$",
        anchors=("Changed",),
        weight=88,
        example="Changed lib/oven.dart",
        source=FORMAT,
    ),
    Rule(
        name="dart-format-summary",
        tool="dart format",
        category=Category.LINT,
        pattern=r"^Formatted \d+ files? \([1-9]\d* changed\) in",
        anchors=("changed) in",),
        weight=58,
        example="Formatted 42 files (1 changed) in 0.31 seconds.",
        source=FORMAT,
    ),
    Rule(
        name="dart-test-failed",
        tool="dart test",
        category=Category.TEST,
        pattern=r"^\d+:\d+ \+\d+(?: ~\d+)? -\d+: (?P<test>.+) \[E\]$",
        anchors=("[E]",),
        weight=75,
        example="00:03 +2 -1: test/oven_test.dart: heats up [E]",
        source=PACKAGE_TEST,
    ),
    Rule(
        name="dart-test-github",
        tool="dart test",
        category=Category.TEST,
        pattern=r"❌ (?P<test>\S.*) \(failed(?: after|\))",
        anchors=("(failed",),
        weight=75,
        example="❌ test/oven_test.dart: heats up (failed)",
        source=TEST,
    ),
    Rule(
        name="dart-test-actual",
        tool="dart test",
        category=Category.TEST,
        pattern=(
            r"^\s+(?:Actual|Expected): (?:<|'|\[|\{|exactly|no matching|a value|contains|throws"
            r"|should be|null|true|false|_\w+:<)"
        ),
        anchors=("Actual:", "Expected:"),
        weight=84,
        example="  Actual: <20>",
        source="https://github.com/dart-lang/matcher/blob/master/README.md",
    ),
    Rule(
        name="dart-test-load",
        tool="dart test",
        category=Category.BUILD,
        pattern=r'Failed to load "(?P<file>[^"]+\.dart)":',
        anchors=('Failed to load "',),
        weight=80,
        example=(
            'Failed to load "test/oven_test.dart": Compilation failed for '
            "testPath=/src/kiln/test/oven_test.dart"
        ),
        source=TEST,
    ),
    Rule(
        name="dart-test-summary",
        tool="dart test",
        category=Category.TEST,
        pattern=r": Some tests failed\.$|^\d+ tests passed, [1-9]\d* failed|^[1-9]\d* tests? failed\.",
        anchors=("Some tests failed.", "tests passed,", "failed."),
        weight=45,
        example="00:05 +41 -1: Some tests failed.",
        source=PACKAGE_TEST,
    ),
    Rule(
        name="flutter-exception",
        tool="flutter test",
        category=Category.TEST,
        pattern=(
            r"EXCEPTION CAUGHT BY [A-Z ]+ ╞|The following (?:TestFailure|assertion|\w*(?:Error"
            r"|Exception)) was thrown (?:running a test|building|during|while|resolving)"
        ),
        anchors=("EXCEPTION CAUGHT BY", "was thrown"),
        weight=82,
        example="══╡ EXCEPTION CAUGHT BY FLUTTER TEST FRAMEWORK ╞════════════════════════════════════",
        source="https://docs.flutter.dev/testing/common-errors",
    ),
    Rule(
        name="flutter-golden",
        tool="flutter test",
        category=Category.TEST,
        pattern='Golden "[^"]+": Pixel test failed|Could not be compared against non-existent file',
        anchors=("Pixel test failed", "Could not be compared against non-existent"),
        weight=90,
        example='Golden "goldens/oven.png": Pixel test failed, 1.21%, 412px diff detected.',
        source="https://docs.flutter.dev/testing/overview",
    ),
    Rule(
        name="flutter-target",
        tool="flutter",
        category=Category.BUILD,
        pattern=(
            r"Target (?:kernel_snapshot\w*|dart2js|aot_\w+|gen_localizations|debug_\w+|release_\w+"
            r"|profile_\w+) failed: |^Gradle task \S+ failed with exit code|Encountered error while "
            r"(?:building|archiving)|Error: Failed to compile application"
        ),
        anchors=(
            "Target kernel_snapshot",
            "Target dart2js",
            "Target aot_",
            "Target gen_localizations",
            "Target debug_",
            "Target release_",
            "Target profile_",
            "Gradle task",
            "Encountered error while",
            "Error: Failed to compile application",
        ),
        weight=48,
        example="Target kernel_snapshot_program failed: Exception",
        source=FLUTTER_BUILD,
    ),
    Rule(
        name="flutter-command",
        tool="flutter",
        category=Category.CONFIG,
        pattern=(
            r'^(?:Target file "[^"]+" not found|Test directory "[^"]+" not found'
            r"|No pubspec\.yaml file found|Error: No pubspec|Could not find an option named"
            r"|No supported devices connected)"
        ),
        anchors=(
            'Target file "',
            'Test directory "',
            "No pubspec.yaml file found",
            "Error: No pubspec",
            "Could not find an option named",
            "No supported devices connected",
        ),
        weight=88,
        example='Target file "lib/main_dev.dart" not found.',
        source=FLUTTER_BUILD,
    ),
    Rule(
        name="pub-solving",
        tool="pub",
        category=Category.DEPENDENCY,
        pattern=(
            r", version solving failed\.$|^(?:Because|And because|So, because) .+ (?:depends on"
            r"|requires|is forbidden|doesn't)|The current Dart SDK version is "
            r"|requires SDK version \S"
        ),
        anchors=(
            ", version solving failed",
            "ecause ",
            "The current Dart SDK version is",
            "requires SDK version",
        ),
        weight=90,
        example=(
            "Because kiln depends on clay ^1.9.0 which doesn't match any versions, version solving failed."
        ),
        source="https://github.com/dart-lang/pub/blob/master/doc/solver.md",
    ),
    Rule(
        name="pub-failed",
        tool="pub",
        category=Category.DEPENDENCY,
        pattern=(
            r'^Could not find (?:package|a file named "pubspec\.yaml")|pub get failed'
            r"|Package not available \(|Error on line \d+, column \d+ of \S*pubspec\.yaml"
            r'|Could not resolve URL "'
        ),
        anchors=(
            "Could not find package",
            "Could not find a file named",
            "pub get failed",
            "Package not available (",
            "pubspec.yaml",
            "Could not resolve URL",
        ),
        weight=85,
        example='Could not find package "melos" or file "melos"',
        source="https://dart.dev/tools/pub/troubleshoot",
    ),
)
