"""OCaml: the compiler, Dune, opam, ocamlformat, Alcotest and OUnit; ReScript."""

from remediation.diagnosis.category import Category
from remediation.diagnosis.rule import Rule

OPAM = "https://opam.ocaml.org/doc/Usage.html"
ALCOTEST = "https://github.com/mirage/alcotest/blob/main/README.md"

RULES: tuple[Rule, ...] = (
    Rule(
        name="ocaml-place",
        tool="ocamlc",
        category=Category.BUILD,
        pattern=(
            r'File "(?P<file>[^"]+\.(?:mli?|mll|mly|re|rei|eliom))", lines? (?P<line>\d+)'
            r"(?:-\d+)?, characters \d+-\d+:?"
        ),
        anchors=('", line',),
        weight=60,
        example='File "src/oven.ml", line 57, characters 14-21:',
        source="https://ocaml.org/manual/latest/comp.html",
    ),
    Rule(
        name="dune-place",
        tool="dune",
        category=Category.BUILD,
        pattern=(
            r'File "(?P<file>(?:[^"]*/)?(?:dune(?:-project|-workspace)?|[^"]+\.opam))", lines? '
            r"(?P<line>\d+)"
        ),
        anchors=('", line',),
        weight=70,
        example='File "src/dune", line 3, characters 12-16:',
        source="https://dune.readthedocs.io/en/stable/faq.html",
    ),
    Rule(
        name="ocaml-error",
        tool="ocamlc",
        category=Category.BUILD,
        pattern=(
            r"^Error: (?:Unbound (?:value|module|constructor|record|type|class|instance)|This "
            r"(?:expression has type|pattern matches|variant|function (?:has|is applied)"
            r"|kind of expression|constructor|value|field|application|class) |Signature mismatch"
            r"|The (?:implementation \S+|constructor|function applied|record field|value \S+ is not"
            r"|type constructor) |Some (?:record fields|type variables|mandatory)"
            r"|Multiple definition of|No implementations? provided for|Modules? do not match"
            r"|Uninterpreted extension)"
        ),
        anchors=(
            "Error: Unbound",
            "Error: This",
            "Error: Signature mismatch",
            "Error: The",
            "Error: Some",
            "Error: Multiple definition of",
            "Error: No implementation",
            "Error: Module",
            "Error: Uninterpreted extension",
        ),
        weight=91,
        example="Error: Unbound value degrees",
        source="https://github.com/ocaml/ocaml/blob/trunk/typing/typecore.ml",
    ),
    Rule(
        name="ocaml-warning-as-error",
        tool="ocamlc",
        category=Category.BUILD,
        pattern=r"^Error \((?:warning \d+|alert \w+)",
        anchors=("Error (warning", "Error (alert"),
        weight=92,
        example="Error (warning 32 [unused-value-declaration]): unused value degrees.",
        source="https://github.com/ocaml/ocaml/blob/trunk/utils/warnings.ml",
    ),
    Rule(
        name="dune-library",
        tool="dune",
        category=Category.DEPENDENCY,
        pattern=(
            r'Error: (?:Library "[^"]+" (?:not found|in \S+ is hidden)'
            r"|Program \S+ not found in the tree or in PATH|No rule found for"
            r"|Conflict between the following libraries|Dependency cycle between)"
        ),
        anchors=(
            "Error: Library",
            "Error: Program",
            "Error: No rule found for",
            "Error: Conflict between",
            "Error: Dependency cycle",
        ),
        weight=92,
        example='Error: Library "clay" not found.',
        source="https://github.com/ocaml/dune/blob/main/src/dune_rules/lib.ml",
    ),
    Rule(
        name="dune-diff",
        tool="dune",
        category=Category.LINT,
        pattern=r"^Promoting \S+ to (?P<file>\S+)\.$|dune promote",
        anchors=("Promoting ", "dune promote"),
        weight=60,
        example="Promoting _build/default/src/.formatted/oven.ml to src/oven.ml.",
        source="https://ocaml.org/p/ocamlformat/latest",
    ),
    Rule(
        name="opam-conflict",
        tool="opam",
        category=Category.DEPENDENCY,
        pattern=(
            r"\[ERROR\] (?:Package conflict!|No (?:solution|package) |Sorry, no solution"
            r"|Could not determine which packages|\S+ (?:is not available|unmet)"
            r"|The following dependencies couldn't be met"
            r"|Sorry, resolution of the request timed out)|No solution found, exiting"
            r"|The following dependencies couldn't be met:"
        ),
        anchors=("[ERROR]", "No solution found, exiting", "The following dependencies couldn't be met:"),
        weight=91,
        example="[ERROR] Package conflict!",
        source="https://opam.ocaml.org/doc/External_solvers.html",
    ),
    Rule(
        name="opam-build",
        tool="opam",
        category=Category.BUILD,
        pattern=r"\[ERROR\] The (?:compilation|installation|sources) of \S+ (?:failed|couldn't)",
        anchors=("[ERROR] The ",),
        weight=75,
        example='[ERROR] The compilation of clay.1.4.0 failed at "dune build -p clay".',
        source=OPAM,
    ),
    Rule(
        name="opam-fetch",
        tool="opam",
        category=Category.INFRA,
        pattern=r"\[ERROR\] (?:Failed to get sources of|Could not (?:update|synchronize)|OpamSolution)",
        anchors=("[ERROR] ",),
        weight=85,
        example="[ERROR] Failed to get sources of clay.1.4.0: curl failed",
        source=OPAM,
    ),
    Rule(
        name="alcotest-failed",
        tool="alcotest",
        category=Category.TEST,
        pattern=r"\[FAIL\]\s+(?P<test>\S.*?\s+\d+\s+\S.*)",
        anchors=("[FAIL]",),
        weight=73,
        example="\u2502 [FAIL]        oven          0   heats up.",
        source=ALCOTEST,
    ),
    Rule(
        name="alcotest-assert",
        tool="alcotest",
        category=Category.TEST,
        pattern=r"^│ (?:FAIL|ASSERT) \S",
        anchors=("FAIL", "ASSERT"),
        weight=87,
        example="\u2502 FAIL degrees after heating",
        source=ALCOTEST,
    ),
    Rule(
        name="alcotest-summary",
        tool="alcotest",
        category=Category.TEST,
        pattern=r"^[1-9]\d* failures?! in [\d.]+s\. \d+ tests? run\.",
        anchors=("failure",),
        weight=46,
        example="1 failure! in 0.021s. 42 tests run.",
        source=ALCOTEST,
    ),
    Rule(
        name="ounit-failed",
        tool="ounit",
        category=Category.TEST,
        pattern=r"^(?:Error|Failure): (?P<test>[^\s:]+:\d+:\w+)\.$|^FAILED: Cases: \d+ Tried:",
        anchors=("Error:", "Failure:", "FAILED: Cases:"),
        weight=73,
        example="Error: oven:0:heats_up.",
        source="https://github.com/gildor478/ounit/blob/master/README.md",
    ),
    Rule(
        name="rescript-error",
        tool="rescript",
        category=Category.BUILD,
        pattern=r"^\s*We've found a bug for you!",
        anchors=("We've found a bug for you!",),
        weight=85,
        example="  We've found a bug for you!",
        source="https://rescript-lang.org/docs/manual/latest/overview",
    ),
)
