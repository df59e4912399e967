"""Rust: the compiler and what Cargo says of it."""

from remediation.diagnosis.category import Category
from remediation.diagnosis.rule import Rule

RUSTC = "https://doc.rust-lang.org/error_codes/error-index.html"
RUSTC_LINTS = "https://doc.rust-lang.org/rustc/lints/listing/warn-by-default.html"
RUSTC_LINK = "https://doc.rust-lang.org/rustc/codegen-options/index.html"
RUSTC_DIAG = "https://rustc-dev-guide.rust-lang.org/diagnostics.html"

RULES: tuple[Rule, ...] = (
    Rule(
        name="rustc-error-code",
        tool="rustc",
        category=Category.BUILD,
        pattern=r"(?:^|\s)error\[E\d{4}\]: \S",
        anchors=("error[E",),
        weight=92,
        example="error[E0308]: mismatched types",
        source=RUSTC,
    ),
    Rule(
        name="rustc-short-error",
        tool="rustc",
        category=Category.BUILD,
        pattern=r"(?P<file>[^\s:]+\.rs):(?P<line>\d+):\d+: error(?:\[E\d{4}\])?: \S",
        anchors=(".rs:",),
        weight=92,
        example="src/oven.rs:57:14: error[E0425]: cannot find value `degrees` in this scope",
        source=RUSTC_DIAG,
    ),
    Rule(
        name="rustc-syntax",
        tool="rustc",
        category=Category.BUILD,
        pattern=(
            "^error: (?:expected .+, found |expected (?:one of|expression|identifier|item|pattern"
            "|type|`)|unexpected (?:closing delimiter|token|end of)|this file contains an un"
            "|unclosed delimiter|mismatched closing delimiter|cannot find (?:macro|attribute"
            "|derive macro) |couldn't read `|unknown start of token|no rules expected "
            "|unterminated )"
        ),
        anchors=(
            "error: expected",
            "error: unexpected",
            "error: this file contains an un",
            "error: unclosed delimiter",
            "error: mismatched closing",
            "error: cannot find",
            "error: couldn't read",
            "error: unknown start of token",
            "error: no rules expected",
            "error: unterminated",
        ),
        weight=90,
        example="error: expected one of `.`, `;`, `?`, `}`, or an operator, found `degrees`",
        source=RUSTC_DIAG,
    ),
    Rule(
        name="rustc-semantics",
        tool="rustc",
        category=Category.BUILD,
        pattern=(
            "^error: (?:lifetime may not live long enough"
            "|implementation of `.+` is not general enough|future cannot be sent between threads"
            "|proc[- ]macro(?: derive)? panicked|custom attribute panicked"
            "|environment variable `[^`]+` not defined|could not find native static library"
            "|failed to resolve: |captured variable cannot escape|borrowed data escapes"
            "|no global memory allocator found|literal out of range)"
        ),
        anchors=(
            "error: lifetime may not live",
            "is not general enough",
            "error: future cannot be sent",
            "macro panicked",
            "macro derive panicked",
            "custom attribute panicked",
            "error: environment variable",
            "could not find native static library",
            "error: failed to resolve:",
            "error: captured variable",
            "error: borrowed data escapes",
            "error: no global memory allocator",
            "error: literal out of range",
        ),
        weight=90,
        example="error: future cannot be sent between threads safely",
        source=RUSTC_DIAG,
    ),
    Rule(
        name="rustc-denied-unused",
        tool="rustc",
        category=Category.BUILD,
        pattern=(
            "^error: (?:unused (?:imports?|variable|doc comment|macro definition|attribute|`|label"
            "|borrow|extern crate)|variable (?:does not need to be mutable"
            "|`[^`]+` is assigned to, but never used)|value assigned to `[^`]+` is never read|.+ "
            "(?:is|are) never (?:used|read|constructed|called)$|unnecessary (?:braces|parentheses"
            "|qualification|`unsafe`)|unreachable (?:statement|expression|pattern|call|definition))"
        ),
        anchors=(
            "error: unused",
            "error: variable",
            "error: value assigned to",
            " never used",
            " never read",
            " never constructed",
            " never called",
            "error: unnecessary",
            "error: unreachable",
        ),
        weight=89,
        example="error: unused variable: `degrees`",
        source=RUSTC_LINTS,
    ),
    Rule(
        name="rustc-denied-lint",
        tool="rustc",
        category=Category.BUILD,
        pattern=(
            "^error: (?:use of deprecated |unexpected `cfg` condition|missing documentation for "
            "|creating a (?:mutable|shared) reference to mutable static|elided lifetime has a name"
            "|hiding a lifetime|hidden lifetime parameters|type `[^`]+` is more private than"
            "|the item `[^`]+` is imported redundantly|irrefutable `"
            "|extern declarations without an explicit ABI)"
        ),
        anchors=(
            "error: use of deprecated",
            "error: unexpected `cfg`",
            "error: missing documentation for",
            "reference to mutable static",
            "error: elided lifetime",
            "error: hiding a lifetime",
            "error: hidden lifetime",
            "is more private than",
            "is imported redundantly",
            "error: irrefutable `",
            "error: extern declarations without",
        ),
        weight=89,
        example="error: unexpected `cfg` condition name: `kiln_gas`",
        source=RUSTC_LINTS,
    ),
    Rule(
        name="rustc-lint-denied-by",
        tool="rustc",
        category=Category.BUILD,
        pattern=(
            r"= note: `-[DF] [a-z_-]+` implied by `-[DF] warnings`|= note: `#\[(?:deny"
            r"|forbid)\([a-z_]+\)\]` (?:on by default|implied by)"
        ),
        anchors=("= note: `-D ", "= note: `-F ", "= note: `#[deny(", "= note: `#[forbid("),
        weight=60,
        example="   = note: `-D unused-imports` implied by `-D warnings`",
        source="https://doc.rust-lang.org/rustc/lints/levels.html",
    ),
    Rule(
        name="rustc-location",
        tool="rustc",
        category=Category.BUILD,
        pattern=r"^\s*--> (?P<file>[^\s:]+\.rs):(?P<line>\d+):\d+$",
        anchors=(".rs:",),
        weight=28,
        example="  --> src/oven.rs:57:14",
        source=RUSTC_DIAG,
    ),
    Rule(
        name="rustc-linking-failed",
        tool="rustc",
        category=Category.BUILD,
        pattern="error: linking with `[^`]+` failed: ",
        anchors=("error: linking with `",),
        weight=86,
        example="error: linking with `cc` failed: exit status: 1",
        source=RUSTC_LINK,
    ),
    Rule(
        name="rustc-linker-missing",
        tool="rustc",
        category=Category.CONFIG,
        pattern="error: linker `[^`]+` not found",
        anchors=("error: linker `",),
        weight=93,
        example="error: linker `aarch64-linux-gnu-gcc` not found",
        source=RUSTC_LINK,
    ),
    Rule(
        name="rustc-panicked",
        tool="rustc",
        category=Category.BUILD,
        pattern=(
            "error: the compiler unexpectedly panicked|error: internal compiler error: |^rustc-LLVM ERROR: "
        ),
        anchors=("the compiler unexpectedly panicked", "internal compiler error:", "rustc-LLVM ERROR:"),
        weight=91,
        example="error: the compiler unexpectedly panicked. this is a bug.",
        source="https://github.com/rust-lang/rust/blob/master/compiler/rustc_driver_impl/src/lib.rs",
    ),
    Rule(
        name="rustc-target-missing",
        tool="rustc",
        category=Category.CONFIG,
        pattern=(
            "= note: the `[^`]+` target may not be installed"
            "|help: consider downloading the target with `rustup target add"
        ),
        anchors=("target may not be installed", "consider downloading the target with"),
        weight=91,
        example="  = note: the `wasm32-unknown-unknown` target may not be installed",
        source=RUSTC,
    ),
    Rule(
        name="rustc-aborting",
        tool="rustc",
        category=Category.BUILD,
        pattern=r"error: aborting due to (?:\d+ )?previous errors?",
        anchors=("error: aborting due to",),
        weight=30,
        example="error: aborting due to 2 previous errors; 1 warning emitted",
        source=RUSTC_DIAG,
    ),
    Rule(
        name="rustc-explain-hint",
        tool="rustc",
        category=Category.BUILD,
        pattern=(
            r"(?:For more information about this error, try|Some errors have detailed explanations: E\d)"
        ),
        anchors=("For more information about this error", "Some errors have detailed explanations"),
        weight=18,
        example="For more information about this error, try `rustc --explain E0308`.",
        source=RUSTC,
    ),
    Rule(
        name="cargo-could-not-compile",
        tool="cargo",
        category=Category.BUILD,
        pattern="error: (?:could not compile|could not document) `[^`]+`|error: build failed$",
        anchors=("error: could not compile", "error: could not document", "error: build failed"),
        weight=45,
        example="error: could not compile `kiln` (lib) due to 2 previous errors",
        source="https://github.com/rust-lang/cargo/blob/master/src/cargo/core/compiler/mod.rs",
    ),
)
