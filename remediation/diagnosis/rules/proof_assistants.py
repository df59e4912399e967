"""Proof assistants: Lean, Rocq (Coq), Agda, Idris and Isabelle."""

from remediation.diagnosis.category import Category
from remediation.diagnosis.rule import Rule

ROCQ = "https://rocq-prover.org/doc/master/refman/practical-tools/coq-commands.html"

RULES: tuple[Rule, ...] = (
    Rule(
        name="idris-error",
        tool="idris",
        category=Category.BUILD,
        pattern=(
            "^Error: While processing (?:right|left) hand side of |^Error: (?:Undefined name"
            "|Can't find an implementation|Couldn't parse)"
        ),
        anchors=(
            "Error: While processing",
            "Error: Undefined name",
            "Error: Can't find an implementation",
            "Error: Couldn't parse",
        ),
        weight=90,
        example="Error: While processing right hand side of heat. Undefined name degrees.",
        source="https://idris2.readthedocs.io/en/latest/tutorial/index.html",
    ),
    Rule(
        name="lean-error",
        tool="lean",
        category=Category.BUILD,
        pattern=(
            r"(?:error: )?(?P<file>[^\s:]+\.lean):(?P<line>\d+):\d+: (?:error: )?(?:unknown "
            r"|unsolved goals|type mismatch|failed to |application type mismatch|function expected"
            r"|tactic |invalid |ambiguous|don't know|linarith|omega|simp |error|unexpected |motive "
            r"|maximum recursion|\(deterministic\) timeout|could not |declaration uses)"
        ),
        anchors=(".lean:",),
        weight=91,
        example="error: Kiln/Oven.lean:57:14: unknown identifier 'degrees'",
        source="https://github.com/leanprover/lean4/blob/master/src/Lean/Message.lean",
    ),
    Rule(
        name="lake-target",
        tool="lake",
        category=Category.BUILD,
        pattern=r"^✖ \[\d+/\d+\] \S|^error: (?:Lean exited with code|unknown (?:target|package) `)",
        anchors=("✖ [", "error:"),
        weight=55,
        example="✖ [3/5] Building Kiln.Oven (1.2s)",
        source="https://github.com/leanprover/lean4/blob/master/src/lake/README.md",
    ),
    Rule(
        name="rocq-place",
        tool="rocq",
        category=Category.BUILD,
        pattern=r'File "(?P<file>[^"]+\.v)", line (?P<line>\d+), characters \d+-\d+:',
        anchors=('.v", line',),
        weight=60,
        example='File "./theories/Oven.v", line 57, characters 4-11:',
        source=ROCQ,
    ),
    Rule(
        name="rocq-error",
        tool="rocq",
        category=Category.BUILD,
        pattern=(
            r"^Error: (?:The reference \S+ was not found|In environment$"
            r"|Cannot find a physical path bound to|Unable to unify |Tactic failure"
            r"|Found no subterm matching|Cannot infer |Attempt to save an incomplete proof"
            r'|No product even after|The term ")'
        ),
        anchors=(
            "Error: The reference",
            "Error: In environment",
            "Error: Cannot find a physical path",
            "Error: Unable to unify",
            "Error: Tactic failure",
            "Error: Found no subterm",
            "Error: Cannot infer",
            "Error: Attempt to save",
            "Error: No product even",
            'Error: The term "',
        ),
        weight=90,
        example="Error: The reference degrees was not found in the current environment.",
        source=ROCQ,
    ),
    Rule(
        name="agda-error",
        tool="agda",
        category=Category.BUILD,
        pattern=r"^(?P<file>\S+\.l?agda(?:\.md)?):(?P<line>\d+)[,.:]\d+-(?:\d+[,.])?\d+(?::? error)?",
        anchors=("agda:", "agda.md:"),
        weight=90,
        example="/src/kiln/Oven.agda:57,14-21",
        source="https://agda.readthedocs.io/en/latest/tools/command-line-options.html",
    ),
    Rule(
        name="isabelle-error",
        tool="isabelle",
        category=Category.BUILD,
        pattern=(
            r"^\*\*\* (?:Failed to (?:finish proof|apply|refine)|Undefined |At command"
            r"|Type unification failed|Inner syntax error|Bad )"
        ),
        anchors=(
            "*** Failed to",
            "*** Undefined",
            "*** At command",
            "*** Type unification failed",
            "*** Inner syntax error",
            "*** Bad ",
        ),
        weight=88,
        example='*** Failed to finish proof (line 57 of "/src/kiln/Oven.thy"):',
        source="https://isabelle.in.tum.de/documentation.html",
    ),
)
