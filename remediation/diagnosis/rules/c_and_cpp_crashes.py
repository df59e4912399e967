"""C and C++: a program that stops itself, Valgrind, sanitizers and fuzzers."""

from remediation.diagnosis.category import Category
from remediation.diagnosis.rule import Rule

SOURCE = r"(?P<file>(?:[A-Za-z]:)?[^\s:()]+\.(?:c|cc|cpp|cxx|c\+\+|h|hh|hpp|hxx|inl|ipp|cu|m|mm))"
ASSERT = "https://man7.org/linux/man-pages/man3/assert.3.html"
TERMINATE = "https://github.com/gcc-mirror/gcc/blob/master/libstdc++-v3/libsupc++/vterminate.cc"
MEMCHECK = "https://valgrind.org/docs/manual/mc-manual.html"
ASAN = "https://clang.llvm.org/docs/AddressSanitizer.html"
LSAN = "https://clang.llvm.org/docs/LeakSanitizer.html"

RULES: tuple[Rule, ...] = (
    Rule(
        name="assert-failed",
        tool="assert",
        category=Category.TEST,
        pattern=SOURCE + r":(?P<line>\d+): .*Assertion [`'].*' failed\.",
        anchors=("' failed.",),
        weight=91,
        example="kiln: src/oven.c:57: heat: Assertion `degrees < 1300' failed.",
        source=ASSERT,
    ),
    Rule(
        name="assert-failed-bsd",
        tool="assert",
        category=Category.TEST,
        pattern=(
            r"Assertion failed: \(.*\), function .+, file (?P<file>.+), line (?P<line>\d+)"
            r"|Assertion failed: .+, file .+, line \d+"
        ),
        anchors=("Assertion failed:",),
        weight=91,
        example="Assertion failed: (degrees < 1300), function heat, file oven.c, line 57.",
        source=ASSERT,
    ),
    Rule(
        name="terminate-called",
        tool="c++ runtime",
        category=Category.TEST,
        pattern=(
            "terminate called (?:after throwing an instance of|without an active exception|recursively)"
        ),
        anchors=("terminate called",),
        weight=86,
        example="terminate called after throwing an instance of 'std::out_of_range'",
        source=TERMINATE,
    ),
    Rule(
        name="terminate-what",
        tool="c++ runtime",
        category=Category.TEST,
        pattern=r"^\s+what\(\):\s+\S",
        anchors=("what():",),
        weight=88,
        example="  what():  oven: index 12 is out of range",
        source=TERMINATE,
    ),
    Rule(
        name="libcxx-terminating",
        tool="c++ runtime",
        category=Category.TEST,
        pattern=r"libc\+\+abi(?:\.dylib)?: terminating (?:due to|with) uncaught",
        anchors=("abi: terminating", "abi.dylib: terminating"),
        weight=89,
        example="libc++abi: terminating due to uncaught exception of type std::out_of_range: oven",
        source="https://github.com/llvm/llvm-project/blob/main/libcxxabi/src/cxa_default_handlers.cpp",
    ),
    Rule(
        name="glibc-heap-corruption",
        tool="glibc",
        category=Category.TEST,
        pattern=(
            r"free\(\): (?:invalid (?:pointer|size|next size)|double free detected)"
            r"|double free or corruption|malloc\(\): (?:corrupted|invalid|unaligned|unsorted)"
            r"|corrupted size vs\. prev_size|realloc\(\): invalid|munmap_chunk\(\): invalid pointer"
        ),
        anchors=(
            "free():",
            "double free or corruption",
            "malloc():",
            "corrupted size vs. prev_size",
            "realloc(): invalid",
            "munmap_chunk(): invalid pointer",
        ),
        weight=89,
        example="free(): double free detected in tcache 2",
        source="https://sourceware.org/glibc/manual/latest/html_node/Heap-Consistency-Checking.html",
    ),
    Rule(
        name="glibc-smashing",
        tool="glibc",
        category=Category.TEST,
        pattern=r"\*\*\* (?:stack smashing detected|buffer overflow detected) \*\*\*",
        anchors=("smashing detected", "buffer overflow detected"),
        weight=90,
        example="*** stack smashing detected ***: terminated",
        source="https://man7.org/linux/man-pages/man7/feature_test_macros.7.html",
    ),
    Rule(
        name="shell-segfault",
        tool="shell",
        category=Category.TEST,
        pattern=(
            r"Segmentation fault(?:\s+\(core dumped\)|: \d+|\s{2,}\S|$)|(?:Aborted|Bus error"
            r"|Illegal instruction|Floating point exception)\s+\(core dumped\)"
        ),
        anchors=("Segmentation fault", "(core dumped)"),
        weight=68,
        example="Segmentation fault (core dumped)",
        source="https://www.gnu.org/software/bash/manual/html_node/Exit-Status.html",
        plain=True,
    ),
    Rule(
        name="valgrind-invalid-access",
        tool="valgrind",
        category=Category.TEST,
        pattern=(
            r"==\d+== (?:Invalid (?:read|write) of size \d+|Invalid free\(\)|Mismatched free\(\)"
            r"|Conditional jump or move depends on uninitialised|Use of uninitialised value"
            r"|Syscall param .+ points to|Jump to the invalid address"
            r"|Source and destination overlap)"
        ),
        anchors=(
            "== Invalid",
            "== Mismatched free()",
            "== Conditional jump",
            "== Use of uninitialised",
            "== Syscall param",
            "== Jump to the invalid",
            "== Source and destination overlap",
        ),
        weight=90,
        example="==4121== Invalid read of size 4",
        source=MEMCHECK,
    ),
    Rule(
        name="valgrind-leak",
        tool="valgrind",
        category=Category.TEST,
        pattern=(
            r"==\d+== .*(?:[1-9][\d,]* (?:\([\d,]+ direct, [\d,]+ indirect\) )?bytes in [\d,]+ block"
            r"s are definitely lost|definitely lost: [1-9][\d,]* bytes)"
        ),
        anchors=("definitely lost",),
        weight=82,
        example="==4121== 48 bytes in 2 blocks are definitely lost in loss record 3 of 9",
        source=MEMCHECK,
    ),
    Rule(
        name="valgrind-race",
        tool="helgrind",
        category=Category.TEST,
        pattern=r"==\d+== (?:Possible data race during|Thread #\d+: lock order)",
        anchors=("== Possible data race", ": lock order"),
        weight=90,
        example="==4121== Possible data race during write of size 4 at 0x601050 by thread #2",
        source="https://valgrind.org/docs/manual/hg-manual.html",
    ),
    Rule(
        name="valgrind-died",
        tool="valgrind",
        category=Category.TEST,
        pattern=r"==\d+== Process terminating with default action of signal \d+",
        anchors=("Process terminating with default action of signal",),
        weight=88,
        example="==4121== Process terminating with default action of signal 11 (SIGSEGV)",
        source=MEMCHECK,
    ),
    Rule(
        name="valgrind-summary",
        tool="valgrind",
        category=Category.TEST,
        pattern=r"==\d+== ERROR SUMMARY: [1-9]\d* errors? from",
        anchors=("== ERROR SUMMARY:",),
        weight=50,
        example="==4121== ERROR SUMMARY: 2 errors from 2 contexts (suppressed: 0 from 0)",
        source=MEMCHECK,
    ),
    Rule(
        name="asan-error",
        tool="asan",
        category=Category.TEST,
        pattern=r"ERROR: (?:HW)?AddressSanitizer:? \S",
        anchors=("AddressSanitizer",),
        weight=93,
        example=(
            "==812==ERROR: AddressSanitizer: heap-use-after-free on address 0x602000000010 at pc 0x4f1c2a"
        ),
        source=ASAN,
    ),
    Rule(
        name="lsan-leaks",
        tool="lsan",
        category=Category.TEST,
        pattern="ERROR: LeakSanitizer: detected memory leaks",
        anchors=("ERROR: LeakSanitizer",),
        weight=91,
        example="==812==ERROR: LeakSanitizer: detected memory leaks",
        source=LSAN,
    ),
    Rule(
        name="lsan-leak",
        tool="lsan",
        category=Category.TEST,
        pattern=r"Direct leak of \d+ byte\(s\) in \d+ object\(s\) allocated from:",
        anchors=("Direct leak of",),
        weight=80,
        example="Direct leak of 48 byte(s) in 2 object(s) allocated from:",
        source=LSAN,
    ),
    Rule(
        name="tsan-race",
        tool="tsan",
        category=Category.TEST,
        pattern=r"(?:WARNING|ERROR): ThreadSanitizer: \S",
        anchors=(": ThreadSanitizer:",),
        weight=92,
        example="WARNING: ThreadSanitizer: data race (pid=812)",
        source="https://clang.llvm.org/docs/ThreadSanitizer.html",
    ),
    Rule(
        name="msan-use",
        tool="msan",
        category=Category.TEST,
        pattern=r"(?:WARNING|ERROR): MemorySanitizer: \S",
        anchors=(": MemorySanitizer:",),
        weight=92,
        example="==812==WARNING: MemorySanitizer: use-of-uninitialized-value",
        source="https://clang.llvm.org/docs/MemorySanitizer.html",
    ),
    Rule(
        name="ubsan-runtime-error",
        tool="ubsan",
        category=Category.TEST,
        pattern=r"(?P<file>[^\s:]+):(?P<line>\d+):\d+: runtime error: \S",
        anchors=(": runtime error:",),
        weight=92,
        example=(
            "src/oven.cpp:57:21: runtime error: signed integer overflow: 2147483647 + 1 cannot be "
            "represented in type 'int'"
        ),
        source="https://clang.llvm.org/docs/UndefinedBehaviorSanitizer.html",
    ),
    Rule(
        name="sanitizer-summary",
        tool="sanitizer",
        category=Category.TEST,
        pattern=r"SUMMARY: (?:\w*Sanitizer|libFuzzer): \S",
        anchors=("SUMMARY:",),
        weight=72,
        example="SUMMARY: AddressSanitizer: heap-use-after-free /src/oven.cpp:57:21 in heat",
        source=ASAN,
    ),
    Rule(
        name="libfuzzer-error",
        tool="libfuzzer",
        category=Category.TEST,
        pattern=r"==\s?\d+==\s?ERROR: libFuzzer: \S",
        anchors=("ERROR: libFuzzer:",),
        weight=91,
        example="==812== ERROR: libFuzzer: deadly signal",
        source="https://llvm.org/docs/LibFuzzer.html",
    ),
)
