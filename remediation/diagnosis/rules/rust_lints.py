"""Rust: Clippy, rustdoc lints and rustfmt."""

from remediation.diagnosis.category import Category
from remediation.diagnosis.rule import Rule

RUSTDOC = "https://doc.rust-lang.org/rustdoc/lints.html"
CLIPPY = "https://doc.rust-lang.org/clippy/usage.html"
CLIPPY_LINTS = "https://rust-lang.github.io/rust-clippy/master/index.html"

RULES: tuple[Rule, ...] = (
    Rule(
        name="clippy-style",
        tool="clippy",
        category=Category.LINT,
        pattern=(
            "^error: (?:unneeded `?(?:return|unit|late|sub)|redundant (?:clone|closure|field names"
            "|pattern matching|guard|import|slicing|else|`)|needless |useless (?:use of|conversion"
            "|`)|explicit (?:call|auto-deref|lifetimes?)"
            "|the following explicit lifetimes could be elided|length comparison to zero"
            "|single-character string constant|item in documentation is missing backticks"
            "|doc list item |empty line after |variables can be used directly in the `format!` stri"
            "ng|question mark operator is useless|items after a test module"
            "|module has the same name as)"
        ),
        anchors=(
            "error: unneeded",
            "error: redundant",
            "error: needless",
            "error: useless",
            "error: explicit",
            "error: the following explicit lifetimes",
            "error: length comparison",
            "error: single-character",
            "error: item in documentation",
            "error: doc list item",
            "error: empty line after",
            "error: variables can be used directly",
            "error: question mark operator",
            "error: items after a test",
            "error: module has the same name",
        ),
        weight=89,
        example="error: unneeded `return` statement",
        source=CLIPPY_LINTS,
    ),
    Rule(
        name="clippy-complexity",
        tool="clippy",
        category=Category.LINT,
        pattern=(
            r"^error: (?:very complex type used|this (?:function has too many (?:arguments|lines)"
            r"|`?\S+ (?:expression|statement|can be|could be|has|is|looks|will|creates|block|pattern"
            r"|loop|operation|argument|call|lifetime|returns|boolean|match|range|import|public"
            r"|let-binding)|(?:expression|function|lifetime|loop|match|operation|argument|boolean) )"
            r"|the (?:borrowed expression implements|loop variable `"
            r"|function has a cognitive complexity)|large size difference between variants"
            r"|large `enum`|you should consider (?:adding|deriving)|you seem to |manual |casting "
            r"|called `|use of `|usage of |using |stripping a prefix manually|it is more idiomatic"
            r"|methods? (?:called )?`|written amount is not handled|`[^`]+` (?:can be|call|would"
            r"|statement|is used|usage))"
        ),
        anchors=(
            "error: very complex type",
            "error: this",
            "error: the ",
            "error: large",
            "error: you ",
            "error: manual",
            "error: casting",
            "error: called `",
            "error: use of `",
            "error: usage of",
            "error: using",
            "error: stripping",
            "error: it is more idiomatic",
            "error: method",
            "error: written amount",
            "error: `",
        ),
        weight=89,
        example="error: this function has too many arguments (9/7)",
        source=CLIPPY_LINTS,
    ),
    Rule(
        name="clippy-denied",
        tool="clippy",
        category=Category.LINT,
        pattern=(
            r"= note: `-[DF] clippy::[\w-]+`|= note: `#\[(?:deny|forbid)\(clippy::\w+\)\]` "
            r"(?:on by default|implied by)"
        ),
        anchors=("`-D clippy::", "`-F clippy::", "`#[deny(clippy::", "`#[forbid(clippy::"),
        weight=70,
        example="   = note: `-D clippy::needless-return` implied by `-D warnings`",
        source=CLIPPY,
    ),
    Rule(
        name="clippy-lint-page",
        tool="clippy",
        category=Category.LINT,
        pattern=r"help: for further information visit https://rust-lang\.github\.io/rust-clippy/",
        anchors=("rust-lang.github.io/rust-clippy/",),
        weight=46,
        example=(
            "   = help: for further information visit https://rust-lang.github.io/rust-clippy/maste"
            "r/index.html#needless_return"
        ),
        source=CLIPPY,
    ),
    Rule(
        name="rustdoc-lint",
        tool="rustdoc",
        category=Category.LINT,
        pattern=(
            "^error: (?:unresolved link to `|unclosed HTML tag `|this URL is not a hyperlink"
            "|public documentation for `[^`]+` links to private|redundant explicit link target"
            "|incompatible link kind|`[^`]+` is (?:both|ambiguous)|missing code example"
            "|unportable markdown)"
        ),
        anchors=("error:",),
        weight=92,
        example="error: unresolved link to `Oven::heat`",
        source=RUSTDOC,
    ),
    Rule(
        name="rustdoc-lint-denied-by",
        tool="rustdoc",
        category=Category.LINT,
        pattern=r"= note: `-[DF] rustdoc::[\w-]+` implied by",
        anchors=("rustdoc::",),
        weight=88,
        example="   = note: `-D rustdoc::broken-intra-doc-links` implied by `-D warnings`",
        source=RUSTDOC,
    ),
    Rule(
        name="rustfmt-diff",
        tool="rustfmt",
        category=Category.LINT,
        pattern=r"^Diff in (?P<file>[^\s:]+\.rs)(?::(?P<line>\d+):| at line \d+:)",
        anchors=("Diff in",),
        weight=92,
        example="Diff in /src/kiln/src/oven.rs:57:",
        source="https://github.com/rust-lang/rustfmt/blob/master/src/emitter/diff.rs",
    ),
    Rule(
        name="rustfmt-error",
        tool="rustfmt",
        category=Category.LINT,
        pattern=(
            r"error\[internal\]: left behind trailing whitespace"
            r"|error: left behind trailing whitespace|error: line formatted, but exceeded maximum wi"
            r"dth|error: line exceeded maximum width"
        ),
        anchors=("left behind trailing whitespace", "exceeded maximum width"),
        weight=91,
        example="error[internal]: left behind trailing whitespace",
        source="https://github.com/rust-lang/rustfmt/blob/master/src/format_report_formatter.rs",
    ),
)
