"""Android: resources, manifests, lint, dexing, the SDK, devices and signing."""

from remediation.diagnosis.category import Category
from remediation.diagnosis.rule import Rule

AAPT = "https://developer.android.com/tools/aapt2"
LINT = "https://developer.android.com/studio/write/lint"
SDK = "https://developer.android.com/tools/sdkmanager"
MULTIDEX = "https://developer.android.com/build/multidex"
TESTS = "https://developer.android.com/studio/test/command-line"

RULES: tuple[Rule, ...] = (
    Rule(
        name="android-resource",
        tool="aapt2",
        category=Category.BUILD,
        pattern=(
            r"AAPT: error: \S|error: (?:resource|style attribute) \S+ (?:\(aka [^)]+\) )?not found\."
            r"|ERROR:\s?(?P<file>[^\s:]+\.xml):(?P<line>\d+): AAPT: "
        ),
        anchors=("AAPT:", "not found."),
        weight=92,
        example=(
            "ERROR: /src/kiln/app/src/main/res/layout/oven.xml:57: AAPT: error: resource "
            "string/degrees not found."
        ),
        source=AAPT,
    ),
    Rule(
        name="android-linking",
        tool="aapt2",
        category=Category.BUILD,
        pattern="Android resource (?:linking|compilation) failed",
        anchors=("Android resource linking failed", "Android resource compilation failed"),
        weight=58,
        example="> Android resource linking failed",
        source=AAPT,
    ),
    Rule(
        name="android-lint-finding",
        tool="android lint",
        category=Category.LINT,
        pattern=(
            r"(?P<file>[^\s:]+\.(?:java|kt|kts|xml|gradle|pro|toml)):(?P<line>\d+)?:? ?Error: .+ \[\w+\]$"
        ),
        anchors=("Error:",),
        weight=92,
        example=(
            "/src/kiln/app/src/main/java/Oven.java:57: Error: Missing permissions required by "
            "Oven.heat [MissingPermission]"
        ),
        source=LINT,
    ),
    Rule(
        name="android-lint-summary",
        tool="android lint",
        category=Category.LINT,
        pattern=(
            r"Lint found (?:errors in the project; aborting build|fatal errors while assembling"
            r"|[1-9]\d* errors?)"
        ),
        anchors=("Lint found",),
        weight=62,
        example="> Lint found errors in the project; aborting build.",
        source=LINT,
    ),
    Rule(
        name="android-manifest",
        tool="android",
        category=Category.BUILD,
        pattern=(
            r"Manifest merger failed|uses-sdk:minSdkVersion \d+ cannot be smaller than version \d+ d"
            r"eclared in library"
        ),
        anchors=("Manifest merger failed", "cannot be smaller than version"),
        weight=90,
        example=(
            "> Manifest merger failed : uses-sdk:minSdkVersion 21 cannot be smaller than version "
            "24 declared in library [com.example:clay:1.4]"
        ),
        source="https://developer.android.com/build/manage-manifests",
    ),
    Rule(
        name="android-sdk-location",
        tool="android",
        category=Category.CONFIG,
        pattern=(
            r"SDK location not found\. Define a valid SDK location|NDK (?:is not installed"
            r"|not configured)|No version of NDK matched the requested version|Failed to find "
            r"(?:target with hash string|Build Tools revision|CMake)"
        ),
        anchors=(
            "SDK location not found.",
            "NDK is not installed",
            "NDK not configured",
            "No version of NDK matched",
            "Failed to find target with hash string",
            "Failed to find Build Tools",
            "Failed to find CMake",
        ),
        weight=93,
        example=(
            "> SDK location not found. Define a valid SDK location with an ANDROID_HOME environment variable"
        ),
        source="https://developer.android.com/tools/variables",
    ),
    Rule(
        name="android-licences",
        tool="android",
        category=Category.CONFIG,
        pattern=(
            "SDK packages as some licen[cs]es have not been accepted"
            "|Warning: License for package .* not accepted|Failed to install the following "
            "(?:Android )?SDK (?:packages|components)"
        ),
        anchors=("have not been accepted", "not accepted", "Failed to install the following"),
        weight=93,
        example=(
            "> Failed to install the following Android SDK packages as some licences have not been accepted."
        ),
        source=SDK,
    ),
    Rule(
        name="android-sdkmanager",
        tool="sdkmanager",
        category=Category.DEPENDENCY,
        pattern=(
            r"Warning: Failed to find package '|Error: Unknown argument --"
            r"|Package path is not valid\. Valid system image paths are"
        ),
        anchors=("Failed to find package '", "Error: Unknown argument", "Package path is not valid."),
        weight=88,
        example="Warning: Failed to find package 'platforms;android-99'",
        source=SDK,
    ),
    Rule(
        name="android-compile-sdk",
        tool="android",
        category=Category.DEPENDENCY,
        pattern=(
            r"requires libraries and applications that\s*$"
            r"|depend on it to compile against version \d+ or later"
            r"|requires Android Gradle plugin [\d.]+ or higher"
            r"|This project uses AndroidX dependencies, but the 'android\.useAndroidX'"
            r"|Namespace not specified\."
        ),
        anchors=(
            "requires libraries and applications that",
            "depend on it to compile against version",
            "requires Android Gradle plugin",
            "This project uses AndroidX dependencies",
            "Namespace not specified.",
        ),
        weight=91,
        example="      depend on it to compile against version 35 or later of the",
        source="https://developer.android.com/build/releases/gradle-plugin",
    ),
    Rule(
        name="android-duplicate-class",
        tool="android",
        category=Category.DEPENDENCY,
        pattern=(
            r"Duplicate class \S+ found in (?:the following )?modules"
            r"|Type \S+ is defined multiple times|More than one file was found with OS independent p"
            r"ath|[0-9]+ files found with path '"
        ),
        anchors=(
            "Duplicate class",
            "is defined multiple times",
            "More than one file was found with OS independent path",
            "files found with path '",
        ),
        weight=91,
        example="> Duplicate class com.example.Clay found in modules clay-1.4.jar and pottery-2.0.aar",
        source=MULTIDEX,
    ),
    Rule(
        name="android-dex",
        tool="d8",
        category=Category.BUILD,
        pattern=(
            "Cannot fit requested classes in a single dex file|(?:D8|R8"
            "|DexArchiveMergerException): (?:Error|.*[Mm]ethod count)|Error while (?:merging"
            "|dexing) dex"
        ),
        anchors=(
            "Cannot fit requested classes in a single dex",
            "D8:",
            "R8:",
            "DexArchiveMergerException:",
            "Error while",
        ),
        weight=88,
        example="ERROR:D8: Cannot fit requested classes in a single dex file (# methods: 70112 > 65536)",
        source=MULTIDEX,
    ),
    Rule(
        name="android-r8-missing",
        tool="r8",
        category=Category.BUILD,
        pattern=(
            r"Missing class \S+ \(referenced from: |ERROR: R8: |Missing classes detected while running R8"
        ),
        anchors=("(referenced from:", "ERROR: R8:", "Missing classes detected while running R8"),
        weight=90,
        example="ERROR: R8: Missing class com.example.Clay (referenced from: void kiln.Oven.heat())",
        source="https://developer.android.com/build/shrink-code",
    ),
    Rule(
        name="android-signing",
        tool="android",
        category=Category.CONFIG,
        pattern=(
            r"Keystore file '[^']*' not found for signing config|Failed to read key \S+ from store"
            r'|SigningConfig "[^"]+" is missing required property|keystore password was incorrect'
            r"|Keystore was tampered with, or password was incorrect"
        ),
        anchors=(
            "not found for signing config",
            "from store",
            "is missing required property",
            "keystore password was incorrect",
            "Keystore was tampered with",
        ),
        weight=92,
        example="> Keystore file '/src/kiln/release.jks' not found for signing config 'release'.",
        source="https://developer.android.com/studio/publish/app-signing",
    ),
    Rule(
        name="android-install",
        tool="adb",
        category=Category.TEST,
        pattern="INSTALL_(?:FAILED|PARSE_FAILED)_[A-Z_]+|adb: failed to install",
        anchors=("INSTALL_FAILED_", "INSTALL_PARSE_FAILED_", "adb: failed to install"),
        weight=88,
        example="Failure [INSTALL_FAILED_INSUFFICIENT_STORAGE]",
        source="https://developer.android.com/tools/adb",
    ),
    Rule(
        name="android-no-device",
        tool="android",
        category=Category.INFRA,
        pattern=(
            r"No connected devices!|com\.android\.builder\.testing\.api\.DeviceException|error: "
            r"(?:device offline|no devices/emulators found|device '[^']*' not found)"
            r"|Timeout waiting for emulator to boot|Emulator boot failed"
        ),
        anchors=(
            "No connected devices!",
            "testing.api.DeviceException",
            "error: device ",
            "error: no devices/emulators found",
            "Timeout waiting for emulator to boot",
            "Emulator boot failed",
        ),
        weight=90,
        example="> com.android.builder.testing.api.DeviceException: No connected devices!",
        source=TESTS,
    ),
    Rule(
        name="android-emulator",
        tool="emulator",
        category=Category.INFRA,
        pattern=(
            "emulation currently requires hardware acceleration|PANIC: (?:Cannot find AVD"
            "|Missing emulator engine|Broken AVD)"
        ),
        anchors=(
            "emulation currently requires hardware acceleration",
            "PANIC: Cannot find AVD",
            "PANIC: Missing emulator",
            "PANIC: Broken AVD",
        ),
        weight=90,
        example="ERROR: x86_64 emulation currently requires hardware acceleration!",
        source="https://developer.android.com/studio/run/emulator-acceleration",
    ),
    Rule(
        name="android-test-failed",
        tool="android",
        category=Category.TEST,
        pattern=r"(?P<test>[\w.$]+ > \w+)\[[^\]]+\] .*FAILED",
        anchors=("FAILED",),
        weight=74,
        example="kiln.OvenTest > heatsUp[pixel6(AVD) - 14] FAILED ",
        source=TESTS,
    ),
    Rule(
        name="android-instrumentation",
        tool="android",
        category=Category.TEST,
        pattern=(
            r"INSTRUMENTATION_(?:RESULT: shortMsg|FAILED)|Instrumentation run failed due to"
            r"|Test run failed to complete\. (?:Expected|Instrumentation)"
        ),
        anchors=("INSTRUMENTATION_", "Instrumentation run failed due to", "Test run failed to complete."),
        weight=86,
        example="Test run failed to complete. Instrumentation run failed due to Process crashed.",
        source=TESTS,
    ),
)
