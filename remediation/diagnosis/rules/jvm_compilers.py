"""The JVM: javac, the Eclipse compiler, Kotlin, Groovy and the virtual machine itself."""

from remediation.diagnosis.category import Category
from remediation.diagnosis.rule import Rule

JAVA = r"(?P<file>(?:[A-Za-z]:)?[^\s:()\[\]]+\.java)"
KOTLIN = r"(?P<file>(?:[A-Za-z]:)?[^\s:()]+\.kts?)"
JAVAC = "https://docs.oracle.com/en/java/javase/21/docs/specs/man/javac.html"
JAVAC_TEXT = "https://github.com/openjdk/jdk/blob/master/src/jdk.compiler/share/classes/com/sun/tools/javac/resources/compiler.properties"
KOTLINC = "https://kotlinlang.org/docs/command-line.html"
THROWABLE = "https://docs.oracle.com/en/java/javase/21/docs/api/java.base/java/lang/Throwable.html"

RULES: tuple[Rule, ...] = (
    Rule(
        name="javac-error",
        tool="javac",
        category=Category.BUILD,
        pattern=JAVA + r":(?P<line>\d+): error: \S",
        anchors=(": error:",),
        weight=91,
        example="src/main/java/kiln/Oven.java:57: error: cannot find symbol",
        source=JAVAC,
    ),
    Rule(
        name="javac-errorprone",
        tool="errorprone",
        category=Category.BUILD,
        pattern=JAVA + r":(?:(?P<line>\d+): error: |\[\d+,\d+\] )\[[A-Z]\w+\] \S",
        anchors=(": error: [", ".java:["),
        weight=93,
        example=(
            "src/main/java/kiln/Oven.java:57: error: [CheckReturnValue] The result of `heat(...)` "
            "must be used"
        ),
        source="https://errorprone.info/bugpatterns",
    ),
    Rule(
        name="javac-maven-error",
        tool="javac",
        category=Category.BUILD,
        pattern=r"^\[ERROR\] " + JAVA + r":\[(?P<line>\d+),\d+\] (?:error: )?[^(\[]",
        anchors=("[ERROR]",),
        weight=92,
        example="[ERROR] /src/kiln/src/main/java/kiln/Oven.java:[57,14] cannot find symbol",
        source="https://maven.apache.org/plugins/maven-compiler-plugin/",
    ),
    Rule(
        name="javac-symbol",
        tool="javac",
        category=Category.BUILD,
        pattern=r"^(?:\[ERROR\])?\s+symbol:\s+(?:class|method|variable|constructor|static|interface) ",
        anchors=("symbol:",),
        weight=55,
        example="  symbol:   class Thermometer",
        source=JAVAC_TEXT,
    ),
    Rule(
        name="javac-werror",
        tool="javac",
        category=Category.BUILD,
        pattern="error: warnings found and -Werror specified",
        anchors=("warnings found and -Werror specified",),
        weight=80,
        example="error: warnings found and -Werror specified",
        source=JAVAC_TEXT,
    ),
    Rule(
        name="javac-release",
        tool="javac",
        category=Category.BUILD,
        pattern=(
            r"(?:error: |Fatal error compiling: (?:error: )?)(?:invalid (?:target|source) release: "
            r"|release version \d+ not supported|invalid flag: )|(?:Source"
            r"|Target) option [\d.]+ is no longer supported"
        ),
        anchors=(
            "invalid target release:",
            "invalid source release:",
            "release version",
            "invalid flag:",
            "is no longer supported",
        ),
        weight=93,
        example="[ERROR] Fatal error compiling: error: release version 21 not supported",
        source=JAVAC_TEXT,
    ),
    Rule(
        name="javac-class-version",
        tool="javac",
        category=Category.BUILD,
        pattern=r"class file has wrong version [\d.]+, should be [\d.]+",
        anchors=("class file has wrong version",),
        weight=92,
        example="    class file has wrong version 65.0, should be 61.0",
        source=JAVAC_TEXT,
    ),
    Rule(
        name="ecj-error",
        tool="ecj",
        category=Category.BUILD,
        pattern=r"\d+\. ERROR in " + JAVA + r" \(at line (?P<line>\d+)\)",
        anchors=(". ERROR in",),
        weight=91,
        example="1. ERROR in /src/kiln/src/Oven.java (at line 57)",
        source="https://help.eclipse.org/latest/topic/org.eclipse.jdt.doc.user/tasks/task-using_batch_compiler.htm",
    ),
    Rule(
        name="jvm-class-version",
        tool="java",
        category=Category.CONFIG,
        pattern=(
            r"UnsupportedClassVersionError: |Unsupported class file major version \d+"
            r"|has been compiled by a more recent version of the Java Runtime"
        ),
        anchors=(
            "UnsupportedClassVersionError:",
            "Unsupported class file major version",
            "compiled by a more recent version of the Java Runtime",
        ),
        weight=92,
        example=(
            "java.lang.UnsupportedClassVersionError: kiln/Oven has been compiled by a more recent "
            "version of the Java Runtime"
        ),
        source="https://docs.oracle.com/en/java/javase/21/docs/api/java.base/java/lang/UnsupportedClassVersionError.html",
    ),
    Rule(
        name="jvm-out-of-memory",
        tool="java",
        category=Category.RESOURCE,
        pattern=(
            r"java\.lang\.OutOfMemoryError: \S|There is insufficient memory for the Java Runtime Env"
            r"ironment to continue"
        ),
        anchors=("java.lang.OutOfMemoryError:", "There is insufficient memory for the Java Runtime"),
        weight=94,
        example="java.lang.OutOfMemoryError: Java heap space",
        source="https://docs.oracle.com/en/java/javase/21/troubleshoot/troubleshooting-memory-leaks.html",
    ),
    Rule(
        name="jvm-crash",
        tool="java",
        category=Category.TEST,
        pattern="# A fatal error has been detected by the Java Runtime Environment",
        anchors=("# A fatal error has been detected by the Java",),
        weight=88,
        example="# A fatal error has been detected by the Java Runtime Environment:",
        source="https://docs.oracle.com/en/java/javase/21/troubleshoot/fatal-error-log.html",
        plain=True,
    ),
    Rule(
        name="jvm-uncaught",
        tool="java",
        category=Category.TEST,
        pattern=r'^Exception in thread "[^"]+" [\w.$]+(?:Exception|Error)',
        anchors=('Exception in thread "',),
        weight=84,
        example='Exception in thread "main" java.lang.IllegalStateException: oven is cold',
        source=THROWABLE,
        plain=True,
    ),
    Rule(
        name="jvm-main-class",
        tool="java",
        category=Category.CONFIG,
        pattern=(
            "Error: Could not find or load main class|Error: Unable to access jarfile"
            "|Unrecognized VM option '|Error: LinkageError occurred"
        ),
        anchors=(
            "Error: Could not find or load main class",
            "Error: Unable to access jarfile",
            "Unrecognized VM option '",
            "Error: LinkageError",
        ),
        weight=91,
        example="Error: Could not find or load main class org.gradle.wrapper.GradleWrapperMain",
        source=JAVAC,
    ),
    Rule(
        name="jvm-caused-by",
        tool="java",
        category=Category.TEST,
        pattern=r"^\s*Caused by: [\w.$]+(?:Exception|Error|Failure)\b",
        anchors=("Caused by:",),
        weight=44,
        example="Caused by: java.lang.IllegalStateException: oven is cold",
        source=THROWABLE,
        plain=True,
    ),
    Rule(
        name="kotlin-error",
        tool="kotlinc",
        category=Category.BUILD,
        pattern="^e: (?:file://)?" + KOTLIN + r":(?:(?P<line>\d+):\d+| \(\d+, \d+\)):? \S",
        anchors=(".kt",),
        weight=92,
        example="e: file:///src/kiln/src/main/kotlin/Oven.kt:57:14 Unresolved reference 'degrees'.",
        source=KOTLINC,
    ),
    Rule(
        name="kotlin-plain-error",
        tool="kotlinc",
        category=Category.BUILD,
        pattern=KOTLIN + r":(?: \((?P<line>\d+), ?\d+\):?|\[\d+,\d+\]|\d+:\d+: error:) (?:error: )?[A-Z'`]",
        anchors=(".kt",),
        weight=91,
        example="[ERROR] /src/kiln/src/main/kotlin/Oven.kt: (57, 14) Unresolved reference: degrees",
        source="https://kotlinlang.org/docs/maven.html",
    ),
    Rule(
        name="kotlin-processor",
        tool="ksp",
        category=Category.BUILD,
        pattern=(
            r"^e: (?:\[(?:ksp|kapt|kotlin|serialization)\]|error: |warnings found and -Werror"
            r"|Error occurred in|java\.lang\.|org\.jetbrains)"
        ),
        anchors=(
            "e: [",
            "e: error:",
            "e: warnings found",
            "e: Error occurred in",
            "e: java.lang.",
            "e: org.jetbrains",
        ),
        weight=91,
        example="e: [ksp] /src/kiln/src/main/kotlin/Oven.kt:57: @Inject constructor is missing",
        source="https://kotlinlang.org/docs/ksp-overview.html",
    ),
    Rule(
        name="kotlin-metadata",
        tool="kotlinc",
        category=Category.DEPENDENCY,
        pattern=(
            "Module was compiled with an incompatible version of Kotlin"
            "|was compiled with an incompatible version of Kotlin"
        ),
        anchors=("was compiled with an incompatible version of Kotlin",),
        weight=91,
        example=(
            "e: clay.jar!/META-INF/clay.kotlin_module: Module was compiled with an incompatible "
            "version of Kotlin."
        ),
        source=KOTLINC,
    ),
    Rule(
        name="kotlin-jvm-target",
        tool="kotlinc",
        category=Category.BUILD,
        pattern=(
            "Inconsistent JVM[- ][Tt]arget [Cc]ompatibility|compatibility detected for tasks? '"
            "|jvm target compatibility should be set to the same Java version"
        ),
        anchors=(
            "Inconsistent JVM",
            "compatibility detected for tasks",
            "compatibility detected for task '",
            "jvm target compatibility should be set",
        ),
        weight=92,
        example=(
            "> Inconsistent JVM-target compatibility detected for tasks 'compileJava' (17) and "
            "'compileKotlin' (21)."
        ),
        source="https://kotlinlang.org/docs/gradle-configure-project.html",
    ),
    Rule(
        name="groovy-error",
        tool="groovyc",
        category=Category.BUILD,
        pattern=r"(?P<file>[^\s:]+\.(?:groovy|gradle)): (?P<line>\d+): \S",
        anchors=(".groovy:", ".gradle:"),
        weight=91,
        example="/src/kiln/src/main/groovy/Oven.groovy: 57: unable to resolve class Thermometer",
        source="https://groovy-lang.org/groovyc.html",
    ),
)
