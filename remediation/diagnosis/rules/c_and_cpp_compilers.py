"""C and C++: compilers (GCC, Clang, MSVC, CUDA, Emscripten)."""

from remediation.diagnosis.category import Category
from remediation.diagnosis.rule import Rule

C_FILE = (
    r"(?P<file>(?:[A-Za-z]:)?[^\s:()]+\.(?:c|cc|cpp|cxx|c\+\+|cppm|ixx|h|hh|hpp|hxx|inl|ipp"
    r"|tcc|inc|def|cu|cuh|m|mm))"
)
GCC = "https://gcc.gnu.org/onlinedocs/gcc/Diagnostic-Message-Formatting-Options.html"
GCC_WARN = "https://gcc.gnu.org/onlinedocs/gcc/Warning-Options.html"
CLANG = "https://clang.llvm.org/docs/UsersManual.html"
GCC_DRIVER = "https://github.com/gcc-mirror/gcc/blob/master/gcc/gcc.cc"
MSVC = "https://learn.microsoft.com/en-us/cpp/error-messages/compiler-errors-1/c-cpp-build-errors"
LNK = "https://learn.microsoft.com/en-us/cpp/error-messages/tool-errors/linker-tools-error-lnk2019"

RULES: tuple[Rule, ...] = (
    Rule(
        name="gcc-missing-header",
        tool="gcc",
        category=Category.BUILD,
        pattern=r"fatal error: '?[^\s':]+'?(?:: No such file or directory| file not found)",
        anchors=("fatal error:",),
        weight=93,
        example="src/render.c:14:10: fatal error: zstd.h: No such file or directory",
        source=GCC,
    ),
    Rule(
        name="gcc-error",
        tool="gcc",
        category=Category.BUILD,
        pattern=C_FILE + r":(?P<line>\d+):(?:\d+:)? (?:fatal )?error: \S",
        anchors=("error:",),
        weight=90,
        example="src/queue.cpp:88:17: error: 'pop_front' was not declared in this scope",
        source=GCC,
    ),
    Rule(
        name="gcc-undefined-warning-option",
        tool="gcc",
        category=Category.BUILD,
        pattern=(
            r"(?:cc1(?:plus|obj)?|gcc|g\+\+|clang(?:\+\+)?(?:-\d+)?|c\+\+|cc)(?:\.exe)?: "
            r"(?:fatal )?error: \S"
        ),
        anchors=("error:",),
        weight=90,
        example="cc1plus: error: unrecognized command-line option '-Wno-such-warning'",
        source=GCC_WARN,
    ),
    Rule(
        name="gcc-warnings-as-errors",
        tool="gcc",
        category=Category.BUILD,
        pattern=r"cc1(?:plus|obj)?(?:\.exe)?: (?:all|some) warnings being treated as errors",
        anchors=("warnings being treated as errors",),
        weight=45,
        example="cc1plus: all warnings being treated as errors",
        source=GCC_WARN,
    ),
    Rule(
        name="gcc-killed",
        tool="gcc",
        category=Category.RESOURCE,
        pattern=(
            r"fatal error: Killed signal terminated program"
            r"|internal compiler error: Killed \(program|error: unable to execute command: Killed"
        ),
        anchors=("signal terminated program", "error: Killed", "command: Killed"),
        weight=95,
        example="c++: fatal error: Killed signal terminated program cc1plus",
        source=GCC_DRIVER,
    ),
    Rule(
        name="gcc-out-of-memory",
        tool="gcc",
        category=Category.RESOURCE,
        pattern=(
            r"cc1(?:plus)?(?:\.exe)?: out of memory allocating \d+ bytes"
            r"|virtual memory exhausted: Cannot allocate memory|LLVM ERROR: out of memory"
        ),
        anchors=(": out of memory allocating", "virtual memory exhausted", "LLVM ERROR: out of memory"),
        weight=95,
        example="cc1plus: out of memory allocating 65536 bytes after a total of 1879048192 bytes",
        source=GCC_DRIVER,
    ),
    Rule(
        name="gcc-crash",
        tool="gcc",
        category=Category.BUILD,
        pattern=(
            r"internal compiler error: |PLEASE submit a bug report to \S+ and include the crash backtrace"
        ),
        anchors=("internal compiler error:", "PLEASE submit a bug report"),
        weight=91,
        example="src/tree.cc:40:3: internal compiler error: in build_base_path, at cp/class.cc:331",
        source=GCC_DRIVER,
    ),
    Rule(
        name="clang-error-count",
        tool="clang",
        category=Category.BUILD,
        pattern=r"(?:^|\s)(?:\d+ warnings? and )?[1-9]\d* errors? generated\.",
        anchors=("error generated.", "errors generated."),
        weight=35,
        example="3 errors generated.",
        source=CLANG,
    ),
    Rule(
        name="clang-linker-failed",
        tool="clang",
        category=Category.BUILD,
        pattern=r"error: linker command failed with exit code \d+",
        anchors=("linker command failed with exit code",),
        weight=30,
        example="clang: error: linker command failed with exit code 1 (use -v to see invocation)",
        source=CLANG,
    ),
    Rule(
        name="msvc-heap",
        tool="cl",
        category=Category.RESOURCE,
        pattern="fatal error C10(?:60|76|02):",
        anchors=("fatal error C10",),
        weight=94,
        example="src\\tables.cpp(91): fatal error C1060: compiler is out of heap space",
        source="https://learn.microsoft.com/en-us/cpp/error-messages/compiler-errors-1/fatal-error-c1060",
    ),
    Rule(
        name="msvc-error",
        tool="cl",
        category=Category.BUILD,
        pattern=(r"(?P<file>(?:[A-Za-z]:)?[^\s:()]+)\((?P<line>\d+)(?:,\d+)?\)\s?: (?:fatal )?error C\d{4}:"),
        anchors=("error C",),
        weight=90,
        example=(
            "D:\\a\\kiln\\kiln\\src\\oven.cpp(57,12): error C2065: 'degrees': undeclared identifier "
            "[D:\\a\\kiln\\kiln.vcxproj]"
        ),
        source=MSVC,
    ),
    Rule(
        name="msvc-error-without-place",
        tool="cl",
        category=Category.BUILD,
        pattern=r"\b(?:cl|c1xx|c1|cl\.exe)\s?: (?:fatal |Command line )?error [CD]\d{4}\s?:",
        anchors=("error C", "error D"),
        weight=88,
        example=("c1xx : fatal error C1083: Cannot open source file: 'oven.cpp': No such file or directory"),
        source=MSVC,
    ),
    Rule(
        name="msvc-linker-error",
        tool="link",
        category=Category.BUILD,
        pattern=r"(?:fatal )?error LNK(?:10|11[013-9]|12|13|15|20|2[1-9]|4)\d+\s?:",
        anchors=("error LNK",),
        weight=90,
        example=(
            'oven.obj : error LNK2019: unresolved external symbol "void __cdecl heat(int)" '
            "(?heat@@YAXH@Z) referenced in function main"
        ),
        source=LNK,
    ),
    Rule(
        name="msvc-unresolved-count",
        tool="link",
        category=Category.BUILD,
        pattern=r"fatal error LNK1120: \d+ unresolved externals",
        anchors=("fatal error LNK1120",),
        weight=45,
        example="bin\\kiln.exe : fatal error LNK1120: 2 unresolved externals",
        source=LNK,
    ),
    Rule(
        name="msvc-resource-compiler",
        tool="rc",
        category=Category.BUILD,
        pattern=r"(?:fatal )?error RC\d{4}\s?: ",
        anchors=("error RC",),
        weight=90,
        example="app.rc(12): error RC2135 : file not found: logo.ico",
        source="https://learn.microsoft.com/en-us/cpp/error-messages/tool-errors/command-line-errors-d8000-through-d9999",
    ),
    Rule(
        name="clang-cl-error",
        tool="clang-cl",
        category=Category.BUILD,
        pattern=C_FILE + r"\((?P<line>\d+)(?:,\d+)?\) ?: (?:fatal )?error ?: \S",
        anchors=("): error", ") : error", "): fatal error", ") : fatal error"),
        weight=90,
        example="src\\oven.cpp(57,12): error: use of undeclared identifier 'degrees'",
        source=CLANG,
    ),
    Rule(
        name="nvcc-fatal",
        tool="nvcc",
        category=Category.BUILD,
        pattern=r"(?:nvcc|ptxas|nvlink) (?:fatal|error)\s+: \S",
        anchors=("nvcc fatal", "nvcc error", "ptxas fatal", "ptxas error", "nvlink fatal", "nvlink error"),
        weight=91,
        example="nvcc fatal   : Unsupported gpu architecture 'compute_35'",
        source="https://docs.nvidia.com/cuda/cuda-compiler-driver-nvcc/index.html",
    ),
    Rule(
        name="emcc-error",
        tool="emcc",
        category=Category.BUILD,
        pattern=r"(?:emcc|em\+\+|emar|emcmake|emconfigure)(?:\.py)?: error: \S",
        anchors=("emcc", "em++", "emar", "emcmake", "emconfigure"),
        weight=88,
        example=(
            "emcc: error: undefined symbol: canvas_resize (referenced by root reference (e.g. "
            "compiled C/C++ code))"
        ),
        source="https://emscripten.org/docs/tools_reference/emcc.html",
    ),
)
