"""Maven: goals that fail."""

from remediation.diagnosis.category import Category
from remediation.diagnosis.rule import Rule

MOJO_FAILURE = "https://cwiki.apache.org/confluence/display/MAVEN/MojoFailureException"
SUREFIRE = "https://maven.apache.org/surefire/maven-surefire-plugin/"

RULES: tuple[Rule, ...] = (
    Rule(
        name="maven-compilation-error",
        tool="maven",
        category=Category.BUILD,
        pattern="COMPILATION ERROR :",
        anchors=("COMPILATION ERROR",),
        weight=48,
        example="[ERROR] COMPILATION ERROR : ",
        source="https://maven.apache.org/plugins/maven-compiler-plugin/",
    ),
    Rule(
        name="maven-compiler-goal",
        tool="maven",
        category=Category.BUILD,
        pattern=(
            r"Failed to execute goal \S*(?:compiler|kotlin|scala|groovy|gmavenplus"
            r"|tycho-compiler)\S*:\S+ (?:\([^)]*\) )?on project \S+ ?: "
        ),
        anchors=("Failed to execute goal",),
        weight=58,
        example=(
            "[ERROR] Failed to execute goal org.example.plugins:maven-compiler-plugin:3.13.0:compil"
            "e (default-compile) on project kiln: Compilation failure"
        ),
        source=MOJO_FAILURE,
    ),
    Rule(
        name="maven-test-goal",
        tool="maven",
        category=Category.TEST,
        pattern=(
            r"Failed to execute goal \S*(?:surefire|failsafe|invoker|scalatest|karma)\S*:\S+ "
            r"(?:\([^)]*\) )?on project \S+: "
        ),
        anchors=("Failed to execute goal",),
        weight=50,
        example=(
            "[ERROR] Failed to execute goal org.example.plugins:maven-surefire-plugin:3.2.5:test "
            "(default-test) on project kiln: There are test failures."
        ),
        source=MOJO_FAILURE,
    ),
    Rule(
        name="maven-lint-goal",
        tool="maven",
        category=Category.LINT,
        pattern=(
            r"Failed to execute goal \S*(?:checkstyle|pmd|spotbugs|findbugs|spotless|ktlint|detekt"
            r"|fmt-maven|formatter|license-maven|apache-rat|sortpom|impsort|javaformat"
            r"|animal-sniffer|forbiddenapis|japicmp|revapi|modernizer)\S*:\S+ "
            r"(?:\([^)]*\) )?on project \S+: "
        ),
        anchors=("Failed to execute goal",),
        weight=62,
        example=(
            "[ERROR] Failed to execute goal com.example:spotless-maven-plugin:2.43.0:check "
            "(default) on project kiln: The following files had format violations:"
        ),
        source=MOJO_FAILURE,
    ),
    Rule(
        name="maven-goal",
        tool="maven",
        category=Category.BUILD,
        pattern=r"Failed to execute goal \S+:\S+ (?:\([^)]*\) )?on project \S+: \S",
        anchors=("Failed to execute goal",),
        weight=40,
        example=(
            "[ERROR] Failed to execute goal com.example:clay-maven-plugin:1.4:fire (default) on "
            "project kiln: The oven is cold"
        ),
        source="https://cwiki.apache.org/confluence/display/MAVEN/MojoExecutionException",
    ),
    Rule(
        name="maven-license-headers",
        tool="maven",
        category=Category.LINT,
        pattern=(
            r"Too many files with unapproved license: [1-9]"
            r"|Some files do not have the expected license header|Counter\(s\) UNAPPROVED exceeded"
        ),
        anchors=(
            "Too many files with unapproved license",
            "Some files do not have the expected license header",
            "UNAPPROVED exceeded",
        ),
        weight=90,
        example="Too many files with unapproved license: 3 See RAT report in: /src/kiln/target/rat.txt",
        source="https://creadur.apache.org/rat/apache-rat-plugin/check-mojo.html",
    ),
    Rule(
        name="maven-gpg",
        tool="maven",
        category=Category.CONFIG,
        pattern="gpg: (?:signing failed|no default secret key|skipped|decryption failed|can't connect)",
        anchors=(
            "gpg: signing failed",
            "gpg: no default secret key",
            "gpg: skipped",
            "gpg: decryption failed",
            "gpg: can't connect",
        ),
        weight=90,
        example="gpg: signing failed: No secret key",
        source="https://maven.apache.org/plugins/maven-gpg-plugin/usage.html",
    ),
    Rule(
        name="maven-coverage",
        tool="jacoco",
        category=Category.TEST,
        pattern=(
            r"Rule violated for (?:bundle|package|class|method|sourcefile) \S+: .+ (?:ratio"
            r"|count) is .+, but expected|Coverage checks have not been met"
        ),
        anchors=("Rule violated for", "Coverage checks have not been met"),
        weight=91,
        example=("Rule violated for bundle kiln: lines covered ratio is 0.71, but expected minimum is 0.80"),
        source="https://www.jacoco.org/jacoco/trunk/doc/check-mojo.html",
    ),
    Rule(
        name="maven-incompatible-api",
        tool="japicmp",
        category=Category.LINT,
        pattern=(
            "Breaking the build because there is at least one incompatible class"
            "|There is at least one incompatibility: "
        ),
        anchors=("Breaking the build because there is", "There is at least one incompatibility:"),
        weight=91,
        example="Breaking the build because there is at least one incompatible class: kiln.Oven",
        source="https://siom79.github.io/japicmp/MavenPlugin.html",
    ),
    Rule(
        name="maven-revapi",
        tool="revapi",
        category=Category.LINT,
        pattern="The following API problems caused the build to fail",
        anchors=("The following API problems caused the build to fail",),
        weight=88,
        example="[ERROR] The following API problems caused the build to fail:",
        source="https://revapi.org/revapi-site/main/index.html",
    ),
    Rule(
        name="maven-fork-died",
        tool="surefire",
        category=Category.TEST,
        pattern=(
            "The forked VM terminated without (?:saying properly|properly saying) goodbye"
            "|There was a timeout or other error in the fork|Error occurred in starting fork"
            "|ExecutionException The forked VM"
        ),
        anchors=(
            "The forked VM terminated",
            "There was a timeout or other error in the fork",
            "Error occurred in starting fork",
            "ExecutionException The forked VM",
        ),
        weight=89,
        example=("The forked VM terminated without properly saying goodbye. VM crash or System.exit called?"),
        source=SUREFIRE,
    ),
    Rule(
        name="maven-no-tests",
        tool="surefire",
        category=Category.TEST,
        pattern=('No tests (?:were executed!|matching pattern "[^"]*" were executed)|No tests to run!.*fail'),
        anchors=("No tests were executed!", "No tests matching pattern", "No tests to run!"),
        weight=85,
        example='[ERROR] No tests matching pattern "OvenTest#heats" were executed!',
        source=SUREFIRE,
    ),
    Rule(
        name="owasp-vulnerable",
        tool="dependency-check",
        category=Category.SECURITY_SCAN,
        pattern="One or more dependencies were identified with (?:known )?vulnerabilities",
        anchors=("One or more dependencies were identified with",),
        weight=85,
        example=(
            "One or more dependencies were identified with vulnerabilities that have a CVSS score "
            "greater than or equal to '7.0': "
        ),
        source="https://jeremylong.github.io/DependencyCheck/dependency-check-maven/",
    ),
    Rule(
        name="maven-build-failure",
        tool="maven",
        category=Category.BUILD,
        pattern=r"^\[INFO\] BUILD FAILURE",
        anchors=("BUILD FAILURE",),
        weight=18,
        example="[INFO] BUILD FAILURE",
        source="https://cwiki.apache.org/confluence/display/MAVEN/Errors+and+Solutions",
    ),
)
