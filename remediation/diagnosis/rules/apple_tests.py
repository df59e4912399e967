"""Apple platforms: XCTest, Swift Testing and how xcodebuild and its formatters print them."""

from remediation.diagnosis.category import Category
from remediation.diagnosis.rule import Rule

SWIFT = r"(?P<file>(?:[A-Za-z]:)?/?[^:()]*?[^\s:()]+\.swift)"
XCODE_TESTS = "https://developer.apple.com/documentation/xcode/running-tests-and-interpreting-results"
XCTEST = "https://github.com/swiftlang/swift-corelibs-xctest/blob/main/Sources/XCTest/Public/XCTAssert.swift"
TESTING = "https://github.com/swiftlang/swift-testing/blob/main/Sources/Testing/Events/Recorder/Event.HumanReadableOutputRecorder.swift"

RULES: tuple[Rule, ...] = (
    Rule(
        name="swift-fatal",
        tool="swift",
        category=Category.TEST,
        pattern=SWIFT + r":(?P<line>\d+): (?:Fatal error|Precondition failed|Assertion failed)(?::|$)",
        anchors=(".swift:",),
        weight=92,
        example=(
            "Kiln/Oven.swift:57: Fatal error: Unexpectedly found nil while unwrapping an Optional value"
        ),
        source="https://github.com/swiftlang/swift/blob/main/stdlib/public/core/Assert.swift",
        plain=True,
    ),
    Rule(
        name="xctest-failure",
        tool="xctest",
        category=Category.TEST,
        pattern=(
            r"(?P<file>[^\s:]+\.(?:swift|m|mm)):(?P<line>\d+): error: (?:-\[)?"
            r"(?P<test>[\w.]+[ .]\w+)\]? : \S"
        ),
        anchors=(": error:",),
        weight=93,
        example=(
            "/src/kiln/Tests/OvenTests.swift:57: error: -[KilnTests.OvenTests testHeatsUp] : "
            'XCTAssertEqual failed: ("20") is not equal to ("900")'
        ),
        source=XCTEST,
    ),
    Rule(
        name="xctest-case-failed",
        tool="xctest",
        category=Category.TEST,
        pattern=r"Test [Cc]ase '(?P<test>[^']+)' failed (?:\(|on ')",
        anchors=("' failed (", "' failed on '"),
        weight=72,
        example="Test Case '-[KilnTests.OvenTests testHeatsUp]' failed (0.021 seconds).",
        source=XCODE_TESTS,
    ),
    Rule(
        name="xctest-case-failed-pretty",
        tool="xctest",
        category=Category.TEST,
        pattern=r"^\s*(?:✗|✖|\[x\]) (?P<test>test\w+)(?:, | on '| \()",
        anchors=("✗ test", "✖ test", "[x] test"),
        weight=73,
        example='    ✖ testHeatsUp, XCTAssertEqual failed: ("20") is not equal to ("900")',
        source="https://github.com/cpisciotta/xcbeautify/blob/main/README.md",
    ),
    Rule(
        name="xctest-summary",
        tool="xctest",
        category=Category.TEST,
        pattern=r"Executed \d+ tests?, with (?:\d+ tests? skipped and )?[1-9]\d* failures?",
        anchors=("Executed",),
        weight=46,
        example="\t Executed 42 tests, with 1 failure (0 unexpected) in 1.234 (1.240) seconds",
        source=XCTEST,
    ),
    Rule(
        name="xctest-crashed",
        tool="xctest",
        category=Category.TEST,
        pattern=(
            "Restarting after unexpected exit, crash, or test timeout|Test runner (?:exited|crashed"
            "|never began executing)|Early unexpected exit, operation never finished bootstrapping"
            "|The test runner (?:failed to initialize|hung|crashed)"
        ),
        anchors=(
            "Restarting after unexpected exit",
            "Test runner",
            "Early unexpected exit",
            "The test runner",
        ),
        weight=86,
        example=(
            "Restarting after unexpected exit, crash, or test timeout in OvenTests.testHeatsUp(); "
            "summary will include totals"
        ),
        source=XCODE_TESTS,
    ),
    Rule(
        name="swift-testing-issue",
        tool="swift-testing",
        category=Category.TEST,
        pattern=(
            r'Test "?(?P<test>[^"]+?)"? recorded an issue (?:with .+ )?at (?P<file>[^\s:]+\.swift):'
            r"(?P<line>\d+):\d+: \S"
        ),
        anchors=("recorded an issue",),
        weight=92,
        example=(
            "✘ Test heatsUp() recorded an issue at OvenTests.swift:57:9: Expectation failed: "
            "(oven.degrees → 20) == 900"
        ),
        source=TESTING,
    ),
    Rule(
        name="swift-testing-failed",
        tool="swift-testing",
        category=Category.TEST,
        pattern=r'(?:Test|Suite) "?(?P<test>[^"]+?)"? failed after [\d.]+ seconds with \d+ issues?',
        anchors=("failed after",),
        weight=71,
        example="✘ Test heatsUp() failed after 0.021 seconds with 1 issue.",
        source=TESTING,
    ),
    Rule(
        name="xcode-test-banner",
        tool="xcodebuild",
        category=Category.TEST,
        pattern=r"\*\* TEST (?:EXECUTE )?FAILED \*\*|^Failing tests:$|^Testing failed:$",
        anchors=("FAILED **", "Failing tests:", "Testing failed:"),
        weight=18,
        example="** TEST FAILED **",
        source=XCODE_TESTS,
    ),
    Rule(
        name="simulator-boot",
        tool="simulator",
        category=Category.INFRA,
        pattern=(
            "Unable to boot device|Failed to (?:boot|launch|prepare) (?:simulator|device|app)"
            "|CoreSimulatorService connection became invalid|Timed out waiting for (?:simulator"
            "|device) to boot|Simulator device failed to (?:launch|install)"
        ),
        anchors=(
            "Unable to boot device",
            "Failed to boot",
            "Failed to launch",
            "Failed to prepare",
            "CoreSimulatorService connection became invalid",
            "Timed out waiting for",
            "Simulator device failed to",
        ),
        weight=88,
        example="Unable to boot device in current state: Shutting Down",
        source="https://developer.apple.com/documentation/xcode/building-swift-packages-or-apps-that-use-them-in-continuous-integration-workflows",
    ),
)
