"""Go: tests, panics, races and the assertion libraries."""

from remediation.diagnosis.category import Category
from remediation.diagnosis.rule import Rule

TESTING = "https://github.com/golang/go/blob/master/src/testing/testing.go"
GO_TEST = "https://github.com/golang/go/blob/master/src/cmd/go/internal/test/test.go"
RUNTIME = "https://github.com/golang/go/blob/master/src/runtime/panic.go"
RUNTIME_MAP = "https://github.com/golang/go/blob/master/src/runtime/proc.go"
RACE = "https://go.dev/doc/articles/race_detector"
TESTIFY = "https://github.com/stretchr/testify/blob/master/assert/assertions.go"
GINKGO = "https://onsi.github.io/ginkgo/"
GOTESTSUM = "https://github.com/gotestyourself/gotestsum/blob/main/README.md"

RULES: tuple[Rule, ...] = (
    Rule(
        name="go-test-failed",
        tool="go test",
        category=Category.TEST,
        pattern=r"--- FAIL: (?P<test>[^\s(]+)(?: \([\d.]+s\))?",
        anchors=("--- FAIL:",),
        weight=72,
        example="--- FAIL: TestOvenHeatsUp (0.02s)",
        source=TESTING,
    ),
    Rule(
        name="go-test-log",
        tool="go test",
        category=Category.TEST,
        pattern=r"^\s+(?P<file>[\w.-]+_test\.go):(?P<line>\d+): \S",
        anchors=("_test.go:",),
        weight=76,
        example="    oven_test.go:57: degrees = 20, want 900",
        source=TESTING,
    ),
    Rule(
        name="go-test-build-failed",
        tool="go test",
        category=Category.BUILD,
        pattern=r"^FAIL\s+\S+ \[(?:build|setup) failed\]",
        anchors=("failed]",),
        weight=50,
        example="FAIL\texample.com/kiln/oven [build failed]",
        source=GO_TEST,
    ),
    Rule(
        name="go-test-package-failed",
        tool="go test",
        category=Category.TEST,
        pattern=r"^FAIL\s+(?P<test>\S+/\S+|\S+\.\S+)\s+(?:\d+\.\d+s|\(cached\))",
        anchors=("FAIL",),
        weight=50,
        example="FAIL\texample.com/kiln/oven\t0.021s",
        source=GO_TEST,
    ),
    Rule(
        name="go-test-timeout",
        tool="go test",
        category=Category.TEST,
        pattern=r"panic: test timed out after |\*\*\* Test killed with quit: ran too long",
        anchors=("panic: test timed out after", "*** Test killed with quit"),
        weight=93,
        example="panic: test timed out after 10m0s",
        source=TESTING,
    ),
    Rule(
        name="go-runtime-panic",
        tool="go",
        category=Category.TEST,
        pattern=(
            r"^panic: runtime error: |panic: .*\[recovered(?:, repanicked)?\]|^panic: "
            r"(?:send on closed channel|close of closed channel|close of nil channel|sync: |reflect"
            r"|assignment to entry in nil map|interface conversion)"
        ),
        anchors=("panic:",),
        weight=92,
        example="panic: runtime error: index out of range [3] with length 3",
        source=RUNTIME,
        plain=True,
    ),
    Rule(
        name="go-panic",
        tool="go",
        category=Category.TEST,
        pattern=r"^panic: \S",
        anchors=("panic:",),
        weight=89,
        example="panic: oven: no thermometer",
        source=RUNTIME,
        plain=True,
    ),
    Rule(
        name="go-fatal",
        tool="go",
        category=Category.TEST,
        pattern=(
            "^fatal error: (?:all goroutines are asleep - deadlock!|concurrent map"
            "|unexpected signal|stack overflow|sync: |checkptr|found bad pointer|runtime: )"
        ),
        anchors=("fatal error:",),
        weight=92,
        example="fatal error: all goroutines are asleep - deadlock!",
        source=RUNTIME_MAP,
        plain=True,
    ),
    Rule(
        name="go-out-of-memory",
        tool="go",
        category=Category.RESOURCE,
        pattern=(
            "fatal error: runtime: (?:out of memory|cannot allocate memory)"
            "|runtime: out of memory: cannot allocate"
        ),
        anchors=("runtime: out of memory", "runtime: cannot allocate memory"),
        weight=93,
        example="fatal error: runtime: out of memory",
        source=RUNTIME_MAP,
    ),
    Rule(
        name="go-signal",
        tool="go",
        category=Category.TEST,
        pattern=r"\[signal SIG\w+: .* code=0x\w+ addr=0x",
        anchors=("[signal SIG",),
        weight=85,
        example="[signal SIGSEGV: segmentation violation code=0x1 addr=0x0 pc=0x4f1c2a]",
        source="https://github.com/golang/go/blob/master/src/runtime/signal_unix.go",
        plain=True,
    ),
    Rule(
        name="go-data-race",
        tool="go",
        category=Category.TEST,
        pattern="^WARNING: DATA RACE$",
        anchors=("WARNING: DATA RACE",),
        weight=91,
        example="WARNING: DATA RACE",
        source=RACE,
    ),
    Rule(
        name="go-race-detected",
        tool="go",
        category=Category.TEST,
        pattern=r"race detected during execution of test|^Found \d+ data race\(s\)",
        anchors=("race detected during execution of test", "data race(s)"),
        weight=70,
        example="    testing.go:1490: race detected during execution of test",
        source=RACE,
    ),
    Rule(
        name="go-fuzz-input",
        tool="go test",
        category=Category.TEST,
        pattern=r"Failing input written to testdata/fuzz/\S+",
        anchors=("Failing input written to testdata/fuzz/",),
        weight=80,
        example="    Failing input written to testdata/fuzz/FuzzOven/582528ddfad69eb5",
        source="https://go.dev/doc/security/fuzz/",
    ),
    Rule(
        name="testify-error",
        tool="testify",
        category=Category.TEST,
        pattern=(
            r"^\s+Error:\s{2,}(?:Not equal: |Should |Received unexpected error|An error is expected"
            r"|Expected |Condition |Target error|Error (?:should be|message not equal|\S+ does not)"
            r"|Object(?:s)? |Elements |lists? |Not |Max difference|\S+ does not contain|func"
            r'|"[^"]*" is not|\[\]|Unable |Bad |Input |Path |File )'
        ),
        anchors=("Error:",),
        weight=90,
        example="        \tError:      \tNot equal: ",
        source=TESTIFY,
    ),
    Rule(
        name="testify-trace",
        tool="testify",
        category=Category.TEST,
        pattern=r"^\s*Error Trace:\s+(?P<file>\S+\.go):(?P<line>\d+)",
        anchors=("Error Trace:",),
        weight=74,
        example="        \tError Trace:\t/src/kiln/oven_test.go:57",
        source=TESTIFY,
    ),
    Rule(
        name="testify-mock",
        tool="testify",
        category=Category.TEST,
        pattern=(
            r"FAIL: \d+ out of \d+ expectation\(s\) were met"
            r"|mock: I don't know what to return because the method call was unexpected"
            r"|FAIL:\s+\w+\([^)]*\)$"
        ),
        anchors=("expectation(s) were met", "mock: I don't know what to return", "FAIL:"),
        weight=88,
        example="    mock.go:399: FAIL: 0 out of 1 expectation(s) were met.",
        source="https://github.com/stretchr/testify/blob/master/mock/mock.go",
    ),
    Rule(
        name="gomock-unexpected",
        tool="gomock",
        category=Category.TEST,
        pattern=(
            r"Unexpected call to \*?\S+\(|missing call\(s\) to \*?\S+\("
            r"|aborting test due to missing call\(s\)"
        ),
        anchors=("Unexpected call to", "missing call(s)"),
        weight=90,
        example=(
            "    controller.go:97: missing call(s) to *oven.MockHeater.Heat(is equal to 900 (int)) "
            "/src/kiln/oven_test.go:57"
        ),
        source="https://github.com/uber-go/mock/blob/main/gomock/controller.go",
    ),
    Rule(
        name="ginkgo-failed",
        tool="ginkgo",
        category=Category.TEST,
        pattern=r"^\s*\[FAILED\] \S",
        anchors=("[FAILED]",),
        weight=88,
        example="  [FAILED] Expected",
        source=GINKGO,
    ),
    Rule(
        name="ginkgo-spec",
        tool="ginkgo",
        category=Category.TEST,
        pattern=(
            r"^\s*\[(?:FAIL|Fail|PANICKED!?|Panic!?|TIMEDOUT|INTERRUPTED)\] (?P<test>\S.*\[(?:It"
            r"|BeforeEach|AfterEach|BeforeSuite|AfterSuite|DeferCleanup[^\]]*|JustBeforeEach"
            r"|SynchronizedBeforeSuite|BeforeAll|AfterAll)\])"
        ),
        anchors=(
            "[It]",
            "[BeforeEach]",
            "[AfterEach]",
            "[BeforeSuite]",
            "[AfterSuite]",
            "[DeferCleanup",
            "[JustBeforeEach]",
            "[SynchronizedBeforeSuite]",
            "[BeforeAll]",
            "[AfterAll]",
        ),
        weight=73,
        example="  [FAIL] Oven [It] heats up",
        source=GINKGO,
    ),
    Rule(
        name="ginkgo-summary",
        tool="ginkgo",
        category=Category.TEST,
        pattern=r"FAIL! -- \d+ Passed \| [1-9]\d* Failed",
        anchors=("FAIL! --",),
        weight=48,
        example="FAIL! -- 41 Passed | 1 Failed | 0 Pending | 0 Skipped",
        source=GINKGO,
    ),
    Rule(
        name="gomega-timed-out",
        tool="gomega",
        category=Category.TEST,
        pattern=r"^\s*Timed out after [\d.]+s\.",
        anchors=("Timed out after",),
        weight=88,
        example="    Timed out after 30.001s.",
        source="https://onsi.github.io/gomega/",
    ),
    Rule(
        name="go-cmp-mismatch",
        tool="go-cmp",
        category=Category.TEST,
        pattern=r"mismatch \(-\w+ \+\w+\):",
        anchors=("mismatch (-",),
        weight=87,
        example="    oven_test.go:57: Heat() mismatch (-want +got):",
        source="https://github.com/google/go-cmp/blob/master/cmp/example_test.go",
    ),
    Rule(
        name="gotestsum-fail",
        tool="gotestsum",
        category=Category.TEST,
        pattern=r"^=== FAIL: (?P<test>\S+ \S+)",
        anchors=("=== FAIL:",),
        weight=73,
        example="=== FAIL: oven TestOvenHeatsUp (0.02s)",
        source=GOTESTSUM,
    ),
    Rule(
        name="gotestsum-summary",
        tool="gotestsum",
        category=Category.TEST,
        pattern=r"^DONE (?:\d+ runs, )?\d+ tests.*, [1-9]\d* (?:failures?|errors?)",
        anchors=("DONE",),
        weight=46,
        example="DONE 42 tests, 1 failure in 1.200s",
        source=GOTESTSUM,
    ),
    Rule(
        name="goleak-found",
        tool="goleak",
        category=Category.TEST,
        pattern="found unexpected goroutines:",
        anchors=("found unexpected goroutines:",),
        weight=91,
        example="    leaks.go:78: found unexpected goroutines:",
        source="https://github.com/uber-go/goleak/blob/master/README.md",
    ),
)
