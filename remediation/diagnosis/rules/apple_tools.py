"""Apple platforms: SwiftLint, the formatters, CocoaPods, Carthage and fastlane."""

from remediation.diagnosis.category import Category
from remediation.diagnosis.rule import Rule

SWIFT = r"(?P<file>[^\s:()]+\.swift):(?P<line>\d+)"
SWIFTLINT = "https://github.com/realm/SwiftLint/blob/main/README.md"
SWIFTFORMAT = "https://github.com/nicklockwood/SwiftFormat/blob/main/README.md"
PODS = "https://guides.cocoapods.org/using/troubleshooting.html"
PODS_SPEC = "https://guides.cocoapods.org/making/making-a-cocoapod.html"
CARTHAGE = "https://github.com/Carthage/Carthage/blob/master/README.md"
FASTLANE = "https://docs.fastlane.tools/codesigning/troubleshooting/"

RULES: tuple[Rule, ...] = (
    Rule(
        name="swiftlint-error",
        tool="swiftlint",
        category=Category.LINT,
        pattern=SWIFT + r"(?::\d+)?: error: .+ \([a-z_]+\)$",
        anchors=(".swift:",),
        weight=93,
        example=(
            "/src/kiln/Sources/Oven.swift:57:14: error: Force Cast Violation: Force casts should "
            "be avoided (force_cast)"
        ),
        source=SWIFTLINT,
    ),
    Rule(
        name="swiftlint-warning",
        tool="swiftlint",
        category=Category.LINT,
        pattern=SWIFT + r"(?::\d+)?: warning: .+ Violation: .+ \([a-z_]+\)$",
        anchors=(".swift:",),
        weight=60,
        example=(
            "/src/kiln/Sources/Oven.swift:57:1: warning: Line Length Violation: Line should be 120 "
            "characters or less (line_length)"
        ),
        source=SWIFTLINT,
    ),
    Rule(
        name="swiftlint-summary",
        tool="swiftlint",
        category=Category.LINT,
        pattern=(
            r"(?:Done linting! )?Found [1-9]\d* violations?, (?:[1-9]\d* serious|0 serious) in \d+ files?"
        ),
        anchors=("violations,", "violation,"),
        weight=50,
        example="Done linting! Found 3 violations, 1 serious in 41 files.",
        source=SWIFTLINT,
    ),
    Rule(
        name="swiftformat-finding",
        tool="swiftformat",
        category=Category.LINT,
        pattern=SWIFT + r":\d+: (?:error|warning): \(\w+\) \S",
        anchors=(".swift:",),
        weight=92,
        example=(
            "/src/kiln/Sources/Oven.swift:57:1: error: (indent) Indent code in accordance with the "
            "scope level."
        ),
        source=SWIFTFORMAT,
    ),
    Rule(
        name="swiftformat-summary",
        tool="swiftformat",
        category=Category.LINT,
        pattern=r"Source input did not pass lint check|[1-9]\d*/\d+ files? require formatting",
        anchors=("Source input did not pass lint check", "require formatting"),
        weight=55,
        example="Source input did not pass lint check.",
        source=SWIFTFORMAT,
    ),
    Rule(
        name="swift-format-finding",
        tool="swift-format",
        category=Category.LINT,
        pattern=SWIFT + r":\d+: (?:error|warning): \[[A-Z]\w+\] \S",
        anchors=(".swift:",),
        weight=92,
        example="Sources/Oven.swift:57:1: error: [Indentation] unindent by 2 spaces",
        source="https://github.com/swiftlang/swift-format/blob/main/Documentation/RuleDocumentation.md",
    ),
    Rule(
        name="periphery-finding",
        tool="periphery",
        category=Category.LINT,
        pattern=SWIFT
        + (r":\d+: (?:error|warning): .+ is (?:unused|never used|assigned, but never used|redundant)"),
        anchors=(".swift:",),
        weight=72,
        example="/src/kiln/Sources/Oven.swift:57:10: warning: Function 'heat()' is unused",
        source="https://github.com/peripheryapp/periphery/blob/master/README.md",
    ),
    Rule(
        name="pods-versions",
        tool="cocoapods",
        category=Category.DEPENDENCY,
        pattern=(
            r"\[!\] (?:CocoaPods could not find compatible versions for pod|Unable to find a "
            r"(?:specification|pod with name|source)|Unable to satisfy the following requirements"
            r"|The version of CocoaPods used to generate the lockfile|CDN: \S+ (?:URL|Repo update))"
        ),
        anchors=("[!] CocoaPods could not find", "[!] Unable to", "[!] The version of CocoaPods", "[!] CDN:"),
        weight=93,
        example='[!] CocoaPods could not find compatible versions for pod "Clay":',
        source=PODS,
    ),
    Rule(
        name="pods-install",
        tool="cocoapods",
        category=Category.DEPENDENCY,
        pattern=(
            r"\[!\] (?:Error installing \S|Failed to download '|No podspec found for"
            r"|No `Podfile' found|Could not automatically select an Xcode project|The `[^`]+` target"
            r"|Invalid `Podfile` file|The following Swift pods cannot yet be integrated)"
        ),
        anchors=(
            "[!] Error installing",
            "[!] Failed to download",
            "[!] No podspec found",
            "[!] No `Podfile' found",
            "[!] Could not automatically select",
            "[!] The `",
            "[!] Invalid `Podfile`",
            "[!] The following Swift pods",
        ),
        weight=90,
        example="[!] Error installing Clay",
        source=PODS,
    ),
    Rule(
        name="pods-lint-error",
        tool="cocoapods",
        category=Category.LINT,
        pattern=r"^\s*- ERROR \| \S",
        anchors=("- ERROR |",),
        weight=86,
        example="    - ERROR | [iOS] xcodebuild: Returned an unsuccessful exit code.",
        source=PODS_SPEC,
    ),
    Rule(
        name="pods-lint-summary",
        tool="cocoapods",
        category=Category.LINT,
        pattern=r"\[!\] (?:\S+ did not pass validation, due to|The spec did not pass validation)",
        anchors=("did not pass validation",),
        weight=55,
        example="[!] Kiln did not pass validation, due to 1 error.",
        source=PODS_SPEC,
    ),
    Rule(
        name="carthage-task",
        tool="carthage",
        category=Category.BUILD,
        pattern=(
            r"A shell task \(.+\) failed with exit code \d+|Failed to (?:check out repository"
            r"|discover shared schemes)"
        ),
        anchors=("A shell task (", "Failed to check out repository", "Failed to discover shared schemes"),
        weight=72,
        example=(
            "A shell task (/usr/bin/xcrun xcodebuild -workspace Kiln.xcworkspace) failed with exit code 65:"
        ),
        source=CARTHAGE,
    ),
    Rule(
        name="carthage-version",
        tool="carthage",
        category=Category.DEPENDENCY,
        pattern=(
            "Could not pick a version for github|No (?:tagged versions|available version) "
            "(?:found )?for |The dependency graph contained a cycle"
        ),
        anchors=(
            "Could not pick a version for",
            "No tagged versions",
            "No available version",
            "The dependency graph contained a cycle",
        ),
        weight=92,
        example=(
            'Could not pick a version for github "example/clay", due to mutually incompatible requirements:'
        ),
        source=CARTHAGE,
    ),
    Rule(
        name="fastlane-signing",
        tool="fastlane",
        category=Category.CONFIG,
        pattern=(
            r"\[!\] (?:Error cloning certificates (?:git )?repo|No code signing identity found"
            r"|Could not find a matching code signing identity|Error (?:decrypting"
            r"|setting certificate)|.*[Cc]ertificate '[^']*' .*(?:is not available|has expired"
            r"|not found)|Provisioning profile .* not found|No certificates for"
            r"|Couldn't decrypt the repo)"
        ),
        anchors=("[!]",),
        weight=92,
        example=(
            "[!] Error cloning certificates git repo, please make sure you have access to the repository"
        ),
        source="https://docs.fastlane.tools/actions/match/",
    ),
    Rule(
        name="fastlane-configuration",
        tool="fastlane",
        category=Category.CONFIG,
        pattern=(
            r"Could not find (?:action, lane or variable|option) '|\[!\] "
            r"(?:Could not find 'fastlane'|No value found for '|Could not find lane"
            r"|You passed invalid parameters|The `?\w+`? lane|Missing required)"
        ),
        anchors=(
            "Could not find action, lane or variable",
            "Could not find option '",
            "[!] Could not find",
            "[!] No value found for",
            "[!] You passed invalid parameters",
            "[!] The ",
            "[!] Missing required",
        ),
        weight=92,
        example=(
            "[!] Could not find action, lane or variable 'fire_clay'. Check out the documentation "
            "for more details"
        ),
        source="https://docs.fastlane.tools/actions/",
    ),
    Rule(
        name="fastlane-store",
        tool="fastlane",
        category=Category.OTHER,
        pattern=(
            r"\[!\] (?:Error uploading|The request could not be completed because|Could not "
            r"(?:upload|create|find app)|Invalid username and password|Google Api Error"
            r"|.*Redundant Binary Upload|.*ITMS-\d+)|ERROR ITMS-\d+: "
        ),
        anchors=("[!]", "ERROR ITMS-"),
        weight=86,
        example=(
            "[!] Google Api Error: Invalid request - APK specifies a version code that has already been used."
        ),
        source="https://docs.fastlane.tools/actions/deliver/",
    ),
    Rule(
        name="fastlane-build",
        tool="fastlane",
        category=Category.BUILD,
        pattern=(
            r"\[!\] Error (?:building the application|packaging up the application"
            r"|building/testing the application|occurred while)|\[!\] Tests have failed"
            r"|Tests have failed"
        ),
        anchors=("[!] Error", "Tests have failed"),
        weight=48,
        example="[!] Error building the application - see the log above",
        source=FASTLANE,
    ),
    Rule(
        name="fastlane-finished",
        tool="fastlane",
        category=Category.BUILD,
        pattern="fastlane finished with errors",
        anchors=("fastlane finished with errors",),
        weight=18,
        example="fastlane finished with errors",
        source=FASTLANE,
    ),
)
