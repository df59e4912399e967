"""C and C++: test runners and test frameworks."""

from remediation.diagnosis.category import Category
from remediation.diagnosis.rule import Rule

SOURCE = r"(?P<file>(?:[A-Za-z]:)?[^\s:()]+\.(?:c|cc|cpp|cxx|c\+\+|h|hh|hpp|hxx|inl|ipp|cu|m|mm))"
CTEST = "https://github.com/Kitware/CMake/blob/master/Source/CTest/cmCTestTestHandler.cxx"
GTEST = "https://github.com/google/googletest/blob/main/googletest/src/gtest.cc"
CATCH = "https://github.com/catchorg/Catch2/blob/devel/src/catch2/reporters/catch_reporter_console.cpp"
DOCTEST = "https://github.com/doctest/doctest/blob/master/doctest/doctest.h"
BOOST = "https://www.boost.org/doc/libs/release/libs/test/doc/html/index.html"
AUTOMAKE_TESTS = "https://www.gnu.org/software/automake/manual/html_node/Scripts_002dbased-Testsuites.html"
MESON_TEST = "https://github.com/mesonbuild/meson/blob/master/mesonbuild/mtest.py"

RULES: tuple[Rule, ...] = (
    Rule(
        name="ctest-test-failed",
        tool="ctest",
        category=Category.TEST,
        pattern=(
            r"Test\s+#\d+: (?P<test>\S+) \.*\s*\*\*\*(?:Failed|Timeout|Exception|Not Run"
            r"|Skipped Failed|Error)"
        ),
        anchors=("***Failed", "***Timeout", "***Exception", "***Not Run", "***Skipped Failed", "***Error"),
        weight=70,
        example=" 3/10 Test  #3: oven_heats_up ....................***Failed    0.05 sec",
        source="https://github.com/Kitware/CMake/blob/master/Source/CTest/cmCTestRunTest.cxx",
    ),
    Rule(
        name="ctest-failed-list",
        tool="ctest",
        category=Category.TEST,
        pattern=(
            r"^\s*\d+ - (?P<test>.+) \((?:Failed|Timeout|SEGFAULT|Not Run|ILLEGAL|NUMERICAL"
            r"|OTHER_FAULT|Subprocess \w+|Child \w+|BAD_COMMAND|Exit code \S+|Bus error)\)"
        ),
        anchors=(
            "(Failed)",
            "(Timeout)",
            "(SEGFAULT)",
            "(Not Run)",
            "(ILLEGAL)",
            "(NUMERICAL)",
            "(OTHER_FAULT)",
            "(Subprocess ",
            "(Child ",
            "(BAD_COMMAND)",
            "(Exit code ",
            "(Bus error)",
        ),
        weight=71,
        example="\t  3 - oven_heats_up (SEGFAULT)",
        source=CTEST,
    ),
    Rule(
        name="ctest-summary",
        tool="ctest",
        category=Category.TEST,
        pattern=r"\d+% tests passed, [1-9]\d* tests? failed out of \d+",
        anchors=("% tests passed",),
        weight=50,
        example="90% tests passed, 1 tests failed out of 10",
        source=CTEST,
    ),
    Rule(
        name="ctest-list-header",
        tool="ctest",
        category=Category.TEST,
        pattern="^The following tests FAILED:",
        anchors=("The following tests FAILED:",),
        weight=45,
        example="The following tests FAILED:",
        source=CTEST,
    ),
    Rule(
        name="ctest-errors",
        tool="ctest",
        category=Category.TEST,
        pattern="Errors while running CTest|No tests were found!!!",
        anchors=("Errors while running CTest", "No tests were found!!!"),
        weight=20,
        example="Errors while running CTest",
        source=CTEST,
    ),
    Rule(
        name="gtest-failure",
        tool="googletest",
        category=Category.TEST,
        pattern=SOURCE + r":(?P<line>\d+): Failure$",
        anchors=(": Failure",),
        weight=91,
        example="/src/tests/oven_test.cc:41: Failure",
        source=GTEST,
    ),
    Rule(
        name="gtest-failure-windows",
        tool="googletest",
        category=Category.TEST,
        pattern=SOURCE
        + (
            r"\((?P<line>\d+)\): error: (?:Expected |Value of: |Failed$|The difference between "
            r"|Death test: |C\+\+ exception with )"
        ),
        anchors=("): error:",),
        weight=92,
        example="D:\\a\\kiln\\tests\\oven_test.cc(41): error: Expected equality of these values:",
        source=GTEST,
    ),
    Rule(
        name="gtest-failed-test",
        tool="googletest",
        category=Category.TEST,
        pattern=r"\[  FAILED  \] (?P<test>[\w/]+\.[\w/]+)",
        anchors=("[  FAILED  ]",),
        weight=72,
        example="[  FAILED  ] OvenTest.HeatsUp (2 ms)",
        source=GTEST,
    ),
    Rule(
        name="gtest-summary",
        tool="googletest",
        category=Category.TEST,
        pattern=r"\[  FAILED  \] \d+ tests?, listed below:|^\s*\d+ FAILED TESTS?$",
        anchors=(", listed below:", "FAILED TEST"),
        weight=50,
        example="[  FAILED  ] 1 test, listed below:",
        source=GTEST,
    ),
    Rule(
        name="gmock-failure",
        tool="googlemock",
        category=Category.TEST,
        pattern=(
            r"Actual: (?:never called|called (?:once|twice|\d+ times)) - (?:unsatisfied"
            r"|over-saturated)|Unexpected mock function call"
        ),
        anchors=("- unsatisfied", "- over-saturated", "Unexpected mock function call"),
        weight=88,
        example="           Actual: never called - unsatisfied and active",
        source=GTEST,
    ),
    Rule(
        name="catch2-failed",
        tool="catch2",
        category=Category.TEST,
        pattern=r"(?P<file>(?:[A-Za-z]:)?[^\s:()]+)(?::(?P<line>\d+)|\(\d+\)): FAILED:",
        anchors=(": FAILED:",),
        weight=90,
        example="tests/oven.cpp:57: FAILED:",
        source=CATCH,
    ),
    Rule(
        name="catch2-summary",
        tool="catch2",
        category=Category.TEST,
        pattern=r"^(?:test cases|assertions):\s+\d+ \|.*[1-9]\d* failed(?:$| \|)",
        anchors=("test cases:", "assertions:"),
        weight=50,
        example="test cases: 12 | 11 passed | 1 failed",
        source=CATCH,
    ),
    Rule(
        name="doctest-failed",
        tool="doctest",
        category=Category.TEST,
        pattern=(
            r"(?P<file>(?:[A-Za-z]:)?[^\s:()]+)(?::(?P<line>\d+)|\(\d+\)): (?:FATAL )?ERROR: "
            r"(?:\w+\(.*is NOT correct!|test case THREW exception|test case CRASHED)"
        ),
        anchors=("is NOT correct!", "test case THREW exception", "test case CRASHED"),
        weight=91,
        example="tests/oven.cpp:57: ERROR: CHECK( oven.degrees() == 900 ) is NOT correct!",
        source=DOCTEST,
    ),
    Rule(
        name="doctest-summary",
        tool="doctest",
        category=Category.TEST,
        pattern=r"\[doctest\] (?:test cases|assertions):.*[1-9]\d* failed|\[doctest\] Status: FAILURE!",
        anchors=("[doctest]",),
        weight=50,
        example="[doctest] test cases: 12 | 11 passed | 1 failed | 0 skipped",
        source=DOCTEST,
    ),
    Rule(
        name="boost-test-failed",
        tool="boost.test",
        category=Category.TEST,
        pattern=r'(?P<file>[^\s()]+)\((?P<line>\d+)\): (?:fatal )?error: in "(?P<test>[^"]+)": \S',
        anchors=('error: in "',),
        weight=91,
        example=(
            'tests/oven.cpp(57): error: in "oven/heats_up": check degrees == 900 has failed [20 != 900]'
        ),
        source=BOOST,
    ),
    Rule(
        name="boost-test-summary",
        tool="boost.test",
        category=Category.TEST,
        pattern=r"\*\*\* [1-9]\d* failures? (?:is|are) detected in the test module",
        anchors=("detected in the test module",),
        weight=50,
        example='*** 1 failure is detected in the test module "kiln"',
        source=BOOST,
    ),
    Rule(
        name="qtest-fail",
        tool="qtest",
        category=Category.TEST,
        pattern=r"^(?:FAIL!|XPASS)\s+: (?P<test>\S+\(.*?\)) \S",
        anchors=("FAIL!", "XPASS"),
        weight=90,
        example="FAIL!  : TestOven::heatsUp() Compared values are not the same",
        source="https://doc.qt.io/qt-6/qtest-overview.html",
    ),
    Rule(
        name="unity-fail",
        tool="unity",
        category=Category.TEST,
        pattern=r"(?P<file>[^\s:]+\.(?:c|cpp|ino)):(?P<line>\d+):(?P<test>\w+):FAIL(?::|$)",
        anchors=(":FAIL",),
        weight=91,
        example="test/test_oven.c:41:test_heats_up:FAIL: Expected 900 Was 20",
        source="https://github.com/ThrowTheSwitch/Unity/blob/master/src/unity.c",
    ),
    Rule(
        name="cmocka-failure",
        tool="cmocka",
        category=Category.TEST,
        pattern=r"\[  ERROR   \] --- \S|^(?P<file>\S+\.c):(?P<line>\d+): error: Failure!",
        anchors=("[  ERROR   ] ---", "error: Failure!"),
        weight=90,
        example="[  ERROR   ] --- 0x384 != 0x14",
        source="https://github.com/clibs/cmocka/blob/master/src/cmocka.c",
    ),
    Rule(
        name="cpputest-failure",
        tool="cpputest",
        category=Category.TEST,
        pattern=SOURCE + r":(?P<line>\d+): error: Failure in (?:IGNORE_)?TEST\((?P<test>[^)]+)\)",
        anchors=("error: Failure in",),
        weight=91,
        example="tests/OvenTest.cpp:41: error: Failure in TEST(Oven, HeatsUp)",
        source="https://cpputest.github.io/manual.html",
    ),
    Rule(
        name="check-failure",
        tool="check",
        category=Category.TEST,
        pattern=SOURCE + r":(?P<line>\d+):[FE]:[^:]*:(?P<test>\w+):-?\d+: \S",
        anchors=(":F:", ":E:"),
        weight=91,
        example=("check_oven.c:41:F:Core:test_heats_up:0: Assertion 'degrees == 900' failed: degrees == 20"),
        source="https://libcheck.github.io/check/doc/check_html/check_3.html",
    ),
    Rule(
        name="lit-failed-test",
        tool="lit",
        category=Category.TEST,
        pattern=r"^(?:FAIL|TIMEOUT|XPASS|UNRESOLVED): (?P<test>[\w-]+ :: \S+) \(\d+ of \d+\)",
        anchors=("FAIL:", "TIMEOUT:", "XPASS:", "UNRESOLVED:"),
        weight=74,
        example="FAIL: Kiln :: codegen/oven.ll (12 of 100)",
        source="https://llvm.org/docs/CommandGuide/lit.html",
    ),
    Rule(
        name="filecheck-error",
        tool="filecheck",
        category=Category.TEST,
        pattern=(
            r"(?P<file>[^\s:]+):(?P<line>\d+):\d+: error: [\w-]+: "
            r"(?:expected string not found in input|excluded string found in input|is not on the "
            r"(?:next|same) line)"
        ),
        anchors=("string not found in input", "string found in input", "is not on the"),
        weight=91,
        example="test/codegen/oven.ll:12:10: error: CHECK-NEXT: expected string not found in input",
        source="https://llvm.org/docs/CommandGuide/FileCheck.html",
    ),
    Rule(
        name="automake-test-failed",
        tool="automake",
        category=Category.TEST,
        pattern=r"^(?:FAIL|XPASS|ERROR): (?P<test>[\w./+-]+)(?: \d+)?(?: - .+)?$",
        anchors=("FAIL:", "XPASS:", "ERROR:"),
        weight=70,
        example="FAIL: tests/oven.sh",
        source=AUTOMAKE_TESTS,
    ),
    Rule(
        name="automake-summary",
        tool="automake",
        category=Category.TEST,
        pattern=r"^# (?:FAIL|ERROR):\s+[1-9]\d*$",
        anchors=("# FAIL:", "# ERROR:"),
        weight=45,
        example="# FAIL:  2",
        source=AUTOMAKE_TESTS,
    ),
    Rule(
        name="meson-test-failed",
        tool="meson",
        category=Category.TEST,
        pattern=r"^\s*\d+/\d+ (?P<test>\S.*?) (?:FAIL|TIMEOUT|ERROR|INTERRUPT) \s*[\d.]+\s?s",
        anchors=(" FAIL ", " TIMEOUT ", " ERROR ", " INTERRUPT "),
        weight=71,
        example=" 3/10 kiln:unit / heats-up        FAIL            0.05s   exit status 1",
        source=MESON_TEST,
    ),
    Rule(
        name="meson-summary",
        tool="meson",
        category=Category.TEST,
        pattern=r"^(?:Fail|Timeout|Unexpected Pass):\s+[1-9]\d*\s*$",
        anchors=("Fail:", "Timeout:", "Unexpected Pass:"),
        weight=45,
        example="Fail:                1",
        source=MESON_TEST,
    ),
)
