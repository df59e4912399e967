"""Haskell: GHC, cabal, Stack, HLint and the test frameworks."""

from remediation.diagnosis.category import Category
from remediation.diagnosis.rule import Rule

HASKELL = (
    r"(?P<file>[^\s:()]+\.(?:hs|lhs|hsc|x|y|chs|cabal)):(?:(?P<line>\d+):\d+(?:-\d+)?"
    r"|\(\d+,\d+\)-\(\d+,\d+\))"
)
GHC_LINK = "https://downloads.haskell.org/ghc/latest/docs/users_guide/phases.html"
CABAL = "https://cabal.readthedocs.io/en/stable/cabal-commands.html"
CABAL_ERRORS = "https://github.com/haskell/cabal/blob/master/cabal-install/src/Distribution/Client/Errors.hs"
HSPEC = "https://hspec.github.io/running-specs.html"
TASTY = "https://github.com/UnkindPartition/tasty/blob/master/README.md"

RULES: tuple[Rule, ...] = (
    Rule(
        name="ghc-error",
        tool="ghc",
        category=Category.BUILD,
        pattern=HASKELL + r": error:(?:$|\s)",
        anchors=(": error:",),
        weight=91,
        example="src/Oven.hs:57:14: error: [GHC-88464]",
        source="https://errors.haskell.org/",
    ),
    Rule(
        name="ghc-not-in-scope",
        tool="ghc",
        category=Category.BUILD,
        pattern=(
            r"^\s+(?:• )?(?:Variable not in scope: |Data constructor not in scope: |Not in scope: "
            r"|Couldn't match (?:expected )?type |No instance for |Could not (?:find module"
            r"|load module|deduce)|Ambiguous type variable|Rigid type variable"
            r"|Multiple declarations of)"
        ),
        anchors=(
            "not in scope:",
            "Not in scope:",
            "Couldn't match ",
            "No instance for",
            "Could not find module",
            "Could not load module",
            "Could not deduce",
            "Ambiguous type variable",
            "Rigid type variable",
            "Multiple declarations of",
        ),
        weight=86,
        example="    Variable not in scope: degrees :: Int",
        source="https://downloads.haskell.org/ghc/latest/docs/users_guide/using-warnings.html",
    ),
    Rule(
        name="ghc-panic",
        tool="ghc",
        category=Category.BUILD,
        pattern=(
            r"ghc(?:-[\d.]+)?: panic! \(the 'impossible' happened\)"
            r"|`\S+' failed in phase `\w+'\. \(Exit code: "
        ),
        anchors=(": panic! (the 'impossible' happened)", "' failed in phase `"),
        weight=91,
        example="`gcc' failed in phase `Linker'. (Exit code: 1)",
        source=GHC_LINK,
    ),
    Rule(
        name="ghc-out-of-memory",
        tool="ghc",
        category=Category.RESOURCE,
        pattern=r"ghc(?:-[\d.]+)?: (?:out of memory|Heap exhausted)|: heap overflow$",
        anchors=(": out of memory", ": Heap exhausted", ": heap overflow"),
        weight=93,
        example="ghc: out of memory (requested 1048576 bytes)",
        source=GHC_LINK,
    ),
    Rule(
        name="cabal-solver",
        tool="cabal",
        category=Category.DEPENDENCY,
        pattern=(
            r"(?:^|\s)(?:Error: )?(?:\[Cabal-7107\]|cabal: Could not resolve dependencies:"
            r"|Could not resolve dependencies:$)"
        ),
        anchors=("[Cabal-7107]", "Could not resolve dependencies:"),
        weight=92,
        example="Error: [Cabal-7107]",
        source=CABAL_ERRORS,
    ),
    Rule(
        name="cabal-rejecting",
        tool="cabal",
        category=Category.DEPENDENCY,
        pattern=r"^\s*\[__\d+\] (?:rejecting: |next goal: .*|fail \(backjumping)",
        anchors=("[__",),
        weight=88,
        example="[__2] rejecting: clay-1.4 (conflict: base==4.18, clay => base<4.17)",
        source=CABAL,
    ),
    Rule(
        name="cabal-failed",
        tool="cabal",
        category=Category.BUILD,
        pattern=(
            r"(?:Error: )?cabal(?:\.exe)?: (?:Failed to build|Some packages failed|Unknown"
            r"|The following|Cannot find|Tests failed for|No package)|Error: \[Cabal-\d{4}\]"
            r"|^Failed to build \S+-[\d.]+"
        ),
        anchors=("cabal:", "cabal.exe:", "[Cabal-", "Failed to build"),
        weight=50,
        example="Error: cabal: Failed to build kiln-0.1.0.0.",
        source=CABAL_ERRORS,
    ),
    Rule(
        name="stack-error-code",
        tool="stack",
        category=Category.BUILD,
        pattern=r"^Error: \[S-\d+\]",
        anchors=("Error: [S-",),
        weight=62,
        example="Error: [S-7282]",
        source="https://docs.haskellstack.org/en/stable/maintainers/stack_errors/",
    ),
    Rule(
        name="stack-plan",
        tool="stack",
        category=Category.DEPENDENCY,
        pattern=(
            r"In the dependencies for \S+-[\d.]+|needed(?: due to"
            r"|, but the stack configuration has no specified version)"
            r"|While constructing the build plan"
        ),
        anchors=(
            "In the dependencies for",
            "but the stack configuration has no specified version",
            "needed due to",
            "While constructing the build plan",
            "needed (",
        ),
        weight=91,
        example=(
            "clay needed, but the stack configuration has no specified version (latest matching "
            "version is 1.4)"
        ),
        source="https://github.com/commercialhaskell/stack/blob/master/src/Stack/Build/ConstructPlan.hs",
    ),
    Rule(
        name="hlint-finding",
        tool="hlint",
        category=Category.LINT,
        pattern=HASKELL + r": (?:Warning|Suggestion|Error): \S",
        anchors=(": Warning:", ": Suggestion:", ": Error:"),
        weight=90,
        example="src/Oven.hs:57:14-20: Warning: Use newtype instead of data",
        source="https://github.com/ndmitchell/hlint/blob/master/README.md",
    ),
    Rule(
        name="hspec-failure",
        tool="hspec",
        category=Category.TEST,
        pattern=r"^\s+(?P<test>\S.*) FAILED \[\d+\]$",
        anchors=("FAILED [",),
        weight=74,
        example="  heats up FAILED [1]",
        source=HSPEC,
    ),
    Rule(
        name="hspec-place",
        tool="hspec",
        category=Category.TEST,
        pattern=r"^\s{2,}(?P<file>\S+\.hs):(?P<line>\d+):\d+:\s*$",
        anchors=(".hs:",),
        weight=78,
        example="  test/OvenSpec.hs:57:9: ",
        source=HSPEC,
    ),
    Rule(
        name="hspec-expected",
        tool="hspec",
        category=Category.TEST,
        pattern=r"^\s+but got: \S",
        anchors=("but got:",),
        weight=85,
        example="        but got: 20",
        source=HSPEC,
    ),
    Rule(
        name="hspec-summary",
        tool="hspec",
        category=Category.TEST,
        pattern=r"^[1-9]\d* examples?, [1-9]\d* failures?",
        anchors=("examples,", "example,"),
        weight=46,
        example="42 examples, 1 failure",
        source=HSPEC,
    ),
    Rule(
        name="tasty-failed",
        tool="tasty",
        category=Category.TEST,
        pattern=r"^\s+(?P<test>\S.*):\s+FAIL(?: \([\d.]+s\))?$",
        anchors=("FAIL",),
        weight=73,
        example="    heats up:  FAIL (0.02s)",
        source=TASTY,
    ),
    Rule(
        name="tasty-summary",
        tool="tasty",
        category=Category.TEST,
        pattern=r"^[1-9]\d* out of \d+ tests failed",
        anchors=("tests failed",),
        weight=46,
        example="1 out of 42 tests failed (0.31s)",
        source=TASTY,
    ),
    Rule(
        name="quickcheck-falsified",
        tool="quickcheck",
        category=Category.TEST,
        pattern=(
            r"\*\*\* Failed! (?:Falsified|Falsifiable|Exception)|(?:Falsified"
            r"|Falsifiable) \(after \d+ tests?"
        ),
        anchors=("*** Failed!", "Falsified (after", "Falsifiable (after"),
        weight=90,
        example="*** Failed! Falsified (after 3 tests):",
        source="https://github.com/nick8325/quickcheck/blob/master/README.md",
    ),
    Rule(
        name="hedgehog-failed",
        tool="hedgehog",
        category=Category.TEST,
        pattern=r"✗ (?P<test>\S.*) failed (?:at (?P<file>[^\s:]+):(?P<line>\d+):\d+|after \d+ tests?)",
        anchors=("failed at", "failed after"),
        weight=88,
        example="  ✗ prop_heats failed at test/Oven.hs:57:9",
        source="https://github.com/hedgehogqa/haskell-hedgehog/blob/master/README.md",
    ),
    Rule(
        name="cabal-test-suite",
        tool="cabal",
        category=Category.TEST,
        pattern=(
            r"^Test suite (?P<test>\S+): FAIL$|[1-9]\d* of \d+ test suites? \(\d+ of \d+ test cases?"
            r"\) failed"
        ),
        anchors=("Test suite", "test suite"),
        weight=50,
        example="Test suite kiln-test: FAIL",
        source=CABAL,
    ),
)
