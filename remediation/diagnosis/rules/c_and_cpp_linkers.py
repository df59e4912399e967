"""C and C++: assemblers and linkers (GNU ld, gold, lld, mold, Apple ld)."""

from remediation.diagnosis.category import Category
from remediation.diagnosis.rule import Rule

COLLECT2 = "https://github.com/gcc-mirror/gcc/blob/master/gcc/collect2.cc"
LD = "https://sourceware.org/binutils/docs/ld/Options.html"
LD64 = "https://github.com/apple-oss-distributions/ld64/blob/main/src/ld/Resolver.cpp"

RULES: tuple[Rule, ...] = (
    Rule(
        name="as-error",
        tool="as",
        category=Category.BUILD,
        pattern=r"(?P<file>\S+\.(?:s|S|asm)):(?P<line>\d+): Error: \S",
        anchors=(": Error:",),
        weight=90,
        example="/build/ccX1a2.s:212: Error: no such instruction: `vpdpbusd %ymm1,%ymm2,%ymm0'",
        source="https://sourceware.org/binutils/docs/as/Errors.html",
    ),
    Rule(
        name="ld-undefined-reference",
        tool="ld",
        category=Category.BUILD,
        pattern=r"""(?::|\)|^|\s)\s?undefined reference to [`'"]""",
        anchors=("undefined reference to",),
        weight=90,
        example="main.c:(.text+0x1b): undefined reference to `render_frame'",
        source=LD,
    ),
    Rule(
        name="ld-multiple-definition",
        tool="ld",
        category=Category.BUILD,
        pattern="multiple definition of [`'\"]",
        anchors=("multiple definition of",),
        weight=90,
        example=(
            "/usr/bin/ld: b.o:(.bss+0x0): multiple definition of `counter'; a.o:(.bss+0x0): first "
            "defined here"
        ),
        source=LD,
    ),
    Rule(
        name="ld-library-not-found",
        tool="ld",
        category=Category.BUILD,
        pattern=r"(?:cannot find|unable to find library|library not found for) -l\S+",
        anchors=("cannot find -l", "unable to find library -l", "library not found for -l"),
        weight=91,
        example="/usr/bin/ld: cannot find -lsodium: No such file or directory",
        source=LD,
    ),
    Rule(
        name="ld-bad-input",
        tool="ld",
        category=Category.BUILD,
        pattern=(
            r"\bld(?:\.\w+|64)?: .*(?:file not recognized"
            r"|relocation \S+ against .* can not be used when making|incompatible with .* output"
            r"|DSO missing from command line|file format not recognized|error adding symbols)"
        ),
        anchors=(
            "file not recognized",
            "can not be used when making",
            "incompatible with",
            "DSO missing from command line",
            "file format not recognized",
            "error adding symbols",
        ),
        weight=89,
        example=(
            "/usr/bin/ld: pool.o: relocation R_X86_64_32 against `.rodata' can not be used when "
            "making a PIE object"
        ),
        source=LD,
    ),
    Rule(
        name="ld-exit-status",
        tool="ld",
        category=Category.BUILD,
        pattern=r"collect2(?:\.exe)?: error: ld (?:returned \d+ exit status|terminated with signal)",
        anchors=("collect2",),
        weight=30,
        example="collect2: error: ld returned 1 exit status",
        source=COLLECT2,
    ),
    Rule(
        name="ld-killed",
        tool="ld",
        category=Category.RESOURCE,
        pattern=r"collect2(?:\.exe)?: fatal error: ld terminated with signal 9",
        anchors=("ld terminated with signal 9",),
        weight=95,
        example="collect2: fatal error: ld terminated with signal 9 [Killed]",
        source=COLLECT2,
    ),
    Rule(
        name="lld-error",
        tool="lld",
        category=Category.BUILD,
        pattern=(
            r"(?:ld\.lld|ld64\.lld|wasm-ld|lld-link|rust-lld|ld\.gold|mold)(?:-\d+)?: (?:fatal|error"
            r"|fatal error): \S"
        ),
        anchors=("error:", "fatal:"),
        weight=90,
        example="ld.lld: error: undefined symbol: compress_block",
        source="https://lld.llvm.org/error_handling_script.html",
    ),
    Rule(
        name="ld64-undefined-symbols",
        tool="ld64",
        category=Category.BUILD,
        pattern=r"Undefined symbols? for architecture \w+",
        anchors=("for architecture",),
        weight=90,
        example="Undefined symbols for architecture arm64:",
        source=LD64,
    ),
    Rule(
        name="ld64-referenced-symbol",
        tool="ld64",
        category=Category.BUILD,
        pattern=r'^\s*"[^"]+", referenced from:',
        anchors=('", referenced from:',),
        weight=88,
        example='  "_compress_block", referenced from:',
        source=LD64,
    ),
    Rule(
        name="ld64-duplicate-symbol",
        tool="ld64",
        category=Category.BUILD,
        pattern=r"duplicate symbol '[^']+' in:|ld: \d+ duplicate symbols? for architecture",
        anchors=("duplicate symbol",),
        weight=90,
        example="duplicate symbol '_counter' in:",
        source=LD64,
    ),
    Rule(
        name="ld64-not-found",
        tool="ld64",
        category=Category.BUILD,
        pattern=(
            r"\bld: (?:library|framework) (?:'[^']+' )?not found|\bld: (?:file|library"
            r"|framework) not found for\b|\bld: building for '?[\w -]+'?, but linking in"
        ),
        anchors=("ld: library", "ld: framework", "ld: file", "ld: building for"),
        weight=90,
        example="ld: framework 'MetricsCore' not found",
        source=LD64,
    ),
)
