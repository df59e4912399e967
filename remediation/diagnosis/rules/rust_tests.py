"""Rust: test runners, panics and what watches running programs."""

from remediation.diagnosis.category import Category
from remediation.diagnosis.rule import Rule

LIBTEST_PRETTY = "https://github.com/rust-lang/rust/blob/master/library/test/src/formatters/pretty.rs"
PANIC = "https://github.com/rust-lang/rust/blob/master/library/std/src/panicking.rs"
PANIC_ASSERT = "https://github.com/rust-lang/rust/blob/master/library/core/src/panicking.rs"
PROCESS_ERROR = "https://github.com/rust-lang/cargo/blob/master/crates/cargo-util/src/process_error.rs"
NEXTEST = "https://nexte.st/docs/reporting/"

RULES: tuple[Rule, ...] = (
    Rule(
        name="rust-panic",
        tool="cargo test",
        category=Category.TEST,
        pattern=(
            r"thread '(?P<test>[^']+)' (?:\(\d+\) )?panicked at (?P<file>[^\s:']+\.rs):(?P<line>\d+):\d+:"
        ),
        anchors=("panicked at",),
        weight=90,
        example="thread 'oven::tests::heats_up' panicked at src/oven.rs:57:9:",
        source=PANIC,
        plain=True,
    ),
    Rule(
        name="rust-panic-old-form",
        tool="cargo test",
        category=Category.TEST,
        pattern=r"thread '(?P<test>[^']+)' panicked at '.*', (?P<file>[^\s:']+\.rs):(?P<line>\d+):\d+",
        anchors=("' panicked at '",),
        weight=91,
        example=(
            "thread 'oven::tests::heats_up' panicked at 'assertion failed: oven.is_hot()', src/oven.rs:57:9"
        ),
        source=PANIC,
        plain=True,
    ),
    Rule(
        name="rust-assertion",
        tool="cargo test",
        category=Category.TEST,
        pattern=r"^\s*assertion (?:`(?:left [=!]= right|left matches right)` failed|failed: )",
        anchors=("assertion `left", "assertion failed:"),
        weight=91,
        example="assertion `left == right` failed: the oven stays cold",
        source=PANIC_ASSERT,
    ),
    Rule(
        name="rust-unwrap-panic",
        tool="cargo test",
        category=Category.TEST,
        pattern=(
            r"called `(?:Result::\w+\(\)` on an? `(?:Err|Ok)` value|Option::\w+\(\)` on a `None` value)"
        ),
        anchors=("called `Result::", "called `Option::"),
        weight=91,
        example='called `Result::unwrap()` on an `Err` value: ParseDegrees("hot")',
        source=PANIC_ASSERT,
        plain=True,
    ),
    Rule(
        name="rust-left-right",
        tool="cargo test",
        category=Category.TEST,
        pattern=r"^\s+(?:left|right): \S",
        anchors=("left:", "right:"),
        weight=62,
        example="  left: 900",
        source=PANIC_ASSERT,
    ),
    Rule(
        name="rust-test-failed",
        tool="cargo test",
        category=Category.TEST,
        pattern=r"^test (?P<test>.+?)(?: - should panic| - compile(?: fail)?)? \.\.\. FAILED",
        anchors=("... FAILED",),
        weight=71,
        example="test oven::tests::heats_up ... FAILED",
        source=LIBTEST_PRETTY,
    ),
    Rule(
        name="rust-test-stdout-header",
        tool="cargo test",
        category=Category.TEST,
        pattern=r"^---- (?P<test>\S.*?) (?:stdout|stderr) ----",
        anchors=("stdout ----", "stderr ----"),
        weight=55,
        example="---- oven::tests::heats_up stdout ----",
        source=LIBTEST_PRETTY,
    ),
    Rule(
        name="rust-test-result",
        tool="cargo test",
        category=Category.TEST,
        pattern=r"test result: FAILED\. \d+ passed; \d+ failed",
        anchors=("test result: FAILED.",),
        weight=48,
        example=(
            "test result: FAILED. 41 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out; "
            "finished in 0.12s"
        ),
        source=LIBTEST_PRETTY,
    ),
    Rule(
        name="rust-should-panic",
        tool="cargo test",
        category=Category.TEST,
        pattern="note: (?:test did not panic as expected|panic did not contain expected string)",
        anchors=("test did not panic as expected", "panic did not contain expected string"),
        weight=88,
        example="note: test did not panic as expected",
        source="https://doc.rust-lang.org/rustc/tests/index.html",
    ),
    Rule(
        name="cargo-test-failed",
        tool="cargo test",
        category=Category.TEST,
        pattern=r"error: (?:doc)?test failed, to rerun pass |error: \d+ targets? failed:",
        anchors=("test failed, to rerun pass", "targets failed:", "target failed:"),
        weight=40,
        example="error: test failed, to rerun pass `--lib`",
        source="https://doc.rust-lang.org/cargo/commands/cargo-test.html",
    ),
    Rule(
        name="rust-doctest-failed",
        tool="rustdoc",
        category=Category.TEST,
        pattern=(
            r"^(?:Couldn't compile the test\.|Test executable (?:failed"
            r"|succeeded, but it's marked `should_panic`)"
            r"|Test compiled successfully, but it's marked `compile_fail`"
            r"|Some expected error codes were not found)"
        ),
        anchors=(
            "Couldn't compile the test.",
            "Test executable",
            "marked `compile_fail`",
            "Some expected error codes were not found",
        ),
        weight=82,
        example="Couldn't compile the test.",
        source="https://doc.rust-lang.org/rustdoc/write-documentation/documentation-tests.html",
    ),
    Rule(
        name="rust-stack-overflow",
        tool="rust runtime",
        category=Category.TEST,
        pattern=r"thread '(?P<test>[^']+)' (?:\(\d+\) )?has overflowed its stack|fatal runtime error: \S",
        anchors=("has overflowed its stack", "fatal runtime error:"),
        weight=92,
        example="thread 'oven::tests::heats_up' has overflowed its stack",
        source="https://github.com/rust-lang/rust/blob/master/library/std/src/sys/pal/unix/stack_overflow.rs",
    ),
    Rule(
        name="rust-process-killed",
        tool="cargo",
        category=Category.RESOURCE,
        pattern=r"\(signal: 9, SIGKILL: kill\)",
        anchors=("(signal: 9, SIGKILL",),
        weight=90,
        example=(
            "  process didn't exit successfully: `/src/target/debug/deps/kiln-1a2b` (signal: 9, "
            "SIGKILL: kill)"
        ),
        source=PROCESS_ERROR,
    ),
    Rule(
        name="rust-process-signalled",
        tool="cargo",
        category=Category.TEST,
        pattern=r"process didn't exit successfully: `.*` \(signal: (?:[1-8]|1\d|2\d), \w+",
        anchors=("(signal:",),
        weight=78,
        example=(
            "  process didn't exit successfully: `/src/target/debug/deps/kiln-1a2b` (signal: 11, "
            "SIGSEGV: invalid memory reference)"
        ),
        source=PROCESS_ERROR,
    ),
    Rule(
        name="rust-out-of-memory",
        tool="rust runtime",
        category=Category.RESOURCE,
        pattern=r"memory allocation of \d+ bytes failed",
        anchors=("memory allocation of",),
        weight=90,
        example="memory allocation of 8589934592 bytes failed",
        source=PANIC,
    ),
    Rule(
        name="nextest-failed",
        tool="nextest",
        category=Category.TEST,
        pattern=(
            r"^\s*(?:TRY \d+ )?(?:FAIL|ABORT|SIG[A-Z]+|LEAK-FAIL|FAIL \+ LEAK|XFAIL"
            r"|FL\+LK) \[\s*[\d.]+s\] (?:\(\s*\d+/\d+\) )?(?P<test>\S.*)"
        ),
        anchors=("FAIL [", "ABORT [", "SIG", "LEAK [", "FL+LK ["),
        weight=72,
        example="        FAIL [   0.005s] kiln oven::tests::heats_up",
        source=NEXTEST,
    ),
    Rule(
        name="nextest-timeout",
        tool="nextest",
        category=Category.TEST,
        pattern=r"^\s*(?:TRY \d+ )?(?:TIMEOUT|TMT) \[\s*[\d.]+s\] (?:\(\s*\d+/\d+\) )?(?P<test>\S.*)",
        anchors=("TIMEOUT [", "TMT ["),
        weight=88,
        example="     TIMEOUT [  60.010s] kiln oven::tests::heats_up",
        source="https://nexte.st/docs/features/slow-tests/",
    ),
    Rule(
        name="nextest-summary",
        tool="nextest",
        category=Category.TEST,
        pattern=r"^\s*Summary \[\s*[\d.]+s\].* (?:[1-9]\d* (?:failed|timed out|exec failed))",
        anchors=("Summary [",),
        weight=48,
        example="     Summary [   0.012s] 12 tests run: 11 passed, 1 failed, 0 skipped",
        source=NEXTEST,
    ),
    Rule(
        name="nextest-run-failed",
        tool="nextest",
        category=Category.TEST,
        pattern="^error: (?:test run failed|no tests to run)",
        anchors=("error: test run failed", "error: no tests to run"),
        weight=20,
        example="error: test run failed",
        source="https://nexte.st/docs/features/retries/",
    ),
    Rule(
        name="insta-snapshot",
        tool="insta",
        category=Category.TEST,
        pattern=r"snapshot assertion for '(?P<test>[^']+)' failed in line \d+",
        anchors=("snapshot assertion for '",),
        weight=90,
        example="snapshot assertion for 'oven_report' failed in line 57",
        source="https://insta.rs/docs/quickstart/",
    ),
    Rule(
        name="trybuild-mismatch",
        tool="trybuild",
        category=Category.TEST,
        pattern=r"^test (?P<file>\S+\.rs)(?: \[[^\]]+\])? \.\.\. (?:mismatch|error)$",
        anchors=("... mismatch", "... error"),
        weight=85,
        example="test tests/ui/missing_degrees.rs ... mismatch",
        source="https://github.com/dtolnay/trybuild/blob/master/README.md",
    ),
    Rule(
        name="proptest-minimal",
        tool="proptest",
        category=Category.TEST,
        pattern=r"minimal failing input: |\[quickcheck\] TEST FAILED",
        anchors=("minimal failing input:", "[quickcheck] TEST FAILED"),
        weight=84,
        example="minimal failing input: degrees = -274",
        source="https://proptest-rs.github.io/proptest/proptest/getting-started.html",
    ),
    Rule(
        name="miri-undefined-behaviour",
        tool="miri",
        category=Category.TEST,
        pattern=(
            "^error: (?:Undefined Behavior|unsupported operation|memory leaked|deadlock"
            "|abnormal termination|post-monomorphization error|the evaluated program (?:deadlocked"
            "|leaked memory)): ?"
        ),
        anchors=(
            "error: Undefined Behavior:",
            "error: unsupported operation:",
            "error: memory leaked:",
            "error: deadlock:",
            "error: abnormal termination:",
            "error: post-monomorphization error:",
            "error: the evaluated program",
        ),
        weight=93,
        example=(
            "error: Undefined Behavior: memory access failed: alloc1234 has been freed, so this "
            "pointer is dangling"
        ),
        source="https://github.com/rust-lang/miri/blob/master/README.md",
    ),
    Rule(
        name="cargo-coverage-failed",
        tool="tarpaulin",
        category=Category.TEST,
        pattern='Error: "?Test failed during run"?|Coverage is below the failure threshold',
        anchors=("Test failed during run", "Coverage is below the failure threshold"),
        weight=60,
        example='Error: "Test failed during run"',
        source="https://github.com/xd009642/tarpaulin/blob/develop/README.md",
    ),
    Rule(
        name="cargo-llvm-cov-threshold",
        tool="cargo-llvm-cov",
        category=Category.TEST,
        pattern="error: failed to (?:generate report|collect object files|merge profile data)",
        anchors=("error: failed to",),
        weight=80,
        example=(
            "error: failed to generate report: process didn't exit successfully: `llvm-cov report` "
            "(exit status: 1)"
        ),
        source="https://github.com/taiki-e/cargo-llvm-cov/blob/main/README.md",
    ),
)
