"""Apple platforms: the Swift compiler, xcodebuild, code signing and SwiftPM."""

from remediation.diagnosis.category import Category
from remediation.diagnosis.rule import Rule

SWIFT = r"(?P<file>(?:[A-Za-z]:)?/?[^:()]*?[^\s:()]+\.swift)"
XCODEBUILD = "https://developer.apple.com/documentation/xcode/building-swift-packages-or-apps-that-use-them-in-continuous-integration-workflows"
SIGNING = (
    "https://developer.apple.com/documentation/technotes/tn3125-inside-code-signing-provisioning-profiles"
)
SWIFTPM = "https://github.com/swiftlang/swift-package-manager/blob/main/Documentation/Usage.md"

RULES: tuple[Rule, ...] = (
    Rule(
        name="swift-error",
        tool="swiftc",
        category=Category.BUILD,
        pattern=SWIFT + r":(?P<line>\d+):\d+: error: \S",
        anchors=(".swift:",),
        weight=91,
        example="/src/kiln/Sources/Oven.swift:57:14: error: cannot find 'degrees' in scope",
        source="https://github.com/swiftlang/swift/blob/main/docs/Diagnostics.md",
    ),
    Rule(
        name="swift-error-pretty",
        tool="swiftc",
        category=Category.BUILD,
        pattern=r"(?:❌|\[x\])\s+(?P<file>[^:]+\.(?:swift|m|mm|c|cpp|h)):(?P<line>\d+):\d+: \S",
        anchors=(".swift:", ".m:", ".mm:", ".c:", ".cpp:", ".h:"),
        weight=91,
        example="❌  /src/kiln/Sources/Oven.swift:57:14: cannot find 'degrees' in scope",
        source="https://github.com/xcpretty/xcpretty/blob/master/lib/xcpretty/formatters/formatter.rb",
    ),
    Rule(
        name="xcodebuild-destination",
        tool="xcodebuild",
        category=Category.CONFIG,
        pattern=(
            r"xcodebuild: error: (?:Unable to find a (?:device|destination) matching|The "
            r"""(?:workspace|project) (?:named )?'?"?[^'"]+'?"? does not (?:contain|exist)|Scheme"""
            r"""|Failed to build (?:workspace|project) \S+ with scheme|SDK "|'[^']+' does not exist"""
            r"|Could not find|Found no destinations|option|The requested device could not be found)"
        ),
        anchors=("xcodebuild: error:",),
        weight=93,
        example=(
            "xcodebuild: error: Unable to find a destination matching the provided destination specifier:"
        ),
        source=XCODEBUILD,
    ),
    Rule(
        name="xcodebuild-packages",
        tool="xcodebuild",
        category=Category.DEPENDENCY,
        pattern=(
            "xcodebuild: error: Could not resolve package dependencies"
            "|^Could not resolve package dependencies:"
        ),
        anchors=("Could not resolve package dependencies",),
        weight=90,
        example="xcodebuild: error: Could not resolve package dependencies:",
        source=XCODEBUILD,
    ),
    Rule(
        name="xcodebuild-error",
        tool="xcodebuild",
        category=Category.BUILD,
        pattern=r"xcodebuild: error: \S",
        anchors=("xcodebuild: error:",),
        weight=85,
        example="xcodebuild: error: Failed to write the archive to the path",
        source=XCODEBUILD,
    ),
    Rule(
        name="xcode-duplicate-output",
        tool="xcodebuild",
        category=Category.BUILD,
        pattern=(
            r"error: (?:Multiple commands produce '|Cycle (?:inside|in dependencies)"
            r"|Build input files? cannot be found: |Unable to (?:open|find|load) "
            r"(?:base configuration|module dependency|contents of file list)"
            r"|unable to find module dependency|The sandbox is not in sync with the Podfile\.lock"
            r"|.* Platform Not Installed)"
        ),
        anchors=(
            "error: Multiple commands produce",
            "error: Cycle in",
            "error: Build input file",
            "error: Unable to",
            "error: unable to find module",
            "The sandbox is not in sync",
            "Platform Not Installed",
        ),
        weight=92,
        example="error: Multiple commands produce '/src/kiln/build/Kiln.app/Info.plist'",
        source=XCODEBUILD,
    ),
    Rule(
        name="xcode-command-failed",
        tool="xcodebuild",
        category=Category.BUILD,
        pattern=(
            r"Command (?:SwiftCompile|CompileSwift\w*|SwiftEmitModule|CompileC|Ld|Libtool"
            r"|PhaseScriptExecution|CompileAssetCatalog\w*|ProcessInfoPlistFile|MergeSwiftModule"
            r"|SwiftDriver\w*|CpResource|CodeSign|SwiftVerifyEmittedModuleInterface"
            r"|CompileStoryboard|CompileXIB|ValidateEmbeddedBinary|DataModelCompile"
            r"|GenerateDSYMFile) failed with a nonzero exit code"
        ),
        anchors=("failed with a nonzero exit code",),
        weight=40,
        example="Command SwiftCompile failed with a nonzero exit code",
        source=XCODEBUILD,
    ),
    Rule(
        name="xcode-banner",
        tool="xcodebuild",
        category=Category.BUILD,
        pattern=(
            r"\*\* (?:BUILD|ARCHIVE|CLEAN|EXPORT|ANALYZE|INSTALL|BUILD-FOR-TESTING"
            r"|TEST BUILD) FAILED \*\*|^The following build commands failed:"
        ),
        anchors=("FAILED **", "The following build commands failed:"),
        weight=18,
        example="** BUILD FAILED **",
        source=XCODEBUILD,
    ),
    Rule(
        name="codesign-team",
        tool="code signing",
        category=Category.CONFIG,
        pattern=(
            r"""Signing for "[^"]+" requires a development team|No profiles for '[^']+' were found"""
            r'|No signing certificate "[^"]+" found|requires a provisioning profile'
            r'|No Accounts: Add a new account in Accounts settings|No "?[\w ]+"? signing certificate'
            r"""|Provisioning profile "[^"]+" (?:doesn't|has expired|is not|isn't)"""
            r"|Code ?[Ss]igning is required for product type"
        ),
        anchors=(
            "requires a development team",
            "No profiles for '",
            "No signing certificate",
            "requires a provisioning profile",
            "No Accounts:",
            "signing certificate",
            'Provisioning profile "',
            "igning is required for product type",
        ),
        weight=93,
        example=(
            'error: Signing for "Kiln" requires a development team. Select a development team in '
            "the Signing & Capabilities editor."
        ),
        source=SIGNING,
    ),
    Rule(
        name="codesign-keychain",
        tool="code signing",
        category=Category.CONFIG,
        pattern=(
            "errSecInternalComponent|: User interaction is not allowed|no identity found$"
            "|The specified item could not be found in the keychain"
        ),
        anchors=(
            "errSecInternalComponent",
            ": User interaction is not allowed",
            "no identity found",
            "The specified item could not be found in the keychain",
        ),
        weight=90,
        example="/src/kiln/build/Kiln.app: errSecInternalComponent",
        source=SIGNING,
    ),
    Rule(
        name="notarization",
        tool="notarytool",
        category=Category.CONFIG,
        pattern=(
            r"^\s*status: Invalid$|Error: HTTP status code: 40[13]\. (?:Invalid credentials"
            r"|A required agreement)|The staple and validate action failed"
        ),
        anchors=("status: Invalid", "Error: HTTP status code: 40", "The staple and validate action failed"),
        weight=86,
        example="  status: Invalid",
        source="https://developer.apple.com/documentation/security/resolving-common-notarization-issues",
    ),
    Rule(
        name="swiftpm-resolution",
        tool="swiftpm",
        category=Category.DEPENDENCY,
        pattern=(
            "error: (?:Dependencies could not be resolved because"
            "|[Pp]ackage '[^']+' is using Swift tools version"
            "|'[^']+': package '[^']+' is using Swift tools version"
            "|product '[^']+' required by package|the (?:product|package|library) '[^']+' requires"
            "|Failed to (?:clone|resolve|fetch) (?:repository|dependencies|package)"
            "|Couldn.t fetch updates from remote repositories"
            "|no versions of '[^']+' match the requirement"
            "|an out-of-date resolved file was detected|exhausted attempts to resolve"
            "|could not find target '|unknown package ')"
        ),
        anchors=(
            "Dependencies could not be resolved because",
            "is using Swift tools version",
            "error: product '",
            "error: the ",
            "error: Failed to",
            "fetch updates from remote repositories",
            "error: no versions of '",
            "an out-of-date resolved file was detected",
            "exhausted attempts to resolve",
            "could not find target '",
            "unknown package '",
        ),
        weight=93,
        example=("error: Dependencies could not be resolved because root depends on 'clay' 1.4.0..<2.0.0."),
        source="https://github.com/swiftlang/swift-package-manager/blob/main/Sources/PackageGraph/PackageGraph.swift",
    ),
    Rule(
        name="swiftpm-manifest",
        tool="swiftpm",
        category=Category.CONFIG,
        pattern=(
            r"error: '[^']+': (?:Invalid manifest|invalid custom path|target '[^']+' (?:referenced"
            r"|has)|Source files for target|public headers)|error: Could not find Package\.swift"
            r"|error: root manifest not found"
        ),
        anchors=("error: '", "error: Could not find Package.swift", "error: root manifest not found"),
        weight=90,
        example=(
            "error: 'kiln': Source files for target KilnTests should be located under 'Tests/KilnTests'"
        ),
        source=SWIFTPM,
    ),
    Rule(
        name="swiftpm-terminated",
        tool="swiftpm",
        category=Category.BUILD,
        pattern=(
            r"^error: (?:terminated\(\d+\): |fatalError$|emit-module command failed with exit code"
            r"|compile command failed due to)"
        ),
        anchors=(
            "error: terminated(",
            "error: fatalError",
            "error: emit-module command failed",
            "error: compile command failed",
        ),
        weight=18,
        example="error: fatalError",
        source=SWIFTPM,
    ),
)
