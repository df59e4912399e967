"""C and C++: CMake, its presets and modules."""

from remediation.diagnosis.category import Category
from remediation.diagnosis.rule import Rule

CMAKE = "https://cmake.org/cmake/help/latest/command/message.html"
FIND = "https://cmake.org/cmake/help/latest/command/find_package.html"
CMAKE_MIN = "https://cmake.org/cmake/help/latest/command/cmake_minimum_required.html"

RULES: tuple[Rule, ...] = (
    Rule(
        name="cmake-error",
        tool="cmake",
        category=Category.BUILD,
        pattern=r"CMake Error at (?P<file>[^\s:]+):(?P<line>\d+) \(\w+\):",
        anchors=("CMake Error at",),
        weight=85,
        example="CMake Error at cmake/options.cmake:31 (message):",
        source=CMAKE,
    ),
    Rule(
        name="cmake-error-in-module",
        tool="cmake",
        category=Category.BUILD,
        pattern=r"CMake Error at /\S*/share/cmake-[\d.]+/Modules/",
        anchors=("CMake Error at /",),
        weight=80,
        example=(
            "CMake Error at /usr/share/cmake-3.28/Modules/FindPackageHandleStandardArgs.cmake:230 (message):"
        ),
        source=CMAKE,
    ),
    Rule(
        name="cmake-error-without-place",
        tool="cmake",
        category=Category.BUILD,
        pattern="CMake Error: [^E]",
        anchors=("CMake Error:",),
        weight=86,
        example=('CMake Error: The source directory "/src/build" does not appear to contain CMakeLists.txt.'),
        source=CMAKE,
    ),
    Rule(
        name="cmake-package-not-found",
        tool="cmake",
        category=Category.DEPENDENCY,
        pattern='Could not find a package configuration file provided by "[^"]+"',
        anchors=("Could not find a package configuration file provided by",),
        weight=92,
        example='  Could not find a package configuration file provided by "fmt" with any of',
        source=FIND,
    ),
    Rule(
        name="cmake-no-find-module",
        tool="cmake",
        category=Category.DEPENDENCY,
        pattern=r'By not providing "Find\w+\.cmake" in CMAKE_MODULE_PATH this project has',
        anchors=('By not providing "Find',),
        weight=89,
        example='  By not providing "Findspdlog.cmake" in CMAKE_MODULE_PATH this project has',
        source=FIND,
    ),
    Rule(
        name="cmake-module-could-not-find",
        tool="cmake",
        category=Category.DEPENDENCY,
        pattern=r"^\s*Could NOT find \S+.*(?:\(missing: |\(found |: Found unsuitable version)",
        anchors=("Could NOT find",),
        weight=92,
        example="  Could NOT find ZLIB (missing: ZLIB_LIBRARY ZLIB_INCLUDE_DIR)",
        source="https://cmake.org/cmake/help/latest/module/FindPackageHandleStandardArgs.html",
    ),
    Rule(
        name="cmake-package-version",
        tool="cmake",
        category=Category.DEPENDENCY,
        pattern=(
            'Could not find a configuration file for package "[^"]+" that'
            "|is compatible with requested version"
        ),
        anchors=("Could not find a configuration file for package", "is compatible with requested version"),
        weight=91,
        example='  Could not find a configuration file for package "Qt6" that is compatible with',
        source=FIND,
    ),
    Rule(
        name="cmake-too-old",
        tool="cmake",
        category=Category.BUILD,
        pattern=r"CMake \d[\d.]* or higher is required\.\s+You are running version",
        anchors=("or higher is required.",),
        weight=93,
        example="  CMake 3.28 or higher is required.  You are running version 3.22.1",
        source=CMAKE_MIN,
    ),
    Rule(
        name="cmake-policy-removed",
        tool="cmake",
        category=Category.BUILD,
        pattern=r"Compatibility with CMake < [\d.]+ has been removed from CMake",
        anchors=("Compatibility with CMake <",),
        weight=93,
        example="  Compatibility with CMake < 3.5 has been removed from CMake.",
        source=CMAKE_MIN,
    ),
    Rule(
        name="cmake-no-compiler",
        tool="cmake",
        category=Category.CONFIG,
        pattern=(
            r"No CMAKE_\w+_COMPILER could be found|CMake was unable to find a build program correspo"
            r"nding to|is not a full path and was not found in the PATH"
            r"|is not able to compile a simple test program"
        ),
        anchors=(
            "_COMPILER could be found",
            "unable to find a build program corresponding to",
            "is not a full path and was not found in the PATH",
            "is not able to compile a simple test program",
        ),
        weight=91,
        example="  No CMAKE_CXX_COMPILER could be found.",
        source="https://cmake.org/cmake/help/latest/command/enable_language.html",
    ),
    Rule(
        name="cmake-no-such-preset",
        tool="cmake",
        category=Category.CONFIG,
        pattern=(
            "CMake Error: (?:No such (?:configure |build |test )?preset|Could not read presets"
            "|Could not create named generator)"
        ),
        anchors=("CMake Error: No such", "CMake Error: Could not"),
        weight=93,
        example='CMake Error: No such preset in /src/kiln: "linux-release"',
        source="https://cmake.org/cmake/help/latest/manual/cmake-presets.7.html",
    ),
    Rule(
        name="cmake-target-unknown",
        tool="cmake",
        category=Category.BUILD,
        pattern=(
            r'Cannot find source file:|Cannot specify [\w ]+ for target "[^"]+" which is not built b'
            r'y|links to target "[^"]+" but the target was not found|Unknown CMake command "'
        ),
        anchors=(
            "Cannot find source file:",
            "which is not built by",
            "but the target was not found",
            'Unknown CMake command "',
        ),
        weight=90,
        example='  Unknown CMake command "kiln_add_library".',
        source=CMAKE,
    ),
    Rule(
        name="cmake-download-failed",
        tool="cmake",
        category=Category.DEPENDENCY,
        pattern=r"error: downloading '\S+' failed|Each download failed!|Failed to clone repository: '",
        anchors=("error: downloading '", "Each download failed!", "Failed to clone repository: '"),
        weight=85,
        example="  Failed to clone repository: 'https://git.example.com/kiln/bricks.git'",
        source="https://cmake.org/cmake/help/latest/module/ExternalProject.html",
    ),
    Rule(
        name="cmake-configuring-incomplete",
        tool="cmake",
        category=Category.BUILD,
        pattern="-- Configuring incomplete, errors occurred!",
        anchors=("-- Configuring incomplete",),
        weight=30,
        example="-- Configuring incomplete, errors occurred!",
        source=CMAKE,
    ),
)
