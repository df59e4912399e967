"""Crystal: the compiler, specs, the formatter, Ameba and shards."""

from remediation.diagnosis.category import Category
from remediation.diagnosis.rule import Rule

CRYSTAL = "https://crystal-lang.org/reference/latest/man/crystal/"
SPEC_CODE = "https://github.com/crystal-lang/crystal/blob/master/src/spec/context.cr"

RULES: tuple[Rule, ...] = (
    Rule(
        name="crystal-place",
        tool="crystal",
        category=Category.BUILD,
        pattern=r"^In (?P<file>\S+\.cr):(?P<line>\d+):\d+",
        anchors=(".cr:",),
        weight=74,
        example="In src/oven.cr:57:14",
        source=CRYSTAL,
    ),
    Rule(
        name="crystal-error",
        tool="crystal",
        category=Category.BUILD,
        pattern=(
            "^Error: (?:undefined (?:local variable or method|method|constant) "
            "|no overload matches '|wrong number of arguments for '|type must be "
            "|instance variable '@|while requiring \"|can't (?:infer|find file|use))"
        ),
        anchors=(
            "Error: undefined",
            "Error: no overload matches",
            "Error: wrong number of arguments",
            "Error: type must be",
            "Error: instance variable",
            "Error: while requiring",
            "Error: can't",
        ),
        weight=90,
        example="Error: undefined local variable or method 'degrees' for Oven",
        source=CRYSTAL,
    ),
    Rule(
        name="crystal-spec-rerun",
        tool="crystal spec",
        category=Category.TEST,
        pattern=r"^crystal spec (?P<file>\S+_spec\.cr):(?P<line>\d+) # (?P<test>.+)",
        anchors=("crystal spec",),
        weight=72,
        example="crystal spec spec/oven_spec.cr:57 # Oven heats up",
        source=SPEC_CODE,
    ),
    Rule(
        name="crystal-spec-failure",
        tool="crystal spec",
        category=Category.TEST,
        pattern=r"^\s+Failure/Error: \S",
        anchors=("Failure/Error:",),
        weight=84,
        example="     Failure/Error: oven.degrees.should eq(900)",
        source="https://crystal-lang.org/reference/latest/guides/testing.html",
    ),
    Rule(
        name="crystal-spec-summary",
        tool="crystal spec",
        category=Category.TEST,
        pattern=(
            r"^\d+ examples, (?:[1-9]\d* failures, \d+ errors|0 failures, [1-9]\d* errors), \d+ pending"
        ),
        anchors=("examples,",),
        weight=45,
        example="42 examples, 1 failures, 0 errors, 0 pending",
        source=SPEC_CODE,
    ),
    Rule(
        name="crystal-format",
        tool="crystal tool format",
        category=Category.LINT,
        pattern="formatting '(?P<file>[^']+)' produced changes",
        anchors=("' produced changes",),
        weight=91,
        example="formatting './src/oven.cr' produced changes",
        source=CRYSTAL,
    ),
    Rule(
        name="ameba-finding",
        tool="ameba",
        category=Category.LINT,
        pattern=(r"^\[[CWE]\] (?:Lint|Style|Layout|Naming|Performance|Metrics|Documentation|Typing)/\w+: \S"),
        anchors=(
            "] Lint/",
            "] Style/",
            "] Layout/",
            "] Naming/",
            "] Performance/",
            "] Metrics/",
            "] Documentation/",
            "] Typing/",
        ),
        weight=88,
        example="[W] Lint/UselessAssign: Useless assignment to variable `degrees`",
        source="https://github.com/crystal-ameba/ameba/blob/master/README.md",
    ),
    Rule(
        name="shards-unsatisfiable",
        tool="shards",
        category=Category.DEPENDENCY,
        pattern=(
            r"Unable to satisfy the following requirements|Failed to resolve dependencies"
            r"|Outdated shard\.lock|Missing shard\.lock|Error shard name \("
        ),
        anchors=(
            "Unable to satisfy the following requirements",
            "Failed to resolve dependencies",
            "Outdated shard.lock",
            "Missing shard.lock",
            "Error shard name (",
        ),
        weight=92,
        example="E: Failed to resolve dependencies, try updating incompatible shards",
        source="https://crystal-lang.org/reference/latest/man/shards/",
    ),
)
