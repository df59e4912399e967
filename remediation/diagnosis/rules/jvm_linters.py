"""The JVM: Checkstyle, SpotBugs, PMD, Spotless, ktlint, detekt and other formatters."""

from remediation.diagnosis.category import Category
from remediation.diagnosis.rule import Rule

SOURCE = r"(?P<file>(?:[A-Za-z]:)?[^\s:()\[\]]+\.(?:java|kt|kts|groovy|scala|properties|xml))"
CHECKSTYLE = "https://checkstyle.org/cmdline.html"
PMD_MAVEN = "https://maven.apache.org/plugins/maven-pmd-plugin/check-mojo.html"

RULES: tuple[Rule, ...] = (
    Rule(
        name="checkstyle-finding",
        tool="checkstyle",
        category=Category.LINT,
        pattern=r"\[ERROR\] " + SOURCE + r":(?P<line>\d+)(?::\d+)?: .+ \[\w+\]$",
        anchors=("[ERROR]",),
        weight=92,
        example=(
            "[ERROR] /src/kiln/src/main/java/kiln/Oven.java:57:14: Missing a Javadoc comment. "
            "[MissingJavadocMethod]"
        ),
        source=CHECKSTYLE,
    ),
    Rule(
        name="checkstyle-maven-finding",
        tool="checkstyle",
        category=Category.LINT,
        pattern=r"\[ERROR\] " + SOURCE + r":\[(?P<line>\d+)(?:,\d+)?\] \(\w+\) \w+: \S",
        anchors=("[ERROR]",),
        weight=93,
        example=(
            "[ERROR] src/main/java/kiln/Oven.java:[57,14] (javadoc) MissingJavadocMethod: Missing "
            "a Javadoc comment."
        ),
        source="https://maven.apache.org/plugins/maven-checkstyle-plugin/check-mojo.html",
    ),
    Rule(
        name="checkstyle-warning",
        tool="checkstyle",
        category=Category.LINT,
        pattern=r"\[WARN(?:ING)?\] "
        + SOURCE
        + r":(?:(?P<line>\d+)(?::\d+)?: .+ \[\w+\]$|\[\d+(?:,\d+)?\] \(\w+\) \w+: \S)",
        anchors=("[WARN]", "[WARNING]"),
        weight=66,
        example=(
            "[WARN] /src/kiln/src/main/java/kiln/Oven.java:57: Line is longer than 100 characters "
            "(found 112). [LineLength]"
        ),
        source=CHECKSTYLE,
    ),
    Rule(
        name="checkstyle-summary",
        tool="checkstyle",
        category=Category.LINT,
        pattern=(
            r"You have [1-9]\d* Checkstyle violations?|Checkstyle rule violations were found"
            r"|Checkstyle files with violations: [1-9]|Checkstyle ends with [1-9]\d* errors"
        ),
        anchors=("Checkstyle",),
        weight=55,
        example=(
            "> Checkstyle rule violations were found. See the report at: "
            "file:///src/kiln/build/reports/checkstyle/main.html"
        ),
        source="https://docs.gradle.org/current/userguide/checkstyle_plugin.html",
    ),
    Rule(
        name="spotbugs-maven-finding",
        tool="spotbugs",
        category=Category.LINT,
        pattern=(
            r"\[ERROR\] (?:High|Medium|Low): .+ (?:At|In) (?P<file>\S+\.(?:java|kt|scala|groovy))"
            r"(?::\[lines? (?P<line>\d+))?"
        ),
        anchors=("[ERROR] High:", "[ERROR] Medium:", "[ERROR] Low:"),
        weight=91,
        example=(
            "[ERROR] High: Null pointer dereference of degrees in kiln.Oven.heat() [kiln.Oven] At "
            "Oven.java:[line 57] NP_ALWAYS_NULL"
        ),
        source="https://spotbugs.github.io/spotbugs-maven-plugin/check-mojo.html",
    ),
    Rule(
        name="spotbugs-finding",
        tool="spotbugs",
        category=Category.LINT,
        pattern=(
            r"^[HML] [A-Z] \w+: .+ (?:At|In) (?P<file>\S+\.(?:java|kt|scala|groovy)):\[lines? "
            r"(?P<line>\d+)"
        ),
        anchors=(":[line",),
        weight=90,
        example=("M V EI: kiln.Oven.getTrays() may expose internal representation  At Oven.java:[line 57]"),
        source="https://spotbugs.readthedocs.io/en/stable/running.html",
    ),
    Rule(
        name="spotbugs-summary",
        tool="spotbugs",
        category=Category.LINT,
        pattern=(
            r"SpotBugs (?:violations were found|ended with exit code [1-9])"
            r"|failed with [1-9]\d* bugs? and \d+ errors?"
        ),
        anchors=("SpotBugs violations were found", "SpotBugs ended with exit code", "failed with"),
        weight=56,
        example=(
            "> SpotBugs violations were found. See the report at: "
            "file:///src/kiln/build/reports/spotbugs/main.html"
        ),
        source="https://github.com/spotbugs/spotbugs-gradle-plugin/blob/master/README.md",
    ),
    Rule(
        name="pmd-maven-finding",
        tool="pmd",
        category=Category.LINT,
        pattern=(
            r"PMD Failure: (?P<file>[^\s:]+):(?P<line>\d+) Rule:\w+ Priority:\d"
            r"|CPD Failure: Found \d+ lines of duplicated code"
        ),
        anchors=("PMD Failure:", "CPD Failure:"),
        weight=92,
        example=(
            "[ERROR] PMD Failure: kiln.Oven:57 Rule:UnusedPrivateField Priority:3 Avoid unused "
            "private fields such as 'degrees'."
        ),
        source=PMD_MAVEN,
    ),
    Rule(
        name="pmd-finding",
        tool="pmd",
        category=Category.LINT,
        pattern="^" + SOURCE + r":(?P<line>\d+):\s+[A-Z]\w+:\s+\S",
        anchors=(".java:", ".kt:", ".kts:", ".groovy:", ".scala:", ".properties:", ".xml:"),
        weight=90,
        example=(
            "src/main/java/kiln/Oven.java:57:\tUnusedPrivateField:\tAvoid unused private fields such "
            "as 'degrees'."
        ),
        source="https://docs.pmd-code.org/latest/pmd_userdocs_report_formats.html",
    ),
    Rule(
        name="pmd-summary",
        tool="pmd",
        category=Category.LINT,
        pattern=(
            r"[1-9]\d* PMD rule violations were found|You have [1-9]\d* (?:PMD violations?"
            r"|CPD duplications?)|PMD \S+ has found [1-9]\d* violations?"
        ),
        anchors=("PMD", "CPD duplication"),
        weight=55,
        example=(
            "> 3 PMD rule violations were found. See the report at: "
            "file:///src/kiln/build/reports/pmd/main.html"
        ),
        source=PMD_MAVEN,
    ),
    Rule(
        name="spotless-violations",
        tool="spotless",
        category=Category.LINT,
        pattern="The following files had format violations:",
        anchors=("The following files had format violations:",),
        weight=90,
        example="> The following files had format violations:",
        source="https://github.com/diffplug/spotless/blob/main/plugin-gradle/README.md",
    ),
    Rule(
        name="spotless-apply",
        tool="spotless",
        category=Category.LINT,
        pattern="Run '[^']*spotless[^']*' to fix (?:these|all) violations",
        anchors=("' to fix these violations", "' to fix all violations"),
        weight=45,
        example="  Run './gradlew :kiln:spotlessApply' to fix these violations.",
        source="https://github.com/diffplug/spotless/blob/main/plugin-maven/README.md",
    ),
    Rule(
        name="ktlint-finding",
        tool="ktlint",
        category=Category.LINT,
        pattern=(
            r"(?P<file>[^\s:]+\.kts?):(?P<line>\d+):\d+:? .+ \((?:[\w-]+:)?[a-z][a-z0-9-]+\)"
            r"(?: \(cannot be auto-corrected\))?$"
        ),
        anchors=(".kt:", ".kts:"),
        weight=92,
        example=(
            '/src/kiln/src/main/kotlin/Oven.kt:57:14: Unexpected spacing before "{" (standard:curly-spacing)'
        ),
        source="https://pinterest.github.io/ktlint/latest/rules/standard/",
    ),
    Rule(
        name="ktlint-summary",
        tool="ktlint",
        category=Category.LINT,
        pattern=r"KtLint found code style violations|Summary error count \(descending\) by rule",
        anchors=("KtLint found code style violations", "Summary error count"),
        weight=50,
        example="> KtLint found code style violations. Please see the following reports:",
        source="https://pinterest.github.io/ktlint/latest/install/cli/",
    ),
    Rule(
        name="detekt-finding",
        tool="detekt",
        category=Category.LINT,
        pattern=r"(?P<file>[^\s:]+\.kts?):(?P<line>\d+):\d+: .+ \[[A-Z]\w+\]$",
        anchors=(".kt:", ".kts:"),
        weight=91,
        example=(
            "/src/kiln/src/main/kotlin/Oven.kt:57:5: The function heat is too long (71). The "
            "maximum length is 60. [LongMethod]"
        ),
        source="https://detekt.dev/docs/gettingstarted/cli/",
    ),
    Rule(
        name="detekt-summary",
        tool="detekt",
        category=Category.LINT,
        pattern=r"Analysis failed with [1-9]\d* (?:weighted )?issues",
        anchors=("Analysis failed with",),
        weight=55,
        example="> Analysis failed with 3 weighted issues.",
        source="https://detekt.dev/docs/intro",
    ),
    Rule(
        name="fmt-maven",
        tool="fmt-maven-plugin",
        category=Category.LINT,
        pattern=(
            r"Found [1-9]\d* non-complying files, failing build|^(?:\[ERROR\] )?Non complying file: "
            r"(?P<file>\S+)"
        ),
        anchors=("non-complying files", "Non complying file:"),
        weight=88,
        example="[ERROR] Non complying file: /src/kiln/src/main/java/kiln/Oven.java",
        source="https://github.com/spotify/fmt-maven-plugin/blob/main/README.md",
    ),
    Rule(
        name="spring-javaformat",
        tool="spring-javaformat",
        category=Category.LINT,
        pattern="Formatting violations found in the following files:",
        anchors=("Formatting violations found in the following files:",),
        weight=88,
        example="Formatting violations found in the following files:",
        source="https://github.com/spring-io/spring-javaformat/blob/main/README.adoc",
    ),
    Rule(
        name="sortpom",
        tool="sortpom",
        category=Category.LINT,
        pattern=r"The file \S+ is not sorted|The xml element <[^>]+> should be placed before",
        anchors=("is not sorted", "should be placed before"),
        weight=88,
        example="[ERROR] The file /src/kiln/pom.xml is not sorted",
        source="https://github.com/Ekryd/sortpom/wiki/Parameters",
    ),
    Rule(
        name="codenarc",
        tool="codenarc",
        category=Category.LINT,
        pattern="CodeNarc rule violations were found",
        anchors=("CodeNarc rule violations were found",),
        weight=60,
        example=(
            "> CodeNarc rule violations were found. See the report at: "
            "file:///src/kiln/build/reports/codenarc/main.html"
        ),
        source="https://codenarc.org/codenarc-configuring-rules.html",
    ),
    Rule(
        name="kotlin-api-dump",
        tool="binary-compatibility-validator",
        category=Category.LINT,
        pattern=r"API check failed for project \S+",
        anchors=("API check failed for project",),
        weight=91,
        example="> API check failed for project kiln.",
        source="https://github.com/Kotlin/binary-compatibility-validator/blob/master/README.md",
    ),
    Rule(
        name="sonar-quality-gate",
        tool="sonar",
        category=Category.LINT,
        pattern="QUALITY GATE STATUS: FAILED",
        anchors=("QUALITY GATE STATUS: FAILED",),
        weight=88,
        example=(
            "[ERROR] QUALITY GATE STATUS: FAILED - View details on "
            "https://sonar.example.com/dashboard?id=kiln"
        ),
        source="https://docs.sonarsource.com/sonarqube-server/latest/analyzing-source-code/ci-integration/overview/",
    ),
    Rule(
        name="checkstyle-configuration",
        tool="checkstyle",
        category=Category.CONFIG,
        pattern=r"Unable to create (?:Root Module: config|a Checker)",
        anchors=("Unable to create Root Module", "Unable to create a Checker"),
        weight=94,
        example="> Unable to create Root Module: config {/src/config/checkstyle.xml}.",
        source="https://docs.gradle.org/current/userguide/checkstyle_plugin.html",
    ),
)
