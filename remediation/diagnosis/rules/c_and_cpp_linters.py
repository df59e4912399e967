"""C and C++: formatters and static analysis."""

from remediation.diagnosis.category import Category
from remediation.diagnosis.rule import Rule

C_PLACE = (
    r"(?P<file>(?:[A-Za-z]:)?[^\s:()]+\.(?:c|cc|cpp|cxx|c\+\+|cppm|h|hh|hpp|hxx|inl|ipp|tcc"
    r"|cu|cuh|m|mm|proto|java|js|ts|cs)):(?P<line>\d+)"
)
FORMAT = "https://clang.llvm.org/docs/ClangFormat.html"
TIDY = "https://clang.llvm.org/extra/clang-tidy/"
CPPCHECK = "https://cppcheck.sourceforge.io/manual.html"
CPPLINT = "https://github.com/cpplint/cpplint/blob/develop/cpplint.py"

RULES: tuple[Rule, ...] = (
    Rule(
        name="clang-format-violation",
        tool="clang-format",
        category=Category.LINT,
        pattern=C_PLACE + r":\d+: error: code should be clang-formatted",
        anchors=("code should be clang-formatted",),
        weight=93,
        example="src/oven.cpp:57:14: error: code should be clang-formatted [-Wclang-format-violations]",
        source=FORMAT,
    ),
    Rule(
        name="clang-format-warning",
        tool="clang-format",
        category=Category.LINT,
        pattern=C_PLACE + r":\d+: warning: code should be clang-formatted",
        anchors=("code should be clang-formatted",),
        weight=82,
        example=("src/oven.cpp:57:14: warning: code should be clang-formatted [-Wclang-format-violations]"),
        source=FORMAT,
    ),
    Rule(
        name="run-clang-format-diff",
        tool="clang-format",
        category=Category.LINT,
        pattern=r"^\+\+\+ (?P<file>\S+)\s+\(reformatted\)",
        anchors=("(reformatted)",),
        weight=80,
        example="+++ src/oven.cpp\t(reformatted)",
        source="https://github.com/Sarcasm/run-clang-format/blob/master/run-clang-format.py",
    ),
    Rule(
        name="clang-tidy-error",
        tool="clang-tidy",
        category=Category.LINT,
        pattern=C_PLACE + r":\d+: error: .+\[[a-z][\w.,-]+(?:,-warnings-as-errors)\]$",
        anchors=(",-warnings-as-errors]",),
        weight=93,
        example="src/oven.cpp:57:14: error: use nullptr [modernize-use-nullptr,-warnings-as-errors]",
        source=TIDY,
    ),
    Rule(
        name="clang-tidy-warning",
        tool="clang-tidy",
        category=Category.LINT,
        pattern=C_PLACE
        + (
            r":\d+: warning: .+\[(?:bugprone|cert|clang-analyzer|concurrency|cppcoreguidelines"
            r"|google|hicpp|llvm|misc|modernize|performance|portability|readability)-[\w.,-]+\]$"
        ),
        anchors=(": warning:",),
        weight=58,
        example="src/oven.cpp:57:14: warning: use nullptr [modernize-use-nullptr]",
        source=TIDY,
    ),
    Rule(
        name="clang-tidy-summary",
        tool="clang-tidy",
        category=Category.LINT,
        pattern=r"^[1-9]\d* warnings? treated as errors?",
        anchors=("treated as error",),
        weight=50,
        example="3 warnings treated as errors",
        source=TIDY,
    ),
    Rule(
        name="cppcheck-error",
        tool="cppcheck",
        category=Category.LINT,
        pattern=C_PLACE + r":\d+: error: .+ \[[a-z]\w+\]$",
        anchors=(": error:",),
        weight=91,
        example="src/oven.cpp:57:14: error: Null pointer dereference: degrees [nullPointer]",
        source=CPPCHECK,
    ),
    Rule(
        name="cppcheck-finding",
        tool="cppcheck",
        category=Category.LINT,
        pattern=C_PLACE + r":\d+: (?:warning|style|performance|portability): .+ \[[a-z]\w+\]$",
        anchors=(": warning:", ": style:", ": performance:", ": portability:"),
        weight=72,
        example=(
            "src/oven.cpp:57:14: style: The scope of the variable 'degrees' can be reduced. [variableScope]"
        ),
        source=CPPCHECK,
    ),
    Rule(
        name="cppcheck-old-form",
        tool="cppcheck",
        category=Category.LINT,
        pattern=(
            r"\[(?P<file>[^\]:]+):(?P<line>\d+)\](?: -> \[[^\]]+\])*: \((?:error|warning|style"
            r"|performance|portability)\) \S"
        ),
        anchors=("(error)", "(warning)", "(style)", "(performance)", "(portability)"),
        weight=90,
        example="[src/oven.cpp:57]: (error) Null pointer dereference: degrees",
        source=CPPCHECK,
    ),
    Rule(
        name="cpplint-finding",
        tool="cpplint",
        category=Category.LINT,
        pattern=(
            r"(?P<file>[^\s:]+):(?P<line>\d+):\s+.+\s\[[a-z_]+/[\w+]+(?:\] \[1\]|\] \[2\]|\] \[3\]"
            r"|\] \[4\]|\] \[5\])$"
        ),
        anchors=("] [1]", "] [2]", "] [3]", "] [4]", "] [5]"),
        weight=90,
        example="src/oven.cpp:57:  Missing space before {  [whitespace/braces] [5]",
        source=CPPLINT,
    ),
    Rule(
        name="cpplint-summary",
        tool="cpplint",
        category=Category.LINT,
        pattern=r"^Total errors found: [1-9]\d*",
        anchors=("Total errors found:",),
        weight=50,
        example="Total errors found: 3",
        source=CPPLINT,
    ),
    Rule(
        name="iwyu-finding",
        tool="include-what-you-use",
        category=Category.LINT,
        pattern=r"^(?P<file>\S+) should (?:add|remove) these lines:",
        anchors=("these lines:",),
        weight=85,
        example="src/oven.h should add these lines:",
        source="https://github.com/include-what-you-use/include-what-you-use/blob/master/README.md",
    ),
    Rule(
        name="flawfinder-finding",
        tool="flawfinder",
        category=Category.SECURITY_SCAN,
        pattern=r"^(?P<file>[^\s:]+):(?P<line>\d+):(?:\d+:)?\s+(?:\[3\] \(|\[4\] \(|\[5\] \()\w+\) \w+:",
        anchors=("[3] (", "[4] (", "[5] ("),
        weight=85,
        example="src/oven.c:57:  [4] (buffer) strcpy:",
        source="https://dwheeler.com/flawfinder/",
    ),
    Rule(
        name="cmake-lint-finding",
        tool="cmake-lint",
        category=Category.LINT,
        pattern=r"(?P<file>\S*(?:CMakeLists\.txt|\.cmake)):(?P<line>\d+),?\d*: \[[CEWR]\d{4}\] \S",
        anchors=(": [C", ": [E", ": [W", ": [R"),
        weight=88,
        example='CMakeLists.txt:12,04: [C0103] Invalid variable name "kiln"',
        source="https://cmake-format.readthedocs.io/en/latest/cmake-lint.html",
    ),
)
