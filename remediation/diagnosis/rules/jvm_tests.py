"""The JVM: JUnit, TestNG, Spock, Mockito and how Maven and Gradle print their failures."""

from remediation.diagnosis.category import Category
from remediation.diagnosis.rule import Rule

SUREFIRE = "https://maven.apache.org/surefire/maven-surefire-plugin/"
SUREFIRE_TEXT = "https://github.com/apache/maven-surefire/blob/master/surefire-api/src/main/java/org/apache/maven/surefire/api/report/TestSetReportEntry.java"
GRADLE = "https://docs.gradle.org/current/userguide/java_testing.html"
JUNIT5 = "https://junit.org/junit5/docs/current/user-guide/"
TESTNG = "https://testng.org/"
SPOCK = "https://spockframework.org/spock/docs/2.3/all_in_one.html"

RULES: tuple[Rule, ...] = (
    Rule(
        name="surefire-summary-line",
        tool="surefire",
        category=Category.TEST,
        pattern=(
            r"^\[ERROR\]\s{2,}(?P<test>[A-Z]\w*(?:[.$]\w+)*(?:\[[^\]]*\])?(?:->\S+)?):(?P<line>\d+)"
            r"(?:->\S+)? .*\S"
        ),
        anchors=("[ERROR]",),
        weight=89,
        example="[ERROR]   OvenTest.heatsUp:57 expected: <900> but was: <20>",
        source=SUREFIRE,
    ),
    Rule(
        name="surefire-summary-error",
        tool="surefire",
        category=Category.TEST,
        pattern=r"^\[ERROR\]\s{2,}(?P<test>[A-Z]\w*(?:[.$]\w+)+)(?:\(\))? (?:»|\?) \S",
        anchors=("[ERROR]",),
        weight=87,
        example="[ERROR]   OvenTest.heatsUp » IllegalState oven is cold",
        source=SUREFIRE,
    ),
    Rule(
        name="surefire-test-failed",
        tool="surefire",
        category=Category.TEST,
        pattern=(
            r"^(?:\[ERROR\] )?(?P<test>[\w.$]+\.\w+(?:\[[^\]]*\]"
            r"|\([^)]*\))?)\s.*Time elapsed: [\d.,]+ s(?:ec)?\s+<<< (?:FAILURE|ERROR)!"
        ),
        anchors=("<<< FAILURE!", "<<< ERROR!"),
        weight=74,
        example="[ERROR] kiln.OvenTest.heatsUp -- Time elapsed: 0.012 s <<< FAILURE!",
        source=SUREFIRE_TEXT,
    ),
    Rule(
        name="surefire-old-test-failed",
        tool="surefire",
        category=Category.TEST,
        pattern=(
            r"(?P<test>\w+(?:\[[^\]]*\])?\([\w.$]+\))\s+Time elapsed: [\d.,]+ s(?:ec)?\s+<<< "
            r"(?:FAILURE|ERROR)!"
        ),
        anchors=("<<< FAILURE!", "<<< ERROR!"),
        weight=74,
        example="heatsUp(kiln.OvenTest)  Time elapsed: 0.012 sec  <<< FAILURE!",
        source=SUREFIRE_TEXT,
    ),
    Rule(
        name="surefire-class-failed",
        tool="surefire",
        category=Category.TEST,
        pattern=(
            r"Tests run: \d+, Failures: \d+, Errors: \d+, Skipped: \d+, Time elapsed: .*<<< "
            r"(?:FAILURE|ERROR)!"
        ),
        anchors=("<<< FAILURE!", "<<< ERROR!"),
        weight=58,
        example=(
            "[ERROR] Tests run: 12, Failures: 1, Errors: 0, Skipped: 0, Time elapsed: 0.31 s <<< "
            "FAILURE! -- in kiln.OvenTest"
        ),
        source=SUREFIRE_TEXT,
    ),
    Rule(
        name="surefire-totals",
        tool="surefire",
        category=Category.TEST,
        pattern=(
            r"Tests run: \d+, Failures: (?:[1-9]\d*, Errors: \d+|0, Errors: [1-9]\d*)"
            r"(?:, Skipped: \d+)?\s*$"
        ),
        anchors=("Tests run:",),
        weight=45,
        example="[ERROR] Tests run: 42, Failures: 1, Errors: 0, Skipped: 0",
        source=SUREFIRE,
    ),
    Rule(
        name="gradle-test-failed",
        tool="junit",
        category=Category.TEST,
        pattern=r"^\s*(?P<test>[\w.$]+ > .+) FAILED$",
        anchors=(" FAILED",),
        weight=73,
        example="OvenTest > heatsUp() FAILED",
        source=GRADLE,
    ),
    Rule(
        name="gradle-test-exception",
        tool="junit",
        category=Category.TEST,
        pattern=(
            r"^\s{4,}[\w.$]+(?:Error|Exception|Failure) at (?P<file>\w+\.(?:java|kt|groovy|scala)):"
            r"(?P<line>\d+)$"
        ),
        anchors=("Error at", "Exception at", "Failure at"),
        weight=88,
        example="    java.lang.IllegalStateException at OvenTest.java:57",
        source=GRADLE,
    ),
    Rule(
        name="opentest4j-failed",
        tool="junit",
        category=Category.TEST,
        pattern=(
            r"(?:opentest4j\.(?:AssertionFailedError|MultipleFailuresError)|junit\.framework\."
            r"(?:AssertionFailedError|ComparisonFailure)|org\.junit\.ComparisonFailure"
            r"|AssertionFailedError|java\.lang\.AssertionError|kotlin\.AssertionError)(?::|$| at )"
        ),
        anchors=("AssertionFailedError", "MultipleFailuresError", "ComparisonFailure", ".AssertionError"),
        weight=90,
        example="org.opentest4j.AssertionFailedError: expected: <900> but was: <20>",
        source="https://github.com/ota4j-team/opentest4j/blob/main/README.md",
    ),
    Rule(
        name="junit-expected",
        tool="junit",
        category=Category.TEST,
        pattern=r"(?:^|\s|==> )expected: ?[<\[].*[>\]] but was: ?[<\[]",
        anchors=("but was:",),
        weight=88,
        example="oven stays cold ==> expected: <900> but was: <20>",
        source=JUNIT5,
    ),
    Rule(
        name="junit-console-failed",
        tool="junit",
        category=Category.TEST,
        pattern=r"(?P<test>\S.*) \[X\] \S",
        anchors=(" [X] ",),
        weight=72,
        example="|  '-- heatsUp() [X] expected: <900> but was: <20>",
        source=JUNIT5,
    ),
    Rule(
        name="junit-console-summary",
        tool="junit",
        category=Category.TEST,
        pattern=r"\[\s+[1-9]\d* (?:tests|containers) failed\s+\]",
        anchors=("tests failed", "containers failed"),
        weight=46,
        example="[         1 tests failed          ]",
        source=JUNIT5,
    ),
    Rule(
        name="junit4-failure",
        tool="junit",
        category=Category.TEST,
        pattern=r"^There (?:was|were) \d+ failures?:$|^Tests run: \d+,  Failures: [1-9]",
        anchors=("There was", "There were", "Tests run:"),
        weight=72,
        example="There was 1 failure:",
        source="https://github.com/junit-team/junit4/blob/main/src/main/java/org/junit/internal/TextListener.java",
    ),
    Rule(
        name="hamcrest-but",
        tool="hamcrest",
        category=Category.TEST,
        pattern=r"^\s+but: \S",
        anchors=("but:",),
        weight=84,
        example="     but: was <20>",
        source="https://hamcrest.org/JavaHamcrest/tutorial",
    ),
    Rule(
        name="assertj-expecting",
        tool="assertj",
        category=Category.TEST,
        pattern=(
            r"^\s*(?:\[[^\]]+\] )?(?:Expecting (?:actual|value|empty|code to raise|not|any|all"
            r"|ArrayList|[\w.]+):?|Expecting (?:actual|code) )"
        ),
        anchors=("Expecting ",),
        weight=85,
        example="Expecting actual:",
        source="https://assertj.github.io/doc/",
    ),
    Rule(
        name="testng-failed",
        tool="testng",
        category=Category.TEST,
        pattern=r"^FAILED(?: CONFIGURATION)?: (?:@\w+ )?(?P<test>[\w.]+)(?:\(.*\))?$",
        anchors=("FAILED:", "FAILED CONFIGURATION:"),
        weight=71,
        example="FAILED: kiln.OvenTest.heatsUp",
        source=TESTNG,
    ),
    Rule(
        name="testng-summary",
        tool="testng",
        category=Category.TEST,
        pattern=r"Total tests run: \d+,.*Failures: [1-9]",
        anchors=("Total tests run:",),
        weight=45,
        example="Total tests run: 42, Passes: 41, Failures: 1, Skips: 0",
        source=TESTNG,
    ),
    Rule(
        name="spock-condition",
        tool="spock",
        category=Category.TEST,
        pattern=(
            r"^\s*(?:org\.spockframework\.runtime\.(?:Spock\w+|Condition\w+)(?:: )?|)Condition "
            r"(?:not satisfied|failed with Exception):"
        ),
        anchors=("Condition not satisfied:", "Condition failed with Exception:"),
        weight=89,
        example="Condition not satisfied:",
        source=SPOCK,
    ),
    Rule(
        name="spock-invocations",
        tool="spock",
        category=Category.TEST,
        pattern="Too (?:few|many) invocations for:",
        anchors=("Too few invocations for:", "Too many invocations for:"),
        weight=89,
        example="Too few invocations for:",
        source=SPOCK,
    ),
    Rule(
        name="mockito-verification",
        tool="mockito",
        category=Category.TEST,
        pattern=(
            r"^(?:Wanted but not invoked:|Argument\(s\) are different! Wanted:"
            r"|No interactions wanted here:|Unnecessary stubbings detected"
            r"|Strict stubbing argument mismatch)|org\.mockito\.exceptions\.(?:verification|misusing"
            r"|base)\."
        ),
        anchors=(
            "Wanted but not invoked:",
            "Argument(s) are different!",
            "No interactions wanted here:",
            "Unnecessary stubbings detected",
            "Strict stubbing argument mismatch",
            "org.mockito.exceptions.",
        ),
        weight=89,
        example="Wanted but not invoked:",
        source="https://site.mockito.org/",
    ),
    Rule(
        name="archunit-violation",
        tool="archunit",
        category=Category.TEST,
        pattern=r"Architecture Violation \[Priority: \w+\] - Rule '",
        anchors=("Architecture Violation [",),
        weight=92,
        example=(
            "java.lang.AssertionError: Architecture Violation [Priority: MEDIUM] - Rule 'no "
            "cycles' was violated (1 times):"
        ),
        source="https://www.archunit.org/userguide/html/000_Index.html",
    ),
    Rule(
        name="spring-startup-failed",
        tool="spring",
        category=Category.TEST,
        pattern="^APPLICATION FAILED TO START$",
        anchors=("APPLICATION FAILED TO START",),
        weight=72,
        example="APPLICATION FAILED TO START",
        source="https://docs.spring.io/spring-boot/reference/features/spring-application.html",
    ),
    Rule(
        name="spring-context",
        tool="spring",
        category=Category.TEST,
        pattern=(
            r"Failed to load ApplicationContext|ApplicationContext failure threshold \(\d+\) exceede"
            r"d|(?:BeanCreationException|UnsatisfiedDependencyException"
            r"|NoSuchBeanDefinitionException): \S"
        ),
        anchors=(
            "Failed to load ApplicationContext",
            "ApplicationContext failure threshold",
            "BeanCreationException:",
            "UnsatisfiedDependencyException:",
            "NoSuchBeanDefinitionException:",
        ),
        weight=86,
        example=(
            "java.lang.IllegalStateException: Failed to load ApplicationContext for "
            "[WebMergedContextConfiguration@1a2b3c]"
        ),
        source="https://docs.spring.io/spring-framework/reference/testing/testcontext-framework.html",
    ),
    Rule(
        name="testcontainers-docker",
        tool="testcontainers",
        category=Category.INFRA,
        pattern=(
            "Could not find a valid Docker environment"
            "|ContainerLaunchException: Container startup failed"
            "|ContainerFetchException: Can't get Docker image"
        ),
        anchors=(
            "Could not find a valid Docker environment",
            "ContainerLaunchException:",
            "ContainerFetchException:",
        ),
        weight=91,
        example=(
            "java.lang.IllegalStateException: Could not find a valid Docker environment. Please "
            "see logs and check configuration"
        ),
        source="https://java.testcontainers.org/supported_docker_environment/",
    ),
    Rule(
        name="kotest-mismatch",
        tool="kotest",
        category=Category.TEST,
        pattern=r"io\.kotest\.assertions\.\w+: \S|AssertionFailedError: expected:<.*> but was:<",
        anchors=("io.kotest.assertions.", "AssertionFailedError: expected:<"),
        weight=86,
        example="io.kotest.assertions.AssertionFailedError: expected:<900> but was:<20>",
        source="https://kotest.io/docs/assertions/assertions.html",
    ),
    Rule(
        name="jvm-exception",
        tool="java",
        category=Category.TEST,
        pattern=r"^(?:java|javax|jdk|org|com|net|kotlin|scala|groovy|hudson|jenkins)\.[\w.$]+(?:Exception|Error)(?::|$)",
        anchors=("Exception", "Error: ", "Error\n", "Error"),
        weight=83,
        example="java.lang.IllegalStateException: oven is cold",
        source="https://docs.oracle.com/en/java/javase/21/docs/api/java.base/java/lang/Throwable.html",
        plain=True,
    ),
)
