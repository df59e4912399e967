"""Gradle: dependencies, toolchains, build scripts and the wrapper."""

from remediation.diagnosis.category import Category
from remediation.diagnosis.rule import Rule

TROUBLE = "https://docs.gradle.org/current/userguide/troubleshooting.html"
RESOLUTION = "https://docs.gradle.org/current/userguide/troubleshooting_dependency_resolution.html"
WRAPPER = "https://docs.gradle.org/current/userguide/gradle_wrapper.html"

RULES: tuple[Rule, ...] = (
    Rule(
        name="gradle-module-missing",
        tool="gradle",
        category=Category.DEPENDENCY,
        pattern=r"^\s*> Could not find [\w.-]+:[\w.-]+:[^\s]+\.$|Could not find [\w.-]+:[\w.-]+:\S+\.$",
        anchors=("Could not find",),
        weight=93,
        example="   > Could not find com.example:clay:1.4.",
        source=RESOLUTION,
    ),
    Rule(
        name="gradle-module-unresolved",
        tool="gradle",
        category=Category.DEPENDENCY,
        pattern=(
            r"> Could not resolve (?:all (?:files|dependencies|artifacts"
            r"|task dependencies) for configuration '|[\w.-]+:[\w.-]+:)"
        ),
        anchors=("> Could not resolve",),
        weight=88,
        example="> Could not resolve all files for configuration ':compileClasspath'.",
        source=RESOLUTION,
    ),
    Rule(
        name="gradle-no-variant",
        tool="gradle",
        category=Category.DEPENDENCY,
        pattern=(
            r"No matching variant of \S+ was found|No matching configuration of project"
            r"|Unable to find a matching variant of|Cannot choose between the following (?:variants"
            r"|configurations)|Conflicts? found for the following modules?"
            r"|Cannot find a version of '[^']+' that satisfies"
        ),
        anchors=(
            "No matching variant of",
            "No matching configuration of project",
            "a matching variant of",
            "Cannot choose between the following",
            "found for the following module",
            "Cannot find a version of '",
        ),
        weight=92,
        example="> No matching variant of com.example:clay:1.4 was found.",
        source=RESOLUTION,
    ),
    Rule(
        name="gradle-fetch-denied",
        tool="gradle",
        category=Category.PERMISSION,
        pattern=r"Could not (?:GET|HEAD|PUT) '[^']+'\. Received status code 40[13]",
        anchors=("Received status code 40",),
        weight=92,
        example=(
            "> Could not GET 'https://repo.example.com/clay.pom'. Received status code 401 from "
            "server: Unauthorized"
        ),
        source=RESOLUTION,
    ),
    Rule(
        name="gradle-fetch-failed",
        tool="gradle",
        category=Category.INFRA,
        pattern=(
            r"Could not (?:GET|HEAD|PUT|download) '?[^']+'?\. Received status code (?:5\d\d|429)"
            r"|Could not (?:GET|HEAD) '[^']+'\.$|(?:Connect to \S+ \[.*\] failed|Read timed out"
            r"|The server may not support the client's requested TLS)"
        ),
        anchors=(
            "Received status code",
            "Could not GET",
            "Could not HEAD",
            "Connect to",
            "Read timed out",
            "The server may not support the client's requested TLS",
        ),
        weight=91,
        example=(
            "> Could not GET 'https://repo.example.com/clay.pom'. Received status code 503 from "
            "server: Service Unavailable"
        ),
        source=RESOLUTION,
    ),
    Rule(
        name="gradle-plugin-missing",
        tool="gradle",
        category=Category.DEPENDENCY,
        pattern=r"Plugin \[id: '[^']+'.*\] was not found in any of the following sources",
        anchors=("was not found in any of the following sources",),
        weight=93,
        example=(
            "Plugin [id: 'com.example.clay', version: '1.4'] was not found in any of the following sources:"
        ),
        source="https://docs.gradle.org/current/userguide/plugins.html",
    ),
    Rule(
        name="gradle-java-version",
        tool="gradle",
        category=Category.CONFIG,
        pattern=(
            r"requires at least JVM runtime version|Gradle requires JVM \d+ or later"
            r"|Value '[^']*' given for org\.gradle\.java\.home"
            r"|Incompatible because this component declares .* compatible with Java"
            r"|is only compatible with JVM runtime version"
        ),
        anchors=(
            "requires at least JVM runtime version",
            "Gradle requires JVM",
            "given for org.gradle.java.home",
            "Incompatible because this component declares",
            "is only compatible with JVM runtime version",
        ),
        weight=93,
        example="> Dependency requires at least JVM runtime version 17. This build uses a Java 11 JVM.",
        source="https://docs.gradle.org/current/userguide/compatibility.html",
    ),
    Rule(
        name="gradle-toolchain",
        tool="gradle",
        category=Category.CONFIG,
        pattern=(
            "No matching toolchains found for requested specification"
            "|Cannot find a Java installation on your machine|Unable to download toolchain matching"
        ),
        anchors=(
            "No matching toolchains found",
            "Cannot find a Java installation",
            "Unable to download toolchain",
        ),
        weight=92,
        example=(
            "> Cannot find a Java installation on your machine (Linux 6.8 amd64) matching: "
            "{languageVersion=21}"
        ),
        source="https://docs.gradle.org/current/userguide/toolchains.html",
    ),
    Rule(
        name="gradle-verification",
        tool="gradle",
        category=Category.DEPENDENCY,
        pattern="Dependency verification failed for configuration|artifacts? failed verification",
        anchors=("Dependency verification failed for configuration", "failed verification"),
        weight=92,
        example="Dependency verification failed for configuration ':compileClasspath':",
        source="https://docs.gradle.org/current/userguide/dependency_verification.html",
    ),
    Rule(
        name="gradle-lock",
        tool="gradle",
        category=Category.DEPENDENCY,
        pattern=(
            "which is not part of the dependency lock state|Did not resolve '[^']+' which (?:is"
            "|has been) (?:part|forced)"
        ),
        anchors=("part of the dependency lock state", "Did not resolve '"),
        weight=91,
        example="   > Resolved 'com.example:clay:1.5' which is not part of the dependency lock state",
        source="https://docs.gradle.org/current/userguide/dependency_locking.html",
    ),
    Rule(
        name="gradle-script-place",
        tool="gradle",
        category=Category.CONFIG,
        pattern=(
            r"^(?:Build|Settings|Script|Initialization script|Initscript) (?:file )?'"
            r"(?P<file>[^']+)' line: (?P<line>\d+)"
        ),
        anchors=("' line:",),
        weight=82,
        example="Build file '/src/kiln/build.gradle' line: 57",
        source=TROUBLE,
    ),
    Rule(
        name="gradle-script-problem",
        tool="gradle",
        category=Category.CONFIG,
        pattern=(
            r"A problem occurred (?:evaluating|configuring) (?:root project|project|settings"
            r"|script) '|Could not compile (?:build|settings|initialization) file '|Could not open "
            r"(?:cp_|init|proj)\w* ?\w* ?(?:generic|remapped)|Script compilation errors?:"
        ),
        anchors=(
            "A problem occurred evaluating",
            "A problem occurred configuring",
            "Could not compile",
            "Could not open",
            "Script compilation error",
        ),
        weight=80,
        example="A problem occurred evaluating root project 'kiln'.",
        source=TROUBLE,
    ),
    Rule(
        name="gradle-script-error",
        tool="gradle",
        category=Category.CONFIG,
        pattern=(
            r"^\s*> (?:Could not (?:find method|get unknown property|set unknown property|create "
            r"(?:an instance of type|plugin of type))|Cannot (?:add task|change|invoke method"
            r"|cast object|mutate)|No signature of method|Extension with name|Failed to apply plugin"
            r"|Could not determine the dependencies of task)"
        ),
        anchors=(
            "> Could not",
            "> Cannot",
            "> No signature of method",
            "> Extension with name",
            "> Failed to apply plugin",
        ),
        weight=88,
        example=(
            "> Could not get unknown property 'clayVersion' for root project 'kiln' of type "
            "org.gradle.api.Project."
        ),
        source=TROUBLE,
    ),
    Rule(
        name="gradle-wrapper-untrusted",
        tool="gradle",
        category=Category.SECURITY_SCAN,
        pattern=(
            "Found unknown Gradle Wrapper JAR files|At least one Gradle Wrapper Jar failed validati"
            "on|Gradle Wrapper Validation Failed"
        ),
        anchors=(
            "Found unknown Gradle Wrapper JAR",
            "Gradle Wrapper Jar failed validation",
            "Gradle Wrapper Validation Failed",
        ),
        weight=92,
        example="At least one Gradle Wrapper Jar failed validation!",
        source="https://github.com/gradle/actions/blob/main/docs/wrapper-validation.md",
    ),
    Rule(
        name="gradle-wrapper-download",
        tool="gradle",
        category=Category.INFRA,
        pattern=(
            r"Server returned HTTP response code: \d+ for URL: \S*gradle|Could not (?:install"
            r"|download) Gradle distribution from|Downloading from \S+gradle\S+ failed: timeout"
        ),
        anchors=("Server returned HTTP response code:", "Gradle distribution from", " failed: timeout"),
        weight=88,
        example=(
            'Exception in thread "main" java.io.IOException: Server returned HTTP response code: '
            "503 for URL: https://example.com/gradle-8.7-bin.zip"
        ),
        source=WRAPPER,
    ),
    Rule(
        name="gradle-wrapper-permission",
        tool="gradle",
        category=Category.PERMISSION,
        pattern="gradlew: Permission denied",
        anchors=("gradlew: Permission denied",),
        weight=91,
        example="./gradlew: Permission denied",
        source=WRAPPER,
    ),
    Rule(
        name="gradle-configuration-cache",
        tool="gradle",
        category=Category.CONFIG,
        pattern=(
            "[Cc]onfiguration cache problems? (?:found in this build|were found)"
            "|problems were found storing the configuration cache"
        ),
        anchors=("onfiguration cache problem", "found storing the configuration cache"),
        weight=72,
        example="Configuration cache problems found in this build.",
        source="https://docs.gradle.org/current/userguide/configuration_cache.html",
    ),
)
