"""Clojure: the compiler, clojure.test, Leiningen, deps, clj-kondo and formatters; Racket and Common Lisp."""

from remediation.diagnosis.category import Category
from remediation.diagnosis.rule import Rule

CLOJURE = "https://clojure.org/reference/repl_and_main"
CLJ_TEST = "https://github.com/clojure/clojure/blob/master/src/clj/clojure/test.clj"
KONDO = "https://github.com/clj-kondo/clj-kondo/blob/master/README.md"

RULES: tuple[Rule, ...] = (
    Rule(
        name="clojure-syntax",
        tool="clojure",
        category=Category.BUILD,
        pattern=(
            r"Syntax error (?:\(\w+\) )?(?:compiling|macroexpanding|reading source)(?: \S+)? at \("
            r"(?P<file>[^:)]+):(?P<line>\d+)"
        ),
        anchors=("Syntax error",),
        weight=91,
        example="Syntax error compiling at (kiln/oven.clj:57:14).",
        source=CLOJURE,
    ),
    Rule(
        name="clojure-execution",
        tool="clojure",
        category=Category.TEST,
        pattern=r"Execution error (?:\(\w+\) )?(?:at|evaluating) ",
        anchors=("Execution error",),
        weight=88,
        example="Execution error (ArithmeticException) at kiln.oven/heat (oven.clj:57).",
        source=CLOJURE,
    ),
    Rule(
        name="clojure-test-failed",
        tool="clojure.test",
        category=Category.TEST,
        pattern=r"^(?:FAIL|ERROR) in (?:\((?P<test>[^)]+)\) )?\((?P<file>[^:)]+):(?P<line>\d+)\)",
        anchors=("FAIL in", "ERROR in"),
        weight=86,
        example="FAIL in (heats-up) (oven_test.clj:57)",
        source=CLJ_TEST,
    ),
    Rule(
        name="clojure-actual",
        tool="clojure.test",
        category=Category.TEST,
        pattern=r"^\s*actual: \(not ",
        anchors=("actual: (not",),
        weight=85,
        example="  actual: (not (= 900 20))",
        source=CLJ_TEST,
    ),
    Rule(
        name="clojure-summary",
        tool="clojure.test",
        category=Category.TEST,
        pattern=(
            r"^(?:[1-9]\d* failures, \d+ errors|0 failures, [1-9]\d* errors)\."
            r"|^\d+ tests, \d+ assertions, (?:[1-9]\d* failures|0 failures, [1-9]\d* errors)"
        ),
        anchors=("failures,", "assertions,"),
        weight=45,
        example="1 failures, 0 errors.",
        source=CLJ_TEST,
    ),
    Rule(
        name="lein-dependencies",
        tool="leiningen",
        category=Category.DEPENDENCY,
        pattern=(
            r"Could not resolve dependencies|This could be due to a typo in :dependencies"
            r"|Error building classpath\. "
        ),
        anchors=(
            "Could not resolve dependencies",
            "This could be due to a typo in :dependencies",
            "Error building classpath.",
        ),
        weight=85,
        example=("This could be due to a typo in :dependencies, file system permissions, or network issues."),
        source="https://github.com/technomancy/leiningen/blob/main/doc/TUTORIAL.md",
    ),
    Rule(
        name="clj-classpath",
        tool="clojure",
        category=Category.DEPENDENCY,
        pattern=(
            r"Error building classpath\. Could not find artifact"
            r"|Could not locate \S+__init\.class, \S+\.cljc? or|No such var: |Unable to resolve "
            r"(?:symbol|var): "
        ),
        anchors=("Error building classpath.", "__init.class", "No such var:", "Unable to resolve"),
        weight=90,
        example="Could not locate clay/core__init.class, clay/core.clj or clay/core.cljc on classpath.",
        source="https://clojure.org/reference/clojure_cli",
    ),
    Rule(
        name="clj-kondo-finding",
        tool="clj-kondo",
        category=Category.LINT,
        pattern=r"(?P<file>[^\s:]+\.(?:clj[cs]?|edn|bb)):(?P<line>\d+):\d+: error: \S",
        anchors=(": error:",),
        weight=92,
        example="src/kiln/oven.clj:57:14: error: Unresolved symbol: degrees",
        source=KONDO,
    ),
    Rule(
        name="clj-kondo-warning",
        tool="clj-kondo",
        category=Category.LINT,
        pattern=r"(?P<file>[^\s:]+\.(?:clj[cs]?|edn|bb)):(?P<line>\d+):\d+: warning: \S",
        anchors=(": warning:",),
        weight=66,
        example="src/kiln/oven.clj:57:14: warning: unused binding degrees",
        source=KONDO,
    ),
    Rule(
        name="clj-kondo-summary",
        tool="clj-kondo",
        category=Category.LINT,
        pattern=r"linting took \d+ms, (?:errors: [1-9]\d*|errors: 0, warnings: [1-9])",
        anchors=("linting took",),
        weight=46,
        example="linting took 10ms, errors: 1, warnings: 0",
        source=KONDO,
    ),
    Rule(
        name="cljfmt-file",
        tool="cljfmt",
        category=Category.LINT,
        pattern=(
            r"(?P<file>\S+\.clj[cs]?) has incorrect formatting|[1-9]\d* file\(s\) formatted incorrectly"
        ),
        anchors=("has incorrect formatting", "file(s) formatted incorrectly"),
        weight=88,
        example="src/kiln/oven.clj has incorrect formatting",
        source="https://github.com/weavejester/cljfmt/blob/master/README.md",
    ),
    Rule(
        name="eastwood-finding",
        tool="eastwood",
        category=Category.LINT,
        pattern=r"(?P<file>\S+\.clj[cs]?):(?P<line>\d+):\d+: [a-z-]+: \S|== Warnings: [1-9]\d*",
        anchors=(".clj:", ".cljc:", ".cljs:", "== Warnings:"),
        weight=84,
        example=(
            "src/kiln/oven.clj:57:14: unused-ret-vals: Pure fn call return value is discarded: (inc degrees)"
        ),
        source="https://github.com/jonase/eastwood/blob/master/README.md",
    ),
    Rule(
        name="racket-error",
        tool="racket",
        category=Category.BUILD,
        pattern=r"(?P<file>[^\s:]+\.rkt):(?P<line>\d+)[:.]\d+: \S.*: ",
        anchors=(".rkt:",),
        weight=88,
        example="oven.rkt:57:14: degrees: unbound identifier in: degrees",
        source="https://docs.racket-lang.org/reference/exns.html",
    ),
    Rule(
        name="sbcl-unhandled",
        tool="sbcl",
        category=Category.TEST,
        pattern="Unhandled [A-Z-]+(?:::?[A-Z-]+)*(?: in thread|: )|; caught ERROR:|COMPILE-FILE-ERROR",
        anchors=("Unhandled ", "; caught ERROR:", "COMPILE-FILE-ERROR"),
        weight=88,
        example=(
            'Unhandled SIMPLE-ERROR in thread #<SB-THREAD:THREAD "main thread" RUNNING>: The oven is cold'
        ),
        source="https://www.sbcl.org/manual/",
    ),
)
