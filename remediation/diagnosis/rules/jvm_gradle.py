"""Gradle: tasks, processes and the daemon."""

from remediation.diagnosis.category import Category
from remediation.diagnosis.rule import Rule

TROUBLE = "https://docs.gradle.org/current/userguide/troubleshooting.html"
CLI = "https://docs.gradle.org/current/userguide/command_line_interface.html"
JAVA_TESTING = "https://docs.gradle.org/current/userguide/java_testing.html"
BUILDING_JAVA = "https://docs.gradle.org/current/userguide/building_java_projects.html"

RULES: tuple[Rule, ...] = (
    Rule(
        name="gradle-task-missing",
        tool="gradle",
        category=Category.CONFIG,
        pattern=(
            "(?:Task|Project) '[^']+' not found in (?:root )?project '"
            "|Cannot locate tasks that match '|Task with name '[^']+' not found"
        ),
        anchors=("' not found in", "Cannot locate tasks that match '", "Task with name '"),
        weight=92,
        example="Task 'fireClay' not found in root project 'kiln'.",
        source=CLI,
    ),
    Rule(
        name="gradle-task-failed-compile",
        tool="gradle",
        category=Category.BUILD,
        pattern=r"Execution failed for task '\S*(?:[cC]ompile|kapt|ksp)\S*'",
        anchors=("Execution failed for task",),
        weight=55,
        example="Execution failed for task ':kiln:compileJava'.",
        source=BUILDING_JAVA,
    ),
    Rule(
        name="gradle-task-failed-test",
        tool="gradle",
        category=Category.TEST,
        pattern=r"Execution failed for task '\S*[tT]est\S*'",
        anchors=("Execution failed for task",),
        weight=52,
        example="Execution failed for task ':kiln:integrationTest'.",
        source=JAVA_TESTING,
    ),
    Rule(
        name="gradle-task-failed-lint",
        tool="gradle",
        category=Category.LINT,
        pattern=(
            r"Execution failed for task '\S*(?:checkstyle|[pP]md|spotbugs|spotless|[kK]tlint"
            r"|[dD]etekt|[lL]int|codenarc|javadoc|:rat|licenseCheck|apiCheck|animalsniffer"
            r"|forbiddenApis)\S*'"
        ),
        anchors=("Execution failed for task",),
        weight=58,
        example="Execution failed for task ':kiln:spotlessJavaCheck'.",
        source=TROUBLE,
    ),
    Rule(
        name="gradle-task-failed",
        tool="gradle",
        category=Category.BUILD,
        pattern="Execution failed for task '",
        anchors=("Execution failed for task '",),
        weight=42,
        example="Execution failed for task ':kiln:fireClay'.",
        source=TROUBLE,
    ),
    Rule(
        name="gradle-task-outcome",
        tool="gradle",
        category=Category.BUILD,
        pattern=r"^> Task :\S+ FAILED$",
        anchors=(" FAILED",),
        weight=38,
        example="> Task :kiln:compileJava FAILED",
        source=CLI,
    ),
    Rule(
        name="gradle-tests-failed",
        tool="gradle",
        category=Category.TEST,
        pattern=r"> There were failing tests|\d+ tests? completed, [1-9]\d* failed",
        anchors=("> There were failing tests", "completed,"),
        weight=45,
        example="42 tests completed, 1 failed",
        source=JAVA_TESTING,
    ),
    Rule(
        name="gradle-compile-echo",
        tool="gradle",
        category=Category.BUILD,
        pattern=(
            r"> Compilation (?:failed; see the compiler (?:error )?output"
            r"|error\. See log for more details)"
        ),
        anchors=("> Compilation",),
        weight=25,
        example="> Compilation failed; see the compiler error output for details.",
        source=BUILDING_JAVA,
    ),
    Rule(
        name="gradle-daemon-gone",
        tool="gradle",
        category=Category.RESOURCE,
        pattern=(
            "Gradle build daemon (?:disappeared unexpectedly|has been stopped: (?:JVM garbage"
            "|since the JVM))|Expiring Daemon because JVM (?:heap|metaspace|Tenured|GC)"
            "|The message received from the daemon indicates that the daemon has disappeared"
        ),
        anchors=("Gradle build daemon", "Expiring Daemon because JVM", "the daemon has disappeared"),
        weight=90,
        example=(
            "Gradle build daemon disappeared unexpectedly (it may have been killed or may have crashed)"
        ),
        source="https://docs.gradle.org/current/userguide/gradle_daemon.html",
    ),
    Rule(
        name="gradle-process-killed",
        tool="gradle",
        category=Category.RESOURCE,
        pattern="Process '[^']+' finished with non-zero exit value 137",
        anchors=("finished with non-zero exit value 137",),
        weight=86,
        example="> Process 'Gradle Test Executor 1' finished with non-zero exit value 137",
        source=TROUBLE,
    ),
    Rule(
        name="gradle-process-failed",
        tool="gradle",
        category=Category.BUILD,
        pattern=r"Process '.+' finished with non-zero exit value \d+",
        anchors=("finished with non-zero exit value",),
        weight=52,
        example="> Process 'command 'clay'' finished with non-zero exit value 2",
        source=TROUBLE,
    ),
    Rule(
        name="gradle-what-went-wrong",
        tool="gradle",
        category=Category.BUILD,
        pattern=r"^\* What went wrong:$",
        anchors=("* What went wrong:",),
        weight=30,
        example="* What went wrong:",
        source=TROUBLE,
    ),
    Rule(
        name="gradle-build-failed",
        tool="gradle",
        category=Category.BUILD,
        pattern=(
            r"^BUILD FAILED in |^FAILURE: Build (?:failed with an exception|completed with \d+ failures)"
        ),
        anchors=("BUILD FAILED in", "FAILURE: Build"),
        weight=18,
        example="BUILD FAILED in 12s",
        source=CLI,
    ),
)
