"""What Perl, its test harness, perlcritic and cpanm write."""

from remediation.diagnosis.category import Category
from remediation.diagnosis.rule import Rule

_DIAG = "https://perldoc.perl.org/perldiag"
_MORE = "https://perldoc.perl.org/Test::More"
_HARNESS = "https://perldoc.perl.org/TAP::Harness"

RULES: tuple[Rule, ...] = (
    Rule(
        name="perl-missing-module",
        tool="perl",
        category=Category.DEPENDENCY,
        pattern=r"^Can't locate \S+\.p[ml] in @INC",
        anchors=("Can't locate ",),
        weight=92,
        example="Can't locate Ledger/Book.pm in @INC (you may need to install the Ledger::Book module)",
        source=_DIAG,
    ),
    Rule(
        name="perl-syntax-error",
        tool="perl",
        category=Category.BUILD,
        pattern=r"^(?:#\s+)?(?:syntax error|Missing right curly.*|Can't find string terminator .+"
        r"|Unmatched .+) at (?P<file>\S+) line (?P<line>\d+)",
        anchors=(" line ",),
        weight=92,
        example='syntax error at lib/Cart.pm line 12, near "= ;"',
        source=_DIAG,
    ),
    Rule(
        name="perl-strict",
        tool="perl",
        category=Category.BUILD,
        pattern=r"Global symbol ..+. requires explicit package name"
        r"|Bareword ..+. not allowed while .strict subs.",
        anchors=("requires explicit package name", "not allowed while "),
        weight=92,
        example='Global symbol "$total" requires explicit package name at lib/Cart.pm line 12.',
        source=_DIAG,
    ),
    Rule(
        name="perl-undefined",
        tool="perl",
        category=Category.TEST,
        pattern=r"(?:Undefined subroutine &\S+ called|Can't locate object method .+ via package"
        r"|Can't call method .+ on (?:an undefined value|unblessed reference)|Not an? (?:HASH"
        r"|ARRAY|CODE) reference) at (?P<file>\S+) line (?P<line>\d+)",
        anchors=(
            "Undefined subroutine &",
            "Can't locate object method ",
            "Can't call method ",
            "HASH reference",
            "ARRAY reference",
            "CODE reference",
        ),
        weight=90,
        example='Can\'t call method "total" on an undefined value at lib/Cart.pm line 12.',
        source=_DIAG,
    ),
    Rule(
        name="perl-aborted",
        tool="perl",
        category=Category.BUILD,
        pattern=r"^(?:#\s+)?(?:BEGIN failed--compilation aborted|Compilation failed in require"
        r"|Execution of \S+ aborted due to compilation errors)",
        anchors=(
            "BEGIN failed--compilation aborted",
            "Compilation failed in require",
            "aborted due to compilation errors",
        ),
        weight=62,
        example="BEGIN failed--compilation aborted at t/cart.t line 1.",
        source=_DIAG,
        plain=True,
    ),
    Rule(
        name="perl-die",
        tool="perl",
        category=Category.TEST,
        pattern=r"^\S.* at (?P<file>\S+\.(?:pl|pm|t|PL)) line (?P<line>\d+)\.$",
        anchors=(".pl line ", ".pm line ", ".t line ", ".PL line "),
        weight=60,
        example="No stock at lib/Cart.pm line 12.",
        source="https://perldoc.perl.org/functions/die",
    ),
    Rule(
        name="perl-failed-test",
        tool="Test::More",
        category=Category.TEST,
        pattern=r"^\s*# +Failed test(?: '(?P<test>.+)')?(?: at \S+ line \d+\.)?$",
        anchors=(" Failed test",),
        weight=87,
        example="#   Failed test 'adds items'",
        source=_MORE,
    ),
    Rule(
        name="perl-got",
        tool="Test::More",
        category=Category.TEST,
        pattern=r"^\s*# +(?:got: |expected: |\$got->|\$expected->|Structures begin differing at:)",
        anchors=(" got: ", " expected: ", "$got->", "$expected->", "Structures begin differing at:"),
        weight=84,
        example="#          got: '1'",
        source=_MORE,
    ),
    Rule(
        name="perl-looks-like",
        tool="Test::More",
        category=Category.TEST,
        pattern=r"^\s*# Looks like (?:you failed \d+ tests? of \d+|your test exited with \d+"
        r"|you planned \d+ tests? but ran \d+)",
        anchors=("# Looks like you",),
        weight=50,
        example="# Looks like you failed 3 tests of 3.",
        source=_MORE,
    ),
    Rule(
        name="prove-script",
        tool="prove",
        category=Category.TEST,
        pattern=r"^(?P<file>\S+\.t) +\(Wstat: \d+(?: \([^)]*\))? Tests: \d+ Failed: \d+\)",
        anchors=(" (Wstat: ",),
        weight=72,
        example="t/cart.t (Wstat: 768 (exited 3) Tests: 3 Failed: 3)",
        source=_HARNESS,
    ),
    Rule(
        name="prove-failed",
        tool="prove",
        category=Category.TEST,
        pattern=r"^\s*(?:Failed \d+/\d+ subtests|  Failed tests?:  \d|Dubious, test returned \d+)",
        anchors=("Failed ", "Dubious, test returned "),
        weight=60,
        example="Dubious, test returned 3 (wstat 768, 0x300)",
        source=_HARNESS,
    ),
    Rule(
        name="prove-result",
        tool="prove",
        category=Category.TEST,
        pattern=r"^Result: FAIL$|^Failed \d+/\d+ test (?:programs|scripts)",
        anchors=("Result: FAIL", " test programs", " test scripts"),
        weight=42,
        example="Result: FAIL",
        source=_HARNESS,
    ),
    Rule(
        name="perlcritic",
        tool="perlcritic",
        category=Category.LINT,
        pattern=r" at line (?P<line>\d+), column \d+\.  .*\(Severity: \d\)",
        anchors=("(Severity: ",),
        weight=90,
        example="lib/Cart.pm: Code before strictures are enabled at line 1, column 1.  See page 429 of "
        "PBP.  (Severity: 5)",
        source="https://metacpan.org/pod/perlcritic",
    ),
    Rule(
        name="cpanm-not-found",
        tool="cpanm",
        category=Category.DEPENDENCY,
        pattern=r"^! Couldn't find module or a distribution ",
        anchors=("! Couldn't find module or a distribution ",),
        weight=91,
        example="! Couldn't find module or a distribution Ledger::Book",
        source="https://metacpan.org/pod/App::cpanminus",
    ),
    Rule(
        name="cpanm-failed",
        tool="cpanm",
        category=Category.DEPENDENCY,
        pattern=r"^! (?:Installing \S+ failed\.|Installing the dependencies failed: "
        r"|Bailing out the installation for )",
        anchors=("! Installing ", "! Bailing out the installation for "),
        weight=78,
        example="! Installing the dependencies failed: Module 'Ledger::Book' is not installed",
        source="https://metacpan.org/pod/App::cpanminus",
    ),
)
