"""C and C++: package managers and the build tools of small boards."""

from remediation.diagnosis.category import Category
from remediation.diagnosis.rule import Rule

CONAN = "https://docs.conan.io/2/knowledge/faq.html"
CONAN_ERRORS = "https://github.com/conan-io/conan/blob/develop2/conan/internal/graph/graph_error.py"
VCPKG = "https://github.com/microsoft/vcpkg-tool/blob/main/locales/messages.json"
VCPKG_HELP = "https://learn.microsoft.com/en-us/vcpkg/troubleshoot/build-failures"
PIO = "https://docs.platformio.org/en/latest/core/userguide/index.html"

RULES: tuple[Rule, ...] = (
    Rule(
        name="conan-not-resolved",
        tool="conan",
        category=Category.DEPENDENCY,
        pattern=(
            "Package '[^']+' not resolved: |Unable to find '[^']+' in remotes"
            "|No compatible versions? found for"
        ),
        anchors=("' not resolved:", "Unable to find '", "No compatible version"),
        weight=93,
        example="ERROR: Package 'clay/1.4' not resolved: Unable to find 'clay/1.4' in remotes.",
        source=CONAN_ERRORS,
    ),
    Rule(
        name="conan-missing-binary",
        tool="conan",
        category=Category.DEPENDENCY,
        pattern="ERROR: Missing (?:prebuilt package for|binary:) ",
        anchors=("ERROR: Missing",),
        weight=92,
        example="ERROR: Missing prebuilt package for 'clay/1.4'. You can try:",
        source=CONAN,
    ),
    Rule(
        name="conan-conflict",
        tool="conan",
        category=Category.DEPENDENCY,
        pattern=("Version conflict: Conflict between |ERROR: Conflict in |Configuration conflict in graph"),
        anchors=("Version conflict:", "ERROR: Conflict in", "Configuration conflict in graph"),
        weight=92,
        example="ERROR: Version conflict: Conflict between clay/1.4 and clay/1.3 in the graph.",
        source=CONAN_ERRORS,
    ),
    Rule(
        name="conan-recipe-failed",
        tool="conan",
        category=Category.BUILD,
        pattern=r"ERROR: [\w.+-]+/\S+: Error in \w+\(\) method, line \d+",
        anchors=(": Error in",),
        weight=75,
        example="ERROR: clay/1.4: Error in build() method, line 52",
        source=CONAN,
    ),
    Rule(
        name="conan-invalid",
        tool="conan",
        category=Category.DEPENDENCY,
        pattern=r"Invalid (?:ID|configuration): |: Invalid: \S|Invalid setting '[^']+' is not a valid",
        anchors=("Invalid ID:", "Invalid configuration:", ": Invalid:", "Invalid setting '"),
        weight=88,
        example="clay/1.4: Invalid: Current cppstd (14) is lower than the required C++ standard (17).",
        source=CONAN,
    ),
    Rule(
        name="vcpkg-build-failed",
        tool="vcpkg",
        category=Category.BUILD,
        pattern=r"(?:error|Error): [Bb]uilding (?:package )?(?:\S+) failed with: ",
        anchors=("failed with:",),
        weight=80,
        example="error: building clay:x64-linux failed with: BUILD_FAILED",
        source=VCPKG,
    ),
    Rule(
        name="vcpkg-no-such-port",
        tool="vcpkg",
        category=Category.DEPENDENCY,
        pattern=(
            r"error: while loading \S+:?|error: no version database entry for "
            r"|[Tt]he port directory \(\S+\) does not exist|was not found in versions database"
        ),
        anchors=(
            "error: while loading",
            "error: no version database entry",
            "he port directory (",
            "was not found in versions database",
        ),
        weight=92,
        example="error: no version database entry for clay at 1.9.0",
        source=VCPKG,
    ),
    Rule(
        name="vcpkg-download-hash",
        tool="vcpkg",
        category=Category.DEPENDENCY,
        pattern=(
            "File does not have the expected hash|error: [Ff]ailed to download "
            "(?:file )?from mirror set|error: file does not have expected hash"
        ),
        anchors=(
            "have the expected hash",
            "download from mirror set",
            "download file from mirror set",
            "have expected hash",
        ),
        weight=91,
        example="error: Failed to download from mirror set",
        source=VCPKG_HELP,
    ),
    Rule(
        name="vcpkg-command-failed",
        tool="vcpkg",
        category=Category.BUILD,
        pattern=(
            r"CMake Error at \S*scripts/cmake/vcpkg_\w+\.cmake:\d+|error: vcpkg install failed"
            r"|Running vcpkg install - failed"
        ),
        anchors=("scripts/cmake/vcpkg_", "vcpkg install failed", "vcpkg install - failed"),
        weight=86,
        example="CMake Error at scripts/cmake/vcpkg_execute_build_process.cmake:134 (message):",
        source=VCPKG_HELP,
    ),
    Rule(
        name="platformio-package",
        tool="platformio",
        category=Category.DEPENDENCY,
        pattern="UnknownPackageError: |UnknownBoard: |UnknownPlatform: |PackageException: ",
        anchors=("UnknownPackageError:", "UnknownBoard:", "UnknownPlatform:", "PackageException:"),
        weight=91,
        example=(
            "UnknownPackageError: Could not find the package with 'kiln/Clay @ ^1.4.0' "
            "requirements for your system"
        ),
        source=PIO,
    ),
    Rule(
        name="platformio-target-failed",
        tool="platformio",
        category=Category.BUILD,
        pattern=r"\*\*\* \[\.pio[/\\]\S+\] Error \d+",
        anchors=("*** [.pio",),
        weight=25,
        example="*** [.pio/build/esp32dev/src/oven.cpp.o] Error 1",
        source=PIO,
    ),
    Rule(
        name="arduino-failed",
        tool="arduino-cli",
        category=Category.BUILD,
        pattern=(
            "Error during build: |Compilation error: |Platform '[^']+' not found|Library '[^']+' not found"
        ),
        anchors=("Error during build:", "Compilation error:", "Platform '", "Library '"),
        weight=50,
        example="Error during build: exit status 1",
        source="https://arduino.github.io/arduino-cli/latest/",
    ),
    Rule(
        name="idf-failed",
        tool="idf.py",
        category=Category.BUILD,
        pattern=r"(?:cmake|ninja) failed with exit code \d+, output of the command is in",
        anchors=("failed with exit code",),
        weight=35,
        example=(
            "ninja failed with exit code 1, output of the command is in the "
            "/src/build/log/idf_py_stderr_output_812"
        ),
        source="https://docs.espressif.com/projects/esp-idf/en/latest/esp32/api-guides/tools/idf-py.html",
    ),
    Rule(
        name="sccache-error",
        tool="sccache",
        category=Category.INFRA,
        pattern=r"sccache: error: \S|sccache: Server startup failed",
        anchors=("sccache: error:", "sccache: Server startup failed"),
        weight=88,
        example="sccache: error: Server startup failed: cache storage failed to read",
        source="https://github.com/mozilla/sccache/blob/main/README.md",
    ),
)
