"""Scala: the compiler, sbt, Mill, ScalaTest, MUnit, specs2, ScalaCheck, scalafmt, Scalafix and MiMa."""

from remediation.diagnosis.category import Category
from remediation.diagnosis.rule import Rule

SCALA = r"(?P<file>(?:[A-Za-z]:)?[^\s:()]+\.(?:scala|sbt|sc|mill))"
SCALAC = "https://docs.scala-lang.org/scala3/reference/"
SBT = "https://www.scala-sbt.org/1.x/docs/Running.html"
SBT_TEST = "https://www.scala-sbt.org/1.x/docs/Testing.html"
MILL = "https://mill-build.org/mill/index.html"
SCALATEST = "https://www.scalatest.org/user_guide/using_the_runner"
MUNIT = "https://scalameta.org/munit/docs/getting-started.html"
SPECS2 = "https://etorreborre.github.io/specs2/"
SCALAFMT = "https://scalameta.org/scalafmt/docs/installation.html"

RULES: tuple[Rule, ...] = (
    Rule(
        name="scala-error",
        tool="scalac",
        category=Category.BUILD,
        pattern=r"\[error\]\s+" + SCALA + r":(?P<line>\d+)(?::\d+)?: \S",
        anchors=("[error]",),
        weight=92,
        example="[error] /src/kiln/src/main/scala/Oven.scala:57:14: not found: value degrees",
        source=SCALAC,
    ),
    Rule(
        name="scala3-error",
        tool="scalac",
        category=Category.BUILD,
        pattern=r"-- (?:\[E\d+\] )?[\w ]*Error: " + SCALA + r":(?P<line>\d+):\d+",
        anchors=("Error:",),
        weight=93,
        example="[error] -- [E006] Not Found Error: /src/kiln/src/main/scala/Oven.scala:57:14 ",
        source=SCALAC,
    ),
    Rule(
        name="scala-plain-error",
        tool="scalac",
        category=Category.BUILD,
        pattern=SCALA + r":(?P<line>\d+)(?::\d+)?: error: \S",
        anchors=(": error:",),
        weight=91,
        example="/src/kiln/src/main/scala/Oven.scala:57: error: not found: value degrees",
        source=SCALAC,
    ),
    Rule(
        name="scala-fatal-warnings",
        tool="scalac",
        category=Category.BUILD,
        pattern="No warnings can be incurred under -(?:Werror|Xfatal-warnings)",
        anchors=("No warnings can be incurred under",),
        weight=70,
        example="[error] No warnings can be incurred under -Werror.",
        source=SCALAC,
    ),
    Rule(
        name="scala-count",
        tool="scalac",
        category=Category.BUILD,
        pattern=r"^\[error\] (?:[1-9]\d*|one|two|three|four|five) errors? found",
        anchors=("[error]",),
        weight=35,
        example="[error] two errors found",
        source=SCALAC,
    ),
    Rule(
        name="sbt-compilation-failed",
        tool="sbt",
        category=Category.BUILD,
        pattern=(
            r"\[error\] \(.*(?:ompile\w*|doc|Scaladoc)\) .*(?:Compilation failed"
            r"|javac returned non-zero|Scaladoc generation failed)"
        ),
        anchors=("[error] (",),
        weight=35,
        example="[error] (Compile / compileIncremental) Compilation failed",
        source=SBT,
    ),
    Rule(
        name="sbt-tests-failed",
        tool="sbt",
        category=Category.TEST,
        pattern=(
            r"sbt\.TestsFailedException: Tests unsuccessful"
            r"|\[error\] Failed: Total \d+, Failed \d+, Errors"
        ),
        anchors=("sbt.TestsFailedException", "[error] Failed: Total"),
        weight=35,
        example="[error] (Test / test) sbt.TestsFailedException: Tests unsuccessful",
        source=SBT_TEST,
    ),
    Rule(
        name="sbt-failed-suite",
        tool="sbt",
        category=Category.TEST,
        pattern=(
            r"^\[error\] (?:Failed|Error during) tests:$|^\[error\]\s+(?P<test>[\w.]+(?:Spec|Test"
            r"|Tests|Suite|Specs))$"
        ),
        anchors=("[error]",),
        weight=62,
        example="[error] \tkiln.OvenSpec",
        source=SBT_TEST,
    ),
    Rule(
        name="sbt-resolve",
        tool="sbt",
        category=Category.DEPENDENCY,
        pattern=(
            r"\[error\] (?:\([^)]*update\) )?(?:sbt\.librarymanagement\.ResolveException"
            r"|lmcoursier\.internal\.shaded\.coursier\.error)|\[error\] "
            r"(?:sbt\.librarymanagement\.ResolveException: )?Error downloading \S+:\S+"
            r"|\[error\]\s+Not found$"
        ),
        anchors=("[error]",),
        weight=92,
        example=("[error] sbt.librarymanagement.ResolveException: Error downloading com.example:clay_3:1.4"),
        source="https://www.scala-sbt.org/1.x/docs/Dependency-Management-Flow.html",
    ),
    Rule(
        name="sbt-eviction",
        tool="sbt",
        category=Category.DEPENDENCY,
        pattern=(
            r"found version conflict\(s\) in library dependencies; some are suspected to be binary i"
            r"ncompatible"
        ),
        anchors=("found version conflict(s) in library dependencies",),
        weight=91,
        example=(
            "[error] (update) found version conflict(s) in library dependencies; some are "
            "suspected to be binary incompatible:"
        ),
        source="https://www.scala-lang.org/blog/2021/02/16/preventing-version-conflicts-with-versionscheme.html",
    ),
    Rule(
        name="sbt-command",
        tool="sbt",
        category=Category.CONFIG,
        pattern=(
            r"\[error\] (?:Not a valid (?:command|key|project ID|configuration)|Expected (?:symbol"
            r"|ID character|whitespace|'|project)|No such setting/task|Unknown command)"
        ),
        anchors=(
            "[error] Not a valid",
            "[error] Expected",
            "[error] No such setting/task",
            "[error] Unknown command",
        ),
        weight=90,
        example="[error] Not a valid command: scalafmtCheckAl (similar: scalafmtCheckAll)",
        source=SBT,
    ),
    Rule(
        name="sbt-task-error",
        tool="sbt",
        category=Category.BUILD,
        pattern=r"^\[error\] \([^)]+\) [\w.$]+(?:Exception|Error)?: ?\S",
        anchors=("[error] (",),
        weight=33,
        example="[error] (kiln / fireClay) java.lang.RuntimeException: oven is cold",
        source=SBT,
    ),
    Rule(
        name="mill-failed",
        tool="mill",
        category=Category.BUILD,
        pattern=r"^(?:\S+ )?[1-9]\d* (?:targets|tasks) failed$|^\d+ (?:targets|tasks) failed",
        anchors=("targets failed", "tasks failed"),
        weight=45,
        example="1 tasks failed",
        source=MILL,
    ),
    Rule(
        name="mill-tests-failed",
        tool="mill",
        category=Category.TEST,
        pattern=r"\.test\S* [1-9]\d* tests failed:",
        anchors=("tests failed:",),
        weight=55,
        example="kiln.test.testForked 1 tests failed: ",
        source=MILL,
    ),
    Rule(
        name="scalatest-failed",
        tool="scalatest",
        category=Category.TEST,
        pattern=r"^(?:\[info\] )?\s*- (?P<test>\S.*) \*\*\* FAILED \*\*\*",
        anchors=("*** FAILED ***",),
        weight=74,
        example="[info] - should heat up *** FAILED ***",
        source=SCALATEST,
    ),
    Rule(
        name="scalatest-message",
        tool="scalatest",
        category=Category.TEST,
        pattern=r"^(?:\[info\])?\s+\S.* \((?P<file>\w+\.scala):(?P<line>\d+)\)$",
        anchors=(".scala:",),
        weight=88,
        example="[info]   20 did not equal 900 (OvenSpec.scala:57)",
        source=SCALATEST,
    ),
    Rule(
        name="scalatest-summary",
        tool="scalatest",
        category=Category.TEST,
        pattern=(
            r"\*\*\* [1-9]\d* (?:TESTS?|SUITES?) (?:FAILED|ABORTED) \*\*\*"
            r"|Tests: succeeded \d+, failed [1-9]"
        ),
        anchors=("FAILED ***", "ABORTED ***", "Tests: succeeded"),
        weight=46,
        example="[info] *** 1 TEST FAILED ***",
        source=SCALATEST,
    ),
    Rule(
        name="scalatest-aborted",
        tool="scalatest",
        category=Category.TEST,
        pattern=r"(?P<test>\S+) \*\*\* ABORTED \*\*\*",
        anchors=("*** ABORTED ***",),
        weight=82,
        example="[info] kiln.OvenSpec *** ABORTED ***",
        source=SCALATEST,
    ),
    Rule(
        name="munit-failed",
        tool="munit",
        category=Category.TEST,
        pattern=r"==> X (?P<test>\S.*?)\s+[\d.]+s",
        anchors=("==> X",),
        weight=80,
        example=(
            "==> X kiln.OvenSuite.heats up  0.021s munit.ComparisonFailException: "
            "/src/kiln/OvenSuite.scala:57"
        ),
        source=MUNIT,
    ),
    Rule(
        name="munit-place",
        tool="munit",
        category=Category.TEST,
        pattern=r"munit\.\w*(?:Fail|Exception)\w*: (?P<file>[^\s:]+):(?P<line>\d+)",
        anchors=("munit.",),
        weight=88,
        example="munit.FailException: /src/kiln/src/test/scala/OvenSuite.scala:57 assertion failed",
        source=MUNIT,
    ),
    Rule(
        name="specs2-failed",
        tool="specs2",
        category=Category.TEST,
        pattern=r"^\[error\]\s+[x!] (?P<test>\S.*)",
        anchors=("[error]",),
        weight=72,
        example="[error]     x heat up",
        source=SPECS2,
    ),
    Rule(
        name="specs2-mismatch",
        tool="specs2",
        category=Category.TEST,
        pattern=(r"^\[error\]\s+.+ (?:!=|is not|doesn't|does not) .*\((?P<file>\w+\.scala):(?P<line>\d+)\)$"),
        anchors=(".scala:",),
        weight=87,
        example="[error]      20 != 900 (OvenSpec.scala:57)",
        source=SPECS2,
    ),
    Rule(
        name="scalacheck-falsified",
        tool="scalacheck",
        category=Category.TEST,
        pattern=(
            r"! (?P<test>\S+): (?:Falsified after \d+ passed tests"
            r"|Exception raised on property evaluation|Gave up after)"
        ),
        anchors=("Falsified after", "Exception raised on property evaluation", ": Gave up after"),
        weight=90,
        example="[info] ! Oven.heats: Falsified after 3 passed tests.",
        source="https://github.com/typelevel/scalacheck/blob/main/doc/UserGuide.md",
    ),
    Rule(
        name="scalafmt-file",
        tool="scalafmt",
        category=Category.LINT,
        pattern=r"(?P<file>[^\s:]+\.(?:scala|sbt|sc)) isn't formatted properly!|error: --test failed",
        anchors=("isn't formatted properly!", "error: --test failed"),
        weight=88,
        example="[warn] scalafmt: /src/kiln/src/main/scala/Oven.scala isn't formatted properly!",
        source=SCALAFMT,
    ),
    Rule(
        name="scalafmt-summary",
        tool="scalafmt",
        category=Category.LINT,
        pattern=r"scalafmt: \d+ files must be formatted|[1-9]\d* files? must be formatted",
        anchors=("must be formatted",),
        weight=76,
        example="[error] (Compile / scalafmtCheck) scalafmt: 2 files must be formatted (Compile)",
        source=SCALAFMT,
    ),
    Rule(
        name="scalafix-error",
        tool="scalafix",
        category=Category.LINT,
        pattern=r"scalafix\.sbt\.ScalafixFailed: \S|scalafix: .*\bTestError\b",
        anchors=("scalafix.sbt.ScalafixFailed:", "TestError"),
        weight=85,
        example="[error] (Compile / scalafix) scalafix.sbt.ScalafixFailed: TestError",
        source="https://scalacenter.github.io/scalafix/docs/users/installation.html",
    ),
    Rule(
        name="mima-broken",
        tool="mima",
        category=Category.LINT,
        pattern=r"Failed binary compatibility check against \S+! Found \d+ potential problems",
        anchors=("Failed binary compatibility check against",),
        weight=91,
        example=(
            "[error] kiln: Failed binary compatibility check against com.example:kiln_3:1.4! Found "
            "1 potential problems"
        ),
        source="https://github.com/lightbend-labs/mima/blob/main/README.md",
    ),
)
