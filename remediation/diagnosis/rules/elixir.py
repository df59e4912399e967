"""Elixir: the compiler, Mix, ExUnit, Credo, Dialyzer and Sobelow."""

from remediation.diagnosis.category import Category
from remediation.diagnosis.rule import Rule

COMPILE = "https://hexdocs.pm/mix/Mix.Tasks.Compile.Elixir.html"
DIAGNOSTICS = "https://github.com/elixir-lang/elixir/blob/main/lib/elixir/src/elixir_errors.erl"
MIX = "https://hexdocs.pm/mix/Mix.html"
EXUNIT = "https://github.com/elixir-lang/elixir/blob/main/lib/ex_unit/lib/ex_unit/formatter.ex"
CREDO = "https://hexdocs.pm/credo/overview.html"
DIALYXIR = "https://github.com/jeremyjh/dialyxir/blob/master/README.md"

RULES: tuple[Rule, ...] = (
    Rule(
        name="elixir-compile-error",
        tool="elixir",
        category=Category.BUILD,
        pattern=(
            r"\*\* \((?:CompileError|SyntaxError|TokenMissingError|MismatchedDelimiterError"
            r"|Code\.LoadError|EEx\.SyntaxError)\)(?: (?P<file>[^\s:]+\.(?:exs?|eex|heex)):"
            r"(?P<line>\d+))?"
        ),
        anchors=(
            "** (CompileError)",
            "** (SyntaxError)",
            "** (TokenMissingError)",
            "** (MismatchedDelimiterError)",
            "** (Code.LoadError)",
            "** (EEx.SyntaxError)",
        ),
        weight=92,
        example="** (CompileError) lib/kiln/oven.ex:57: undefined function degrees/0",
        source=COMPILE,
    ),
    Rule(
        name="elixir-diagnostic",
        tool="elixir",
        category=Category.BUILD,
        pattern=(
            r"^\s*error: (?:undefined (?:variable|function) |module \S+ is not (?:loaded|available)"
            r"|cannot compile module|syntax error before: |function \S+ (?:undefined|imported from))"
        ),
        anchors=(
            "error: undefined",
            "error: module",
            "error: cannot compile module",
            "error: syntax error before:",
            "error: function",
        ),
        weight=89,
        example='    error: undefined variable "degrees"',
        source=DIAGNOSTICS,
    ),
    Rule(
        name="elixir-diagnostic-place",
        tool="elixir",
        category=Category.BUILD,
        pattern=r"└─ (?P<file>[^\s:]+\.(?:exs?|heex)):(?P<line>\d+)",
        anchors=("└─ ",),
        weight=40,
        example="    └─ lib/kiln/oven.ex:57:14: Kiln.Oven.heat/1",
        source=DIAGNOSTICS,
    ),
    Rule(
        name="elixir-compile-header",
        tool="elixir",
        category=Category.BUILD,
        pattern=r"^== Compilation error in file (?P<file>\S+) ==",
        anchors=("== Compilation error in file",),
        weight=60,
        example="== Compilation error in file lib/kiln/oven.ex ==",
        source=COMPILE,
    ),
    Rule(
        name="elixir-warnings-as-errors",
        tool="elixir",
        category=Category.BUILD,
        pattern="Compilation failed due to warnings while using the --warnings-as-errors option",
        anchors=("Compilation failed due to warnings",),
        weight=62,
        example="Compilation failed due to warnings while using the --warnings-as-errors option",
        source=COMPILE,
    ),
    Rule(
        name="mix-dependencies",
        tool="mix",
        category=Category.DEPENDENCY,
        pattern=(
            r"\*\* \(Mix\) (?:Hex dependency resolution failed|Unknown package"
            r"|Unchecked dependencies|Can't continue due to errors on dependencies"
            r"|Could not compile dependency|Couldn't (?:fetch|find)|The dependency"
            r"|Package fetch failed|.* registry checksum mismatch)"
            r"|Because .* depends on .*, version solving failed|^Failed to fetch record for "
        ),
        anchors=("** (Mix)", "version solving failed", "Failed to fetch record for"),
        weight=91,
        example="** (Mix) Unchecked dependencies for environment test:",
        source="https://hexdocs.pm/mix/Mix.Tasks.Deps.html",
    ),
    Rule(
        name="mix-task-missing",
        tool="mix",
        category=Category.CONFIG,
        pattern=(
            r'\*\* \(Mix\) (?:The task "[^"]+" could not be found|Could not find a Mix\.Project'
            r"""|You're trying to run .* on Elixir|"[^"]+" is not)"""
        ),
        anchors=("** (Mix)",),
        weight=92,
        example='** (Mix) The task "credo" could not be found',
        source=MIX,
    ),
    Rule(
        name="mix-format",
        tool="mix format",
        category=Category.LINT,
        pattern=(
            "mix format failed due to --check-formatted|^The following files (?:are|were) not formatted:"
        ),
        anchors=("mix format failed due to --check-formatted", "The following files "),
        weight=90,
        example="** (Mix) mix format failed due to --check-formatted.",
        source="https://hexdocs.pm/mix/Mix.Tasks.Format.html",
    ),
    Rule(
        name="mix-error",
        tool="mix",
        category=Category.BUILD,
        pattern=r"\*\* \(Mix\) \S",
        anchors=("** (Mix)",),
        weight=80,
        example="** (Mix) The oven application could not be started",
        source=MIX,
    ),
    Rule(
        name="elixir-exception",
        tool="elixir",
        category=Category.TEST,
        pattern=(
            r"\*\* \((?:[A-Z]\w*\.)*[A-Z]\w*(?:Error|Exception)\) \S|\*\* \((?:exit"
            r"|EXIT from #PID<[\d.]+>|throw|stop)\) \S"
        ),
        anchors=("** (",),
        weight=84,
        example="** (KeyError) key :degrees not found in: %{trays: 3}",
        source="https://hexdocs.pm/elixir/Exception.html",
        plain=True,
    ),
    Rule(
        name="exunit-failure",
        tool="exunit",
        category=Category.TEST,
        pattern=r"^\s+\d+\) (?:test|property|doctest) (?P<test>.+) \((?:[A-Z]\w*\.?)+\)$",
        anchors=(") test", ") property", ") doctest"),
        weight=75,
        example="  1) test heats up (Kiln.OvenTest)",
        source=EXUNIT,
    ),
    Rule(
        name="exunit-place",
        tool="exunit",
        category=Category.TEST,
        pattern=r"^\s+(?P<file>\S+_test\.exs):(?P<line>\d+)$",
        anchors=("_test.exs:",),
        weight=62,
        example="     test/kiln/oven_test.exs:57",
        source=EXUNIT,
    ),
    Rule(
        name="exunit-assertion",
        tool="exunit",
        category=Category.TEST,
        pattern=(
            r"^\s+(?:Assertion (?:with \S+ )?(?:failed|received)|Expected (?:truthy|false or nil"
            r"|exception|process)|match \(\S+\) failed|Assertion failed, no matching message after"
            r"|Received unexpected message)"
        ),
        anchors=("Assertion ", "Expected ", "match (", "Received unexpected message"),
        weight=90,
        example="     Assertion with == failed",
        source=EXUNIT,
    ),
    Rule(
        name="exunit-summary",
        tool="exunit",
        category=Category.TEST,
        pattern=r"^(?:\d+ \w+, )*\d+ tests?, (?:[1-9]\d* failures?|\d+ failures?, [1-9]\d* invalid)",
        anchors=("tests,", "test,"),
        weight=46,
        example="42 tests, 1 failure",
        source="https://github.com/elixir-lang/elixir/blob/main/lib/ex_unit/lib/ex_unit/cli_formatter.ex",
    ),
    Rule(
        name="credo-finding",
        tool="credo",
        category=Category.LINT,
        pattern=r"\[[FWRCD]\] (?:↑|↗|→|↘|↓) \S|^\[[FWRCD]\] \S (?P<file>[^\s:]+\.exs?):(?P<line>\d+)",
        anchors=("[F]", "[W]", "[R]", "[C]", "[D]"),
        weight=86,
        example="┃ [W] ↗ There should be no calls to IO.inspect/1.",
        source=CREDO,
    ),
    Rule(
        name="credo-summary",
        tool="credo",
        category=Category.LINT,
        pattern=r"^\d+ mods/funs, found [1-9]\d*",
        anchors=("mods/funs, found",),
        weight=48,
        example="412 mods/funs, found 1 warning, 2 code readability issues.",
        source=CREDO,
    ),
    Rule(
        name="dialyzer-finding",
        tool="dialyzer",
        category=Category.TYPECHECK,
        pattern=(
            r"^(?P<file>[^\s:]+\.(?:ex|exs|erl)):(?P<line>\d+)(?::\d+)?:(?:no_return|call"
            r"|pattern_match|pattern_match_cov|invalid_contract|unknown_function|unknown_type"
            r"|unused_fun|contract_\w+|callback_\w+|guard_fail\w*|no_match|extra_range|app_call"
            r"|apply|exact_eq|missing_range|opaque_\w+|unmatched_returns?|improper_list_constr"
            r"|overlapping_contract|record_\w+|call_without_opaque|call_to_missing|race_condition"
            r"|neg_guard_fail|map_update)\b"
        ),
        anchors=(".ex:", ".exs:", ".erl:"),
        weight=92,
        example="lib/kiln/oven.ex:57:no_return",
        source=DIALYXIR,
    ),
    Rule(
        name="dialyzer-summary",
        tool="dialyzer",
        category=Category.TYPECHECK,
        pattern=r"^Total errors: [1-9]\d*, Skipped: ",
        anchors=("Total errors:",),
        weight=48,
        example="Total errors: 3, Skipped: 0, Unnecessary Skips: 0",
        source=DIALYXIR,
    ),
    Rule(
        name="sobelow-finding",
        tool="sobelow",
        category=Category.SECURITY_SCAN,
        pattern=(
            r"^(?:Config|SQL|XSS|Traversal|RCE|DOS|Misc|CI|Vuln)\.\w+: .+ - (?:High|Medium"
            r"|Low) Confidence"
        ),
        anchors=(" Confidence",),
        weight=78,
        example="Config.HTTPS: HTTPS Not Enabled - High Confidence",
        source="https://github.com/sobelow/sobelow/blob/master/README.md",
    ),
    Rule(
        name="coveralls-minimum",
        tool="excoveralls",
        category=Category.TEST,
        pattern=r"FAILED: Expected minimum coverage of [\d.]+%|Coverage test failed, threshold not met",
        anchors=("FAILED: Expected minimum coverage of", "Coverage test failed, threshold not met"),
        weight=88,
        example="FAILED: Expected minimum coverage of 90%, got 81.2%.",
        source="https://github.com/parroty/excoveralls/blob/master/README.md",
    ),
)
